"""Files dropped anywhere in the window are opened; text dropped into a field goes into the field."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from tests.gui.rows import CONTROL, find_line, find_row, get_session, make_mime, turn_to
from wizard.gui.frame import Frame
from wizard.gui.steps import STEP_IDS
from wizard.gui.widgets.text_editors import LongTextEditor

SAMPLES = ROOT / "resources" / "samples"
LARGEST, DROPPED = SAMPLES / "multi-site-group.twsplan", SAMPLES / "factory-blocked.twsplan"
_COPY, _LEFT, _NO_KEYS = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _drag_to(frame: Frame, place: QPoint, mime: QMimeData) -> bool:
    """Drag something over a place of the window and drop it, as the system does; return whether it is taken."""
    window = frame.windowHandle()
    enter = QDragEnterEvent(place, _COPY, mime, _LEFT, _NO_KEYS)
    QApplication.sendEvent(window, enter)
    move = QDragMoveEvent(place, _COPY, mime, _LEFT, _NO_KEYS)
    if enter.isAccepted():
        # So Qt does itself: who takes the entering takes the moving, unless it says otherwise.
        move.setDropAction(_COPY)
        move.accept()
    QApplication.sendEvent(window, move)
    drop = QDropEvent(QPointF(place), _COPY, mime, _LEFT, _NO_KEYS)
    if enter.isAccepted() and move.isAccepted():
        QApplication.sendEvent(window, drop)
    return enter.isAccepted() and move.isAccepted() and drop.isAccepted()


def _make_file(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    # As file managers do: the path comes as a text too.
    mime.setText(str(path))
    return mime


def _list_places(frame: Frame) -> Iterator[tuple[QWidget, QPoint]]:
    """Yield each widget that is seen and takes drops, with a place of the window that is over it."""
    for widget in frame.findChildren(QWidget):
        if widget.isVisible() and widget.acceptDrops() and widget.window() is frame:
            place = widget.mapTo(frame, widget.rect().center())
            under = frame.childAt(place)
            if under is not None and (under is widget or widget.isAncestorOf(under)):
                yield widget, place


@pytest.fixture
def opened(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that the window is asked to open."""
    names: list[str] = []
    assert frame.keeper is not None
    monkeypatch.setattr(frame.keeper, "open_dropped", names.append)
    return names


@pytest.mark.parametrize("step_id", STEP_IDS)
def test_file_is_opened_over_whatever_lies_there(frame: Frame, qtbot: QtBot, opened: list[str], step_id: str) -> None:
    """Every field, note, list and table of the page, the rail and the panel: the file is the window's."""
    session = get_session(frame)
    session.open(LARGEST)
    frame.show_step(step_id)
    content, mime = session.content, _make_file(DROPPED)
    fixed = (frame.rail, frame.panel, frame.stack, frame.next)
    places = [
        *((widget, widget.mapTo(frame, widget.rect().center())) for widget in fixed if widget is not None),
        *_list_places(frame),
    ]
    for widget, place in places:
        opened.clear()
        assert _drag_to(frame, place, mime), widget
        qtbot.waitUntil(lambda: opened == [str(DROPPED)])
        assert session.content is content, widget


def test_dropped_plan_is_open_afterwards(frame: Frame, qtbot: QtBot) -> None:
    """Dropped over the notes: the plan is there, and no address of a file in it."""
    area = find_row(frame, "project.notes").editor.parts[0]
    assert _drag_to(frame, area.mapTo(frame, area.rect().center()), _make_file(DROPPED))
    qtbot.waitUntil(lambda: get_session(frame).path == DROPPED)
    assert "file:" not in str(get_session(frame).read("project.notes"))


def test_dragged_text_is_dropped_into_fields(frame: Frame, opened: list[str]) -> None:
    """One line and several; what is dropped into one line comes on one line. An address of the web is text."""
    session, line = get_session(frame), find_line(frame, "project.customer")
    assert _drag_to(frame, line.mapTo(frame, line.rect().center()), make_mime("Ville de\nValmont\n"))
    assert session.read("project.customer") == "Ville de Valmont"
    area = find_row(frame, "project.notes").editor.parts[0]
    web = make_mime("https://valmont.example/plan")
    web.setUrls([QUrl("https://valmont.example/plan")])
    assert _drag_to(frame, area.mapTo(frame, area.rect().center()), web)
    assert session.read("project.notes") == "https://valmont.example/plan"
    assert opened == []


def test_text_over_free_ground_is_not_taken(frame: Frame, opened: list[str]) -> None:
    """The window opens files and nothing else."""
    assert not _drag_to(frame, frame.rail.mapTo(frame, frame.rail.rect().center()), make_mime("text"))
    assert opened == []


def test_copied_file_is_not_pasted_as_its_address(frame: Frame, qtbot: QtBot) -> None:
    """Of a file alone, as Explorer copies it, Qt would make an address: nothing goes into line and notes."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(DROPPED))])
    row = find_row(frame, "project.notes")
    assert isinstance(row.editor, LongTextEditor)
    for widget in (find_line(frame, "project.customer"), row.editor.area):
        turn_to(frame, widget, qtbot)
        copied = QMimeData()
        copied.setUrls(mime.urls())
        QGuiApplication.clipboard().setMimeData(copied)
        qtbot.keyClick(widget, Qt.Key.Key_V, CONTROL)
    assert not get_session(frame).history.is_changed
