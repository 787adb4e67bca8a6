"""Telling a running program from one that has ended, by its number and when it started."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

_STILL_ACTIVE = 259
_QUERY = 0x1000
# The largest that Windows can give (DWORD).
_LARGEST_PID = 2**32 - 1
_ACCESS_DENIED = 5
_START_FIELD = 19


class Owner(NamedTuple):
    """A program: its number, and its start as the system writes it; numbers are given again, pairs are not."""

    pid: int
    started: str


def find_self() -> Owner:
    """Return this program."""
    return Owner(os.getpid(), _find_start(os.getpid()) or "")


def is_running(owner: Owner) -> bool:
    """Say whether a program still runs; where its start cannot be read, its number alone decides."""
    started = _find_start(owner.pid)
    if started is None:
        return False
    return started == owner.started or not started or not owner.started


def _find_start(pid: int) -> str | None:
    """Return when a program started; "" where that cannot be read, None where there is no such program."""
    if pid <= 0:
        return None
    if sys.platform == "win32":
        return _find_windows_start(pid)
    if sys.platform == "linux":
        return _find_linux_start(pid)
    return _find_posix_start(pid)


def _find_linux_start(pid: int) -> str | None:
    try:
        # Behind the name, which may hold anything, a closing bracket included.
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        # A dead program whose parent has not looked yet is dead.
        return None if fields[0] in "ZX" else f"{boot}:{fields[_START_FIELD]}"
    except (FileNotFoundError, ProcessLookupError):
        return _find_posix_start(pid)
    except (OSError, IndexError):
        return ""


def _find_posix_start(pid: int) -> str | None:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except (OSError, OverflowError) as error:
        return None if isinstance(error, OverflowError) else ""
    return ""


def _find_windows_start(pid: int) -> str | None:
    if sys.platform != "win32" or pid > _LARGEST_PID:
        return None
    import ctypes  # noqa: PLC0415 - needed on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = wintypes.HANDLE
    kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
    handle = kernel.OpenProcess(_QUERY, False, pid)  # noqa: FBT003 - the system's own signature
    if not handle:
        # Access denied: it is there, but somebody else's.
        return "" if ctypes.get_last_error() == _ACCESS_DENIED else None
    process = wintypes.HANDLE(handle)
    try:
        code, times = wintypes.DWORD(), [wintypes.FILETIME() for _ in range(4)]
        kernel.GetExitCodeProcess(process, ctypes.byref(code))
        if code.value != _STILL_ACTIVE:
            return None
        read = kernel.GetProcessTimes(process, *(ctypes.byref(each) for each in times))
        return f"{times[0].dwHighDateTime}:{times[0].dwLowDateTime}" if read else ""
    finally:
        kernel.CloseHandle(process)
