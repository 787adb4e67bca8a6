"""What is to be confirmed with the vendor."""

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
from wizard.domain.levels import Level
from wizard.dossier.content.confirmations import make_confirmations


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_questions_and_readings_are_all_there(name: str, language: str) -> None:
    """Each finding to consult on and each reading stands once, with room for the vendor's reply beside a reading."""
    report = report_on_sample(name, language)
    tables = list_tables(make_confirmations(report).blocks)
    consulted = [each.fact for each in report.assessment.findings if each.level is Level.CONSULT]
    asked = [row[4] for row in list_rows(tables[0])] if consulted else []
    assert sorted(asked) == sorted(consulted)
    readings = [(each.fact, report.say(each.message), "") for each in report.assessment.to_confirm]
    assert list_rows(*tables[bool(consulted) :]) == readings


def test_nothing_to_confirm_is_said() -> None:
    """An empty plan asks the vendor nothing, and the chapter says so."""
    report = report_on(read_content(make_minimal()))
    texts = [getattr(block, "text", "") for block in make_confirmations(report).blocks]
    assert "None for this plan." in texts
