"""What the system's own calls tell: figures, listeners, drives, rights. None of them needs administrator rights."""

import re
from typing import NamedTuple

from wizard.checks.machine.reading import Reading, System
from wizard.errors import UsageError

_WINDOWS_DRIVE = re.compile(r"[A-Za-z]:")


class Cores(NamedTuple):
    """How many cores there are, and how many the system counts with hyper-threading; None where it does not tell."""

    physical: int | None
    logical: int | None


class Listener(NamedTuple):
    """A port that a program holds; ``pid`` and ``program`` are None where the system hides them.

    ``own``: it is this program, in this or another process.
    """

    protocol: str
    address: str
    port: int
    pid: int | None
    program: str | None
    own: bool = False


class Reservation(NamedTuple):
    """Ports, from the first to the last, that Windows keeps back; those that an administrator named stay usable."""

    protocol: str
    first: int
    last: int
    by_administrator: bool


class Space(NamedTuple):
    """A drive's size and what is free for this user, in bytes."""

    size: int
    free: int


class Device(NamedTuple):
    """A drive's bus as STORAGE_BUS_TYPE numbers it, whether it has heads to seek with, who made it and what it is.

    The bus is that of the adapter the drive hangs on. None where the drive hides it.
    """

    bus: int
    seeks: bool | None
    vendor: str | None = None
    product: str | None = None


class Hypervisor(NamedTuple):
    """Whether a hypervisor runs below this system, what it calls itself, and whether this system owns the hardware.

    ``owns_hardware`` is Windows that runs Hyper-V or protects itself by it; None where that is not told.
    """

    present: bool
    vendor: str | None
    owns_hardware: bool | None


class UsbDevice(NamedTuple):
    r"""A USB device: its instance (USB\VID_0B0E&PID_24C7\…), and what it calls itself; None where it does not."""

    instance: str
    name: str | None


class Rights(NamedTuple):
    """The nearest folder that exists, from the one asked for upwards, and whether this user may create files there."""

    folder: str
    may_create: bool


MEMORY: Reading[int] = Reading(
    "memory", {"windows": "GlobalMemoryStatusEx", "linux": "/proc/meminfo", "darwin": "sysctl hw.memsize"}
)
INSTALLED_MEMORY: Reading[int] = Reading("installed_memory", {"windows": "GetPhysicallyInstalledSystemMemory"})
CORES: Reading[Cores] = Reading(
    "cores",
    {
        "windows": "GetLogicalProcessorInformationEx",
        "linux": "sysconf, /sys/devices/system/cpu",
        "darwin": "sysctl hw.physicalcpu",
    },
)
HYPERVISOR: Reading[Hypervisor] = Reading(
    "hypervisor",
    {
        "windows": "NtQuerySystemInformation (SystemHypervisorInformation, SystemHypervisorDetailInformation)",
        "linux": "/proc/cpuinfo, /sys/hypervisor/type",
    },
)
BUS_DEVICES: Reading[tuple[str, ...]] = Reading(
    "bus_devices", {"windows": "CM_Get_Device_ID_List (PCI, ACPI)", "linux": "/sys/bus/pci/devices"}
)
LISTENERS: Reading[tuple[Listener, ...]] = Reading(
    "listeners",
    {
        "windows": "GetExtendedTcpTable, GetExtendedUdpTable, QueryFullProcessImageName",
        "linux": "/proc/net/{tcp,tcp6,udp,udp6}, /proc/<pid>/{fd,stat,cmdline}",
        "darwin": "proc_pidfdinfo",
    },
)
RESERVED_PORTS: Reading[tuple[Reservation, ...]] = Reading(
    "reserved_ports", {"windows": "netsh int ipv4 show excludedportrange"}
)
ADDRESSES: Reading[tuple[str, ...]] = Reading(
    "addresses", {"windows": "GetAdaptersAddresses", "linux": "getifaddrs", "darwin": "getifaddrs"}
)
HOST_NAME: Reading[str] = Reading(
    "host_name", {"windows": "GetComputerName", "linux": "uname", "darwin": "uname", "other": "uname"}
)
SYSTEM_NAME: Reading[str] = Reading("system_name", {"linux": "uname", "darwin": "uname", "other": "uname"})
USB_DEVICES: Reading[tuple[UsbDevice, ...]] = Reading(
    "usb_devices", {"windows": "CM_Get_Device_ID_List (USB), CM_Get_DevNode_Property"}
)
CODE_INTEGRITY: Reading[int] = Reading(
    "code_integrity", {"windows": "NtQuerySystemInformation (SystemCodeIntegrityInformation)"}
)
SESSION_ID: Reading[int] = Reading("session_id", {"windows": "ProcessIdToSessionId"})
SUITE: Reading[int] = Reading("suite", {"windows": "RtlGetVersion (wSuiteMask)"})
REMOTE_SESSION: Reading[bool] = Reading("remote_session", {"windows": "GetSystemMetrics(SM_REMOTESESSION)"})
ELEVATED: Reading[bool] = Reading(
    "elevated", {"windows": "GetTokenInformation(TokenElevation)", "linux": "geteuid", "darwin": "geteuid"}
)


def drive_space(drive: str) -> Reading[Space]:
    """Return the reading of a drive's size and free space: "D:", or elsewhere the folder it is mounted on."""
    elsewhere = f"statvfs({drive})"
    places: dict[System, str] = {
        "windows": f"GetDriveType, GetDiskFreeSpaceEx({drive})",
        "linux": elsewhere,
        "darwin": elsewhere,
    }
    return Reading("space", places, drive)


def drive_device(drive: str) -> Reading[Device]:
    """Return the reading of what a drive is connected by."""
    return Reading("device", {"windows": rf"\\.\{drive} IOCTL_STORAGE_QUERY_PROPERTY"}, drive)


def folder_rights(folder: str) -> Reading[Rights]:
    r"""Return the reading of what this user may do in a folder such as %appdata%\Akio\tws, or the nearest above it."""
    elsewhere = f"{folder} (access)"
    places: dict[System, str] = {
        "windows": f"{folder} (GetDriveType, GetNamedSecurityInfo, AccessCheck)",
        "linux": elsewhere,
        "darwin": elsewhere,
    }
    return Reading("rights", places, folder)


def folder_names(folder: str) -> Reading[tuple[str, ...]]:
    """Return the reading of what a folder holds: names only."""
    return Reading("folder", {"windows": folder}, folder)


def check_drive(drive: str, *, windows: bool) -> str:
    """Return a drive as the readings name it.

    Raises:
        UsageError: it is no drive letter with its colon, or elsewhere no absolute path.

    """
    if windows and _WINDOWS_DRIVE.fullmatch(drive):
        return drive.upper()
    if not windows and drive.startswith("/") and "\0" not in drive:
        return drive
    raise UsageError("The drive {drive} cannot be read: a letter and a colon is expected, such as D:", drive=drive)
