"""What a call that ends at once tells where it has no console: a box of the system's own."""

import sys

# MB_ICONERROR and MB_SETFOREGROUND: a double-click called for it, so it comes to the front (winuser.h).
_STYLE = 0x10 | 0x10000


def show_notice(title: str, text: str) -> None:
    """Show a text until it is closed, on Windows, whose window program has no stderr; elsewhere it always has one."""
    if sys.platform == "win32":
        import ctypes

        ctypes.WinDLL("user32").MessageBoxW(None, text, title, _STYLE)
