"""What tells a virtual machine whatever its firmware calls itself: a hypervisor below it, devices that no maker makes.

Vendors by CPUID leaf 0x40000000, as hypervisors document them; PCI numbers after the PCI ID Repository; ACPI names
after Microsoft's pages on Hyper-V's VMBus.
"""

import re
from collections.abc import Sequence

from wizard.checks.machine.figures import BUS_DEVICES, HYPERVISOR, Hypervisor
from wizard.checks.machine.reading import MachineReader, ReadingError

READINGS = (HYPERVISOR, BUS_DEVICES)
HYPER_V_VENDOR = "Microsoft Hv"
_VENDORS = {
    "VMwareVMware": "vmware",
    "KVMKVMKVM": "other_hypervisor",
    "XenVMMXenVMM": "other_hypervisor",
    "TCGTCGTCGTCG": "other_hypervisor",
    "VBoxVBoxVBox": "other_hypervisor",
    "bhyve bhyve": "other_hypervisor",
    "prl hyperv": "other_hypervisor",
}
# VMware's own channel between guest and host; its graphics and network cards are made up by other hypervisors too.
_VMWARE = re.compile(r"PCI\\VEN_15AD&DEV_0740\b", re.IGNORECASE)
_HYPER_V = re.compile(r"ACPI\\(VMBUS|MSFT1000)\b", re.IGNORECASE)
# VMware, Red Hat's virtio and QEMU, Bochs, VirtualBox, Parallels, Xen: as the device's vendor or its subsystem's.
_MADE_UP = re.compile(r"PCI\\(VEN_|.*&SUBSYS_[0-9A-F]{4})(15AD|1AF4|1B36|1234|80EE|1AB8|5853)\b", re.IGNORECASE)


def find_hosting_below(reader: MachineReader) -> str:
    """Return what a machine that bears the name of a maker of hardware runs on, as a plan writes it.

    Raises:
        ReadingError: it cannot be told, for want of a reading or of a name.

    """
    try:
        devices, below = reader.read(BUS_DEVICES), reader.read(HYPERVISOR)
    except ReadingError as error:
        raise ReadingError("hardware_name_only", error.detail) from error
    if any(map(_VMWARE.match, devices)):
        return "vmware"
    if made_up := [device for device in devices if _MADE_UP.match(device)]:
        raise ReadingError("hypervisor_unnamed", made_up[0])
    return _judge(below, devices)


def _judge(below: Hypervisor, devices: Sequence[str]) -> str:
    # With Hyper-V's role, or where Windows protects itself by virtualisation, Windows owns the machine all the same.
    if not below.present or (below.vendor == HYPER_V_VENDOR and below.owns_hardware):
        return "physical"
    # Other hypervisors give themselves Hyper-V's name; its bus is its own.
    if below.vendor == HYPER_V_VENDOR and any(map(_HYPER_V.match, devices)):
        return "hyper_v"
    hosting = _VENDORS.get(below.vendor or "")
    if hosting is None:
        raise ReadingError("hypervisor_unnamed", below.vendor)
    return hosting
