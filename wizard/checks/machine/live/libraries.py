"""The functions of Windows that are called here, each with its types (Microsoft's reference of the Win32 functions).

Without types ctypes takes every result and every number for 32 bits: of a handle, which has 64, half would be lost.
"""

import sys
from typing import TYPE_CHECKING, Any

from wizard.checks.machine.reading import ReadingError

if TYPE_CHECKING:
    import ctypes


def load_kernel() -> "ctypes.CDLL":
    """Return kernel32: drives, devices, handles, installed memory."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    library = ctypes.WinDLL("kernel32", use_last_error=True)
    handle, text, word, place = wintypes.HANDLE, wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_void_p
    length = ctypes.POINTER(wintypes.DWORD)
    _declare(library.GetDriveTypeW, wintypes.UINT, text)
    _declare(library.CreateFileW, handle, text, word, word, place, word, word, handle)
    _declare(library.DeviceIoControl, wintypes.BOOL, handle, word, place, word, place, word, length, place)
    _declare(library.GetPhysicallyInstalledSystemMemory, wintypes.BOOL, ctypes.POINTER(ctypes.c_ulonglong))
    _declare(library.GetCurrentProcess, handle)
    _declare(library.GetCurrentProcessId, word)
    _declare(library.ProcessIdToSessionId, wintypes.BOOL, word, length)
    _declare(library.CloseHandle, wintypes.BOOL, handle)
    _declare(library.LocalFree, place, place)
    return library


def load_security() -> "ctypes.CDLL":
    """Return advapi32: who this program runs as, and what that user may do."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    library = ctypes.WinDLL("advapi32", use_last_error=True)
    handle, word, place, decision = wintypes.HANDLE, wintypes.DWORD, ctypes.c_void_p, wintypes.BOOL
    handles, words, decisions = ctypes.POINTER(handle), ctypes.POINTER(word), ctypes.POINTER(decision)
    places, kind = ctypes.POINTER(place), ctypes.c_int
    _declare(library.OpenProcessToken, decision, handle, word, handles)
    _declare(library.DuplicateToken, decision, handle, kind, handles)
    _declare(library.GetTokenInformation, decision, handle, kind, place, word, words)
    # It returns the error itself, and does not set the last one.
    _declare(library.GetNamedSecurityInfoW, word, wintypes.LPCWSTR, kind, word, places, places, places, places, places)
    _declare(library.AccessCheck, decision, place, handle, word, place, place, words, words, decisions)
    return library


def load_devices() -> "ctypes.CDLL":
    """Return cfgmgr32: what is plugged in. Its results are of its own kind (CR_SUCCESS is 0)."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    library = ctypes.WinDLL("cfgmgr32")
    text, word = wintypes.LPCWSTR, wintypes.ULONG
    _declare(library.CM_Get_Device_ID_List_SizeW, wintypes.DWORD, ctypes.POINTER(word), text, word)
    _declare(library.CM_Get_Device_ID_ListW, wintypes.DWORD, text, wintypes.LPWSTR, word, word)
    words, place = ctypes.POINTER(word), ctypes.c_void_p
    _declare(library.CM_Locate_DevNodeW, wintypes.DWORD, words, text, word)
    _declare(library.CM_Get_DevNode_PropertyW, wintypes.DWORD, word, place, words, place, words, word)
    return library


def load_native() -> "ctypes.CDLL":
    """Return ntdll: what the kernel tells of itself. Its results are NTSTATUS (0 is success)."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    library = ctypes.WinDLL("ntdll")
    word = wintypes.ULONG
    _declare(library.NtQuerySystemInformation, wintypes.LONG, word, ctypes.c_void_p, word, ctypes.POINTER(word))
    _declare(library.RtlGetVersion, wintypes.LONG, ctypes.c_void_p)
    return library


def load_desktop() -> "ctypes.CDLL":
    """Return user32: how this session is shown."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import ctypes  # noqa: PLC0415 - on Windows only

    library = ctypes.WinDLL("user32")
    _declare(library.GetSystemMetrics, ctypes.c_int, ctypes.c_int)
    return library


def _declare(function: Any, result: object, *arguments: object) -> None:  # noqa: ANN401 - any function's type is new
    function.restype, function.argtypes = result, arguments
