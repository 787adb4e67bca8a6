"""What names in a machine's firmware say of it: a hypervisor or cloud, a maker of hardware, neither. Pure text."""

import re

# What hypervisors and clouds write into the firmware of their machines: maker and model of the machine or its board in
# one line, or the BIOS' maker. The first that fits counts. VMware keeps its own board ("440BX Desktop Reference
# Platform") where the machine's maker and model are copied from the host.
_VIRTUAL = (
    ("vmware", re.compile(r"VMware|\b440BX Desktop Reference Platform\b", re.IGNORECASE)),
    ("hyper_v", re.compile(r"^Microsoft Corporation Virtual Machine$", re.IGNORECASE)),
    (
        "other_hypervisor",
        re.compile(
            r"\b(QEMU|KVM|KubeVirt|Xen|HVM domU|VirtualBox|innotek|Parallels|Nutanix|AHV|oVirt|RHEV|OpenStack"
            r"|OpenNebula|Proxmox|OVMF|Bochs|BHYVE|Virtuozzo|FusionCompute|Apple Virtualization|SmartDC HVM"
            r"|Scale Computing|Firecracker|Cloud Hypervisor|Google Compute Engine|Amazon EC2(?!.*\.metal\b)"
            r"|Alibaba Cloud|Tencent Cloud|DigitalOcean|Hetzner vServer|Scaleway|OVH(cloud)?|Exoscale|UpCloud|Vultr"
            r"|Linode|Virtual (Machine|Platform))\b",
            re.IGNORECASE,
        ),
    ),
)
_HARDWARE_MAKER = re.compile(
    r"^(Dell|HP\b|HPE\b|Hewlett[- ]Packard|Lenovo|IBM\b|Fujitsu|FUJITSU|Supermicro|Super Micro|Cisco|ASUS|Acer\b"
    r"|Gigabyte|Micro-Star|MSI\b|ASRock|NEC\b|TOSHIBA|Dynabook|Panasonic|Huawei|xFusion|Inspur|Intel\b|Bull\b|Atos\b"
    r"|Apple\b|LG Electronics|SAMSUNG|Microsoft Corporation Surface|Wortmann|Terra\b|Shuttle|MEDION)",
    re.IGNORECASE,
)


def find_virtual(line: str) -> str | None:
    """Return the hosting that a line of the firmware names, as a plan writes it; None where it names no hypervisor."""
    return next((hosting for hosting, pattern in _VIRTUAL if pattern.search(line)), None)


def names_hardware(line: str) -> bool:
    """Say whether maker and model, in one line, are a maker's of hardware: as its machines and copies of them say."""
    return bool(_HARDWARE_MAKER.match(line))
