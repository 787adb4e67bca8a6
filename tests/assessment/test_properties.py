"""What must hold of any plan whatever: worked through on random plans, the same ones every time."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.assessment.cases.case import Case, name_case
from tests.assessment.cases.every import CASES
from tests.assessment.strategies import ANSWERS, PLANS, STEADY
from tests.factories import Json, find_finding, make_answers, read_answers, read_edition
from wizard.assessment.evaluate import assess
from wizard.domain.assessment import Assessment, ServerNeed
from wizard.domain.findings import Change
from wizard.domain.levels import Level
from wizard.domain.plan import Plan

EDITION = read_edition()
CALM = settings(STEADY, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
# What a licence that was not ordered becomes when it is.
_ORDERED: dict[str, Any] = {
    **dict.fromkeys(("caller", "alerter", "softphone", "smart_attendant", "media_server_voices", "v4_clients"), 5),
    **dict.fromkeys(("rules", "mail", "manager_desktop", "manager_web", "admin_viewer", "websocket_development"), True),
    **dict.fromkeys(("file_sharing", "remote_access", "twp_browser", "sms", "ldap"), True),
    "conference": {"audio_participants": 5, "video_participants": 5, "conferences": 1},
    "groupware": ["exchange", "office_365", "google", "zimbra", "lotus_notes"],
}


def _assess(answers: Json) -> Assessment:
    return assess(read_answers(answers), EDITION)


def _section(answers: Json, name: str) -> Json:
    section: Json = answers.get(name) or {}
    return section


def _measure(server: ServerNeed | None) -> tuple[float, ...]:
    """Return a server's size as figures that must not fall: row, cores and RAM."""
    if server is None:
        return (float("inf"),) * 4
    return server.row_users, server.row_calls_per_hour, server.cores_row, server.ram_gb


@CALM
@given(answers=ANSWERS, users=st.integers(0, 9_000), calls=st.integers(0, 22_000), more=st.integers(0, 9_000))
@pytest.mark.parametrize("grown", ["users", "calls_per_hour"])
def test_more_users_or_calls_never_need_a_smaller_server(
    answers: Json, users: int, calls: int, more: int, grown: str
) -> None:
    """With more users or more calls no figure of the server falls; above the table it stays above."""
    sizes = []
    for added in (0, more):
        licences = {**_section(answers, "licences"), "users": users + (added if grown == "users" else 0)}
        load = {**_section(answers, "load"), "calls_per_hour": calls + (added if grown == "calls_per_hour" else 0)}
        sizes.append(_measure(_assess({**answers, "licences": licences, "load": load}).server))
    assert all(small <= large for small, large in zip(*sizes, strict=True))


def _flows_of(answers: Json) -> set[tuple[str, str]]:
    return {(flow.fact, flow.subject) for flow in _assess(answers).flows}


@CALM
@given(answers=ANSWERS, licence=st.sampled_from(sorted(_ORDERED)))
def test_added_licence_never_removes_a_flow(answers: Json, licence: str) -> None:
    """A licence ordered on top leaves every flow that was needed before."""
    licences = _section(answers, "licences")
    more = {**answers, "licences": {**licences, licence: licences.get(licence) or _ORDERED[licence]}}
    assert _flows_of(answers) - _flows_of(more) == set()


@CALM
@given(plan=PLANS)
def test_same_plan_gives_same_assessment(plan: Plan) -> None:
    """Assessing twice gives equal results: nothing but the plan and the edition is read."""
    assert assess(plan, EDITION) == assess(plan.model_copy(deep=True), EDITION)


@CALM
@given(plan=PLANS)
def test_verdict_counts_and_open_fields_follow_from_the_findings(plan: Plan) -> None:
    """The verdict is that of the worst level; counts and unanswered fields are those of the findings."""
    found = assess(plan, EDITION)
    levels = [finding.level for finding in found.findings]
    verdicts = {Level.BLOCKER: "blocked", Level.MISSING: "incomplete", Level.CONSULT: "to_confirm"}
    worst = next((level for level in verdicts if level in levels), None)
    assert found.verdict.value == (verdicts[worst] if worst else "compliant")
    assert found.counts == {level: levels.count(level) for level in Level}
    fields = [field for finding in found.findings if finding.level is Level.MISSING for field in finding.fields]
    assert len(found.unanswered) == len(set(fields))
    assert set(found.unanswered) == set(fields)


