"""JSON, CSV and PDF of one assessment tell the same findings."""

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.dossier.building import describe_sample, every_sample, print_sample, report_on_sample
from tests.dossier.matrix import read_matrix
from tests.dossier.pdf.reading import squeeze
from wizard.domain.levels import STATUSES, Basis, Level, Status
from wizard.dossier.cells import keep_text
from wizard.dossier.content.report import NOT_KNOWN
from wizard.dossier.spreadsheet import write_findings
from wizard.dossier.wording import FLOW_WORDS, STATUS_WORDS, name_subject
from wizard.i18n import Message, get_translator

Line = tuple[str, ...]
_SEPARATORS = {"fr": ";", "en": ","}


def _list_in_json(name: str, language: str) -> list[dict[str, Any]]:
    findings: list[dict[str, Any]] = describe_sample(name, language)["findings"]
    return findings


def _read_status(finding: dict[str, Any]) -> Status:
    return Basis(finding["basis"]) if finding["level"] == "ok" else Level(finding["level"])


def _find_words(finding: dict[str, Any]) -> dict[Status, Message]:
    """Return the words of a flow's finding, or of any other."""
    return FLOW_WORDS if finding["fact"].startswith("NET-") and finding["fact"] != "NET-40" else STATUS_WORDS


def _tell(finding: dict[str, Any], language: str) -> Line:
    """Return fact, level word, subject, title, required and planned, as people read them."""
    say = get_translator(language)
    word, subject = say(_find_words(finding)[_read_status(finding)]), say(name_subject(finding["subject"]))
    return finding["fact"], word, subject, finding["title"], finding["required"], finding["planned"]


def _read_csv(name: str, language: str) -> list[list[str]]:
    report = report_on_sample(name, language)
    text = write_findings(report.assessment, report.say).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=_SEPARATORS[language]))


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_csv_holds_the_findings_of_the_json(name: str, language: str) -> None:
    """Each finding of the JSON stands once in the CSV, in the same order and as a text; nothing else does."""
    expected = [
        [
            *_tell(each, language)[:4],
            each["message"],
            each["action"],
            *map(keep_text, _tell(each, language)[4:]),
            str(each["page"] or ""),
        ]
        for each in _list_in_json(name, language)
    ]
    lines = [[*row[:8], row[9]] for row in _read_csv(name, language)[1:]]
    assert lines == expected


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_pdf_holds_the_findings_of_the_json(name: str, language: str, tmp_path: Path) -> None:
    """Each finding of the JSON stands once in the printed matrix, in the same order, and nothing else does."""
    file = tmp_path / "dossier.pdf"
    file.write_bytes(print_sample(name, language))
    findings = _list_in_json(name, language)
    say, facts = get_translator(language), report_on_sample(name, language).edition.facts
    rows = read_matrix(file, say)
    assert [row[0] for row in rows] == [each["fact"] for each in findings]
    for row, finding in zip(rows, findings, strict=True):
        *told, required, planned = (squeeze(text) for text in _tell(finding, language))
        assert list(row[:4]) == told
        # Where nothing is compared the requirement itself stands there.
        said = squeeze(say(facts[finding["fact"]].requirement))
        assert row[4] == (required or (NOT_KNOWN if planned else said))
        assert row[5] == (planned or NOT_KNOWN)
        assert row[6] == str(finding["page"] or NOT_KNOWN)


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_counts_agree(name: str, language: str) -> None:
    """The counts of the JSON are those of its findings and of the CSV's lines."""
    content = describe_sample(name, language)
    words = Counter(row[1] for row in _read_csv(name, language)[1:])
    say = get_translator(language)
    told = {status.value: words[say(STATUS_WORDS[status])] for status in STATUSES}
    told["to_do"] += words[say(FLOW_WORDS[Basis.TO_DO])]
    counts = {**content["counts"], **content["counts_by_basis"]}
    assert told == {name: count for name, count in counts.items() if name != "ok"}
    assert sum(content["counts"].values()) == len(content["findings"])
    assert sum(content["counts_by_basis"].values()) == content["counts"]["ok"]


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_languages_differ_in_words_only(name: str, language: str) -> None:
    """A finding's fact, level, subject, page and fields are the same in both languages."""
    shown = ("fact", "level", "subject", "page", "fields", "responsible", "changes")
    english = [{key: each[key] for key in shown} for each in _list_in_json(name, "en")]
    assert [{key: each[key] for key in shown} for each in _list_in_json(name, language)] == english
