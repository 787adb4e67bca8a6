"""Cells that a French or an English spreadsheet would change stay the text they are."""

import csv
import io
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from tests.dossier.building import every_sample, make_minimal, read_content, report_on, report_on_sample
from wizard.dossier.cells import is_changed, keep_text, write_ports
from wizard.dossier.spreadsheet import write_csv, write_findings, write_flows

# A version, a decimal, lists and groups of digits, a number that is a name, dates, times, what means a truth.
CHANGED = ("5.3", "5.10", "4.6.1", "1,5", ".5", "5.", "389,443", "9011,9015", "1,234", "1.234.567", "1 234",
           "1\u202f234,5", "007", "0123456789", "33123456789012345", "12E5", "2e3", "1e+5", "(5)", "1-2", "1/2",
           "1 - 2", "7 / 9", "12-10", "3/2026", "2026-12-15", "15/12/2026", "15.12.26", "1/1", "12:30", "9:05:10",
           "3 PM", "2 A", "1 1/2", "12 mai", "Mars 2026", "mars-12", "May 5", "5 déc.", "oct 1",
           "15 décembre 2026", "May 5, 2026", "13 April 2027", "TRUE", "vrai", "False", "FAUX", " 5.3 ")  # fmt: skip
# What is read for what it says: words, whole numbers, addresses, releases with a letter, lists of ports.
KEPT = ("", "0", "7", "443", "6900", "R6.1", "V4 SP5", "10.20.0.15", "10.1.198.12", "01 23 45 67 89", "+33 1", "D785",
        "TCP", "le 15 décembre 2026", "Mars", "marseille 12", "12 voies", "2.4 GHz", "389 / 443", "9001 / 9005",
        "40000-40007", "80 / 9001-9010", "HW-9", "true story", "1.2.3.4.5", "x", "-", "…")  # fmt: skip


@pytest.mark.parametrize("text", CHANGED)
def test_text_that_would_be_changed_is_led_by_a_quote(text: str) -> None:
    """What a spreadsheet would take for a number, a date or a truth gains a quote and nothing else."""
    assert keep_text(text) == f"'{text}"
    assert not is_changed(keep_text(text))


@pytest.mark.parametrize("text", KEPT)
def test_other_text_stays_as_it_is(text: str) -> None:
    """What no spreadsheet changes is not touched."""
    assert keep_text(text) == text


@pytest.mark.parametrize("text", ["1" * 50_000, "1," * 25_000, "1 234" * 10_000, "12 mai " * 8_000, "1/" * 25_000])
def test_long_cell_is_told_at_once(text: str) -> None:
    """A cell of any length is looked at in one pass."""
    assert keep_text(text) in (text, f"'{text}")


@pytest.mark.parametrize(
    ("ports", "expected"),
    [("443", "443"), ("389,443", "389 / 443"), ("40000-40007", "40000-40007"), ("80,9001-9010", "80 / 9001-9010")],
)
def test_list_of_ports_is_no_number(ports: str, expected: str) -> None:
    """Ports of a list are kept apart; one port and one range stay as they are."""
    assert write_ports(ports) == expected
    assert keep_text(expected) == expected


def _read(content: bytes, separator: str) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_no_cell_of_a_sample_would_be_changed(name: str, language: str) -> None:
    """In every sample's findings and flows no cell would become a number, a date or a truth."""
    report = report_on_sample(name, language)
    for write in (write_findings, write_flows):
        rows = _read(write(report.assessment, report.say), ";" if language == "fr" else ",")
        assert [cell for row in rows for cell in row if is_changed(cell)] == []


def test_names_and_versions_of_a_plan_stay() -> None:
    """A link named like a number, a version that is a date elsewhere: both stand there as text."""
    group = {"name": "1-2", "count": 3, "dotnet_framework": "4.6.1", "session": "local"}
    link = {"kind": "mivoice_5000", "name": "0123", "protocol": "csta"}
    report = report_on(read_content(make_minimal(stations={"groups": [group]}, telephony={"links": [link]})))
    flows = _read(write_flows(report.assessment, report.say), ",")
    findings = _read(write_findings(report.assessment, report.say), ",")
    assert "'0123" in [row[7] for row in flows]
    assert "'4.6.1" in [row[7] for row in findings]


