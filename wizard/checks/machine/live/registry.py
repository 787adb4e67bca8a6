"""The registry, in its 64-bit view whichever program asks. What a key holds is read up to a bound."""

import sys
from typing import Any

from wizard.checks.machine.reading import ReadingError

MOST_NAMES = 1_000


def read_value(path: str) -> object:
    r"""Return one value, HKLM\key\name; OSError where it is absent or closed to this user."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import winreg  # noqa: PLC0415 - on Windows only

    key, _, name = path.rpartition("\\")
    with _open(key) as opened:
        return winreg.QueryValueEx(opened, name)[0]


def list_keys(path: str) -> tuple[str, ...]:
    """Return the names of a key's subkeys."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import winreg  # noqa: PLC0415 - on Windows only

    with _open(path) as opened:
        count = winreg.QueryInfoKey(opened)[0]
        return tuple(winreg.EnumKey(opened, at) for at in range(min(count, MOST_NAMES)))


def list_names(path: str) -> tuple[str, ...]:
    """Return the names of a key's values."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import winreg  # noqa: PLC0415 - on Windows only

    with _open(path) as opened:
        count = winreg.QueryInfoKey(opened)[1]
        return tuple(winreg.EnumValue(opened, at)[0] for at in range(min(count, MOST_NAMES)))


def list_subvalues(path: str) -> tuple[tuple[str, object], ...]:
    r"""Return the value of one name in each subkey that has it, with the subkey's name; ``path`` is HKLM\key\*\name."""
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")

    key, _, name = path.partition("\\*\\")
    found = []
    for each in list_keys(key):
        try:
            found.append((each, read_value(rf"{key}\{each}\{name}")))
        except FileNotFoundError:
            found.append((each, None))
    return tuple(found)


def _open(path: str) -> Any:  # noqa: ANN401 - a handle, whose type only Windows' own module names
    if sys.platform != "win32":
        raise ReadingError("not_on_this_system")
    import winreg  # noqa: PLC0415 - on Windows only

    root, _, key = path.partition("\\")
    hive = winreg.HKEY_CURRENT_USER if root == "HKCU" else winreg.HKEY_LOCAL_MACHINE
    return winreg.OpenKey(hive, key, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY)
