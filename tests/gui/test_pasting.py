"""What is pasted by its keys comes in on one line and whole, or not at all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.rows import copy, find_line, find_row, get_session, paste_into, turn_to
from wizard.gui.frame import Frame
from wizard.gui.widgets.text_editors import LongTextEditor
from wizard.gui.widgets.text_lines import TextLine

HUGE = "x" * 400_000


@pytest.mark.parametrize(
    ("field", "pasted", "kept"),
    [
        ("server.address", "10.20.0.15\n", "10.20.0.15"),
        ("server.address", "\u200b10.20.0.15", "10.20.0.15"),
        ("server.address", " 10.20.0.15\t\r\n", "10.20.0.15"),
        ("telephony.links.0.address", "\ufeffpabx.valmont.example ", "pabx.valmont.example"),
        ("telephony.links.0.release", "R12.1\t", "R12.1"),
        ("security.dns_name", "tws.valmont.example\r\n", "tws.valmont.example"),
        ("licences.tws_version", " 5.3\n", "5.3"),
        ("licences.users", "1 200\r\n", 1200),
        ("licences.users", "1\u202f200", 1200),
        ("licences.users", "\t1\u00a0200", 1200),
        ("server.ram_gb", "16 Go\n", 16),
        ("project.installation_date", "15/01/2027\r\n", "2027-01-15"),
        ("project.customer", "Ville de\r\nValmont\n", "Ville de Valmont"),
    ],
)
def test_cell_copied_from_a_table_is_read(frame: Frame, qtbot: QtBot, field: str, pasted: str, kept: object) -> None:
    """Line ends, spaces and hidden marks around it are no part of the answer."""
    session = get_session(frame)
    session.write("security.secure_mode", True)  # noqa: FBT003 - an answer
    session.write("telephony.links", [{"kind": "oxe"}])
    line = find_line(frame, field)
    turn_to(frame, line, qtbot)
    paste_into(line, pasted)
    assert (session.read(field), session.read_unread(field)) == (kept, None)


def test_paste_goes_in_the_place_of_what_is_selected(frame: Frame, qtbot: QtBot) -> None:
    """At the cursor, in the middle of a text, with the spaces that were copied."""
    line = find_line(frame, "project.customer")
    turn_to(frame, line, qtbot)
    QTest.keyClicks(line, "Ville Valmont")
    line.setSelection(5, 1)
    paste_into(line, " de ")
    assert get_session(frame).read("project.customer") == "Ville de Valmont"


def test_menu_and_both_keys_paste_alike(frame: Frame, qtbot: QtBot) -> None:
    """Shift+Insert and the menu take the same way."""
    session, line = get_session(frame), find_line(frame, "server.address")
    turn_to(frame, line, qtbot)
    copy("10.20.0.15\n")
    QTest.keyClick(line, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    assert session.read("server.address") == "10.20.0.15"
    line.selectAll()
    copy("10.20.0.16\n")
    menu = line.make_menu()
    assert menu is not None
    qtbot.addWidget(menu)
    enabled = [action for action in menu.actions() if action.isEnabled() and "aste" in action.text()]
    assert len(enabled) == 1
    enabled[0].trigger()
    assert session.read("server.address") == "10.20.0.16"


@pytest.mark.parametrize("field", ["project.customer", "licences.users", "project.notes", "project.installation_date"])
def test_huge_line_is_refused_before_it_is_laid_out(frame: Frame, qtbot: QtBot, field: str) -> None:
    """Nothing of it comes in, what stood there stays, and a sentence says so; the window answers on."""
    session, row = get_session(frame), find_row(frame, field)
    widget = row.editor.parts[0]
    turn_to(frame, widget, qtbot)
    QTest.keyClicks(widget, "1/1/2027" if "date" in field else "420")
    before = session.content
    paste_into(widget, HUGE)
    assert session.content is before
    assert row.editor.read_text() in ("420", "1/1/2027")
    assert "nothing was taken in" in row.note.text()


def test_text_up_to_the_bound_is_taken(frame: Frame, qtbot: QtBot) -> None:
    """20,000 characters are pasted, and not one more: by pasting or by typing."""
    session, row = get_session(frame), find_row(frame, "project.notes")
    assert isinstance(row.editor, LongTextEditor)
    area = row.editor.area
    turn_to(frame, area, qtbot)
    paste_into(area, "x" * 20_001)
    assert session.read("project.notes") is None
    paste_into(area, "x" * 20_000)
    assert len(session.read("project.notes")) == 20_000
    QTest.keyClicks(area, "y")
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert session.read("project.notes") == "x" * 20_000
    assert "nothing was taken in" in row.note.text()
    QTest.keyClick(area, Qt.Key.Key_Backspace)
    QTest.keyClicks(area, "y")
    assert session.read("project.notes") == "x" * 19_999 + "y"


def test_search_and_folder_refuse_a_huge_line_too(frame: Frame, qtbot: QtBot) -> None:
    """Fields that are no answers are of the same kind."""
    for step_id in ("assessment", "network", "export", "checks", "checklist"):
        frame.show_step(step_id)
        for line in frame.pages[step_id].findChildren(TextLine):
            before = line.text()
            line.take_in(HUGE)
            assert line.text() == before
    del qtbot


def test_language_switched_while_a_number_is_half_typed(frame: Frame, qtbot: QtBot) -> None:
    """The comma stays, so that the next digit makes 2,9 and not 29; done, it is written as the language does."""
    session, line = get_session(frame), find_line(frame, "server.clock_ghz")
    frame.speak("fr")
    turn_to(frame, line, qtbot)
    QTest.keyClicks(line, "2,")
    frame.speak("en")
    assert line.text() == "2,"
    QTest.keyClicks(line, "9")
    assert session.read("server.clock_ghz") == 2.9
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "2.9"


def test_text_that_is_none_stays_in_another_language(frame: Frame, qtbot: QtBot) -> None:
    """What was typed and cannot be read is as it was typed; only the sentence is another."""
    line = find_line(frame, "server.cores")
    qtbot.keyClicks(line, "8 coeurs")
    frame.speak("fr")
    assert line.text() == "8 coeurs"
    assert "attendu" in find_row(frame, "server.cores").note.text()


def test_reported_input_file(frame: Frame, qtbot: QtBot) -> None:
    """The cell as a person copied it, where the reports are at hand."""
    reported = Path(__file__).parents[3] / "shared" / "cases" / "bugs" / "pasted_newline.txt"
    if not reported.exists():
        pytest.skip("the reported inputs are not here")
    line = find_line(frame, "server.address")
    turn_to(frame, line, qtbot)
    paste_into(line, reported.read_text(encoding="utf-8").split('"')[1] + "\n")
    assert get_session(frame).read("server.address") == "10.20.0.15"
