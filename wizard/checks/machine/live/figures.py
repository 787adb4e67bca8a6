"""Figures of the system: memory, cores, ports, addresses, names."""

import os
import platform
import socket
import sys
from collections.abc import Sequence
from pathlib import PurePath

from wizard.checks.machine.figures import Cores, Listener
from wizard.checks.machine.live.libraries import load_kernel
from wizard.checks.machine.reading import ReadingError

# As pyproject.toml and build.spec call it.
_OWN_NAMES = frozenset({"tws-preinstall", "tws-preinstall-cli"})
_MODULE = __name__.partition(".")[0]
# Python's own options whose value is an argument of its own.
_WITH_VALUE = frozenset({"-X", "-W"})


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
    known: dict[int | None, tuple[str | None, bool]] = {}
    found = []
    for each in connections:
        tcp = each.type == socket.SOCK_STREAM
        # A connected UDP socket holds its port too, but only for its peer.
        if not each.laddr or each.raddr or (tcp and each.status != psutil.CONN_LISTEN):
            continue
        if each.pid not in known:
            known[each.pid] = identify_program(each.pid)
        protocol = "tcp" if tcp else "udp"
        found.append(Listener(protocol, each.laddr.ip, each.laddr.port, each.pid, *known[each.pid]))
    return tuple(found)


def identify_program(pid: int | None) -> tuple[str | None, bool]:
    """Return the name of a process's program, None where it is hidden, and whether it is this very program."""
    import psutil  # noqa: PLC0415 - loaded when something is measured

    name, own = None, pid == os.getpid()
    try:
        # Nobody's number is 0: it stands for "not told".
        process = psutil.Process(pid) if pid else None
        name = process.name() if process else None
        own = own or (name is not None and is_own_name(name))
        # Elsewhere than on Windows an interpreter may run it; of its arguments only the first ones say what it runs.
        if process and name and not own and sys.platform != "win32" and name.startswith("python"):
            own = runs_own_program(process.cmdline())
    except (psutil.Error, OSError):
        # Hidden, gone since, or a system that tells no names.
        return name, own
    return name, own


def is_own_name(file: str) -> bool:
    """Say whether a file is called as this program is."""
    return PurePath(file).name.lower().removesuffix(".exe") in _OWN_NAMES


def runs_own_program(arguments: Sequence[str]) -> bool:
    """Say whether an interpreter's arguments run this program, as a script or as a module."""
    following = iter(arguments[1:])
    for each in following:
        if each == "-m":
            return next(following, None) == _MODULE
        if each in _WITH_VALUE:
            next(following, None)
        elif not each.startswith("-"):
            path = PurePath(each)
            return is_own_name(path.name) or path.parts[-2:] == (_MODULE, "__main__.py")
    return False


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
