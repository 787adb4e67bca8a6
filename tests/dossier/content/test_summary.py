"""The summary: one page that stands alone."""

from pathlib import Path

import pytest

from tests.dossier.building import (
    describe_sample,
    every_sample,
    fill_plan,
    list_chapters,
    list_rows,
    list_tables,
    make_minimal,
    print_sample,
    read_content,
    report_on,
    report_on_sample,
)
from tests.dossier.pdf.reading import run_tool, squeeze
from wizard.catalogue.shelf import find_edition
from wizard.domain.levels import Level
from wizard.dossier.blocks import Bullets, Figures, Text, VerdictPanel
from wizard.dossier.content.dossier import make_dossier
from wizard.dossier.content.report import TO_ACT_ON
from wizard.dossier.content.summary import SUMMARY, make_summary
from wizard.dossier.pdf.document import render_pdf
from wizard.dossier.wording import RESPONSIBLE_WORDS
from wizard.i18n import get_translator

_MANY = {
    "licences": {"users": 7_900, "smart_attendant": 9},
    "stations": {"groups": [{"name": f"G{place} {'x' * 80}", "os": "other"} for place in range(60)]},
}
_ALL_FAILED = {entry.id: {"state": "failed"} for entry in find_edition(None).catalogue.checklist}
_ODD = {
    "empty": make_minimal(),
    "full": fill_plan(lambda field: f"text {field}"),
    "long": fill_plan(lambda _: "mot " * 2_000),
    "unbroken": fill_plan(lambda _: "x" * 9_000),
    "many": make_minimal(**_MANY),
    "failed": make_minimal(**_MANY, sign_off={"items": _ALL_FAILED}, unread={"load.calls_per_hour": "x" * 200}),
}


def _count_summary_pages(content: bytes, language: str, folder: Path) -> int:
    file = folder / "dossier.pdf"
    file.write_bytes(content)
    title = squeeze(get_translator(language)(SUMMARY))
    pages = run_tool("pdftotext", "-y", "0", "-x", "0", "-W", "596", "-H", "36", file, "-").split("\f")
    return sum(squeeze(page) == title for page in pages)


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_summary_of_a_sample_is_one_page(name: str, language: str, tmp_path: Path) -> None:
    """The summary of every sample takes exactly one page."""
    assert _count_summary_pages(print_sample(name, language), language, tmp_path) == 1


@pytest.mark.parametrize("kind", _ODD)
def test_summary_of_any_plan_is_one_page(kind: str, tmp_path: Path) -> None:
    """The summary takes one page also where nothing is answered, where texts are long and where faults are many."""
    report = report_on(read_content(_ODD[kind]), "fr")
    dossier = make_dossier(report)
    assert _count_summary_pages(render_pdf(dossier), "fr", tmp_path) == 1


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_counts_by_role_are_those_of_the_findings(name: str, language: str) -> None:
    """The table of who has to act counts each finding to act on once, under its role and its level."""
    report = report_on_sample(name, language)
    findings = report.assessment.findings
    rows = list_rows(*list_tables(make_summary(report).blocks))
    assert [row[0] for row in rows] == [report.say(word) for word in RESPONSIBLE_WORDS.values()]
    for role, row in zip(RESPONSIBLE_WORDS, rows, strict=True):
        counts = [sum(each.level is level and each.responsible == role for each in findings) for level in TO_ACT_ON]
        assert [0 if text == "–" else int(text) for text in row[1:5]] == counts


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_panel_counts_are_the_jsons(name: str, language: str) -> None:
    """Verdict and counts of the panel are those of the JSON, on the cover as in the summary."""
    dossier = make_dossier(report_on_sample(name, language))
    content = describe_sample(name, language)
    (panel,) = (block for block in list_chapters(dossier, "summary").blocks if isinstance(block, VerdictPanel))
    assert panel == dossier.cover.verdict
    assert panel.title
    counts = {**content["counts"], **content["counts_by_basis"]}
    assert {status.value: number for status, _, number in panel.counts} == {
        name: number for name, number in counts.items() if name != "ok"
    }


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_what_stands_in_the_way_is_the_worst(name: str, language: str) -> None:
    """Blockers come first, then questions to the vendor; those left out are counted; none is hidden without a word."""
    report = report_on_sample(name, language)
    worst = report.assessment.counts[Level.BLOCKER] + report.assessment.counts[Level.CONSULT]
    blocks = make_summary(report).blocks
    shown = [item.status for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert shown == [Level.BLOCKER] * shown.count(Level.BLOCKER) + [Level.CONSULT] * shown.count(Level.CONSULT)
    assert shown.count(Level.BLOCKER) == min(report.assessment.counts[Level.BLOCKER], len(shown))
    notes = [block.text for block in blocks if isinstance(block, Text)]
    left = worst - len(shown)
    assert any(str(left) in note for note in notes) if left else len(shown) == worst


def test_figures_are_those_of_the_assessment() -> None:
    """The large figures are the cores, clock, RAM and disk that the assessment requires."""
    server = report_on_sample("factory-blocked").assessment.server
    assert server is not None
    (figures,) = (
        block for block in make_summary(report_on_sample("factory-blocked")).blocks if isinstance(block, Figures)
    )
    values = [value for value, _ in figures.items]
    assert values[0] == str(server.cores_required)
    assert [value.replace("\N{NO-BREAK SPACE}", " ") for value in values[1:]] == [
        f"≥ {server.clock_ghz:g} GHz",
        f"{server.ram_gb:g} GB",
        f"{server.tws_disk_gb:g} GB",
    ]


@pytest.mark.parametrize(
    ("licences", "sentence"),
    [({}, "Not sized yet"), ({"users": 9_000}, "Above the vendor's table")],
)
def test_without_a_size_it_says_why(licences: dict[str, int], sentence: str) -> None:
    """Where no server can be told, the summary says whether answers are missing or the table ends."""
    report = report_on(read_content(make_minimal(licences=licences, load={"calls_per_hour": 100} if licences else {})))
    texts = [block.text for block in make_summary(report).blocks if isinstance(block, Text)]
    assert [text for text in texts if text.startswith(sentence)]
