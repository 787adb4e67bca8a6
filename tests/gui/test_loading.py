"""Loading undisturbed: the collector and PySide6's import rest meanwhile, and are back afterwards."""

import builtins
import gc
import typing
from collections.abc import Iterator

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


def test_pyside_s_import_rests_meanwhile() -> None:
    """The interpreter's own is in its place; inside another block too."""
    before = builtins.__import__
    with load_undisturbed():
        plain = builtins.__import__
        assert plain is vars(builtins)["__orig_import__"]
        with load_undisturbed():
            assert builtins.__import__ is plain
        assert builtins.__import__ is plain
    assert builtins.__import__ is before is not plain


def test_import_that_comes_in_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """As PySide6's does, where it is imported inside the block."""
    plain = vars(builtins)["__orig_import__"]
    monkeypatch.setattr(builtins, "__import__", plain)
    monkeypatch.delattr(builtins, "__orig_import__")

    def come_in(*args: object) -> object:
        return plain(*args)

    with load_undisturbed():
        vars(builtins)["__import__"] = come_in
    assert builtins.__import__ is come_in
