"""What an earlier session left, offered after a crash."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.gui.waiting import DEAD, is_idle
from wizard.gui.frame import Frame
from wizard.gui.offer import DISCARD, LATER, OPEN, RECOVER
from wizard.i18n import Message
from wizard.storage.plan_files import open_plan
from wizard.storage.recovery import name_recovery, write_recovery


def _leave(frame: Frame, customer: str, path: Path | None) -> Path:
    assert frame.recovery is not None
    assert frame.session is not None
    file = name_recovery(frame.recovery.folder)
    write_recovery(file, {**frame.session.content, "project": {"customer": customer}}, path, DEAD)
    return file


def _ask(frame: Frame, qtbot: QtBot) -> QMessageBox:
    assert frame.recovery is not None
    frame.recovery.look_for_others()
    return _wait_box(frame, qtbot)


def _wait_box(frame: Frame, qtbot: QtBot) -> QMessageBox:
    qtbot.waitUntil(lambda: any(box.isVisible() for box in frame.findChildren(QMessageBox)))
    return next(box for box in frame.findChildren(QMessageBox) if box.isVisible())


def _press(box: QMessageBox, text: Message) -> None:
    next(button for button in box.buttons() if button.text() == text.text).click()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Return a plan that was saved."""
    path = tmp_path / "été <b>.twsplan"
    content = {"format": "tws-preinstall-plan", "format_version": 1, "project": {"customer": "Saved"}}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_offer_tells_both_dates_and_recovers(frame: Frame, qtbot: QtBot, saved: Path) -> None:
    """After a crash both versions are told with their dates; the kept answers come back as not saved."""
    file = _leave(frame, "Kept", saved)
    box = _ask(frame, qtbot)
    assert "été <b>.twsplan" in box.text()
    assert "Answers kept: " in box.informativeText()
    assert "Saved file: " in box.informativeText()
    _press(box, RECOVER)
    session = frame.session
    assert session is not None
    assert session.plan.project is not None
    assert session.plan.project.customer == "Kept"
    assert session.path == saved
    assert frame.isWindowModified()
    assert frame.recovery is not None
    assert frame.recovery.file == file
    qtbot.waitUntil(is_idle(session))


def test_offer_opens_the_saved_file_and_keeps_the_recovery(frame: Frame, qtbot: QtBot, saved: Path) -> None:
    """Looking at the saved file discards nothing."""
    file = _leave(frame, "Kept", saved)
    _press(_ask(frame, qtbot), OPEN)
    assert frame.session is not None
    assert frame.session.plan == open_plan(saved)
    assert file.exists()


def test_offer_discards_and_asks_about_the_next(frame: Frame, qtbot: QtBot) -> None:
    """One after the other, until all are decided; a plan never saved has no file to open."""
    files = [_leave(frame, "A", None), _leave(frame, "B", None)]
    box = _ask(frame, qtbot)
    assert OPEN.text not in [button.text() for button in box.buttons()]
    _press(box, DISCARD)
    qtbot.waitUntil(lambda: sum(file.exists() for file in files) == 1)
    _press(_wait_box(frame, qtbot), DISCARD)
    qtbot.waitUntil(lambda: not any(file.exists() for file in files))


def test_offer_put_off_changes_nothing(frame: Frame, qtbot: QtBot, saved: Path) -> None:
    """Deciding later, by the button or by Escape, leaves everything for the next start."""
    file = _leave(frame, "Kept", saved)
    _press(_ask(frame, qtbot), LATER)
    _ask(frame, qtbot).reject()
    assert frame.session is not None
    assert not frame.session.history.is_changed
    assert file.exists()
