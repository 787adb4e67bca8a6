"""The checklist: every item ticked, commented and attributed, by mouse and by keyboard."""

import statistics

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from tests.dossier.building import SAMPLES
from tests.stopwatch import Stopwatch
from wizard.domain.assessment import ChecklistItem
from wizard.domain.checklist import count_progress, lacks_comment, settle
from wizard.domain.levels import Basis, Level
from wizard.domain.questions import QUESTIONS
from wizard.gui.frame import Frame
from wizard.gui.pages.checklist import ChecklistPage
from wizard.gui.session import Session
from wizard.gui.widgets.checklist_rows import ItemRow
from wizard.gui.widgets.verdict_head import VerdictHead
from wizard.i18n import Text

_LARGEST = next(path for path in SAMPLES if path.stem == "multi-site-group")


@pytest.fixture
def page(frame: Frame) -> ChecklistPage:
    """Return the checklist of the largest sample, in the window."""
    assert frame.session is not None
    frame.session.open(_LARGEST, as_sample=True)
    frame.show_step("checklist")
    found = frame.pages["checklist"]
    assert isinstance(found, ChecklistPage)
    return found


def list_rows(page: ChecklistPage) -> list[ItemRow]:
    """Return the rows in use."""
    return [row for group in page.checklist.groups.values() for row in group.rows if row.id]


def find_row(page: ChecklistPage, item: str) -> ItemRow:
    """Return the row of an item."""
    return next(row for row in list_rows(page) if row.id == item)


def make_item(state: str, comment: str = "") -> ChecklistItem:
    """Return an item as found."""
    return ChecklistItem("C-1", Text("Texte", "Text"), "customer", (), state, comment, "")


def test_every_item_has_its_row_under_its_role(page: ChecklistPage) -> None:
    """All items of the assessment are shown, each with those who tick it."""
    checklist = page.session.assessment.checklist
    assert len(list_rows(page)) == len(checklist)
    for role, group in page.checklist.groups.items():
        assert [row.id for row in group.rows] == [item.id for item in checklist if item.responsible == role]
        assert group.isVisible() == bool(group.rows)


def test_item_is_ticked_commented_and_attributed(page: ChecklistPage) -> None:
    """Clicks and keys reach the plan; undo takes them back one by one."""
    row = find_row(page, "C-SRV-6")
    QTest.mouseClick(row.states.buttons["done"], Qt.MouseButton.LeftButton)
    QTest.keyClicks(row.comment.line, "Alarm at 10 GB")
    QTest.keyClicks(row.by.line, "B. Leroy")
    assert page.session.read("sign_off.items.C-SRV-6") == {
        "state": "done",
        "comment": "Alarm at 10 GB",
        "by": "B. Leroy",
    }
    page.session.undo()
    assert row.by.line.text() == ""
    page.session.undo()
    page.session.undo()
    assert row.states.buttons["open"].isChecked()
    assert page.session.read("sign_off.items.C-SRV-6") is None


@pytest.mark.parametrize(
    ("key", "state"),
    [(Qt.Key.Key_1, "open"), (Qt.Key.Key_2, "done"), (Qt.Key.Key_3, "failed"), (Qt.Key.Key_4, "not_applicable")],
)
def test_digit_chooses_a_state(page: ChecklistPage, key: Qt.Key, state: str) -> None:
    """The keys 1 to 4 choose wherever the keyboard is among the states, and a digit typed elsewhere does not."""
    row = find_row(page, "C-SRV-6")
    QTest.keyClick(row.states.buttons["open"], key)
    assert page.session.assessment.checklist[3].state == state
    assert row.states.buttons[state].isChecked()
    QTest.keyClick(row.comment.line, Qt.Key.Key_2)
    assert page.session.assessment.checklist[3].state == state
    QTest.keyClick(row.states.buttons[state], Qt.Key.Key_9)
    assert page.session.assessment.checklist[3].state == state


def test_not_applicable_demands_a_reason(page: ChecklistPage) -> None:
    """Until the reason is given the item counts as to do, and the comment is marked; then it counts."""
    row, text = find_row(page, "C-SRV-6"), page.checklist.progress
    QTest.keyClick(row.states.buttons["open"], Qt.Key.Key_4)
    assert text.text() == "In all: 0 of 33 done, 0 not OK, 0 not applicable, 33 to do"
    assert row.note.isVisible()
    assert row.comment.line.placeholderText() == "Reason (required)"
    assert row.comment.line.accessibleDescription() == row.note.text()
    QTest.keyClicks(row.comment.line, "x")
    assert text.text() == "In all: 0 of 33 done, 0 not OK, 1 not applicable, 32 to do"
    assert not row.note.isVisible()
    assert row.comment.line.styleSheet() == ""


