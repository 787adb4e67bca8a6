"""A bug reaches one handler: answers kept, a log written, the user told where both are."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.gui.waiting import is_idle
from wizard.gui import crash
from wizard.gui.crash import BugHandler, find_log_folder, write_log
from wizard.gui.frame import Frame
from wizard.storage.recovery import read_recovery


def _break(handler: BugHandler) -> None:
    answers: dict[str, str] = {}
    answer = "can" + "ary"
    try:
        answers[answer]
    except KeyError as error:
        handler(type(error), error, error.__traceback__)


def _list_boxes(frame: Frame) -> list[QMessageBox]:
    return [box for box in frame.findChildren(QMessageBox) if box.isVisible()]


@pytest.fixture
def printed() -> list[object]:
    """Return what the usual hook was given."""
    return []


@pytest.fixture
def handler(frame: Frame, printed: list[object]) -> BugHandler:
    """Return the handler, which prints nowhere."""
    return BugHandler(frame, usual=lambda *told: printed.append(told))


def test_answers_and_log_are_written_and_told(frame: Frame, handler: BugHandler, qtbot: QtBot) -> None:
    """One message names both files; the log tells where it happened, and no answer."""
    assert frame.session is not None
    assert frame.recovery is not None
    frame.session.write("project.customer", "A")
    _break(handler)
    (box,) = _list_boxes(frame)
    assert str(frame.recovery.file) in box.informativeText()
    assert read_recovery(frame.recovery.file).content == frame.session.content
    (log,) = find_log_folder().iterdir()
    assert str(log) in box.informativeText()
    text = log.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "test_crash.py" in text
    assert "canary" not in text
    box.accept()
    qtbot.waitUntil(is_idle(frame.session))


def test_bug_before_answers_are_kept(frame: Frame, handler: BugHandler) -> None:
    """In the first moments there is nothing yet that could keep an answer: the user is told to save."""
    assert frame.session is not None
    assert frame.recovery is not None
    frame.recovery.close()
    frame.recovery = None
    for answer, told in ((None, crash.SAVED), ("A", crash.NOT_KEPT)):
        if answer is not None:
            frame.session.write("project.customer", answer)
        _break(handler)
        (box,) = _list_boxes(frame)
        assert frame.say(told) in box.informativeText()
        box.accept()


def test_a_shower_of_bugs_is_one_message(frame: Frame, handler: BugHandler, printed: list[object]) -> None:
    """A bug on each repaint must not bury the window; after the message is read the next one is told."""
    for _ in range(5):
        _break(handler)
    (box,) = _list_boxes(frame)
    assert len(printed) == 5
    box.accept()
    _break(handler)
    assert len(_list_boxes(frame)) == 1
    _list_boxes(frame)[0].accept()


def test_plan_without_changes_is_told_as_saved(frame: Frame, handler: BugHandler) -> None:
    """There is nothing to keep, and the message says so."""
    _break(handler)
    (box,) = _list_boxes(frame)
    assert "nothing is lost" in box.informativeText()
    box.accept()


def test_what_cannot_be_written_is_told_as_such(
    frame: Frame, handler: BugHandler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No place for the answers, none for the log: the message says what to do."""
    assert frame.session is not None
    assert frame.recovery is not None
    frame.recovery.folder.parent.mkdir(parents=True, exist_ok=True)
    frame.recovery.folder.write_bytes(b"in the way")
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(crash, "find_log_folder", lambda: tmp_path / "file" / "log")
    frame.session.write("project.customer", "A")
    _break(handler)
    (box,) = _list_boxes(frame)
    assert "save the plan now" in box.informativeText()
    assert "could not be written down" in box.informativeText()
    box.accept()


def test_log_of_an_error_without_a_place() -> None:
    """An error that was never raised can be written down too."""
    file = write_log(ValueError("x"))
    assert file is not None
    assert "ValueError" in file.read_text(encoding="utf-8")


def test_bug_is_printed_without_its_text(frame: Frame, capsys: pytest.CaptureFixture[str]) -> None:
    """The console is told where and of what kind; the error's own text may hold answers."""
    # A handler as the program makes it, and a second bug while the first is told of.
    handler = BugHandler(frame)
    for _ in range(2):
        try:
            int("canary" * 2)
        except ValueError as error:
            handler(ValueError, error, error.__traceback__)
    (box,) = _list_boxes(frame)
    box.accept()
    told = capsys.readouterr().err
    assert told.count("ValueError\n") == 2
    assert "canarycanary" not in told


def test_bug_while_answers_are_kept_is_printed_without_its_text(
    frame: Frame, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is that of an error on the way."""
    assert frame.recovery is not None
    monkeypatch.setattr(frame.recovery, "keep_now", lambda: int("canary" * 2))
    handler = BugHandler(frame)
    _break(handler)
    (box,) = _list_boxes(frame)
    assert frame.say(crash.NOT_KEPT) in box.informativeText()
    box.accept()
    told = capsys.readouterr().err
    assert "KeyError\n" in told
    assert "ValueError\n" in told
    assert "canarycanary" not in told
