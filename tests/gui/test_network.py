"""The network page as a person uses it: filter, sort, copy, change ports, look at the diagram, take it along."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import ROOT, Json, make_answers, make_evidence, on_softphone_pcs
from tests.gui.waiting import settle
from tests.stopwatch import Stopwatch
from wizard.domain.assessment import Flow
from wizard.domain.evidence.record import write_moment
from wizard.domain.levels import Basis, Level
from wizard.gui.frame import Frame
from wizard.gui.pages.network import NetworkPage
from wizard.gui.session import Session
from wizard.gui.widgets.flow_panel import FlowPanel
from wizard.gui.widgets.flow_rows import PORTS_COLUMN, order_ports
from wizard.gui.widgets.flow_table import FlowTable

SAMPLES = ROOT / "resources" / "samples"
MULTI_SITE = SAMPLES / "multi-site-group.twsplan"
BLOCKED = SAMPLES / "factory-blocked.twsplan"
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_FACT = 7


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> NetworkPage:
    """Return the page on the largest sample, shown, following the session."""
    session.open(MULTI_SITE)
    made = NetworkPage(session)
    qtbot.addWidget(made)
    session.changed.connect(made.show_plan)
    made.resize(780, 660)
    made.show()
    made.show_plan()
    return made


def _column(page: NetworkPage, column: int) -> list[str]:
    return [row.cells[column].text for row in page.flows.model.shown]


def _flows(page: NetworkPage) -> list[Flow]:
    return [row.item.flow for row in page.flows.model.shown]


def _type_port(page: NetworkPage, qtbot: QtBot, fact: str, typed: str) -> None:
    table = page.flows.table
    table.choose(next(row.key for row in page.flows.model.rows if row.item.flow.fact == fact))
    QTest.keyClick(table, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: table.state() == FlowTable.State.EditingState)
    line = table.viewport().findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    # Pasted: QTest knows the keys of Latin letters only.
    line.insert(typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() != FlowTable.State.EditingState)


def test_matrix_lists_every_flow_with_how_it_stands(page: NetworkPage, session: Session) -> None:
    """The rows are the assessment's flows, each with its finding's level as sign and word."""
    assert sorted(_flows(page)) == sorted(session.assessment.flows)
    row = next(row for row in page.flows.model.shown if row.item.flow.fact == "NET-7")
    assert [cell.text for cell in row.cells] == [
        "User PCs", "TWS server", "→", "TCP", "9001, 9005", "Web services and APIs, plain", "", "NET-7", "To open",
    ]  # fmt: skip
    assert all(row.cells[-1].status is row.item.finding.status for row in page.flows.model.shown)


def test_ports_are_sorted_as_numbers(page: NetworkPage) -> None:
    """80 stands before 443 and 8000; the other way round on the second click; then in the document's order again."""
    own, header = _column(page, _FACT), page.flows.table.horizontalHeader()
    header.setSortIndicator(PORTS_COLUMN, _UP)
    first = [order_ports(flow.ports)[0] for flow in _flows(page)]
    assert first == sorted(first)
    header.setSortIndicator(PORTS_COLUMN, _DOWN)
    assert [order_ports(flow.ports)[0] for flow in _flows(page)] == sorted(first, reverse=True)
    header.setSortIndicator(-1, _UP)
    assert _column(page, _FACT) == own


def test_order_can_be_chosen_by_key(page: NetworkPage) -> None:
    """The list box sorts by any column, and follows a click on a title."""
    page.flows.sort.setFocus()
    for _ in range(1 + 2 * PORTS_COLUMN):
        QTest.keyClick(page.flows.sort, Qt.Key.Key_Down)
    assert page.flows.model.sorted_by == (PORTS_COLUMN, _UP)
    page.flows.table.horizontalHeader().setSortIndicator(_FACT, _DOWN)
    assert page.flows.sort.currentText() == "Fact ↓"
    assert _column(page, _FACT)[-2:] == ["NET-2", "NET-1"]


