"""Modules loaded late: not before something is asked of them, whole then, and PySide6 explains as ever."""

import builtins
import json
import subprocess
import sys
from functools import wraps
from types import ModuleType
from typing import Any

import pytest

from wizard.gui.postponing import make_postponing, postpone

_MODULE = "postponed_for_a_test"
_SOURCE = "RUNS.append(1)\nimport sys\nknown = 7\nhas_own = hasattr(sys.modules[__name__], 'unknown')\n"


class _Finder:
    """Finds one module, whose code counts how often it runs."""

    def __init__(self, runs: list[int]) -> None:
        self._runs = runs

    def find_spec(self, name: str, *_: object) -> Any:  # noqa: ANN401 - of the import system
        from importlib.machinery import ModuleSpec  # noqa: PLC0415 - beside its use

        return ModuleSpec(name, self) if name == _MODULE else None  # type: ignore[arg-type]

    def create_module(self, _: object) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["RUNS"] = self._runs
        exec(_SOURCE, vars(module))  # noqa: S102 - the line above


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return what counts the runs of a module that can be found, and is not loaded."""
    counted: list[int] = []
    monkeypatch.setattr(sys, "meta_path", [_Finder(counted), *sys.meta_path])
    monkeypatch.delitem(sys.modules, _MODULE, raising=False)
    return counted


def test_module_runs_when_first_asked(runs: list[int]) -> None:
    """Once, even though it asks for itself meanwhile; its own words for modules do not wake it."""
    postpone(_MODULE)
    module = sys.modules[_MODULE]
    assert not hasattr(module, "__file__")
    assert runs == []
    assert module.known == 7
    assert module.has_own is False
    assert not hasattr(module, "unknown")
    assert runs == [1]
    assert type(module) is ModuleType


def test_module_that_is_there_stays(runs: list[int]) -> None:
    """What is loaded is not loaded again, and what cannot be found is left alone."""
    before = sys.modules["json"]
    postpone("json")
    postpone("no_such_module_anywhere")
    assert sys.modules["json"] is before is json
    assert "no_such_module_anywhere" not in sys.modules
    assert runs == []


def test_other_imports_are_passed_on() -> None:
    """All but PySide6's own explanations go the plain way, with all that they were called with."""
    called: list[tuple[object, ...]] = []

    @wraps(builtins.__import__)
    def note(*words: object) -> None:
        called.append(words)

    own = make_postponing(note)
    assert own.__doc__ == builtins.__import__.__doc__
    own("json", None, None, ("dumps",), 0)
    own("shibokensupport.signature", None, None, ("no_such_part",), 0)
    assert [words[0] for words in called] == ["json", "shibokensupport.signature"]
    assert called[0] == ("json", None, None, ("dumps",), 0)


_START = """
import json, sys
from wizard.cli.main import load_window
load_window()
from PySide6.QtWidgets import QApplication, QLabel
from PySide6.support.signature import get_signature
late = [name for name, module in sys.modules.items() if type(module).__name__ == "_Postponed"]
told = ""
try:
    QApplication([]), QLabel().resize("wide")
except TypeError as error:
    told = str(error)

print(json.dumps([sorted(set(late)), told, str(get_signature(QLabel.setText))]))
"""


def test_pyside_explains_as_ever() -> None:
    """A start leaves the explanations alone; a wrong call names what was expected, and signatures can be read."""
    run = subprocess.run((sys.executable, "-c", _START), check=True, capture_output=True, text=True)
    late, told, signature = json.loads(run.stdout)
    assert "shibokensupport.signature.lib.pyi_generator" in late
    assert "shibokensupport.signature.parser" in late
    assert "importlib.metadata" in late
    assert "QWidget.resize(w: int, h: int" in told
    assert "str" in signature