@CALM
@given(plan=PLANS)
def test_one_finding_for_a_fact_and_subject(plan: Plan) -> None:
    """No fact is judged twice for a subject, and each finding rests on the page of its fact."""
    found = assess(plan, EDITION).findings
    assert len({(finding.fact, finding.subject) for finding in found}) == len(found)
    assert all(finding.page == EDITION.facts[finding.fact].page for finding in found)


@CALM
@given(plan=PLANS)
def test_missing_findings_name_fields_without_an_answer(plan: Plan) -> None:
    """A field that is to be answered is null, absent, or a text or list without what is needed; never a number."""
    answers = plan.model_dump(mode="json")
    for field in assess(plan, EDITION).unanswered:
        value = _read(answers, field.split("."))
        assert value is None or isinstance(value, str | list), field


def _read(value: Any, path: list[str]) -> Any:  # noqa: ANN401 - any JSON value
    for part in path:
        if isinstance(value, list):
            value = value[int(part)]
        elif isinstance(value, dict):
            value = value.get(part)
        else:
            return None
    return value


def _set(answers: Json, change: Change) -> None:
    """Set one answer of a plan's JSON, as a person would who follows the proposal."""
    *path, last = change.field.split(".")
    place: Any = answers
    for part in path:
        if isinstance(place, list):
            place = place[int(part)]
            continue
        if not place.get(part):
            place[part] = {}
        place = place[part]
    place[last] = list(change.value) if isinstance(change.value, tuple) else change.value


def _lift_each_blocker(answers: Json) -> None:
    for finding in _assess(answers).findings:
        if finding.level is not Level.BLOCKER or not finding.changes:
            continue
        changed = json.loads(json.dumps(answers))
        for change in finding.changes:
            _set(changed, change)
        after = {(each.fact, each.subject): each.level for each in _assess(changed).findings}
        assert after.get((finding.fact, finding.subject)) is not Level.BLOCKER, finding


@settings(CALM, max_examples=120)
@given(answers=ANSWERS)
def test_proposed_changes_lift_their_blocker(answers: Json) -> None:
    """Where a blocker proposes changes, setting all of them makes this finding a blocker no longer."""
    _lift_each_blocker(answers)


# What no other answer can mend: models and PABXs that are in no list.
NO_WAY_OUT = {"TEL-17"}
BLOCKED = [case for case in CASES if case.level == "blocker" and case.fact not in NO_WAY_OUT]


@pytest.mark.parametrize("case", BLOCKED, ids=name_case)
def test_every_blocker_of_the_fact_tables_can_be_lifted(case: Case) -> None:
    """The blockers of the fact tables propose changes that lift them; a lone wrong model proposes none."""
    answers = make_answers(**case.changes)
    finding = find_finding(_assess(answers), case.fact, case.subject)
    assert finding is not None
    assert bool(finding.changes) is (case.fact != "TEL-1" or len(case.changes["telephony"]["links"][0]["models"]) > 1)
    _lift_each_blocker(answers)


@CALM
@given(plan=PLANS)
def test_checklist_and_confirmations_belong_to_judged_facts(plan: Plan) -> None:
    """Nothing is to be ticked or confirmed for a fact that does not apply or of which that is not known."""
    found = assess(plan, EDITION)
    judged = {finding.fact for finding in found.findings if finding.judged}
    assert {each.fact for each in found.to_confirm} <= judged
    assert {fact for item in found.checklist for fact in item.facts} <= judged


@CALM
@given(plan=PLANS)
def test_flows_and_findings_agree(plan: Plan) -> None:
    """Each flow has a finding of its fact and subject, and one without a port is missing."""
    found = assess(plan, EDITION)
    levels = {(each.fact, each.subject): each.level for each in found.findings}
    for flow in found.flows:
        assert (flow.fact, flow.subject) in levels
        assert flow.ports is not None or levels[flow.fact, flow.subject] is Level.MISSING
