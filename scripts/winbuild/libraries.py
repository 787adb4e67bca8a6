"""Runs first in the built program: loads its DLLs where Windows would not find them by itself.

Windows keeps the folders that it looks through in one text, parted by semicolons, and finds nothing in a folder whose
own path holds one. What is loaded already it takes by its name, wherever it came from: so all are loaded here, each by
its whole path. A program in any other folder loads what it uses, when it uses it.
"""

import _imp
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
