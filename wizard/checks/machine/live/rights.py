"""What this user may do in a folder, asked of the system (AccessCheck): nothing is written to find out."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.checks.machine.figures import Rights
from wizard.checks.machine.live.files import expand
from wizard.checks.machine.live.libraries import load_kernel, load_security
from wizard.checks.machine.live.storage import refuse_network
from wizard.checks.machine.reading import ReadingError

if TYPE_CHECKING:
    import ctypes

_FILE_OBJECT, _OWNER_GROUP_DACL = 1, 7
# FILE_ADD_FILE and FILE_ADD_SUBDIRECTORY, and what listing and entering the folder need.
_CREATE = 0x2 | 0x4 | 0x1 | 0x20
_DUPLICATE_AND_QUERY, _QUERY = 0x2 | 0x8, 0x8
_IDENTIFICATION, _TOKEN_ELEVATION = 1, 20
_PRIVILEGES_BYTES = 1_024


def read_rights(folder: str) -> Rights:
    """Return the nearest folder that exists, and whether this user may create files and folders in it."""
    path = expand(folder)
    if sys.platform == "win32":
        refuse_network(path.drive)
    nearest = next((each for each in (path, *path.parents) if each.is_dir()), None)
    if nearest is None:
        raise FileNotFoundError(folder)
    return Rights(str(nearest), _may_create(nearest))


def _may_create(folder: Path) -> bool:
    if sys.platform != "win32":
        return os.access(folder, os.W_OK | os.X_OK)
    import ctypes  # noqa: PLC0415 - on Windows only

    descriptor = ctypes.c_void_p()
    error = load_security().GetNamedSecurityInfoW(
        str(folder), _FILE_OBJECT, _OWNER_GROUP_DACL, None, None, None, None, ctypes.byref(descriptor)
    )
    if error:
        raise ctypes.WinError(error)
    try:
        return _check(descriptor)
    finally:
        load_kernel().LocalFree(descriptor)


def _check(descriptor: "ctypes.c_void_p") -> bool:
    """Return whether this user is granted what creating files takes."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    security = load_security()
    # The mapping of generic rights on files; _CREATE holds none of them, but the call wants it.
    mapping = (wintypes.DWORD * 4)(0x120089, 0x120116, 0x1200A0, 0x1F01FF)
    privileges, length = ctypes.create_string_buffer(_PRIVILEGES_BYTES), wintypes.DWORD(_PRIVILEGES_BYTES)
    granted, status, own = wintypes.DWORD(), wintypes.BOOL(), wintypes.HANDLE()
    token = _open_token(_DUPLICATE_AND_QUERY)
    try:
        done = security.DuplicateToken(token, _IDENTIFICATION, ctypes.byref(own)) and security.AccessCheck(
            descriptor, own, _CREATE, mapping, privileges, *map(ctypes.byref, (length, granted, status))
        )
        if not done:
            raise ctypes.WinError(ctypes.get_last_error())
        return bool(status.value)
    finally:
        _close(own.value, token)


def read_elevated(_: str) -> bool:
    """Return whether this program runs with an administrator's rights."""
    if sys.platform != "win32":
        return os.geteuid() == 0
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    elevated, length = wintypes.DWORD(), wintypes.DWORD()
    token = _open_token(_QUERY)
    try:
        if not load_security().GetTokenInformation(
            token, _TOKEN_ELEVATION, ctypes.byref(elevated), ctypes.sizeof(elevated), ctypes.byref(length)
        ):
            raise ctypes.WinError(ctypes.get_last_error())
        return bool(elevated.value)
    finally:
        _close(token)


def _open_token(access: int) -> int:
    """Return a handle of what this program runs as."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    token = wintypes.HANDLE()
    process = load_kernel().GetCurrentProcess()
    if not load_security().OpenProcessToken(process, access, ctypes.byref(token)) or not token.value:
        raise ctypes.WinError(ctypes.get_last_error())
    return token.value


def _close(*handles: int | None) -> None:
    kernel = load_kernel()
    for handle in handles:
        if handle:
            kernel.CloseHandle(handle)