def test_matrix_is_filtered_by_machine_and_words(page: NetworkPage) -> None:
    """A machine keeps the flows from it and to it; words look into every cell, without case and accents."""
    page.flows.machine.setCurrentIndex(page.flows.machine.findData("phone"))
    page.flows.machine.activated.emit(page.flows.machine.currentIndex())
    assert _flows(page)
    assert all("phone" in (flow.source, flow.destination) for flow in _flows(page))
    QTest.keyClicks(page.flows.search, "YEALINK tcp")
    assert {flow.fact for flow in _flows(page)} == {"NET-22", "NET-24"}
    assert page.flows.hint.text().startswith("2 of ")
    page.flows.search.clear()
    QTest.keyClicks(page.flows.search, "no such flow")
    assert _flows(page) == []
    assert not page.flows.copy.isEnabled()


def test_rows_are_copied_as_a_table(page: NetworkPage) -> None:
    """Ctrl+C copies the selected rows whole, the button all that are shown, under their titles."""
    page.flows.table.selectRow(2)
    QTest.keyClick(page.flows.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["From", "To"]
    assert lines[1].split("\t") == [cell.text for cell in page.flows.model.shown[2].cells]
    page.flows.copy.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1 + len(_flows(page))


def test_own_port_of_a_link_is_changed_in_its_row(page: NetworkPage, session: Session, qtbot: QtBot) -> None:
    """A link's flow writes the link's own port; undo takes it back."""
    flow = next(flow for flow in session.assessment.flows if flow.fact == "NET-26")
    before = session.read(f"telephony.links.{flow.link}.port")
    _type_port(page, qtbot, "NET-26", "4999")
    assert session.read(f"telephony.links.{flow.link}.port") == 4999
    assert next(each for each in session.assessment.flows if each.fact == "NET-26").ports == "4999"
    session.undo()
    assert session.read(f"telephony.links.{flow.link}.port") == before


def test_port_of_the_phones_is_changed_where_the_edition_says(
    page: NetworkPage, session: Session, qtbot: QtBot
) -> None:
    """A flow to phones writes their own port, not the server's."""
    flow = next(flow for flow in session.assessment.flows if flow.fact == "NET-22")
    _type_port(page, qtbot, "NET-22", "8080")
    assert session.read(f"telephony.links.{flow.link}.phone_port") == 8080


def test_port_of_another_flow_is_changed_and_taken_back(page: NetworkPage, session: Session, qtbot: QtBot) -> None:
    """A flow without link writes ``ports``; an emptied field brings the document's port back."""
    _type_port(page, qtbot, "NET-19", "5 070")
    assert session.read("ports.NET-19") == 5070
    _type_port(page, qtbot, "NET-19", "")
    assert session.read("ports.NET-19") is None
    assert next(flow for flow in session.assessment.flows if flow.fact == "NET-19").ports == "5060"


def test_port_confirmed_unchanged_is_not_written(page: NetworkPage, session: Session, qtbot: QtBot) -> None:
    """Opening a port and leaving it says nothing new: the document's own port does not become an answer."""
    _type_port(page, qtbot, "NET-19", "5060")
    assert not session.history.is_changed


@pytest.mark.parametrize("typed", ["abc", "0", "65536", "-1", "5060.5", "٥٠٦٠", "9" * 40])
def test_wrong_port_is_told_and_kept_as_it_was_typed(
    page: NetworkPage, session: Session, qtbot: QtBot, typed: str
) -> None:
    """What is no port stays to be mended, with the reason, and no port is known meanwhile; a right one ends it."""
    _type_port(page, qtbot, "NET-19", "5062")
    _type_port(page, qtbot, "NET-19", typed)
    assert (session.read("ports.NET-19"), session.read_unread("ports.NET-19")) == (None, typed)
    assert "NET-19" in page.flows.complaint.text()
    assert "expected" in page.flows.complaint.text()
    assert page.flows.complaint.isVisible()
    page.show_plan()
    row = next(row for row in page.flows.model.shown if row.item.flow.fact == "NET-19")
    assert row.cells[PORTS_COLUMN].text == typed
    _type_port(page, qtbot, "NET-19", "5061")
    assert session.read("ports.NET-19") == 5061
    assert not page.flows.complaint.isVisible()


def test_what_was_typed_wrong_goes_with_its_plan(page: NetworkPage, session: Session, qtbot: QtBot) -> None:
    """Another plan does not begin with the last one's mistakes."""
    _type_port(page, qtbot, "NET-19", "abc")
    session.open(MULTI_SITE)
    assert page.flows.complaint.text() == ""


def test_fixed_port_cannot_be_changed(page: NetworkPage) -> None:
    """Where the document leaves no choice there is no field, and the button says so."""
    table, rows = page.flows.table, page.flows.model.rows
    table.choose(next(row.key for row in rows if row.item.flow.fact == "NET-1"))
    assert not page.flows.change.isEnabled()
    table.edit_port()
    assert table.state() != FlowTable.State.EditingState


def test_row_in_hand_stays_in_sight_under_a_filter(page: NetworkPage, session: Session, qtbot: QtBot) -> None:
    """A flow found by its port does not vanish when the port is changed."""
    QTest.keyClicks(page.flows.search, "5060")
    _type_port(page, qtbot, "NET-19", "5070")
    assert session.read("ports.NET-19") == 5070
    assert "NET-19" in _column(page, _FACT)


def test_every_changeable_port_is_within_reach(page: NetworkPage, session: Session) -> None:
    """Each port that a plan may hold has a field: in its row, or in the form below."""
    for fact in session.edition.changeable_ports:
        assert page.focus_field(f"ports.{fact}")
        assert page.flows.form.row.field == f"ports.{fact}"
    assert not page.focus_field("ports.NET-1")
    assert not page.focus_field("server.cores")


def test_finding_leads_to_the_port_in_its_row(page: NetworkPage, qtbot: QtBot) -> None:
    """A port's field opens in its row, whatever is in the way: another view, a filter."""
    page.tabs.setCurrentIndex(1)
    page.flows.search.setText("nothing of the kind")
    assert page.focus_field("ports.NET-26")
    assert page.tabs.currentIndex() == 0
    qtbot.waitUntil(lambda: page.flows.table.state() == FlowTable.State.EditingState)
    place = page.flows.table.currentIndex().row()
    assert _flows(page)[place].fact == "NET-26"


def test_port_of_a_flow_that_is_not_needed_is_asked_below(frame: Frame, qtbot: QtBot) -> None:
    """On an empty plan the port of any flow can be given all the same."""
    assert frame.session is not None
    frame.show_step("network")
    page = frame.pages["network"]
    assert isinstance(page, NetworkPage)
    assert page.focus_field("ports.NET-26")
    form = page.flows.form
    qtbot.waitUntil(lambda: form.row.editor.isAncestorOf(frame.focusWidget() or frame))
    assert form.row.label.text() == "Port set for NET-26"
    line = form.row.editor.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "3300")
    assert frame.session.read("ports.NET-26") == 3300
    assert "3300" in form.flow.currentText()


