"""A machine's registry, really written: into the user's own hive, which this program then takes for the machine's.

RegOverridePredefKey (Microsoft's reference of advapi32) puts a key in the place of HKLM or HKCU, for one program alone.
"""

import contextlib
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.checks.machine.recorded import RecordedReader
from wizard.checks.machine.live.reader import LiveReader
from wizard.checks.machine.reading import Reading, System, T

_ROOT = r"Software\tws-preinstall-tests"
_READ_LIVE = ("value", "keys", "names", "subvalues")


class PlantedReader:
    """The live reader for the registry; everything else as it was recorded."""

    def __init__(self, recorded: RecordedReader) -> None:
        self._recorded, self._live = recorded, LiveReader()

    @property
    def system(self) -> System:
        """Which system the machine runs."""
        return self._live.system

    def read(self, reading: Reading[T]) -> T:
        """Return what the registry holds, or what was recorded."""
        return self._live.read(reading) if reading.name in _READ_LIVE else self._recorded.read(reading)


@contextlib.contextmanager
def plant(recording: Mapping[tuple[str, str], object]) -> Iterator[None]:
    """Have HKLM and HKCU hold what a recording says and nothing else, until the block ends."""
    if sys.platform != "win32":
        pytest.skip("on Windows only")
    import winreg  # noqa: PLC0415 - on Windows only

    _remove(winreg.HKEY_CURRENT_USER, _ROOT)
    hives = {"HKLM": winreg.HKEY_LOCAL_MACHINE, "HKCU": winreg.HKEY_CURRENT_USER}
    # Both, before HKCU is another one.
    roots = {name: winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"{_ROOT}\{name}") for name in hives}
    for (kind, path), found in recording.items():
        if kind in _READ_LIVE and found is not None and not isinstance(found, Exception):
            _write(roots[path[:4]], path[5:], kind, found)
    try:
        for name, hive in hives.items():
            _override(hive, roots[name].handle)
        yield
    finally:
        for name, hive in hives.items():
            _override(hive, None)
            roots[name].Close()
        _remove(winreg.HKEY_CURRENT_USER, _ROOT)


def _override(hive: int, key: int | None) -> None:
    if sys.platform != "win32":
        pytest.skip("on Windows only")
    import ctypes  # noqa: PLC0415 - on Windows only
    from ctypes import wintypes  # noqa: PLC0415 - as above

    library = ctypes.WinDLL("advapi32")
    library.RegOverridePredefKey.argtypes = (wintypes.HKEY, wintypes.HKEY)
    assert library.RegOverridePredefKey(hive, key) == 0


def _write(root: Any, path: str, kind: str, found: Any) -> None:  # noqa: ANN401 - Windows' handle; a recorded value
    if sys.platform != "win32":
        pytest.skip("on Windows only")
    import winreg  # noqa: PLC0415 - on Windows only

    if kind == "subvalues":
        above, _, name = path.partition("\\*\\")
        for subkey, value in found:
            _write(root, rf"{above}\{subkey}\{name}", "value", value)
        return
    key, _, name = (path, "", "") if kind != "value" else path.rpartition("\\")
    with winreg.CreateKeyEx(root, key, access=winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY) as opened:
        if kind == "keys":
            for each in found:
                winreg.CreateKey(opened, each)
        elif kind == "names":
            for each in found:
                winreg.SetValueEx(opened, each, 0, winreg.REG_SZ, "")
        else:
            winreg.SetValueEx(opened, name, 0, _tell_type(found), found)


def _tell_type(value: object) -> int:
    """Return the type that Windows itself writes such a value in."""
    if sys.platform != "win32":
        pytest.skip("on Windows only")
    import winreg  # noqa: PLC0415 - on Windows only

    if isinstance(value, int):
        return winreg.REG_DWORD if value < 2**32 else winreg.REG_QWORD
    if isinstance(value, str):
        return winreg.REG_SZ
    return winreg.REG_BINARY if isinstance(value, bytes) else winreg.REG_MULTI_SZ


def _remove(hive: int, path: str) -> None:
    """Remove a key with all below it; winreg removes empty ones alone."""
    if sys.platform != "win32":
        pytest.skip("on Windows only")
    import winreg  # noqa: PLC0415 - on Windows only

    try:
        with winreg.OpenKey(hive, path) as opened:
            names = [winreg.EnumKey(opened, at) for at in range(winreg.QueryInfoKey(opened)[0])]
    except FileNotFoundError:
        return
    for name in names:
        _remove(hive, rf"{path}\{name}")
    winreg.DeleteKey(hive, path)
