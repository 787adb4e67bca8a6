"""What lies below the system: a hypervisor, as the processor (CPUID) and Windows' kernel tell; devices by their bus.

Structures as the headers of System Informer (phnt) have them: SYSTEM_HYPERVISOR_QUERY_INFORMATION (class 91),
SYSTEM_HYPERVISOR_DETAIL_INFORMATION (class 159), whose parts are CPUID leaves 0x40000000 and following. Which right
marks the partition that owns the machine: Microsoft's Hypervisor Top Level Functional Specification, CpuManagement.
"""

import struct
import sys
from itertools import islice
from pathlib import Path

from wizard.checks.machine.figures import Hypervisor
from wizard.checks.machine.live.files import MOST_BYTES, MOST_NAMES
from wizard.checks.machine.live.native import query_system
from wizard.checks.machine.live.session import list_devices

_QUERY, _DETAIL = 91, 159
_QUERY_BYTES, _DETAIL_BYTES = 16, 112
_PRESENT_OFFSET, _VENDOR, _RIGHTS_OFFSET = 2, slice(4, 16), 52
_CPU_MANAGEMENT = 1 << 12
_FLAG = "hypervisor"
_CPU, _XEN, _PCI = Path("/proc/cpuinfo"), Path("/sys/hypervisor/type"), Path("/sys/bus/pci/devices")


def read_hypervisor(_: str) -> Hypervisor:
    """Return whether a hypervisor runs below this system, and what it calls itself."""
    if sys.platform != "win32":
        return _read_flag()
    if not query_system(_QUERY, _QUERY_BYTES)[_PRESENT_OFFSET]:
        return Hypervisor(present=False, vendor=None, owns_hardware=None)
    return parse_detail(query_system(_DETAIL, _DETAIL_BYTES))


def parse_detail(detail: bytes) -> Hypervisor:
    """Return what SYSTEM_HYPERVISOR_DETAIL_INFORMATION says of a hypervisor that is there."""
    vendor = detail[_VENDOR].decode("ascii", "replace").strip("\0 ")
    (rights,) = struct.unpack_from("<I", detail, _RIGHTS_OFFSET)
    return Hypervisor(present=True, vendor=vendor or None, owns_hardware=bool(rights & _CPU_MANAGEMENT))


def _read_flag() -> Hypervisor:
    """Return what Linux tells: the processor's flag, which is not set on a host of virtual machines; Xen's own name."""
    with _CPU.open("rb") as file:
        lines = file.read(MOST_BYTES).decode("utf-8", "replace").splitlines()
    flags = next((line.partition(":")[2].split() for line in lines if line.startswith("flags")), None)
    if flags is None:
        raise FileNotFoundError(f"{_CPU}: flags")
    try:
        vendor = _XEN.read_text(encoding="ascii", errors="replace").strip() or None
    except OSError:
        vendor = None
    return Hypervisor(present=_FLAG in flags or vendor is not None, vendor=vendor, owns_hardware=None)


def read_bus_devices(_: str) -> tuple[str, ...]:
    r"""Return the devices that are there, as Windows names them (PCI\VEN_8086&DEV_29C0&…)."""
    if sys.platform == "win32":
        return tuple(device for bus in ("PCI", "ACPI") for device in list_devices(bus))
    return tuple(_spell_device(folder) for folder in islice(_PCI.iterdir(), MOST_NAMES))


def _spell_device(folder: Path) -> str:
    vendor, device, subsystem_vendor, subsystem = (
        (folder / name).read_text(encoding="ascii", errors="replace").strip().removeprefix("0x").upper()
        for name in ("vendor", "device", "subsystem_vendor", "subsystem_device")
    )
    return rf"PCI\VEN_{vendor}&DEV_{device}&SUBSYS_{subsystem}{subsystem_vendor}"
