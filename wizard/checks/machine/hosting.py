"""What the machine runs on, by what its firmware calls itself.

The processor's hypervisor bit is not asked: it is also set on a PC that Windows protects by virtualisation (VBS).
"""

import re
from collections.abc import Sequence

from wizard.checks.machine.local_probe import report
from wizard.checks.machine.reading import MachineReader, ReadingError
from wizard.checks.machine.registry import read_text, registry_value
from wizard.checks.probe import Measurement

_BIOS = r"HKLM\HARDWARE\DESCRIPTION\System\BIOS"
MAKER = registry_value(rf"{_BIOS}\SystemManufacturer", linux="/sys/class/dmi/id/sys_vendor")
MODEL = registry_value(rf"{_BIOS}\SystemProductName", linux="/sys/class/dmi/id/product_name")
READINGS = (MAKER, MODEL)

# What hypervisors and clouds write into the firmware of their machines, maker and model in one line.
_VIRTUAL = (
    ("vmware", re.compile(r"VMware", re.IGNORECASE)),
    ("hyper_v", re.compile(r"^Microsoft Corporation Virtual Machine$", re.IGNORECASE)),
    (
        "other_hypervisor",
        re.compile(
            r"\b(QEMU|KVM|Xen|HVM domU|VirtualBox|innotek|Parallels|Nutanix|AHV|oVirt|RHEV|OpenStack|Bochs|BHYVE"
            r"|Google Compute Engine|Amazon EC2|Alibaba Cloud|Firecracker|Virtual (Machine|Platform))\b",
            re.IGNORECASE,
        ),
    ),
)
# Only a maker of hardware makes it physical: a hypervisor that nobody listed above must stay unknown.
_HARDWARE_MAKER = re.compile(
    r"^(Dell|HP\b|HPE\b|Hewlett[- ]Packard|Lenovo|IBM\b|Fujitsu|FUJITSU|Supermicro|Super Micro|Cisco|ASUS|Acer\b"
    r"|Gigabyte|Micro-Star|MSI\b|ASRock|NEC\b|TOSHIBA|Dynabook|Panasonic|Huawei|xFusion|Inspur|Intel\b|Bull\b|Atos\b"
    r"|Apple\b|LG Electronics|SAMSUNG|Microsoft Corporation Surface|Wortmann|Terra\b|Shuttle|MEDION)",
    re.IGNORECASE,
)


def find_hosting(reader: MachineReader) -> str:
    """Return what the machine runs on, as a plan writes it.

    Raises:
        ReadingError: the firmware says nothing that is known.

    """
    maker, model = read_text(reader, MAKER), read_text(reader, MODEL)
    line = f"{maker} {model}"
    for hosting, pattern in _VIRTUAL:
        if pattern.search(line):
            return hosting
    if _HARDWARE_MAKER.match(line):
        return "physical"
    raise ReadingError("not_recognised", line)


def measure_hosting(reader: MachineReader) -> Sequence[Measurement]:
    """Measure what the server runs on."""
    hosting = find_hosting(reader)
    values = {"maker": read_text(reader, MAKER), "model": read_text(reader, MODEL)}
    return report(values, {"server.hosting": hosting})
