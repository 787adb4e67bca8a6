"""Window, terminal, JSON, CSV and PDF say in the same words what is answered, measured, computed, to do and unknown."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from pytestqt.qtbot import QtBot

from tests.dossier.matrix import read_matrix
from tests.dossier.pdf.reading import squeeze
from tests.factories import Json, make_answers, make_evidence
from wizard.domain.evidence.record import write_moment
from wizard.dossier.content.dossier import make_dossier
from wizard.dossier.content.report import Report
from wizard.dossier.pdf.document import render_pdf
from wizard.dossier.proof_wording import tell_proof
from wizard.dossier.record import describe_assessment
from wizard.dossier.spreadsheet import write_findings, write_flows
from wizard.dossier.text import write_text
from wizard.gui.pages.assessment import AssessmentPage
from wizard.gui.session import Session
from wizard.gui.widgets.flow_rows import list_flow_rows


class Said(NamedTuple):
    """How a fact stands: for programs, and in both languages."""

    level: str
    basis: str
    en: str
    fr: str


EXPECTED = {
    "SRV-2": Said("ok", "measured", "Met (measured)", "Conforme (mesuré)"),
    "SRV-4": Said("ok", "answered", "Met (as answered)", "Conforme (déclaré)"),
    "HW-9": Said("ok", "derived", "Met (computed)", "Conforme (calculé)"),
    "NET-7": Said("ok", "measured", "Tested", "Testé"),
    "NET-9": Said("ok", "to_do", "To open", "À ouvrir"),
    "SRV-3": Said("missing", "to_do", "To answer", "À renseigner"),
}
FLOWS = {"NET-7": {"en": "tested", "fr": "testé"}, "NET-9": {"en": "to open", "fr": "à ouvrir"}}


def make_content() -> Json:
    """Return a plan that lacks one answer, with the server's system read and one flow tested from both ends."""
    taken = write_moment(datetime.now(UTC))
    system = {"server.os": "windows_server_2022", "server.os_edition": "standard"}
    read = make_evidence(probe="server.system", facts=["SRV-2"], answers=system, taken_at=taken)
    flow = {"fact": "NET-7", "subject": "server", "protocol": "tcp", "port": 9001, "ports": "9001,9005"}
    ends = {"source": "10.0.0.9", "destination": "10.0.0.1"}
    tested = make_evidence(
        probe="proof.flow", facts=["NET-7"], answers=None, values=None, flow=flow, taken_at=taken, **ends
    )
    server = {"address": "10.0.0.1", "os_language": None}
    return make_answers(server=server, security={"secure_mode": False}) | {"evidence": [read, tested]}


@pytest.fixture(params=["en", "fr"])
def session(request: pytest.FixtureRequest) -> Session:
    """Return a session on that plan in a language."""
    made = Session(request.param)
    made.recover(make_content(), None)
    return made


def pick(said: dict[str, str]) -> dict[str, str]:
    """Return what is said of the facts that are looked at."""
    return {fact: word for fact, word in said.items() if fact in EXPECTED}


def list_expected(session: Session) -> dict[str, str]:
    """Return the words of a session's language."""
    return {fact: said.fr if session.say.language == "fr" else said.en for fact, said in EXPECTED.items()}


def test_window_says_how_each_fact_stands(session: Session, qtbot: QtBot) -> None:
    """In the table of findings, and of flows."""
    page = AssessmentPage(session)
    qtbot.addWidget(page)
    page.show_plan()
    assert pick({row.item.fact: row.cells[0].text for row in page.model.rows}) == list_expected(session)
    shown = {row.item.flow.fact: row.cells[-1].text.casefold() for row in list_flow_rows(session)}
    assert {fact: shown[fact] for fact in FLOWS} == {fact: words[session.say.language] for fact, words in FLOWS.items()}


def test_json_says_it_for_programs(session: Session) -> None:
    """Level and basis of each fact; the counts agree with them."""
    content = describe_assessment(session.assessment, session.say)
    told = {each["fact"]: (each["level"], each["basis"]) for each in content["findings"]}
    assert {fact: told[fact] for fact in EXPECTED} == {fact: said[:2] for fact, said in EXPECTED.items()}
    met = [each["basis"] for each in content["findings"] if each["level"] == "ok"]
    assert content["counts_by_basis"] == {
        basis: met.count(basis) for basis in ("answered", "derived", "measured", "to_do")
    }


def test_csv_says_it(session: Session) -> None:
    """In the findings' file, and in that of the flows."""
    say = session.say
    separator = ";" if say.language == "fr" else ","

    def read(content: bytes) -> list[list[str]]:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))

    assert pick({row[0]: row[1] for row in read(write_findings(session.assessment, say))}) == list_expected(session)
    flows = {row[0]: row[-1] for row in read(write_flows(session.assessment, say))}
    assert {fact: flows[fact] for fact in FLOWS} == {fact: words[say.language] for fact, words in FLOWS.items()}


def test_pdf_says_it(session: Session, tmp_path: Path) -> None:
    """In the traceability matrix."""
    report = Report(session.plan, session.edition, session.assessment, session.say, date(2026, 1, 15))
    file = tmp_path / "dossier.pdf"
    file.write_bytes(render_pdf(make_dossier(report)))
    expected = {fact: squeeze(word) for fact, word in list_expected(session).items()}
    assert pick({row[0]: row[1] for row in read_matrix(file, session.say)}) == expected


def test_terminal_says_it(session: Session) -> None:
    """Its counts name every status in these words, and what is to be answered is listed with its own."""
    lines = write_text(session.assessment, session.say).splitlines()
    counts = next(line for line in lines if line.count(" · ") > len(EXPECTED))
    words = list_expected(session)
    general = {"NET-7": words["SRV-2"], "NET-9": "À faire" if session.say.language == "fr" else "To do"}
    assert all(word in counts for word in (words | general).values())
    assert any(line.startswith(f"{words['SRV-3']} · SRV-3") for line in lines)


def test_nothing_to_be_done_is_told_as_met(session: Session) -> None:
    """No flow but the tested one is told as tested, and none as met, in any output."""
    told = {flow.fact: tell_proof(flow, session.say) for flow in session.assessment.flows}
    assert {fact for fact, word in told.items() if word == FLOWS["NET-7"][session.say.language]} == {"NET-7"}
    content = describe_assessment(session.assessment, session.say)
    untested = {each["fact"] for each in content["flows"]} - {"NET-7"}
    assert {each["basis"] for each in content["findings"] if each["fact"] in untested} == {"to_do"}
