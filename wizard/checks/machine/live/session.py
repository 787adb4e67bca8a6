"""What is plugged in, and whether the session is seen on this machine's own screen."""

import sys

from wizard.checks.machine.live.libraries import load_desktop, load_devices
from wizard.checks.machine.reading import ReadingError

_REMOTE_SESSION = 0x1000
_BY_ENUMERATOR_AND_PRESENT = 0x1 | 0x100
MOST_CHARACTERS = 1_000_000


def read_remote_session(_: str) -> bool:
    """Return whether Windows draws this session elsewhere (GetSystemMetrics)."""
    return bool(load_desktop().GetSystemMetrics(_REMOTE_SESSION))


def read_usb_devices(_: str) -> tuple[str, ...]:
    """Return the instance identifiers of the USB devices that are there now."""
    return list_devices("USB")


def list_devices(enumerator: str) -> tuple[str, ...]:
    """Return the instance identifiers of the devices of a bus that are there now (CM_Get_Device_ID_List)."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only

    manager, length = load_devices(), ctypes.c_ulong()
    result = manager.CM_Get_Device_ID_List_SizeW(ctypes.byref(length), enumerator, _BY_ENUMERATOR_AND_PRESENT)
    if result or not 0 < length.value < MOST_CHARACTERS:
        raise OSError(f"CM_Get_Device_ID_List_Size: {result}")
    names = ctypes.create_unicode_buffer(length.value)
    result = manager.CM_Get_Device_ID_ListW(enumerator, names, length, _BY_ENUMERATOR_AND_PRESENT)
    if result:
        raise OSError(f"CM_Get_Device_ID_List: {result}")
    return tuple(name for name in "".join(names).split("\0") if name)