class _Spreadsheet(NamedTuple):
    """LibreOffice Calc under a language: the separator of that language's files and its LCID."""

    separator: str
    lcid: int


_LANGUAGES = {"fr": _Spreadsheet(";", 1036), "en": _Spreadsheet(",", 1033)}
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_SOFFICE = shutil.which("soffice")
needs_spreadsheet = pytest.mark.skipif(_SOFFICE is None, reason="LibreOffice Calc is not installed")


def _open_in_spreadsheet(folder: Path, content: bytes, separator: str, lcid: int) -> list[list[tuple[str, str]]]:
    """Return what LibreOffice makes of a CSV file: for each cell its kind (string, float, date …) and its value."""
    assert _SOFFICE is not None
    file = folder / "table.csv"
    file.write_bytes(content)
    # Separator, quote, UTF-8, from the first line, no column set, the language, no text forced, dates recognised.
    read_as = f"CSV:{ord(separator)},34,76,1,,{lcid},false,true"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [_SOFFICE, "--headless", profile, "--convert-to", "fods", f"--infilter={read_as}", "--outdir",
               str(folder), str(file)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    tree = ET.parse(folder / "table.fods")  # noqa: S314 - written by LibreOffice from our own file
    return [
        [_read_cell(cell) for cell in row.iter(f"{{{_TABLE}}}table-cell") for _ in range(_count(cell))]
        for row in tree.iter(f"{{{_TABLE}}}table-row")
    ]


def _count(cell: ET.Element) -> int:
    # The rest of a row is one cell that is repeated thousands of times.
    repeated = int(cell.get(f"{{{_TABLE}}}number-columns-repeated", "1"))
    return repeated if repeated < len(CHANGED) else 0


def _read_cell(cell: ET.Element) -> tuple[str, str]:
    text = "".join(cell.itertext()).strip()
    return cell.get(f"{{{_OFFICE}}}value-type", "string"), cell.get(f"{{{_OFFICE}}}value", text)


@needs_spreadsheet
@pytest.mark.parametrize("opened_in", sorted(_LANGUAGES))
@pytest.mark.parametrize("language", sorted(_LANGUAGES))
def test_spreadsheet_leaves_flows_and_findings_alone(tmp_path: Path, language: str, opened_in: str) -> None:
    """LibreOffice, French or English, makes numbers of whole numbers alone, and keeps their value."""
    report = report_on_sample("town-hall-oxe-rds", language)
    separator = _LANGUAGES[language].separator
    for write in (write_flows, write_findings):
        content = write(report.assessment, report.say)
        rows = _open_in_spreadsheet(tmp_path, content, separator, _LANGUAGES[opened_in].lcid)
        written = _read(content, separator)
        assert len(rows) >= len(written) > 1
        for cells, texts in zip(rows, written, strict=False):
            for (kind, value), text in zip(cells, texts, strict=False):
                whole = text.isdigit()
                assert kind == ("float" if whole else "string"), text
                assert value == text if whole else value.split() == text.split()


@needs_spreadsheet
@pytest.mark.parametrize("opened_in", sorted(_LANGUAGES))
def test_spreadsheet_keeps_guarded_texts(tmp_path: Path, opened_in: str) -> None:
    """LibreOffice takes none of the guarded texts for anything else, nor lists of ports, addresses and releases."""
    texts = [*map(keep_text, CHANGED), *(text for text in KEPT if text and not text.isdigit() and text[0] not in "+-")]
    content = write_csv([[text] for text in texts], "fr")
    kinds = [row[0][0] for row in _open_in_spreadsheet(tmp_path, content, ";", _LANGUAGES[opened_in].lcid) if row]
    assert len(kinds) >= len(texts)
    assert {text: kind for text, kind in zip(texts, kinds, strict=False) if kind != "string"} == {}


def test_ports_are_written_alike_in_both_languages() -> None:
    """A list of ports reads the same in both languages."""
    cells = set()
    for language, spreadsheet in _LANGUAGES.items():
        report = report_on_sample("town-hall-oxe-rds", language)
        rows = _read(write_flows(report.assessment, report.say), spreadsheet.separator)
        cells.add(next(row[5] for row in rows if row[0] == "NET-8"))
    assert cells == {"9011 / 9015"}
