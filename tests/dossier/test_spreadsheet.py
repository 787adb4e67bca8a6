"""CSV that opens right in the Excel of each language and holds no formula."""

import csv
import io

import pytest

from tests.dossier.building import every_sample, make_minimal, read_content, report_on, report_on_sample
from tests.factories import make_group, make_host
from wizard.domain.assessment import Assessment
from wizard.dossier.spreadsheet import guard_cell, write_csv, write_findings, write_flows
from wizard.i18n import Translator

_SEPARATORS = {"fr": ";", "en": ","}
_DANGEROUS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠SUM(1)"]  # noqa: RUF001
_HARMLESS = ["", "a=1", "1-2", "12E5", "#N/A", "0033123456789", ";=1", '"=1', "'=1", "Rue = Route", "–", "×"]


def _read(content: bytes, language: str) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=_SEPARATORS[language], strict=True))


@pytest.mark.parametrize("text", _DANGEROUS)
def test_formula_gets_a_leading_quote(text: str) -> None:
    """A cell that a spreadsheet would take for a formula begins with a quote and is otherwise unchanged."""
    assert guard_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", _HARMLESS)
def test_other_cells_stay_as_they_are(text: str) -> None:
    """A cell that is no formula is not touched."""
    assert guard_cell(text) == text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_cells_read_back(language: str) -> None:
    """Any text reads back through the csv module; a guarded one has gained its quote and nothing else."""
    texts = [*_DANGEROUS, *_HARMLESS, 'a;b,c"d', "two\r\nlines", "\0", "\x1b[31m", "é\u202fà", "😀", "\u202ertl"]
    assert _read(write_csv([texts, ["x"]], language), language) == [[guard_cell(text) for text in texts], ["x"]]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_form_is_the_one_excel_expects(language: str) -> None:
    """A byte order mark opens the file, lines end with CR LF, and the separator is the language's."""
    assert write_csv([["a", "b"], ["c", "d"]], language) == (
        b"\xef\xbb\xbf" + "a;b\r\nc;d\r\n".replace(";", _SEPARATORS[language]).encode()
    )


@pytest.mark.parametrize("write", [write_findings, write_flows])
@pytest.mark.parametrize(("name", "language"), every_sample())
def test_sample_files_are_whole_tables(name: str, language: str, write: object) -> None:
    """Every line of a sample's file has as many cells as its heading; every line ends with CR LF."""
    assert callable(write)
    report = report_on_sample(name, language)
    content: bytes = write(report.assessment, report.say)
    rows = _read(content, language)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_flows_are_those_of_the_assessment(name: str, language: str) -> None:
    """Each flow has one line, in order, with its fact, protocol and ports."""
    report = report_on_sample(name, language)
    rows = _read(write_flows(report.assessment, report.say), language)[1:]
    assert [(row[0], row[4]) for row in rows] == [
        (flow.fact, flow.protocol.upper()) for flow in report.assessment.flows
    ]
    known = [(flow.ports, row[5]) for flow, row in zip(report.assessment.flows, rows, strict=True) if flow.ports]
    assert [shown.replace(" / ", ",") for _, shown in known] == [ports for ports, _ in known]


def _assess_link(name: str) -> tuple[Assessment, Translator]:
    link = {"kind": "mivoice_5000", "name": name, "protocol": "csta"}
    report = report_on(read_content(make_minimal(telephony={"links": [link]}, ports={"NET-26": 4211})))
    return report.assessment, report.say


def test_link_named_like_a_formula_is_guarded() -> None:
    """A link's name that is a formula stands in the flow list with a quote before it."""
    rows = _read(write_flows(*_assess_link("=cmd|'/c calc'!A1")), "en")
    assert "'=cmd|'/c calc'!A1" in [row[7] for row in rows]


def test_unknown_port_is_told_in_words() -> None:
    """A flow whose port is not known yet says so, and leaves no empty cell."""
    report = report_on(read_content(make_minimal(telephony={"links": [{"kind": "hipath_3000", "port": None}]})))
    rows = _read(write_flows(report.assessment, report.say), "en")[1:]
    unknown = [row[5] for flow, row in zip(report.assessment.flows, rows, strict=True) if flow.ports is None]
    assert set(unknown) == {"to be answered"}


def test_session_host_stands_where_its_flow_goes() -> None:
    """The voice of a session host is told apart from that of the PCs by the host's name, guarded like any text."""
    stations = {"groups": [make_group(softphone=True)], "session_hosts": [make_host(name="=RDS", softphone=True)]}
    report = report_on(read_content(make_minimal(licences={"softphone": 5}, stations=stations)))
    rows = _read(write_flows(report.assessment, report.say), "en")
    assert [row[7] for row in rows if row[0] == "NET-20"] == ["'=RDS", ""]
