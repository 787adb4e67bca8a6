"""Runs first in the built program: its DLLs and Qt's own files are found however its folder is named.

Windows keeps the folders that it looks through in one text, parted by semicolons, and finds nothing in a folder whose
own path holds one. What is loaded already it takes by its name, wherever it came from: so all are loaded here, each by
its whole path. A program in any other folder loads what it uses, when it uses it.
"""

import _imp
import os
import sys
from contextlib import suppress
from importlib.machinery import ExtensionFileLoader, ModuleSpec
from pathlib import Path

# Parts the folders of a search path.
PARTING = ";"
# What Python's own loading of libraries stands on.
_FIRST = "libffi-8.dll"
# They are looked for by Qt itself, by their whole paths, once it needs them.
_BY_QT = "plugins"
_NOT_BY_PYSIDE = "PYSIDE_DISABLE_INTERNAL_QT_CONF"


def load_libraries(folder: Path) -> list[str]:
    """Load the DLLs below a folder and return the names of those that would not; nothing is done where none need be."""
    if PARTING not in str(folder):
        return []
    _load_as_module(folder / _FIRST)
    from ctypes import WinDLL  # type: ignore[attr-defined,unused-ignore] # noqa: PLC0415 - it needs the first

    found = {file.name.lower(): file for file in sorted(folder.rglob("*.dll")) if _BY_QT not in file.parts}
    waiting = list(found.values())
    while waiting:
        left = [file for file in waiting if not _is_loaded(WinDLL, file)]
        if len(left) == len(waiting):
            break
        # One may have waited for another.
        waiting = left
    return [file.name for file in waiting]


def place_qt(folder: Path) -> None:
    """Tell Qt where its plugins and translations are, before anybody else does.

    It is told in the form of a settings file, in which a semicolon begins a comment and a comma a list: PySide6 and
    PyInstaller write the path as it is, and here it stands in quotes. PyInstaller leaves alone what is told already.
    """
    os.environ[_NOT_BY_PYSIDE] = "1"
    from _pyi_rth_utils.qt import create_embedded_qt_conf  # noqa: PLC0415 - it is there in the built program alone

    create_embedded_qt_conf("PySide6", f'"{(folder / "PySide6").as_posix()}"')


def _load_as_module(file: Path) -> None:
    """Load a DLL in the one way that Python has without ``ctypes``: that it is no module is found out afterwards."""
    with suppress(ImportError):
        _imp.create_dynamic(ModuleSpec(file.stem, ExtensionFileLoader(file.stem, str(file)), origin=str(file)))


def _is_loaded(load: type, file: Path) -> bool:
    try:
        load(str(file))
    except OSError:
        return False
    return True


if hasattr(sys, "_MEIPASS"):
    load_libraries(Path(sys._MEIPASS))  # noqa: SLF001 - how PyInstaller names the program's folder
    place_qt(Path(sys._MEIPASS))  # noqa: SLF001 - as above
