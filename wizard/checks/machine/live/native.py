"""What Windows' kernel tells of itself (NtQuerySystemInformation of ntdll)."""

import sys

from wizard.checks.machine.live.libraries import load_native
from wizard.checks.machine.reading import ReadingError


def query_system(information_class: int, size: int) -> bytes:
    """Return what a class of information holds, in a buffer of ``size`` bytes; OSError where there is no such class."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    buffer, length = ctypes.create_string_buffer(size), wintypes.ULONG()
    status = load_native().NtQuerySystemInformation(information_class, buffer, size, ctypes.byref(length))
    if status:
        raise OSError(f"NtQuerySystemInformation({information_class}): {status & 0xFFFFFFFF:#x}")
    return buffer.raw
