"""A text that cannot be read is an open answer: it never passes as one, and never as nothing."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.assessment.strategies import ANSWERS, STEADY
from tests.factories import Json, make_answers, read_answers, read_edition
from wizard.assessment.evaluate import assess
from wizard.domain.assessment import Unread
from wizard.domain.levels import Level, Verdict
from wizard.domain.plan import Plan
from wizard.domain.plan.unread import is_open
from wizard.errors import PlanError

EDITION = read_edition()
CALM = settings(STEADY, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _with_text(answers: Json, field: str, text: str) -> Json:
    return {**answers, "unread": {field: text}}


def test_compliant_plan_with_a_text_is_incomplete() -> None:
    """No fact asks how often the directory is searched, and yet the plan is not done while nobody can read it."""
    answers = make_answers()
    answers["load"]["directory_searches_per_hour"] = None
    before = assess(read_answers(answers), EDITION)
    assert before.verdict not in (Verdict.BLOCKED, Verdict.INCOMPLETE)
    found = assess(read_answers(_with_text(answers, "load.directory_searches_per_hour", "many")), EDITION)
    assert found.verdict is Verdict.INCOMPLETE
    assert found.unread == (Unread("load.directory_searches_per_hour", "many"),)
    assert found.unanswered == ("load.directory_searches_per_hour",)
    assert (found.findings, found.counts) == (before.findings, before.counts)


def test_blocked_plan_stays_blocked() -> None:
    """A text takes nothing back of what is known to fail."""
    answers = make_answers(server={"os_language": "other"})
    answers["licences"]["users"] = None
    assert assess(read_answers(_with_text(answers, "licences.users", "18O")), EDITION).verdict is Verdict.BLOCKED


def test_port_of_a_fixed_flow_is_refused_as_text_too() -> None:
    """A text for a port that nobody may set could never be corrected: it is refused as the port itself is."""
    with pytest.raises(PlanError, match="cannot be set"):
        assess(read_answers(_with_text(make_answers(), "ports.NET-7", "x")), EDITION)


@CALM
@given(answers=ANSWERS)
def test_any_open_field_with_a_text_keeps_the_plan_open(answers: Json) -> None:
    """Whatever the plan: blocked or incomplete, and the field is among the unanswered, once."""
    plan = read_answers(answers)
    sections = {name: getattr(plan, name) for name in Plan.model_fields}
    for field in (
        "licences.users",
        "sites.0.link_mbit_s",
        "server.clock_ghz",
        "ports.NET-19",
        "telephony.links.0.port",
    ):
        if not is_open(Plan, sections, field):
            continue
        found = assess(read_answers(_with_text(answers, field, "2,4 gigas")), EDITION)
        blocked = found.counts[Level.BLOCKER] > 0
        assert found.verdict is (Verdict.BLOCKED if blocked else Verdict.INCOMPLETE)
        assert found.unanswered.count(field) == 1
