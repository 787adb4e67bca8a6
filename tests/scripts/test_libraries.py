"""The built program in a folder whose name parts search paths: its DLLs are loaded one by one, by whole paths."""

import ctypes
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QSettings
from winbuild import libraries

# Each DLL, and what must be loaded before.
_NEEDS = {
    "libffi-8.dll": (),
    "PySide6/Qt6Core.dll": (),
    "PySide6/Qt6Gui.dll": ("Qt6Core.dll",),
    "PySide6/pyside6.abi3.dll": ("Qt6Core.dll", "shiboken6.abi3.dll"),
    "shiboken6/shiboken6.abi3.dll": (),
    "PySide6/plugins/platforms/qwindows.dll": ("Qt6Gui.dll",),
}


class Windows:
    """A loader that finds only what is loaded already, as Windows does behind a semicolon."""

    def __init__(self, needs: dict[str, tuple[str, ...]]) -> None:
        self.needs = {name.rpartition("/")[2]: names for name, names in needs.items()}
        self.loaded: list[str] = []

    def load(self, path: str) -> None:
        """Load one, or say what Windows says."""
        file = Path(path)
        if not all(name in self.loaded for name in self.needs[file.name]):
            message = "Module not found."
            raise OSError(message)
        self.loaded.append(file.name)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    """Return a loader in the place of that of Windows."""
    made = Windows(_NEEDS)
    monkeypatch.setattr(ctypes, "WinDLL", made.load, raising=False)
    return made


def _make(folder: Path) -> Path:
    for name in _NEEDS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"MZ")
    return folder


@pytest.mark.parametrize("name", ["Outils; CTI", ";", "a;b;c = 100%"])
def test_all_are_loaded_whatever_their_order(tmp_path: Path, windows: Windows, name: str) -> None:
    """One that needs another is loaded after it; what Qt loads by itself is left to Qt."""
    assert libraries.load_libraries(_make(tmp_path / name)) == []
    assert sorted(windows.loaded) == sorted(Path(each).name for each in _NEEDS if "plugins" not in each)


@pytest.mark.parametrize("name", ["Outils, CTI", "50% = é", "R&D"])
def test_any_other_folder_loads_nothing_ahead(tmp_path: Path, windows: Windows, name: str) -> None:
    """A start pays for nothing that Windows does by itself."""
    assert libraries.load_libraries(_make(tmp_path / name)) == []
    assert windows.loaded == []


def test_what_cannot_be_loaded_is_named(tmp_path: Path, windows: Windows) -> None:
    """A DLL that never loads holds nobody up: the others are loaded, and it is named."""
    windows.needs["Qt6Gui.dll"] = ("absent.dll",)
    assert libraries.load_libraries(_make(tmp_path / "a;b")) == ["Qt6Gui.dll"]
    assert "pyside6.abi3.dll" in windows.loaded


def _read_prefix(told: str, file: Path) -> object:
    file.write_text(f"[Paths]\nPrefix = {told}\n", encoding="utf-8")
    return QSettings(str(file), QSettings.Format.IniFormat).value("Paths/Prefix")


@pytest.mark.parametrize("name", ["Outils; CTI", "Outils, CTI", "été = 100%1", "a;b,c", "plain"])
def test_qt_reads_its_place_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """What Qt reads as a comment or as a list, unquoted, is the folder's name; PySide6 does not say it again."""
    told: list[tuple[str, str]] = []
    qt = ModuleType("_pyi_rth_utils.qt")
    vars(qt)["create_embedded_qt_conf"] = lambda bindings, prefix: told.append((bindings, prefix))
    monkeypatch.setitem(sys.modules, "_pyi_rth_utils", ModuleType("_pyi_rth_utils"))
    monkeypatch.setitem(sys.modules, "_pyi_rth_utils.qt", qt)
    monkeypatch.setenv("PYSIDE_DISABLE_INTERNAL_QT_CONF", "")
    libraries.place_qt(tmp_path / name)
    ((bindings, prefix),) = told
    assert bindings == "PySide6"
    assert _read_prefix(prefix, tmp_path / "qt.conf") == (tmp_path / name / "PySide6").as_posix()
    assert os.environ["PYSIDE_DISABLE_INTERNAL_QT_CONF"] == "1"


@pytest.mark.parametrize("name", ["Outils; CTI", "Outils, CTI"])
def test_unquoted_place_is_another(tmp_path: Path, name: str) -> None:
    """The control: as others write it, the path is not what comes back."""
    path = (tmp_path / name).as_posix()
    assert _read_prefix(path, tmp_path / "qt.conf") != path
