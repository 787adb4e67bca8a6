"""Figures of the system: memory, cores, ports, addresses, names."""

import platform
import socket
import sys

from wizard.checks.machine.figures import Cores, Listener
from wizard.checks.machine.live.libraries import load_kernel
from wizard.checks.machine.reading import ReadingError


def read_memory(_: str) -> int:
    """Return how many bytes of memory the system can use."""
    import psutil  # noqa: PLC0415 - loaded when something is measured

    return psutil.virtual_memory().total


def read_installed_memory(_: str) -> int:
    """Return how many bytes of memory the firmware's tables (SMBIOS) list; OSError where there are none."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only

    kilobytes = ctypes.c_ulonglong()
    if not load_kernel().GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes)):
        raise ctypes.WinError(ctypes.get_last_error())
    return kilobytes.value * 1024


def read_cores(_: str) -> Cores:
    """Return how many cores there are."""
    import psutil  # noqa: PLC0415 - loaded when something is measured

    return Cores(psutil.cpu_count(logical=False), psutil.cpu_count(logical=True))


def read_listeners(_: str) -> tuple[Listener, ...]:
    """Return every TCP port that is listened on and every UDP port that is bound; PermissionError where hidden."""
    import psutil  # noqa: PLC0415 - loaded when something is measured

    try:
        connections = psutil.net_connections(kind="inet")
    except psutil.AccessDenied as error:
        raise PermissionError(str(error)) from error
    names: dict[int | None, str | None] = {}
    found = []
    for each in connections:
        tcp = each.type == socket.SOCK_STREAM
        # A connected UDP socket holds its port too, but only for its peer.
        if not each.laddr or each.raddr or (tcp and each.status != psutil.CONN_LISTEN):
            continue
        if each.pid not in names:
            names[each.pid] = _name_program(each.pid)
        found.append(Listener("tcp" if tcp else "udp", each.laddr.ip, each.laddr.port, each.pid, names[each.pid]))
    return tuple(found)


def _name_program(pid: int | None) -> str | None:
    import psutil  # noqa: PLC0415 - loaded when something is measured

    try:
        # Nobody's number is 0: it stands for "not told".
        return psutil.Process(pid).name() if pid else None
    except psutil.Error:
        return None


def read_addresses(_: str) -> tuple[str, ...]:
    """Return the addresses of this machine's interfaces."""
    import psutil  # noqa: PLC0415 - loaded when something is measured

    families = (socket.AF_INET, socket.AF_INET6)
    return tuple(each.address for own in psutil.net_if_addrs().values() for each in own if each.family in families)


def read_host_name(_: str) -> str:
    """Return this machine's name."""
    # Not platform.node, which on Windows reads further registry keys.
    name = socket.gethostname()
    if not name:
        raise FileNotFoundError
    return name


def read_system_name(_: str) -> str:
    """Return the system's name and release, such as Linux 6.1."""
    return f"{platform.system()} {platform.release()}"
