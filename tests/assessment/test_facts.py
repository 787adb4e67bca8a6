"""Every fact, by tables: the finding it must give, and that it goes when the fact goes."""

import re

import pytest

from tests.assessment.cases.case import Case, name_case
from tests.assessment.cases.every import CASES
from tests.factories import SHARED, drop_fact, read_edition

FACT_SHEET = SHARED / "requirements.md"
FACTS = tuple(read_edition().facts)
# Rows such as "| DOC-1 | 1 | …" and the lettered parts of SRV-7, which the fact sheet names in its text.
_ROW = re.compile(r"^\| ([A-Z]+-[0-9]+) \|", re.MULTILINE)
# Facts of ours that it adds below its tables.
_ADDED = re.compile(r"^- ([A-Z]+-[0-9]+) \(new, ours\)", re.MULTILINE)


@pytest.mark.parametrize("case", CASES, ids=name_case)
def test_plan_gives_expected_finding(case: Case) -> None:
    """A plan that meets everything but some answers comes to the level that the fact sheet asks for."""
    assert case.find_level(read_edition()) == case.level


@pytest.mark.parametrize("fact", FACTS)
def test_cases_need_their_fact(fact: str) -> None:
    """Where a fact is taken out of the edition, none of the cases that expect a finding of it holds any longer."""
    poorer = drop_fact(read_edition(), fact)
    expecting = [case for case in CASES if case.fact == fact and case.level is not None]
    assert expecting
    assert [case for case in expecting if case.find_level(poorer) == case.level] == []


def test_every_fact_is_covered() -> None:
    """No fact of the edition is without a case, and no case names a fact that the edition does not know."""
    assert {case.fact for case in CASES if case.level is not None} == set(FACTS)


def _reach(level: str) -> set[str]:
    return {case.fact for case in CASES if case.level == level}


# Facts that can only inform, be met or be open: SEC-2 asks for a name, and TEL-4 gives way to TEL-6.
NEVER_FAILING = {
    *("SEC-2", "TEL-4"),
    *("SRV-13", "HW-6", "HW-7", "CLI-6", "NET-40", "TEL-3"),
    *("MED-1", "MED-2", "MED-6", "MED-8", "MED-9", "HW-1", "HW-2"),
    *(f"NET-{number}" for number in (*range(1, 31), *range(33, 40)) if number not in (21, 22, 23, 24, 35)),
}


def test_every_fact_that_can_fail_has_a_failing_case() -> None:
    """A fact with a level for its failure is shown to fail at least once."""
    failing = _reach("blocker") | _reach("consult") | _reach("warning")
    assert set(FACTS) - NEVER_FAILING - failing == set()


def test_edition_holds_the_facts_of_the_fact_sheet() -> None:
    """The shipped edition knows exactly the numbered facts of the fact sheet."""
    if not FACT_SHEET.is_file():
        pytest.skip(f"{FACT_SHEET} is not here: the fact sheet does not come with the checkout")
    sheet = FACT_SHEET.read_text(encoding="utf-8")
    named = {*_ROW.findall(sheet), *_ADDED.findall(sheet)} - {"SRV-7"}
    assert set(FACTS) == named | {"SRV-7a", "SRV-7b", "SRV-7c"}
