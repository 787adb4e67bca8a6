"""One history everywhere: the keys of undo and redo are the window's in every field of an answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.rows import CONTROL, find_line, find_row, get_session, paste_into, turn_to
from wizard.gui.frame import Frame
from wizard.gui.pages.network import NetworkPage
from wizard.gui.widgets.text_editors import LongTextEditor
from wizard.gui.widgets.text_lines import TextLine

SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier


def _undo(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL)


def test_undo_goes_back_through_all_fields_from_within_one(frame: Frame, qtbot: QtBot) -> None:
    """What was typed in two fields is taken back field by field, and the key never goes dead before the beginning."""
    session = get_session(frame)
    first, second = find_line(frame, "project.customer"), find_line(frame, "project.reference")
    turn_to(frame, first, qtbot)
    QTest.keyClicks(first, "Valmont")
    turn_to(frame, second, qtbot)
    QTest.keyClicks(second, "VAL")
    _undo(second)
    assert (first.text(), second.text()) == ("Valmont", "")
    _undo(second)
    assert (first.text(), second.text()) == ("", "")
    assert not session.history.can_undo
    _undo(second)
    assert (first.text(), second.text()) == ("", "")


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_Y, CONTROL), (Qt.Key.Key_Z, SHIFT)], ids=["Ctrl+Y", "Ctrl+Shift+Z"]
)
def test_both_keys_make_it_again(frame: Frame, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Each undo of an undo shows: no step is without effect."""
    line = find_line(frame, "licences.users")
    turn_to(frame, line, qtbot)
    QTest.keyClicks(line, "180")
    _undo(line)
    assert line.text() == ""
    QTest.keyClick(line, key, modifier)
    assert (line.text(), get_session(frame).read("licences.users")) == ("180", 180)
    QTest.keyClick(line, key, modifier)
    assert line.text() == "180"
    _undo(line)
    assert line.text() == ""


def test_notes_are_taken_back_line_by_line_and_pastes_by_themselves(frame: Frame, qtbot: QtBot) -> None:
    """Neither letter by letter nor all at once."""
    editor = find_row(frame, "project.notes").editor
    assert isinstance(editor, LongTextEditor)
    area = editor.area
    turn_to(frame, area, qtbot)
    QTest.keyClicks(area, "one")
    QTest.keyClick(area, Qt.Key.Key_Return)
    QTest.keyClicks(area, "two")
    paste_into(area, " and three")
    QTest.keyClicks(area, "!")
    shown = [area.toPlainText()]
    while get_session(frame).history.can_undo:
        _undo(area)
        shown.append(area.toPlainText())
    assert shown == ["one\ntwo and three!", "one\ntwo and three", "one\ntwo", "one", ""]


def test_field_that_is_come_back_to_is_a_step_of_its_own(frame: Frame, qtbot: QtBot) -> None:
    """What stood there before the keyboard left is what comes back."""
    session, line = get_session(frame), find_line(frame, "licences.users")
    turn_to(frame, line, qtbot)
    QTest.keyClicks(line, "18")
    turn_to(frame, frame.rail, qtbot)
    turn_to(frame, line, qtbot)
    line.end(False)  # noqa: FBT003 - Qt's own signature
    QTest.keyClicks(line, "0")
    assert session.read("licences.users") == 180
    _undo(line)
    assert (session.read("licences.users"), line.text()) == (18, "18")


def test_key_typed_and_deleted_leaves_no_step(frame: Frame, qtbot: QtBot) -> None:
    """Undo never seems to do nothing."""
    session, line = get_session(frame), find_line(frame, "licences.users")
    session.write("project.customer", "Valmont")
    turn_to(frame, line, qtbot)
    QTest.keyClick(line, Qt.Key.Key_7)
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    _undo(line)
    assert session.read("project.customer") is None


def test_menu_of_a_field_of_an_answer_has_no_undo_of_its_own(frame: Frame, qtbot: QtBot) -> None:
    """Its paste is the field's own, and there is no second history."""
    line = find_line(frame, "server.address")
    turn_to(frame, line, qtbot)
    menu = line.make_menu()
    assert menu is not None
    qtbot.addWidget(menu)
    names = [action.objectName() for action in menu.actions()]
    assert not {"edit-undo", "edit-redo", "edit-paste"} & set(names)
    assert not menu.actions()[0].isSeparator()


def test_field_that_is_no_answer_undoes_its_own_text_first(frame: Frame, qtbot: QtBot) -> None:
    """Words of a search come back by the key; once there is nothing left of the field's own, the plan's turn comes."""
    session = get_session(frame)
    session.write("project.customer", "Valmont")
    frame.show_step("network")
    page = frame.pages["network"]
    assert isinstance(page, NetworkPage)
    search = page.flows.search
    turn_to(frame, search, qtbot)
    QTest.keyClicks(search, "sip")
    _undo(search)
    assert (search.text(), session.read("project.customer")) == ("", "Valmont")
    assert isinstance(search, TextLine)
    assert isinstance(search, QLineEdit)
