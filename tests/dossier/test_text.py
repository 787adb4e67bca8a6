"""The assessment as plain text for a terminal."""

import pytest

from tests.dossier.building import (
    every_sample,
    fill_plan,
    list_text_fields,
    make_minimal,
    read_content,
    report_on,
    report_on_sample,
)
from wizard.domain.levels import SEVERITY, STATUSES, Level
from wizard.dossier.text import write_text
from wizard.dossier.wording import LEVEL_WORDS, name_verdict


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_every_finding_that_is_not_met_is_told(name: str, language: str) -> None:
    """There is a block for each finding but those met, worst first, with its sentence and what to do."""
    report = report_on_sample(name, language)
    blocks = write_text(report.assessment, report.say).split("\n\n")[2:]
    findings = sorted(
        (each for each in report.assessment.findings if each.level is not Level.OK),
        key=lambda each: SEVERITY[each.level],
    )
    heads = [block.split("\n")[0].split(" · ")[:2] for block in blocks[: len(findings)]]
    assert heads == [[report.say(LEVEL_WORDS[each.level]), each.fact] for each in findings]
    for finding, block in zip(findings, blocks, strict=False):
        assert block.count("\n    → ") == bool(report.tell(finding).action)
    assert len(blocks) - len(findings) == bool(report.assessment.to_confirm)


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_verdict_and_counts_come_first(name: str, language: str) -> None:
    """The first line names the verdict, and a line counts the findings of each status."""
    report = report_on_sample(name, language)
    lines = write_text(report.assessment, report.say).splitlines()
    assert report.say(name_verdict(report.assessment)) in lines[0]
    counts = next(line for line in lines if line.count(" · ") == len(STATUSES) - 1 and line[-1].isdigit())
    numbers = [int(part.split()[-1]) for part in counts.split(" · ")]
    assert numbers == list(report.assessment.counts_by_status.values())


def test_long_names_do_not_fill_the_screen() -> None:
    """Texts of ten thousand characters are cut, so that no line is longer than a few thousand characters."""
    report = report_on(read_content(fill_plan(lambda _: "x" * 10_000)))
    assert len(list_text_fields()) > 40
    assert max(map(len, write_text(report.assessment, report.say).splitlines())) < 2_200


def test_unknown_server_is_said() -> None:
    """Without users and calls the text says that no server can be told; with users alone a question mark stands."""
    unknown = report_on(read_content(make_minimal()))
    assert "Required server: cannot be told\n" in write_text(unknown.assessment, unknown.say)
    half = report_on(read_content(make_minimal(licences={"users": 40})))
    assert "room for 10 more users and ? more calls/h" in write_text(half.assessment, half.say)
