"""Which system the tests run on, where they must know."""

import sys


def is_wine() -> bool:
    """Say whether this is Wine, which answers less than Windows: what it lacks a test names in its own words."""
    if sys.platform != "win32":
        return False
    import ctypes  # noqa: PLC0415 - on Windows only

    return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
