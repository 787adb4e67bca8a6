"""Drives: size and free space, and what they are connected by.

The device is opened without any access, which suffices for IOCTL_STORAGE_QUERY_PROPERTY (FILE_ANY_ACCESS) and needs no
rights. Structures after Microsoft's pages STORAGE_DEVICE_DESCRIPTOR and DEVICE_SEEK_PENALTY_DESCRIPTOR.
"""

import struct
import sys

from wizard.checks.machine.figures import Device, Space
from wizard.checks.machine.live.libraries import load_kernel
from wizard.checks.machine.reading import ReadingError

_QUERY_PROPERTY = 0x2D1400
_DEVICE_PROPERTY, _SEEK_PENALTY_PROPERTY = 0, 7
_VENDOR_OFFSET, _PRODUCT_OFFSET, _BUS_OFFSET, _SEEK_OFFSET = 12, 16, 28, 8
_REPLY_BYTES = 1_024
_SHARE_READ_AND_WRITE, _OPEN_EXISTING = 3, 3
_NO_ROOT, _REMOTE = 1, 4


def read_space(drive: str) -> Space:
    """Return a drive's size and free space; a network drive is not asked."""
    import psutil  # noqa: PLC0415 - loaded when something is measured

    if sys.platform == "win32":
        refuse_network(drive)
    usage = psutil.disk_usage(f"{drive}\\" if sys.platform == "win32" else drive)
    return Space(usage.total, usage.free)


def refuse_network(drive: str) -> None:
    """Raise unless a drive is one of this machine.

    Raises:
        FileNotFoundError: there is none of that letter.
        ReadingError: it is a network drive: asking it would leave this machine.

    """
    if sys.platform != "win32":
        return
    kind = load_kernel().GetDriveTypeW(f"{drive}\\")
    if kind <= _NO_ROOT:
        raise FileNotFoundError(drive)
    if kind == _REMOTE:
        raise ReadingError("on_the_network", drive)


def read_device(drive: str) -> Device:
    """Return what a drive is and hangs on."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    refuse_network(drive)
    kernel = load_kernel()
    handle = kernel.CreateFileW(rf"\\.\{drive}", 0, _SHARE_READ_AND_WRITE, None, _OPEN_EXISTING, 0, None)
    if handle in (None, wintypes.HANDLE(-1).value):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        return parse_device(_query(handle, _DEVICE_PROPERTY, _BUS_OFFSET + 4), _read_seeks(handle))
    finally:
        kernel.CloseHandle(handle)


def parse_device(descriptor: bytes, seeks: bool | None) -> Device:  # noqa: FBT001 - as Device has it
    """Return what a STORAGE_DEVICE_DESCRIPTOR says of a drive."""
    (bus,) = struct.unpack_from("<I", descriptor, _BUS_OFFSET)
    return Device(bus, seeks, _cut_text(descriptor, _VENDOR_OFFSET), _cut_text(descriptor, _PRODUCT_OFFSET))


def _cut_text(descriptor: bytes, at: int) -> str | None:
    """Return the text whose place stands at ``at``; None where the drive gives none, as place 0 says."""
    (place,) = struct.unpack_from("<I", descriptor, at)
    text = descriptor[place:].partition(b"\0")[0] if place else b""
    return text.decode("ascii", "replace").strip() or None


def _read_seeks(device: int) -> bool | None:
    """Return whether a drive has heads to move; None where it does not tell, as many controllers."""
    try:
        return _query(device, _SEEK_PENALTY_PROPERTY, _SEEK_OFFSET + 1)[_SEEK_OFFSET] != 0
    except OSError:
        return None


def _query(device: int, property_id: int, least: int) -> bytes:
    """Return what a device answers on a property: at least so many bytes, or OSError."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    kernel = load_kernel()
    # PropertyStandardQuery is 0; the structure ends with one byte and its padding.
    query = ctypes.create_string_buffer(struct.pack("<III", property_id, 0, 0))
    reply, length = ctypes.create_string_buffer(_REPLY_BYTES), wintypes.DWORD()
    done = kernel.DeviceIoControl(device, _QUERY_PROPERTY, query, 12, reply, _REPLY_BYTES, ctypes.byref(length), None)
    if not done:
        raise ctypes.WinError(ctypes.get_last_error())
    if length.value < least:
        raise OSError(f"{length.value} bytes")
    return reply.raw
