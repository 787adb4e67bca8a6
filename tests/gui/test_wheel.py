"""The wheel scrolls; it changes no answer, whatever is below it and wherever the keyboard is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from tests.gui.rows import find_row, get_session, turn_to
from wizard.gui.frame import Frame
from wizard.gui.steps import STEP_IDS

LARGEST = ROOT / "resources" / "samples" / "multi-site-group.twsplan"
_KINDS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)


def _make(local: QPointF, on_screen: QPointF, by: int) -> QWheelEvent:
    keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turn, still = QPoint(0, by), QPoint()
    return QWheelEvent(local, on_screen, still, turn, Qt.MouseButton.NoButton, keys, phase, False)  # noqa: FBT003 - Qt's own


def _turn(widget: QWidget, by: int) -> None:
    middle = widget.rect().center()
    QApplication.sendEvent(widget, _make(QPointF(middle), QPointF(widget.mapToGlobal(middle)), by))


def _turn_in_window(frame: Frame, widget: QWidget, by: int) -> None:
    """Turn the wheel as the system tells of it: to the window, at a place in it."""
    place = widget.mapTo(frame, widget.rect().center())
    QTest.wheelEvent(frame.windowHandle(), QPointF(place), QPoint(0, by))


def _list_fields(page: QWidget) -> Iterator[QWidget]:
    for widget in page.findChildren(QWidget):
        if isinstance(widget, _KINDS) and not isinstance(widget, QScrollBar) and widget.isVisibleTo(page):
            yield widget


def _choices(page: QWidget) -> list[int]:
    return [box.currentIndex() for box in page.findChildren(QComboBox)]


@pytest.mark.parametrize("step_id", STEP_IDS)
def test_wheel_changes_nothing_on_any_page(frame: Frame, qtbot: QtBot, step_id: str) -> None:
    """Up and down over every field of the page, first without, then with the keyboard in it."""
    session = get_session(frame)
    session.open(LARGEST)
    frame.show_step(step_id)
    page, content = frame.pages[step_id], session.content
    choices = _choices(page)
    fields = list(_list_fields(page))
    assert fields
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    for focused in (False, True):
        for widget in fields:
            if focused:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                frame.rail.setFocus(Qt.FocusReason.OtherFocusReason)
            for by in (-120, 120):
                _turn(widget, by)
            assert session.content == content, widget
            assert _choices(page) == choices, widget


def test_page_scrolls_below_a_list_that_has_the_keyboard(frame: Frame, qtbot: QtBot) -> None:
    """The wheel over a list box moves the page, and the list box stays as it is."""
    session = get_session(frame)
    session.open(LARGEST)
    frame.resize(1366, 400)
    row = find_row(frame, "server.hosting")
    turn_to(frame, row.editor, qtbot)
    bar = frame.pages["server"].area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    before = bar.value()
    by = -120 if before < bar.maximum() else 120
    _turn_in_window(frame, row.editor.parts[0], by)
    qtbot.waitUntil(lambda: bar.value() != before)
    assert session.read("server.hosting") is not None
    assert not session.history.is_changed