def test_everything_that_takes_keys_has_a_name(page: NetworkPage, qtbot: QtBot) -> None:
    """A screen reader can name every field, table and button of each view, and all stay in a narrow window."""
    page.resize(520, 600)
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        settle(qtbot, page)
        for widget in page.tabs.findChildren(QWidget):
            takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible()
            if takes_keys and widget.focusProxy() is None:
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget
        assert not page.area.horizontalScrollBar().isVisible()


def test_bandwidth_in_total_and_per_site(page: NetworkPage, session: Session) -> None:
    """The figures are the assessment's, sorted as numbers."""
    page.tabs.setCurrentIndex(2)
    model = page.traffic.model
    assert len(model.shown) == 1 + len(session.assessment.sites)
    assert model.shown[0].cells[1].order == session.assessment.traffic.login_kbit_s
    page.traffic.table.horizontalHeader().setSortIndicator(4, _DOWN)
    offered = [float(str(row.cells[4].order)) for row in model.shown]
    assert offered == sorted(offered, reverse=True)
    session.open(BLOCKED)
    row = next(row for row in model.rows if row.cells[0].text == "Usine de Morez")
    assert row.cells[5].text == "Advice"


def test_hostile_names_are_shown_as_text(page: NetworkPage, session: Session) -> None:
    """What looks like markup stays text, in cells and in what is told of them."""
    session.write("telephony.links.0.name", "<b>&\t<img src=x>")
    row = next(row for row in page.flows.model.rows if row.item.flow.link == 0)
    assert row.cells[6].text.startswith("<b>&")
    place = page.flows.model.find_place(row.key)
    assert place is not None
    tip = page.flows.model.data(page.flows.model.index(place, 6), Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;&amp;" in str(tip)


def test_selection_and_language(page: NetworkPage, session: Session) -> None:
    """The row in hand stays the row in hand when another language is spoken."""
    page.flows.table.choose(page.flows.model.shown[5].key)
    key = page.flows.model.shown[5].key
    session.speak("fr")
    current = page.flows.table.find_current()
    assert current is not None
    assert current.key == key
    assert page.flows.model.titles[0] == "De"
    assert page.flows.machine.itemText(1) == "PC des utilisateurs"


def test_refresh_is_quick_and_leaves_alone_what_did_not_change(page: NetworkPage, session: Session) -> None:
    """A change that touches no flow resets nothing; any refresh takes well under a frame."""
    said: list[str] = []
    page.flows.model.modelReset.connect(lambda: said.append("reset"))
    page.flows.model.layoutChanged.connect(lambda: said.append("layout"))
    session.write("project.customer", "Another customer")
    assert said == []
    times = []
    for port in range(5070, 5090):
        session.write("ports.NET-19", port)
        with Stopwatch() as watch:
            page.show_plan()
        times.append(watch.seconds)
    assert set(said) == {"layout"}
    assert sorted(times)[len(times) // 2] < 0.010


def test_ports_of_the_source_are_told(qtbot: QtBot) -> None:
    """Softphone's voice goes to ports of the PC, where the flow begins: the cell says so; others need no word."""
    session = Session("en")
    session.recover(make_answers(licences={"softphone": 10}, **on_softphone_pcs()), None)
    panel = FlowPanel(session)
    qtbot.addWidget(panel)
    panel.show_flows()
    told = {row.item.flow.fact: row.cells[4].told for row in panel.model.rows}
    assert "the source (User PCs)" in told["NET-20"]
    assert told["NET-2"] == ""


def test_proof_stands_in_the_status(qtbot: QtBot) -> None:
    """A flow that a check looked at says proven, blocked or stale; the others stand by their answers."""
    session = Session("en")
    taken = write_moment(datetime.now(UTC))
    answers = make_answers(security={"secure_mode": False}, server={"address": "10.0.0.1"})

    def take(port: int, state: str, fact: str, **changes: object) -> Json:
        flow = {"fact": fact, "subject": "server", "protocol": "tcp", "port": port}
        shared = {
            "probe": "proof.flow",
            "facts": [fact],
            "answers": None,
            "flow": flow,
            "taken_at": taken,
            "destination": "10.0.0.1",
        }
        return make_evidence(**shared | {"state": state} | changes)

    evidence = [
        take(80, "ok", "NET-1"),
        take(9004, "failed", "NET-9", reason="proof.dropped"),
        take(9006, "ok", "NET-11", taken_at="2020-01-01T00:00:00Z"),
    ]
    session.recover(answers | {"evidence": evidence}, None)
    panel = FlowPanel(session)
    qtbot.addWidget(panel)
    panel.show_flows()
    status = {row.item.flow.fact: row.cells[8] for row in panel.model.rows}
    assert (status["NET-1"].text, status["NET-1"].status) == ("tested", Basis.MEASURED)
    assert (status["NET-9"].text, status["NET-9"].status) == ("blocked", Level.BLOCKER)
    assert "9004" in status["NET-9"].told
    assert (status["NET-11"].text, status["NET-11"].status) == ("stale, to be tested again", Basis.TO_DO)
    assert status["NET-7"].text == "To open"
