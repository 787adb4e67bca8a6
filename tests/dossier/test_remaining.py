"""What remains beside the verdict, said by every output that says the verdict."""

import pytest

from tests.dossier.building import every_sample, list_chapters, read_content, report_on, report_on_sample
from tests.factories import Json, make_answers, make_plan, read_answers, read_edition
from wizard.assessment.evaluate import assess
from wizard.domain.assessment import Assessment
from wizard.domain.levels import Basis, Level, Verdict
from wizard.dossier.blocks import VerdictPanel
from wizard.dossier.content.cover import make_verdict
from wizard.dossier.content.dossier import make_dossier
from wizard.dossier.record import describe_assessment
from wizard.dossier.remaining import list_remaining, tell_remaining, warn_before_signing
from wizard.dossier.text import write_text
from wizard.i18n import get_translator

SAY = get_translator("en")


def _tick(*failed: str, done: bool = False) -> Json:
    answers = make_answers()
    items = {item: {"state": "failed"} for item in failed}
    if done:
        assessment = assess(make_plan(), read_edition())
        items = {item.id: {"state": "done"} for item in assessment.checklist} | items
    return {**answers, "sign_off": {"items": items, "signatures": []}}


def _assess(content: Json) -> Assessment:
    return assess(read_answers(content), read_edition())


def test_failed_and_open_lines_are_told_beside_compliant() -> None:
    """A checklist line set to not met: its id and text, and how many are still open; the verdict is as it was."""
    assessment = _assess(_tick("C-SRV-6"))
    assert assessment.verdict is Verdict.COMPLIANT
    failed, left, flows = list_remaining(assessment, SAY)
    text = next(SAY(item.text) for item in assessment.checklist if item.id == "C-SRV-6")
    assert failed.status is Level.BLOCKER
    assert failed.sentence.startswith(f"Checklist lines not met: 1 (C-SRV-6: {text[:40]}")
    lines = len(assessment.checklist)
    assert (left.status, left.sentence) == (Basis.TO_DO, f"Checklist lines still open: {lines - 1} of {lines}.")
    assert flows.status is Basis.TO_DO
    assert flows.sentence.endswith(f": {len(assessment.flows)} of {len(assessment.flows)}.")


def test_many_failed_lines_are_counted_and_few_are_named() -> None:
    """A list of names that nobody reads is cut short, the number is not."""
    assessment = _assess(_tick())
    ids = [item.id for item in assessment.checklist[:5]]
    sentence = tell_remaining(_assess(_tick(*ids)), SAY)[0]
    assert sentence.startswith("Checklist lines not met: 5 (")
    assert sentence.endswith("; and 3 more).")


def test_nothing_is_said_of_what_is_none() -> None:
    """With all lines done and no flow left there is nothing to say, nor to warn of."""
    assessment = _assess(_tick(done=True))._replace(flows=())
    assert tell_remaining(assessment, SAY) == []
    assert warn_before_signing(assessment, SAY) == ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_output_says_it_beside_the_verdict(language: str) -> None:
    """Terminal, cover, summary and the page to sign say the same sentences; the JSON has the numbers."""
    report = report_on(read_content(_tick("C-SRV-6")), language)
    told = tell_remaining(report.assessment, report.say)
    assert len(told) == 3
    assert write_text(report.assessment, report.say).splitlines()[1:4] == told
    dossier = make_dossier(report)
    panels = [make_verdict(report)]
    for anchor in ("summary", "sign-off"):
        panels += [block for block in list_chapters(dossier, anchor).blocks if isinstance(block, VerdictPanel)]
    assert len(panels) == 3
    assert all([cell.text for cell in panel.remaining] == told for panel in panels)
    assert panels[-1].next_step == warn_before_signing(report.assessment, report.say) != ""
    remaining = describe_assessment(report.assessment, report.say)["remaining"]
    lines, flows = len(report.assessment.checklist), len(report.assessment.flows)
    assert remaining == {"checklist_failed": 1, "checklist_open": lines - 1, "flows_to_open": flows}


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_sentences_are_whole(name: str, language: str) -> None:
    """No place of a sentence stays unfilled, in either language."""
    report = report_on_sample(name, language)
    assert not any(sign in sentence for sentence in tell_remaining(report.assessment, report.say) for sign in "{}")
