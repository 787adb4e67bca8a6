"""The assessment page as a person uses it: filter, sort, read a finding, go to its answer, apply what would help."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from tests.gui.waiting import settle
from tests.stopwatch import Stopwatch
from wizard.domain.findings import Finding
from wizard.domain.levels import RANK, Basis, Level
from wizard.gui.frame import Frame
from wizard.gui.pages.assessment import AssessmentPage
from wizard.gui.session import Session
from wizard.gui.widgets.rows_model import fold, order_text

SAMPLES = ROOT / "resources" / "samples"
BLOCKED = SAMPLES / "factory-blocked.twsplan"
_FACT, _SUBJECT, _PAGE = 1, 2, 7


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> AssessmentPage:
    """Return the page on the blocked sample, shown, following the session."""
    session.open(BLOCKED)
    made = AssessmentPage(session)
    qtbot.addWidget(made)
    session.changed.connect(made.show_plan)
    made.resize(780, 660)
    made.show()
    made.show_plan()
    return made


def _findings(page: AssessmentPage) -> list[Finding]:
    return [row.item for row in page.model.shown]


def _choose(page: AssessmentPage, fact: str) -> Finding:
    row = next(row for row in page.model.rows if row.item.fact == fact)
    assert page.table.choose(row.key)
    finding: Finding = row.item
    return finding


def test_every_finding_is_listed_worst_first(page: AssessmentPage, session: Session) -> None:
    """The table holds all findings; each tells its level by sign and word."""
    assert len(page.model.shown) == len(session.assessment.findings)
    ranks = [RANK[each.status] for each in _findings(page)]
    assert ranks == sorted(ranks)
    cells = page.model.shown[0].cells
    assert cells[0].text == "Blocker"
    assert cells[0].status is Level.BLOCKER
    assert page.verdict.word.text() == "Blocked"
    assert "Next step" in page.verdict.next.text()


def test_levels_are_filtered_by_check_boxes_with_counts(page: AssessmentPage, session: Session) -> None:
    """Each box says how many, and takes its level out; the space bar does too."""
    for status, box in page.filter.statuses.items():
        assert box.text().endswith(f"({session.assessment.counts_by_status[status]})")
    for status in (*Basis, Level.INFO, Level.WARNING, Level.CONSULT, Level.MISSING):
        page.filter.statuses[status].setFocus()
        QTest.keyClick(page.filter.statuses[status], Qt.Key.Key_Space)
    assert {each.level for each in _findings(page)} == {Level.BLOCKER}
    assert len(_findings(page)) == session.assessment.counts[Level.BLOCKER]
    assert page.filter.count.text() == f"17 of {len(session.assessment.findings)} findings"


def test_findings_are_filtered_by_role_and_words(page: AssessmentPage) -> None:
    """A role keeps what it has to do; words look into the sentences too, without case and accents."""
    who = page.filter.who
    who.setCurrentIndex(who.findData("telephony_administrator"))
    who.activated.emit(who.currentIndex())
    assert _findings(page)
    assert {each.responsible for each in _findings(page)} == {"telephony_administrator"}
    QTest.keyClicks(page.filter.search, "TEL-9 office 400")
    assert {each.fact for each in _findings(page)} == {"TEL-9"}
    QTest.keyClicks(page.filter.search, " nothing")
    assert _findings(page) == []
    assert page.detail.finding is None
    assert page.detail.heading.text().startswith("Choose")


def test_facts_and_pages_are_sorted_as_numbers(page: AssessmentPage) -> None:
    """NET-2 stands before NET-10, page 9 before page 10."""
    header = page.table.horizontalHeader()
    header.setSortIndicator(_FACT, Qt.SortOrder.AscendingOrder)
    facts = [each.fact for each in _findings(page)]
    assert facts == sorted(facts, key=order_text)
    assert facts.index("SRV-2") < facts.index("SRV-10")
    header.setSortIndicator(_PAGE, Qt.SortOrder.DescendingOrder)
    pages = [each.page or -1 for each in _findings(page)]
    assert pages == sorted(pages, reverse=True)


def test_chosen_finding_is_told_in_full(page: AssessmentPage) -> None:
    """Message, action, page of the document, answers, and what would make it pass."""
    _choose(page, "TEL-9")
    detail = page.detail
    assert "TEL-9" in detail.heading.text()
    assert "3.2" in detail.message.text()
    assert detail.action.text()
    assert detail.source.text().startswith("Vendor's document: page")
    assert [label.text() for label, _ in detail.changes] == [
        "Release (Office 400) = 3.2",
        "CSTA keys (Office 400) = 620",
    ]
    names = [detail.answers.item(at).text() for at in range(detail.answers.count())]
    assert "Release (Office 400)" in names


def test_change_is_applied_and_can_be_undone(page: AssessmentPage, session: Session) -> None:
    """Apply gives the answer, the finding moves on, undo brings both back."""
    _choose(page, "SRV-4")
    (_, button) = page.detail.changes[0]
    button.click()
    assert session.read("server.tws_disk_gb") == 80
    assert page.detail.finding is not None
    assert page.detail.finding.fact == "SRV-4"
    assert page.detail.sign.isVisible()
    assert page.detail.heading.text().startswith("Met")
    assert page.detail.changes == []
    session.undo()
    assert page.detail.heading.text().startswith("Advice")
    assert len(page.detail.changes) == 1


def test_change_of_several_values_is_applied_as_a_list(page: AssessmentPage, session: Session) -> None:
    """A list of values reaches the plan as its file holds it."""
    _choose(page, "SRV-12")
    page.detail.changes[0][1].click()
    assert session.read("stations.manager_browsers") == ["chrome"]


def test_every_proposed_change_is_taken_by_the_plan(page: AssessmentPage, session: Session) -> None:
    """What the assessment proposes can be applied, and what made the finding fail there is gone."""
    for finding in session.assessment.findings:
        for change in finding.changes:
            page.detail.apply(change)
            value = session.read(change.field)
            assert value == (list(change.value) if isinstance(change.value, tuple) else change.value)
            session.undo()


def test_all_changes_of_a_finding_are_one_step_of_undo(page: AssessmentPage, session: Session) -> None:
    """Apply all gives every answer at once: the finding is met, and one undo brings every answer back."""
    failing, before = _choose(page, "HW-9"), session.content
    assert failing.level is Level.BLOCKER
    assert len(failing.changes) == len(page.detail.changes) == 3
    assert page.detail.apply_all.isVisible()
    page.detail.apply_all.click()
    assert [session.read(change.field) for change in failing.changes] == [each.value for each in failing.changes]
    assert page.detail.finding is not None
    assert (page.detail.finding.fact, page.detail.finding.level) == ("HW-9", Level.OK)
    assert not page.detail.apply_all.isVisible()
    session.undo()
    assert session.content == before
    assert not session.history.can_undo


def test_applying_all_is_offered_for_several_answers_only(page: AssessmentPage) -> None:
    """One change has its own button; of two answers to one question only a person can choose."""
    failing = _choose(page, "SRV-4")
    assert not page.detail.apply_all.isVisible()
    aspect, change = failing.aspects[0], failing.changes[0]
    other = aspect._replace(changes=(change, change._replace(value=100)))
    page.detail.show_finding(failing._replace(aspects=(other, *failing.aspects[1:])))
    assert len(page.detail.changes) == 2
    assert not page.detail.apply_all.isVisible()


def test_row_that_the_filter_takes_away_gives_way_to_the_next(page: AssessmentPage) -> None:
    """With met findings out of sight, applying a change leads on to what is left."""
    for basis in Basis:
        page.filter.statuses[basis].click()
    _choose(page, "SRV-4")
    place = page.table.currentIndex().row()
    page.detail.changes[0][1].click()
    assert page.table.currentIndex().row() == place
    assert page.detail.finding is not None
    assert page.detail.finding.fact != "SRV-4"


def test_missing_answers_are_asked_for(qtbot: QtBot, session: Session) -> None:
    """Where answers are missing nothing can be applied: they are named instead."""
    page = AssessmentPage(session)
    qtbot.addWidget(page)
    page.show()
    page.show_plan()
    _choose(page, "SRV-2")
    assert page.detail.changes == []
    assert page.detail.pass_note.text().startswith("The missing answers")
    assert page.detail.answers.count() > 0
    assert page.verdict.word.text() == "Incomplete"


def test_go_to_the_answer_leads_to_its_field(frame: Frame) -> None:
    """The button, Enter on the row, and a click on one of the answers lead to the page that asks it."""
    assert frame.session is not None
    frame.session.open(BLOCKED)
    for way in ("button", "enter", "answer"):
        frame.show_step("assessment")
        page = frame.pages["assessment"]
        assert isinstance(page, AssessmentPage)
        _choose(page, "SRV-4")
        if way == "button":
            page.detail.go.click()
        elif way == "enter":
            page.table.setFocus()
            QTest.keyClick(page.table, Qt.Key.Key_Return)
        else:
            page.detail.answers.itemClicked.emit(page.detail.answers.item(0))
        assert frame.step_id == "server", way


def test_answer_link_carries_that_answer_alone(page: AssessmentPage, qtbot: QtBot) -> None:
    """A link among several leads to its own field."""
    finding = _choose(page, "TEL-9")
    last = page.detail.answers.count() - 1
    with qtbot.waitSignal(page.wanted) as caught:
        page.detail.answers.itemActivated.emit(page.detail.answers.item(last))
    assert caught.args is not None
    assert caught.args[0].fields == (finding.fields[last],)


def test_findings_are_copied_as_a_table(page: AssessmentPage) -> None:
    """All rows that are shown, under their titles."""
    for basis in Basis:
        page.filter.statuses[basis].click()
    page.filter.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Status\tFact\tSubject\tRequirement\tRequired\tPlanned\tWho\tPage"
    assert len(lines) == 1 + len(_findings(page))
    assert all(len(line.split("\t")) == 8 for line in lines)


def test_hostile_text_is_shown_as_text(page: AssessmentPage, session: Session) -> None:
    """Names that look like markup are neither interpreted nor lost."""
    session.write("stations.groups.0.name", "<b>Bureau</b> & <img src=x>")
    row = next(row for row in page.model.rows if "<b>Bureau" in row.cells[_SUBJECT].text)
    page.table.choose(row.key)
    assert "<b>Bureau</b> & <img src=x>" in page.detail.heading.text()
    assert page.detail.heading.textFormat() is Qt.TextFormat.PlainText
    place = page.model.find_place(row.key)
    assert place is not None
    tip = page.model.data(page.model.index(place, _SUBJECT), Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in str(tip)


def test_language_changes_everything_but_the_row_in_hand(page: AssessmentPage, session: Session) -> None:
    """The chosen finding stays chosen, told in the other language."""
    _choose(page, "SRV-4")
    english = page.detail.message.text()
    session.speak("fr")
    assert page.detail.finding is not None
    assert page.detail.finding.fact == "SRV-4"
    assert page.detail.message.text() != english
    assert page.verdict.word.text() == "Bloqué"
    assert page.model.shown[0].cells[0].text == "Bloquant"
    session.speak("en")
    assert page.detail.message.text() == english


def test_filters_wrap_in_a_narrow_window(page: AssessmentPage, qtbot: QtBot) -> None:
    """At half a small screen's width the choices stand on more lines, none is cut, nothing scrolls sideways."""
    wide = page.filter.height()
    page.resize(420, 660)
    settle(qtbot, page)
    assert page.filter.height() > wide
    assert not page.area.horizontalScrollBar().isVisible()
    for box in page.filter.statuses.values():
        assert box.width() >= box.sizeHint().width()
        assert page.filter.rect().contains(box.geometry())


def test_page_asks_nothing(page: AssessmentPage) -> None:
    """No field is on this page."""
    assert page.list_fields() == set()
    assert not page.focus_field("server.cores")


def test_refresh_is_quick_and_leaves_alone_what_did_not_change(page: AssessmentPage, session: Session) -> None:
    """The same findings touch nothing; other ones take well under a frame on the largest sample."""
    session.open(SAMPLES / "multi-site-group.twsplan")
    said: list[str] = []
    page.model.modelReset.connect(lambda: said.append("reset"))
    page.model.layoutChanged.connect(lambda: said.append("layout"))
    page.show_plan()
    session.write("project.customer", "Another customer")
    assert said == []
    times = []
    for calls in range(1000, 1020):
        session.write("load.calls_per_hour", calls)
        with Stopwatch() as watch:
            page.show_plan()
        times.append(watch.seconds)
    assert sorted(times)[len(times) // 2] < 0.010


@pytest.mark.parametrize(("text", "folded"), [("Évaluation", "evaluation"), ("ŒUVRÉ", "œuvre"), ("Straße", "strasse")])
def test_search_knows_neither_case_nor_accents(text: str, folded: str) -> None:
    """What is searched is compared in its plainest form."""
    assert fold(text) == folded
