"""The dossier as a whole: its links, its chapters, and what it owes to plan, date and language."""

import dataclasses
from datetime import date

import pytest

from tests.dossier.building import (
    TODAY,
    every_sample,
    fill_plan,
    list_anchors,
    list_cells,
    make_minimal,
    read_content,
    report_on,
    report_on_sample,
)
from wizard.dossier.content.dossier import make_dossier

_CHAPTERS = ["summary", "server", "actions", "telephony", "stations", "rights", "network", "measurements", "checklist",
             "confirm", "sign-off", "trace", "answers"]  # fmt: skip


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_links_lead_somewhere(name: str, language: str) -> None:
    """Every link of a sample's dossier leads to an anchor that is there."""
    dossier = make_dossier(report_on_sample(name, language))
    links = {cell.link for cell in list_cells(dossier) if cell.link}
    assert links
    assert links - set(list_anchors(dossier)) == set()


@pytest.mark.parametrize("content", [make_minimal(), fill_plan(lambda _: "same")], ids=["empty", "same names"])
def test_links_hold_for_any_plan(content: dict[str, object]) -> None:
    """Without any answer, and where everything bears one name, links lead somewhere and anchors are unique."""
    dossier = make_dossier(report_on(read_content(content)))
    anchors = list_anchors(dossier)
    assert {cell.link for cell in list_cells(dossier) if cell.link} <= set(anchors)
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_anchors_are_unique(name: str, language: str) -> None:
    """No two places of a dossier share an anchor."""
    anchors = list_anchors(make_dossier(report_on_sample(name, language)))
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize("content", [make_minimal(), fill_plan(lambda _: "text")], ids=["empty", "full"])
def test_chapters_are_always_all_there(content: dict[str, object]) -> None:
    """Every dossier has the same chapters in the same order, none of them empty, each with its summary."""
    dossier = make_dossier(report_on(read_content(content)))
    assert [chapter.anchor for chapter in dossier.chapters] == _CHAPTERS
    assert all(chapter.title and chapter.summary for chapter in dossier.chapters)
    assert [chapter.anchor for chapter in dossier.chapters if not chapter.blocks] in ([], ["answers"])


def test_dossier_is_pure() -> None:
    """The same report gives the same dossier; the date alone changes what is dated."""
    plan = report_on_sample("snom-only").plan
    first = make_dossier(report_on(plan))
    assert make_dossier(report_on(plan)) == first
    later = make_dossier(report_on(plan, today=date(TODAY.year + 1, TODAY.month, TODAY.day)))
    assert later.cover != first.cover
    same = [before.anchor for before, after in zip(first.chapters, later.chapters, strict=True) if before == after]
    assert [anchor for anchor in _CHAPTERS if anchor not in same] == ["sign-off"]


def test_unnamed_plan_has_a_title() -> None:
    """A plan without customer or reference, and one with blank ones, still have title, footer and cover."""
    for project in ({}, {"customer": "  ", "reference": "\n"}):
        dossier = make_dossier(report_on(read_content(make_minimal(project=project))))
        assert "Customer not named yet" in dossier.title
        assert "Customer not named yet" in dossier.footer
        assert dossier.cover.customer == "Customer not named yet"


def test_cover_tells_the_edition_and_its_age() -> None:
    """The cover names edition and source, the age of the edition on the dossier's date, and the revision."""
    report = report_on_sample("snom-only")
    details = dict(make_dossier(report).cover.details)
    assert "04/2025, 9 months old" in details["Vendor's document"]
    assert details["Revision"] == report.revision
    assert details["Dossier date"] == "15 January 2026"
    assert "03/2025" in make_dossier(report).cover.warning


def test_texts_of_the_plan_are_not_templates() -> None:
    """Braces and percent signs of a plan's texts stand in the dossier as they are."""
    text = "{name} {0} %s {"
    dossier = make_dossier(report_on(read_content(fill_plan(lambda _: text))))
    assert dossier.cover.customer == text
    assert text in str(dataclasses.asdict(dossier.chapters[-1]))
