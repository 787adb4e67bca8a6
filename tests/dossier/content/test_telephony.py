"""The chapter on telephony: keys and licences, x of y, link by link."""

from typing import Any

import pytest

from tests.dossier.building import (
    every_sample,
    list_rows,
    list_tables,
    make_minimal,
    read_content,
    report_on,
    report_on_sample,
)
from wizard.dossier.blocks import Heading
from wizard.dossier.content.telephony import make_telephony


def _show_keys(**link: Any) -> tuple[str, ...]:  # noqa: ANN401 - answers of any kind
    content = make_minimal(
        licences={"users": 40, "caller": 30, "softphone": 12, "media_server_voices": 6, "rules": True, "mail": False},
        telephony={"links": [{"name": "PABX", **link}]},
    )
    (row,) = list_rows(list_tables(make_telephony(report_on(read_content(content))).blocks)[0])
    return row


def test_keys_are_told_as_x_of_y() -> None:
    """Keys and licences that a PABX needs are told beside those it has; an answer still missing is a dash."""
    row = _show_keys(kind="openscape_voice", csta_keys=25, sip_user_licences=12, ip_card=True)
    assert row == ("PABX", "25 of 30", "12 of 12", "– of 6", "yes")


def test_what_is_not_asked_for_is_not_counted() -> None:
    """Where the document asks a PABX for nothing, the cell says so even though the PABX has some."""
    row = _show_keys(kind="mivoice_5000", csta_keys=25, sip_user_licences=60, protocol="csta")
    assert row[2] == "60 of 12"
    assert row[3] == "not asked for"


@pytest.mark.parametrize("keys", [25, None])
def test_keys_that_the_document_leaves_unclear_are_to_be_confirmed(keys: int | None) -> None:
    """Whether a MiVoice 5000 needs CSTA keys is unclear: the cell never says that none are."""
    row = _show_keys(kind="mivoice_5000", csta_keys=keys, protocol="csta")
    assert row[1] == "to confirm: none, or as many as TWS users"
    assert _show_keys(kind="mivoice_office_400", csta_keys=25)[1] == "25 of 40"


@pytest.mark.parametrize(("voices", "told"), [(None, "4 of 6"), (2, "4 of 2"), (0, "4 of 0")])
def test_voice_licences_are_counted_by_the_links_own_voices(voices: int | None, told: str) -> None:
    """A link that says how many voices it has is told those, any other all of the plan's."""
    assert _show_keys(kind="oxe", sip_voice_licences=4, voices=voices)[3] == told


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_needs_are_those_of_the_assessment(name: str, language: str) -> None:
    """Each PABX has its line, and where something is needed the number is the assessment's."""
    report = report_on_sample(name, language)
    needs = report.assessment.telephony
    tables = list_tables(make_telephony(report).blocks)
    rows = list_rows(tables[0]) if needs else []
    assert [row[0] for row in rows] == [need.link for need in needs]
    for need, row in zip(needs, rows, strict=True):
        for wanted, cell in zip(need[1:4], row[1:4], strict=True):
            assert wanted is None or cell.endswith(f" {report.show(wanted)}")


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_each_link_has_its_findings(name: str, language: str) -> None:
    """Every finding about telephony stands once, under the heading of its link."""
    report = report_on_sample(name, language)
    blocks = make_telephony(report).blocks
    tables = list_tables(blocks)[1 if report.assessment.telephony else 0 :]
    found = [row[3] for table in tables for row in list_rows(table)]
    about = [
        each for each in report.assessment.findings if each.subject == "telephony" or each.subject.startswith("link:")
    ]
    assert sorted(found) == sorted(each.fact for each in about)
    links = (report.plan.telephony and report.plan.telephony.links) or ()
    assert len([block for block in blocks if isinstance(block, Heading)]) == len(links) + bool(
        report.assessment.telephony
    )


def test_no_link_is_said() -> None:
    """Without any link the chapter says that none is described."""
    blocks = make_telephony(report_on(read_content(make_minimal()))).blocks
    assert [block.text for block in blocks if not isinstance(block, Heading) and hasattr(block, "text")] == [
        "No telephony link is described yet."
    ]
