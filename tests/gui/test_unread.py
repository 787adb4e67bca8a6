"""What is typed and is no answer: never a part of it in the plan, never lost, and seen everywhere."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from tests.gui.rows import find_line, find_row, get_session
from tests.gui.waiting import is_idle
from wizard.domain.levels import Level, Verdict
from wizard.errors import WizardError
from wizard.gui.editing import Content
from wizard.gui.frame import Frame
from wizard.gui.pages.export import ExportPage
from wizard.gui.pages.load import LoadPage
from wizard.gui.session import Session
from wizard.gui.steps import STEP_IDS
from wizard.gui.unread import copy_item, drop_unread, keep_unread, move_item, read_unread, remove_item
from wizard.gui.widgets.text_lines import TextArea, TextLine
from wizard.storage.plan_files import open_plan

SITES: Content = {
    "sites": [{"name": "A"}, {"name": "B"}, {"name": "C"}],
    "unread": {"sites.0.users": "a", "sites.1.users": "b", "sites.2.users": "c", "licences.users": "18O"},
}


def _names(content: Content) -> dict[str, str]:
    """Return the texts by the name of the site that each stands in, and by field elsewhere."""
    found = {}
    for field, text in content["unread"].items():
        parts = field.split(".")
        found[content["sites"][int(parts[1])]["name"] if parts[0] == "sites" else field] = text
    return found


def test_texts_go_where_their_items_go() -> None:
    """Moved, copied and removed items take what was typed in them along; all else stays."""
    every = {"A": "a", "B": "b", "C": "c", "licences.users": "18O"}
    for position in range(3):
        for to in range(3):
            assert _names(move_item(SITES, "sites", position, to)) == every
        name = "ABC"[position]
        assert _names(remove_item(SITES, "sites", position)) == {
            key: text for key, text in every.items() if key != name
        }
        copied = copy_item(SITES, "sites", position)
        assert copied["unread"] == {**SITES["unread"], "sites.3.users": every[name]}


def test_text_stands_in_the_place_of_the_answer() -> None:
    """Keeping a text empties its answer; an answer, or one for the whole section, drops the text."""
    content = keep_unread({"licences": {"users": 18}}, "licences.users", "18O")
    assert content["licences"] == {"users": None}
    assert read_unread(content, "licences.users") == "18O"
    assert read_unread(drop_unread(content, "licences"), "licences.users") is None
    assert "unread" not in drop_unread(content, "licences.users")
    assert drop_unread(content, "licences.user") is content


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("licences.users", "18O"),
        ("server.clock_ghz", "2,4 gigas"),
        ("server.ram_gb", "16 Mo"),
        ("licences.tws_version", "5.3x"),
        ("project.installation_date", "15/01/20277"),
        ("load.login_window_minutes", "0"),
    ],
)
def test_beginning_of_what_is_typed_never_stays_as_the_answer(
    frame: Frame, qtbot: QtBot, tmp_path: Path, field: str, typed: str
) -> None:
    """Typed key by key, saved and opened again: no answer, the whole text in its field, and the sentence beside it."""
    session = get_session(frame)
    qtbot.keyClicks(find_line(frame, field), typed)
    assert (session.read(field), session.read_unread(field)) == (None, typed)
    path = tmp_path / "a.twsplan"
    session.save(path)
    assert open_plan(path).unread == {field: typed}
    session.start_new()
    assert find_line(frame, field).text() == ""
    session.open(path)
    row = find_row(frame, field)
    assert find_line(frame, field).text() == typed
    assert typed in row.note.text()
    assert "expected" in row.note.text()
    assert row.editor.accessibleDescription() == row.note.text()


@pytest.mark.parametrize(("typed", "kept"), [("2,4 GHz", 2.4), ("2.4ghz", 2.4)])
def test_own_unit_is_taken_as_a_whole(frame: Frame, qtbot: QtBot, typed: str, kept: float) -> None:
    """The unit that stands behind the field may be typed too; it is written without it once typed."""
    line = find_line(frame, "server.clock_ghz")
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    session = get_session(frame)
    assert (session.read("server.clock_ghz"), session.read_unread("server.clock_ghz")) == (kept, None)
    assert line.text() == "2.4"


def test_typing_on_and_undo_are_one_change_of_answer_and_text(frame: Frame, qtbot: QtBot) -> None:
    """From 18 to 18O and on to nothing but digits; undo brings the answer of before back, redo the last one."""
    session, line = get_session(frame), find_line(frame, "licences.users")
    session.write("licences.users", 420)
    line.selectAll()
    qtbot.keyClicks(line, "18O")
    session.undo()
    assert (session.read("licences.users"), session.read_unread("licences.users"), line.text()) == (420, None, "420")
    session.redo()
    assert (session.read("licences.users"), session.read_unread("licences.users"), line.text()) == (None, "18O", "18O")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(line, "0")
    assert (session.read("licences.users"), session.read_unread("licences.users")) == (180, None)


def test_cleared_field_has_no_text(frame: Frame, qtbot: QtBot) -> None:
    """An emptied field is not known, and nothing is held against it."""
    line = find_line(frame, "licences.users")
    qtbot.keyClicks(line, "x")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert get_session(frame).assessment.unread == ()
    assert "unread" not in get_session(frame).content


def test_answer_by_another_way_ends_the_text(frame: Frame, qtbot: QtBot) -> None:
    """What is applied from a finding stands in the field, not what was typed before."""
    line = find_line(frame, "server.cores")
    qtbot.keyClicks(line, "8 coeurs")
    get_session(frame).write_together({"server.cores": 9})
    assert line.text() == "9"
    assert get_session(frame).assessment.unread == ()


def test_complete_plan_is_open_while_a_text_cannot_be_read(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    """Verdict, rail, panel, status line: each says so; the panel leads to the field."""
    session = get_session(frame)
    session.open(ROOT / "resources" / "samples" / "snom-only.twsplan")
    session.write("load.directory_searches_per_hour", None)
    verdict = session.assessment.verdict
    qtbot.keyClicks(find_line(frame, "load.directory_searches_per_hour"), "many")
    assert session.assessment.verdict is not Verdict.COMPLIANT
    assert verdict in (Verdict.BLOCKED, session.assessment.verdict) or session.assessment.verdict is Verdict.INCOMPLETE
    assert "cannot be read: 1" in frame.rail.item(2).text()
    assert "cannot be read" not in frame.rail.item(1).text()
    assert session.standings.judge_steps()["load"] in (Level.BLOCKER, Level.MISSING)
    assert frame.panel is not None
    texts = [frame.panel.list.item(place).text() for place in range(frame.panel.list.count())]
    assert texts[:2] == ["Cannot be read", "Directory searches per hour: “many”"]
    frame.show_step("project")
    frame.panel.list.itemActivated.emit(frame.panel.list.item(1))
    assert frame.step_id == "load"
    line = find_line(frame, "load.directory_searches_per_hour")
    qtbot.waitUntil(lambda: frame.focusWidget() is line)
    session.save(tmp_path / "a.twsplan")
    assert "cannot be read: 1" in frame.statusBar().currentMessage()


def test_export_says_how_many_cannot_be_read(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    """The files are written all the same."""
    session = get_session(frame)
    session.keep_unread("licences.users", "18O")
    session.keep_unread("server.cores", "8x")
    frame.show_step("export")
    page = frame.pages["export"]
    assert isinstance(page, ExportPage)
    page.choices.folder.setText(str(tmp_path / "out"))
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(is_idle(session))
    assert "cannot be read: 2" in page.notice.text.text()
    assert list((tmp_path / "out").iterdir())


def test_item_that_is_copied_and_removed_shows_its_own_text(frame: Frame, qtbot: QtBot) -> None:
    """The form of a site shows what was typed for that site; the list marks the site."""
    session = get_session(frame)
    session.write("sites", [{"name": "A"}, {"name": "B"}])
    frame.show_step("load")
    page = frame.pages["load"]
    assert isinstance(page, LoadPage)
    page.sites.list.setCurrentRow(1)
    qtbot.keyClicks(find_line(frame, "sites.1.users"), "4O")
    assert session.standings.judge_item("sites.1") in (Level.MISSING, Level.BLOCKER)
    page.sites.list.setCurrentRow(0)
    assert find_line(frame, "sites.0.users").text() == ""
    page.sites.list.setCurrentRow(1)
    page.sites.duplicate.click()
    assert find_line(frame, "sites.2.users").text() == "4O"
    session.remove("sites", 0)
    assert {each.field for each in session.assessment.unread} == {"sites.0.users", "sites.1.users"}


def test_form_below_the_matrix_keeps_a_port_that_is_none(frame: Frame, qtbot: QtBot) -> None:
    """A port of a whole flow is kept as it was typed, and the panel leads back to it."""
    session = get_session(frame)
    frame.show_step("network")
    assert frame.pages["network"].focus_field("ports.NET-26")
    line = find_line(frame, "ports.NET-26")
    qtbot.keyClicks(line, "421l")
    assert (session.read("ports.NET-26"), session.read_unread("ports.NET-26")) == (None, "421l")
    assert {each.field for each in session.assessment.unread} == {"ports.NET-26"}
    session.undo()
    assert find_line(frame, "ports.NET-26").text() == ""


def test_text_for_a_field_that_is_only_chosen_in_is_told(session: Session, frame: Frame) -> None:
    """A plan made by hand may hold one: it is shown beside the choice, and any choice ends it."""
    del session
    own = get_session(frame)
    own.keep_unread("server.os", "Windows 2022")
    row = find_row(frame, "server.os")
    assert "Windows 2022" in row.note.text()
    QTest.keyClick(row.editor.parts[0], Qt.Key.Key_Down)
    assert own.assessment.unread == ()


@pytest.mark.parametrize(
    ("field", "text", "room"),
    [
        ("licences.users", "9", 2_000),
        ("project.installation_date", "x", 2_000),
        ("telephony.links.0.models", "a,", 2_000),
        ("project.customer", "x", 20_000),
    ],
)
def test_what_may_be_refused_always_has_room_in_the_plan(frame: Frame, field: str, text: str, room: int) -> None:
    """As long as a field takes, whatever is refused is kept whole; one character more does not come in at all."""
    session = get_session(frame)
    session.write("telephony.links", [{"kind": "snom"}])
    line, row = find_line(frame, field), find_row(frame, field)
    whole = (text * room)[:room]
    line.take_in(whole)
    assert line.text() == whole
    assert session.read_unread(field) == whole or session.read(field) in (whole, ["a"] * (room // 2))
    content = session.content
    line.take_in("x")
    assert (line.text(), session.content) == (whole, content)
    assert "nothing was taken in" in row.note.text()


def test_text_that_the_plan_has_no_room_for_is_told(session: Session) -> None:
    """Beyond the bound of a plan nothing is taken, and the plan stays as it was."""
    before = session.content
    with pytest.raises(WizardError):
        session.keep_unread("licences.users", "9" * 2_001)
    assert session.content is before


def test_every_field_that_is_typed_in_is_of_the_one_kind(frame: Frame) -> None:
    """Whatever page: no field of text that pastes, drops or undoes in a way of its own."""
    get_session(frame).open(ROOT / "resources" / "samples" / "multi-site-group.twsplan")
    seen = 0
    for step_id in STEP_IDS:
        frame.show_step(step_id)
        found: list[QWidget] = [
            *frame.pages[step_id].findChildren(QLineEdit),
            *frame.pages[step_id].findChildren(QPlainTextEdit),
            *frame.pages[step_id].findChildren(QTextEdit),
        ]
        seen += len(found)
        assert [each for each in found if not isinstance(each, TextLine | TextArea)] == []
    assert seen > 60
