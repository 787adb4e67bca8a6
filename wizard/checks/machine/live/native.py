"""What Windows' kernel tells of itself (ntdll).

SYSTEM_CODEINTEGRITY_INFORMATION (class 103) after Microsoft's page on NtQuerySystemInformation, OSVERSIONINFOEXW after
the page on RtlGetVersion.
"""

import struct
import sys

from wizard.checks.machine.live.libraries import load_native
from wizard.checks.machine.reading import ReadingError

_CODE_INTEGRITY, _CODE_INTEGRITY_BYTES = 103, 8
_VERSION_BYTES, _SUITE_OFFSET = 284, 280


def read_code_integrity(_: str) -> int:
    """Return the options of code integrity that are in force."""
    size = struct.pack("<I", _CODE_INTEGRITY_BYTES)
    (options,) = struct.unpack_from("<I", query_system(_CODE_INTEGRITY, _CODE_INTEGRITY_BYTES, size), len(size))
    return int(options)


def read_suite(_: str) -> int:
    """Return what Windows comprises (wSuiteMask)."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only

    version = ctypes.create_string_buffer(struct.pack("<I", _VERSION_BYTES), _VERSION_BYTES)
    status = load_native().RtlGetVersion(version)
    if status:
        raise OSError(f"RtlGetVersion: {status & 0xFFFFFFFF:#x}")
    (suite,) = struct.unpack_from("<H", version.raw, _SUITE_OFFSET)
    return int(suite)


def query_system(information_class: int, size: int, given: bytes = b"") -> bytes:
    """Return what a class of information holds, in a buffer of ``size`` bytes that begins with what is ``given``.

    OSError where there is no such class.
    """
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    buffer, length = ctypes.create_string_buffer(given, size), wintypes.ULONG()
    status = load_native().NtQuerySystemInformation(information_class, buffer, size, ctypes.byref(length))
    if status:
        raise OSError(f"NtQuerySystemInformation({information_class}): {status & 0xFFFFFFFF:#x}")
    return buffer.raw