def test_not_ok_asks_what_is_wrong_and_counts(page: ChecklistPage) -> None:
    """An item that is not OK counts as such at once, and still asks for a comment."""
    row = find_row(page, "C-SRV-6")
    QTest.keyClick(row.states.buttons["open"], Qt.Key.Key_3)
    assert page.checklist.progress.text() == "In all: 0 of 33 done, 1 not OK, 0 not applicable, 32 to do"
    assert "1 not OK" in page.checklist.groups["network_administrator"].heading.text()
    assert row.note.text() == "Tell what is not OK, so that somebody can put it right."


def test_progress_counts_each_item_once() -> None:
    """Done, not OK, not applicable and to do make up the whole; blank comments are none."""
    items = [
        make_item("done"),
        make_item("failed"),
        make_item("not_applicable"),
        make_item("not_applicable", "Why not"),
        make_item("open"),
    ]
    assert count_progress(items) == (5, 1, 1, 1)
    assert [settle(item) for item in items] == ["done", "failed", "open", "not_applicable", "open"]
    assert [lacks_comment(item) for item in items] == [False, True, True, False, False]


def test_filter_shows_what_is_left(page: ChecklistPage) -> None:
    """Open and not OK are shown alone; a row that is being filled in stays until the keyboard leaves it."""
    page.session.write("sign_off.items.C-SRV-6.state", "done")
    page.session.write("sign_off.items.C-TEL-2.state", "failed")
    box = page.checklist
    QTest.mouseClick(box.filters["failed"], Qt.MouseButton.LeftButton)
    assert [row.id for row in list_rows(page) if row.isVisible()] == ["C-TEL-2"]
    assert not box.groups["customer"].isVisible()
    QTest.mouseClick(box.filters["open"], Qt.MouseButton.LeftButton)
    assert len([row for row in list_rows(page) if row.isVisible()]) == 31
    row = find_row(page, "C-SRV-2")
    row.states.buttons["open"].setFocus()
    QTest.keyClick(row.states.buttons["open"], Qt.Key.Key_2)
    assert row.isVisible()
    find_row(page, "C-SRV-8").comment.line.setFocus()
    page.show_plan()
    assert not row.isVisible()


def test_filter_without_any_item_says_so(page: ChecklistPage) -> None:
    """An empty list is told apart from a list that is not there."""
    page.checklist.show_kind("failed")
    assert page.checklist.none.isVisible()
    assert page.checklist.none.text() == "No item of this kind."


def test_plan_without_items(frame: Frame) -> None:
    """A plan that answers nothing has a checklist all the same, or says that it has none."""
    frame.show_step("checklist")
    page = frame.pages["checklist"]
    assert isinstance(page, ChecklistPage)
    assert len(list_rows(page)) == len(page.session.assessment.checklist)
    assert page.checklist.none.isVisible() == (not list_rows(page))


def test_other_plan_uses_the_rows_again(page: ChecklistPage) -> None:
    """Rows that another plan does not need are hidden and lead nowhere."""
    many = len(list_rows(page))
    page.session.start_new()
    few = len(list_rows(page))
    assert few < many
    assert all(row.isHidden() for group in page.checklist.groups.values() for row in group.rows if not row.id)
    assert page.focus_field("sign_off.items.C-SRV-14.state") is False


@pytest.mark.parametrize(("name", "kind"), [("state", QRadioButton), ("comment", QLineEdit), ("by", QLineEdit)])
def test_field_leads_to_its_row(page: ChecklistPage, qtbot: QtBot, name: str, kind: type[QWidget]) -> None:
    """A field of an item gives its row the keyboard, even where the filter hides it."""
    page.checklist.show_kind("failed")
    page.window().activateWindow()
    assert page.focus_field(f"sign_off.items.C-TEL-2.{name}")
    row = find_row(page, "C-TEL-2")
    qtbot.waitUntil(lambda: row.isAncestorOf(page.window().focusWidget()))
    assert isinstance(page.window().focusWidget(), kind)
    assert page.checklist.kind == "all"


def test_names_known_are_offered(page: ChecklistPage) -> None:
    """Those named in the project are offered where it is asked who has seen to an item."""
    project = page.session.plan.project
    assert project is not None
    names = [contact.name for contact in project.contacts or ()]
    assert page.checklist.names.stringList()[: len(names)] == names
    completer = find_row(page, "C-SRV-6").by.line.completer()
    completer.activated.emit(str(names[0]))
    assert page.session.read("sign_off.items.C-SRV-6.by") == names[0]


