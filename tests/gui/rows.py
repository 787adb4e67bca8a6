"""How the tests of fields find and work them."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from wizard.gui.frame import Frame
from wizard.gui.session import Session
from wizard.gui.steps import find_step
from wizard.gui.widgets.field_row import FieldRow
from wizard.gui.widgets.text_lines import TextLine

CONTROL = Qt.KeyboardModifier.ControlModifier


def get_session(frame: Frame) -> Session:
    """Return the window's session."""
    assert frame.session is not None
    return frame.session


def find_row(frame: Frame, field: str) -> FieldRow:
    """Turn to a field's page and return its row."""
    frame.show_step(find_step(field))
    rows = frame.pages[frame.step_id].findChildren(FieldRow)
    return next(row for row in rows if row.field == field and row.isVisibleTo(frame))


def find_line(frame: Frame, field: str) -> TextLine:
    """Turn to a field's page and return the line that it is typed in."""
    line = find_row(frame, field).editor.parts[0]
    assert isinstance(line, TextLine)
    return line


def turn_to(frame: Frame, widget: QWidget, qtbot: QtBot) -> None:
    """Give a widget the keyboard, in a window that has it."""
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(lambda: widget.hasFocus() or widget.isAncestorOf(frame.focusWidget()))


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def paste_into(widget: QWidget, text: str) -> None:
    """Paste a text by its keys."""
    copy(text)
    QTest.keyClick(widget, Qt.Key.Key_V, CONTROL)


def make_mime(text: str) -> QMimeData:
    """Return a text as it is dragged."""
    mime = QMimeData()
    mime.setText(text)
    return mime
