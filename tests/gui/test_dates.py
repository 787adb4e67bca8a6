"""The installation date by keyboard alone, and by the calendar."""

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.rows import find_line, find_row, get_session, turn_to
from wizard.gui.frame import Frame
from wizard.gui.widgets.date_editor import Calendar, DateEditor

FIELD = "project.installation_date"


def _editor(frame: Frame) -> DateEditor:
    editor = find_row(frame, FIELD).editor
    assert isinstance(editor, DateEditor)
    return editor


def _calendar(editor: DateEditor) -> Calendar:
    assert editor.calendar is not None
    return editor.calendar


@pytest.mark.parametrize("start", [None, "2026-11-30"])
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15/12/2026", "2026-12-15"),
        ("15/1/27", "2027-01-15"),
        ("2027-02-20", "2027-02-20"),
        ("1er mars 2027", "2027-03-01"),
    ],
)
def test_date_is_typed_over_whatever_stands_there(
    frame: Frame, qtbot: QtBot, start: str | None, typed: str, day: str
) -> None:
    """Reached by Tab everything is selected, so that one types at once; Tab leaves, and the day is written out."""
    frame.speak("fr")
    get_session(frame).write(FIELD, start)
    turn_to(frame, find_line(frame, "project.reference"), qtbot)
    QTest.keyClick(frame.focusWidget(), Qt.Key.Key_Tab)
    editor = _editor(frame)
    assert frame.focusWidget() is editor.line
    QTest.keyClicks(editor.line, typed)
    assert get_session(frame).read(FIELD) == day
    assert editor.line.text() == typed
    for _ in range(3):
        QTest.keyClick(frame.focusWidget(), Qt.Key.Key_Tab)
    assert not editor.isAncestorOf(frame.focusWidget())
    assert editor.line.text() == get_session(frame).say(QDate.fromString(day, Qt.DateFormat.ISODate).toPython())


def test_date_is_taken_back_by_deleting_and_by_its_button(frame: Frame, qtbot: QtBot) -> None:
    """Not known is within reach of the keyboard, twice."""
    session, editor = get_session(frame), _editor(frame)
    session.write(FIELD, "2026-11-30")
    turn_to(frame, editor.line, qtbot)
    editor.line.selectAll()
    QTest.keyClick(editor.line, Qt.Key.Key_Delete)
    assert session.read(FIELD) is None
    session.write(FIELD, "2026-11-30")
    assert editor.clear.isEnabled()
    turn_to(frame, editor.clear, qtbot)
    QTest.keyClick(editor.clear, Qt.Key.Key_Space)
    assert (session.read(FIELD), editor.line.text()) == (None, "")
    assert not editor.clear.isEnabled()
    assert frame.focusWidget() is editor.line


@pytest.mark.parametrize("start", [None, "2026-12-15"])
def test_arrows_and_wheel_change_no_date(frame: Frame, qtbot: QtBot, start: str | None) -> None:
    """Up and down are no way to a day, with or without one, with or without the keyboard in the field."""
    session, editor = get_session(frame), _editor(frame)
    session.write(FIELD, start)
    for focused in (find_line(frame, "project.customer"), editor.line):
        turn_to(frame, focused, qtbot)
        for turn in (120, -120):
            middle = QPointF(editor.line.rect().center())
            wheel = QWheelEvent(
                middle,
                QPointF(editor.line.mapToGlobal(middle.toPoint())),
                QPoint(),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,  # noqa: FBT003 - Qt's own signature
            )
            QApplication.sendEvent(editor.line, wheel)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        QTest.keyClick(editor.line, key)
    assert session.read(FIELD) == start


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier), (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier)],
)
def test_calendar_is_worked_by_keys(frame: Frame, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """It opens on the day there is, arrows move, Enter takes, Escape leaves everything as it was."""
    session, editor = get_session(frame), _editor(frame)
    session.write(FIELD, "2027-01-15")
    turn_to(frame, editor.line, qtbot)
    QTest.keyClick(editor.line, key, modifier)
    calendar = _calendar(editor)
    qtbot.waitUntil(calendar.isVisible)
    assert calendar.months.selectedDate() == QDate(2027, 1, 15)
    QTest.keyClick(calendar, Qt.Key.Key_Escape)
    assert not calendar.isVisible()
    assert session.read(FIELD) == "2027-01-15"
    QTest.keyClick(editor.line, key, modifier)
    calendar.months.setSelectedDate(QDate(2027, 1, 22))
    calendar.months.activated.emit(calendar.months.selectedDate())
    assert not calendar.isVisible()
    assert (session.read(FIELD), editor.line.text()) == ("2027-01-22", "22 January 2027")
    assert frame.focusWidget() is editor.line
    session.undo()
    assert session.read(FIELD) == "2027-01-15"


def test_calendar_marks_today_and_opens_on_it(frame: Frame) -> None:
    """Without a day it opens on today, which is seen; its days are those that can be typed."""
    editor = _editor(frame)
    editor.open_calendar()
    calendar = _calendar(editor)
    today = calendar.months.selectedDate()
    assert abs(today.daysTo(QDate.currentDate())) <= 1
    assert calendar.months.dateTextFormat(today).fontUnderline()
    assert not calendar.months.dateTextFormat(today.addDays(2)).fontUnderline()
    assert (calendar.months.minimumDate(), calendar.months.maximumDate()) == (QDate(2000, 1, 1), QDate(2100, 12, 31))
    calendar.close()


def test_shown_form_follows_the_language(frame: Frame, qtbot: QtBot) -> None:
    """A day is written anew in the other language; what is half typed stays as it is."""
    session, line = get_session(frame), find_line(frame, FIELD)
    session.write(FIELD, "2027-02-01")
    assert line.text() == "1 February 2027"
    frame.speak("fr")
    assert line.text() == "1er février 2027"
    line.selectAll()
    qtbot.keyClicks(line, "15/1/2")
    frame.speak("en")
    assert line.text() == "15/1/2"
    qtbot.keyClicks(line, "7")
    assert session.read(FIELD) == "2027-01-15"


@pytest.mark.parametrize("typed", ["31/12/1999", "1900-01-02", "1/1/2101", "31/02/2027", "demain"])
def test_no_day_and_no_likely_year_are_texts(frame: Frame, qtbot: QtBot, typed: str) -> None:
    """What is no day of a project is kept as it was typed, with a sentence."""
    session = get_session(frame)
    session.write(FIELD, "2027-01-15")
    line = find_line(frame, FIELD)
    line.selectAll()
    qtbot.keyClicks(line, typed)
    assert (session.read(FIELD), session.read_unread(FIELD)) == (None, typed)
    assert find_row(frame, FIELD).note.text().startswith("Not read as an answer")
