"""How a finding follows from its aspects and its condition."""

import pytest

from tests.factories import read_edition
from wizard.assessment.judging import judge
from wizard.assessment.truth import Truth
from wizard.domain.findings import Aspect, Change
from wizard.domain.levels import Level

EDITION = read_edition()


def _aspects(*levels: Level) -> list[Aspect]:
    return [Aspect(level, (f"field.{place}",)) for place, level in enumerate(levels)]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((), Level.OK),
        ((Level.OK,), Level.OK),
        ((Level.OK, Level.INFO), Level.INFO),
        ((Level.INFO, Level.WARNING), Level.WARNING),
        ((Level.WARNING, Level.CONSULT), Level.CONSULT),
        ((Level.WARNING, Level.MISSING), Level.MISSING),
        ((Level.CONSULT, Level.MISSING), Level.MISSING),
        ((Level.MISSING, Level.BLOCKER, Level.OK), Level.BLOCKER),
    ],
)
def test_worst_aspect_decides(levels: tuple[Level, ...], expected: Level) -> None:
    """The level of a finding is that of its worst aspect."""
    finding = judge(EDITION, "HW-9", "server", _aspects(*levels))
    assert finding is not None
    assert finding.level is expected


def test_missing_finding_names_only_what_is_to_be_answered() -> None:
    """A missing finding rests on its open aspects alone, not on its condition."""
    aspects = _aspects(Level.OK, Level.MISSING, Level.WARNING)
    finding = judge(EDITION, "HW-9", "server", aspects, Truth(value=True, fields=("condition",)))
    assert finding is not None
    assert finding.fields == ("field.1",)


def test_any_other_finding_names_all_it_rests_on() -> None:
    """A finding that is not missing rests on its condition and on all its aspects."""
    aspects = _aspects(Level.OK, Level.MISSING, Level.BLOCKER)
    finding = judge(EDITION, "HW-9", "server", aspects, Truth(value=True, fields=("condition",)))
    assert finding is not None
    assert finding.fields == ("condition", "field.0", "field.1", "field.2")


def test_false_condition_gives_nothing() -> None:
    """A fact whose condition is false has no finding, whatever its aspects."""
    assert judge(EDITION, "HW-9", "server", _aspects(Level.BLOCKER), Truth(value=False)) is None


def test_open_condition_is_missing_on_its_own_fields() -> None:
    """A fact whose condition is not answered is missing on the condition, and is not judged."""
    finding = judge(EDITION, "HW-9", "server", _aspects(Level.BLOCKER), Truth(None, ("condition",)))
    assert finding is not None
    assert (finding.level, finding.fields, finding.judged) == (Level.MISSING, ("condition",), False)


def test_fact_unknown_to_the_edition_gives_nothing() -> None:
    """An edition without a fact has no finding of it."""
    assert judge(EDITION, "HW-99", "server", _aspects(Level.BLOCKER)) is None


def test_finding_carries_page_texts_and_changes_of_its_fact() -> None:
    """A finding names the vendor's page, the edition's texts, and the changes of all its aspects."""
    change = Change("server.ram_gb", 16)
    finding = judge(EDITION, "HW-9", "server", [Aspect(Level.BLOCKER, ("server.ram_gb",), changes=(change,))])
    assert finding is not None
    fact = EDITION.facts["HW-9"]
    assert (finding.page, finding.title, finding.remedy) == (4, fact.title, fact.action)
    assert finding.changes == (change,)
