"""Loading undisturbed: the collector and PySide6's import rest meanwhile, and are back afterwards."""

import builtins
import gc
import importlib
import typing
from collections.abc import Callable, Iterator
from typing import Any

import PySide6.QtCore  # noqa: F401 - the block asks whether it is there
import pytest

from wizard.gui.loading import load_undisturbed


@pytest.fixture(autouse=True)
def _thaw() -> Iterator[None]:
    """Let the collector look again at all that the other tests have made."""
    yield
    gc.unfreeze()


def _make_and_fail(made: list[list[int]]) -> None:
    with load_undisturbed():
        assert not gc.isenabled()
        made.append([1])
        raise ZeroDivisionError


@pytest.mark.parametrize("collects", [True, False])
def test_collector_rests_meanwhile(collects: object) -> None:
    """It goes on afterwards where it went before, and leaves alone what was made; also after an error."""
    if not collects:
        gc.disable()
    made: list[list[int]] = []
    try:
        with pytest.raises(ZeroDivisionError):
            _make_and_fail(made)
        assert made != []
        assert gc.isenabled() is collects
        assert not any(each is made[0] for each in gc.get_objects())
    finally:
        gc.enable()


def test_annotations_are_compiled_once_meanwhile() -> None:
    """And as ever afterwards, whichever block ends first."""
    with load_undisturbed():
        compiled = vars(typing)["compile"]
        assert compiled("int", "<string>", "eval") is compiled("int", "<string>", "eval")
        with load_undisturbed():
            pass
        assert typing.ForwardRef("int").__forward_code__ is not None
    assert "compile" not in vars(typing)


def _import_plainly(*arguments: Any) -> object:  # noqa: ANN401 - as ``__import__`` takes them
    return importlib.__import__(*arguments)


def _import_slowly(*arguments: Any) -> object:  # noqa: ANN401 - as above
    return importlib.__import__(*arguments)


@pytest.fixture
def imports(monkeypatch: pytest.MonkeyPatch) -> tuple[Callable[..., object], Callable[..., object]]:
    """Return two functions that stand in the places of the interpreter's import and of PySide6's.

    What the other tests have imported, and when, is of no matter then.
    """
    monkeypatch.setattr(builtins, "__orig_import__", _import_plainly, raising=False)
    monkeypatch.setattr(builtins, "__import__", _import_slowly)
    return _import_plainly, _import_slowly


def test_pyside_s_import_rests_meanwhile(imports: tuple[Callable[..., object], Callable[..., object]]) -> None:
    """The interpreter's own is in its place; inside another block too."""
    plain, slow = imports
    with load_undisturbed():
        assert builtins.__import__ is plain
        with load_undisturbed():
            assert builtins.__import__ is plain
        assert builtins.__import__ is plain
    assert builtins.__import__ is slow


def test_import_that_comes_in_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """As PySide6's does, where it is imported inside the block."""
    monkeypatch.setattr(builtins, "__import__", _import_plainly)
    monkeypatch.delattr(builtins, "__orig_import__", raising=False)

    def come_in(*arguments: Any) -> object:  # noqa: ANN401 - as ``__import__`` takes them
        return importlib.__import__(*arguments)

    with load_undisturbed():
        vars(builtins)["__import__"] = come_in
    assert builtins.__import__ is come_in
