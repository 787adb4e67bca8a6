"""Which session this is, and what is plugged in.

DEVPKEY_Device_BusReportedDeviceDesc (a DEVPROP_TYPE_STRING) after Microsoft's page of that name: what a USB device
calls itself.
"""

import sys
from uuid import UUID

from wizard.checks.machine.figures import UsbDevice
from wizard.checks.machine.live.libraries import load_desktop, load_devices, load_kernel
from wizard.checks.machine.reading import ReadingError

_REMOTE_SESSION = 0x1000
_BY_ENUMERATOR_AND_PRESENT = 0x1 | 0x100
MOST_CHARACTERS = 1_000_000
_NAME_KEY = UUID("540b947e-8b40-45bc-a8a2-6a0b894cbda2").bytes_le + (4).to_bytes(4, "little")
_NAME_BYTES, _TEXT = 1_024, 18


def read_remote_session(_: str) -> bool:
    """Return whether Windows draws this session elsewhere (GetSystemMetrics)."""
    return bool(load_desktop().GetSystemMetrics(_REMOTE_SESSION))


def read_session_id(_: str) -> int:
    """Return the number of the session that this program runs in; 0 is that of services."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    kernel, session = load_kernel(), wintypes.DWORD()
    if not kernel.ProcessIdToSessionId(kernel.GetCurrentProcessId(), ctypes.byref(session)):
        raise ctypes.WinError(ctypes.get_last_error())
    return session.value


def read_usb_devices(_: str) -> tuple[UsbDevice, ...]:
    """Return the USB devices that are there now, with what they call themselves."""
    return tuple(UsbDevice(instance, _read_name(instance)) for instance in list_devices("USB"))


def _read_name(instance: str) -> str | None:
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only

    manager, node, kind = load_devices(), ctypes.c_ulong(), ctypes.c_ulong()
    if manager.CM_Locate_DevNodeW(ctypes.byref(node), instance, 0):
        return None
    name, length = ctypes.create_unicode_buffer(_NAME_BYTES // 2), ctypes.c_ulong(_NAME_BYTES)
    key = ctypes.create_string_buffer(_NAME_KEY, len(_NAME_KEY))
    told = (node, key, ctypes.byref(kind), name, ctypes.byref(length), 0)
    if manager.CM_Get_DevNode_PropertyW(*told) or kind.value != _TEXT:
        return None
    return name.value.strip() or None


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