def test_every_field_of_the_sign_off_is_listed(session: Session, qtbot: QtBot) -> None:
    """The page lists each answer of the plan's sign-off."""
    page = ChecklistPage(session)
    qtbot.addWidget(page)
    assert {field for field in QUESTIONS if field.startswith("sign_off.")} == page.list_fields()


def test_everything_has_a_name_in_both_languages(page: ChecklistPage) -> None:
    """Every field and button can be read out; turning the language turns the names."""
    names = []
    for language in ("en", "fr"):
        page.session.speak(language)
        fields = [each for kind in (QLineEdit, QRadioButton) for each in page.findChildren(kind)]
        assert all(each.accessibleName() for each in fields)
        names.append(find_row(page, "C-SRV-6").states.buttons["done"].text())
    assert names == ["done", "fait"]


def test_text_too_large_is_told_on_the_row(page: ChecklistPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the plan does not take is told in words, and the plan stays as it was."""
    row = find_row(page, "C-SRV-6")
    monkeypatch.setattr(row, "find_field", lambda name: f"sign_off.items.C_SRV_6.{name}")
    row.comment.edited.emit("x")
    assert row.note.isVisible()
    assert "C_SRV_6" in row.note.text()
    assert page.session.read("sign_off") == {"items": {}, "signatures": []}


def test_refresh_takes_less_than_ten_milliseconds(page: ChecklistPage) -> None:
    """The page of the largest sample is shown anew in a few milliseconds."""
    taken = []
    for _ in range(20):
        with Stopwatch() as watch:
            page.show_plan()
        taken.append(watch.seconds)
    assert statistics.median(taken) < 0.010


def test_failed_line_is_said_wherever_the_verdict_is(page: ChecklistPage, frame: Frame) -> None:
    """A line set to not met: panel, head of the assessment and sign-off name it and count what is open."""
    assert frame.panel is not None
    before = frame.panel.remaining.text
    assert "not met" not in before
    QTest.keyClick(find_row(page, "C-SRV-6").states.buttons["open"], Qt.Key.Key_3)
    told = frame.panel.remaining.text
    assert told.startswith("Checklist lines not met: 1 (C-SRV-6: ")
    assert "Checklist lines still open: 32 of 33." in told.splitlines()
    assert page.sign_off.remaining.text == told
    assert page.sign_off.remaining.isVisibleTo(page)
    frame.show_step("assessment")
    head = frame.pages["assessment"].findChild(VerdictHead)
    assert isinstance(head, VerdictHead)
    assert head.remaining.text == told
    assert told in head.accessibleDescription()


def test_failed_line_is_warned_of_before_signing(page: ChecklistPage) -> None:
    """Beside each button to sign, until the line is met or the role has signed."""
    cards = page.sign_off.cards
    assert not any(card.warning.isVisibleTo(page) for card in cards.values())
    page.session.write("sign_off.items.C-SRV-6.state", "failed")
    assert all(card.warning.isVisibleTo(page) for card in cards.values())
    assert cards["customer"].warning.text.text() == "Before you sign: 1 line(s) of the checklist are not met."
    cards["customer"].name.setText("C. Petit")
    cards["customer"].give()
    assert not cards["customer"].warning.isVisibleTo(page)
    assert cards["integrator"].warning.isVisibleTo(page)
    page.session.write("sign_off.items.C-SRV-6.state", "done")
    assert not any(card.warning.isVisibleTo(page) for card in cards.values())


def test_remaining_follows_the_language_and_vanishes(page: ChecklistPage, frame: Frame) -> None:
    """In French it is French; where nothing remains nothing is shown."""
    page.session.write("sign_off.items.C-SRV-6.state", "failed")
    frame.speak("fr")
    assert page.sign_off.remaining.text.startswith("Points de contrôle non conformes")
    items = page.session.assessment.checklist
    page.session.write("sign_off.items", {item.id: {"state": "done"} for item in items})
    assert "Points de contrôle" not in page.sign_off.remaining.text


def test_step_of_a_checklist_with_a_reason_missing_is_open(page: ChecklistPage) -> None:
    """What does not apply, without a reason, is still to do: the step says so too."""
    items = [item.id for item in page.session.assessment.checklist]
    states = {item: {"state": "done"} for item in items} | {items[0]: {"state": "not_applicable"}}
    page.session.write("sign_off.items", states)
    assert page.session.standings.judge_steps()["checklist"] is Basis.TO_DO
    page.session.write(f"sign_off.items.{items[0]}.comment", "No such machine")
    assert page.session.standings.judge_steps()["checklist"] is Level.OK
