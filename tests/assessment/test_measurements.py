"""Evidence weighed against a plan: what counts, which answers it gives, and what the findings make of it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import Json, make_answers, make_evidence, make_group, on_groups, read_answers, read_edition
from wizard.assessment.evaluate import assess
from wizard.assessment.measurements import find_next_turn, weigh_evidence
from wizard.domain.assessment import Assessment
from wizard.domain.findings import Finding, judge_answers, rank_answers
from wizard.domain.levels import Level
from wizard.domain.proofs import Currency

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def assess_with(*evidence: Json, at: datetime | None = NOW, **changes: object) -> Assessment:
    """Assess a plan that meets everything, with changes, and with evidence."""
    return assess(read_answers(make_answers(**changes) | {"evidence": list(evidence)}), read_edition(), at)


def pick(assessment: Assessment, fact: str, subject: str = "server") -> Finding:
    """Return one finding."""
    return next(each for each in assessment.findings if (each.fact, each.subject) == (fact, subject))


def test_plan_without_evidence_is_judged_as_before() -> None:
    """Where nothing was measured the moment changes nothing."""
    assert assess_with(at=NOW) == assess_with(at=None)


def test_measurement_beats_the_answer() -> None:
    """Less RAM than planned blocks, the finding shows both figures, and no other answer would lift it."""
    found = pick(assess_with(make_evidence(answers={"server.ram_gb": 8}), server={"ram_gb": 64}), "HW-9")
    assert found.level is Level.BLOCKER
    (ram,) = (aspect for aspect in found.aspects if aspect.measured is not None)
    assert (getattr(ram.measured, "value", None), getattr(ram.planned, "value", None)) == (8, 64)
    assert found.changes == ()


def test_measurement_beats_a_worse_answer_too() -> None:
    """A machine that has more than was noted meets the requirement."""
    assessment = assess_with(make_evidence(answers={"server.ram_gb": 64}), server={"ram_gb": 1})
    assert pick(assessment, "HW-9").level is Level.OK


def test_measurement_answers_an_open_question() -> None:
    """What nobody answered and a check measured is known."""
    assessment = assess_with(make_evidence(answers={"server.ram_gb": 64}), server={"ram_gb": None})
    assert pick(assessment, "HW-9").level is Level.OK
    assert "server.ram_gb" not in assessment.unanswered


@pytest.mark.parametrize(
    ("changes", "currency"),
    [
        ({}, Currency.FRESH),
        ({"taken_at": "2026-10-25T09:00:00Z"}, Currency.FRESH),
        ({"taken_at": "2026-10-25T08:59:59Z"}, Currency.STALE),
        ({"taken_at": "2026-11-24T09:06:00Z"}, Currency.STALE),
        ({"basis": {"server.address": "10.20.0.15"}}, Currency.FRESH),
        ({"basis": {"server.address": "10.20.0.16"}}, Currency.OUTDATED),
        ({"basis": {"server.nothing": "10.20.0.16"}}, Currency.OUTDATED),
        ({"basis": {"telephony.links.99.address": "x"}}, Currency.OUTDATED),
    ],
)
def test_only_fresh_evidence_counts(changes: Json, currency: Currency) -> None:
    """Evidence that is too old, from the future or for other answers is kept and shown, and decides nothing."""
    evidence = make_evidence(answers={"server.ram_gb": 1}, **changes)
    assessment = assess_with(evidence, server={"address": "10.20.0.15"})
    finding = pick(assessment, "HW-9")
    assert [each.currency for each in finding.evidence] == [currency]
    assert (finding.level is Level.BLOCKER) is (currency is Currency.FRESH)


def test_unknown_evidence_decides_nothing() -> None:
    """A check that could not measure leaves the finding to the answers: neither met nor failed."""
    unknown = make_evidence(state="unknown", reason="deadline", answers={"server.ram_gb": 1})
    finding = pick(assess_with(unknown), "HW-9")
    assert finding.level is Level.OK
    assert finding.evidence[0].evidence.reason == "deadline"


@pytest.mark.parametrize(
    ("fact", "level"), [("SRV-6", Level.BLOCKER), ("SRV-2", Level.WARNING), ("SRV-4", Level.WARNING)]
)
def test_failed_measurement_lowers_the_finding(fact: str, level: Level) -> None:
    """What was measured not to hold blocks where the requirement is a hard one, else it is advice not followed."""
    failed = make_evidence(state="failed", facts=[fact], probe="server.disk", answers=None)
    assert pick(assess_with(), fact).level is Level.OK
    assert pick(assess_with(failed), fact).level is level


def test_failed_measurement_of_what_does_not_apply_makes_no_finding() -> None:
    """Evidence cannot bring up a fact that the plan does not touch."""
    failed = make_evidence(state="failed", facts=["NET-36"], answers=None)
    assessment = assess_with(failed, licences={"sms": False})
    assert "NET-36" not in {finding.fact for finding in assessment.findings}
    assert assessment.evidence[0].evidence.state == "failed"


def test_newest_of_one_machine_counts() -> None:
    """A check made again replaces the earlier one of the same machine."""
    old = make_evidence(answers={"server.ram_gb": 1}, taken_at="2026-11-24T07:00:00Z")
    new = make_evidence(answers={"server.ram_gb": 64}, taken_at="2026-11-24T08:00:00Z")
    assessment = assess_with(old, new)
    assert pick(assessment, "HW-9").level is Level.OK
    assert len(assessment.evidence) == 1


def test_least_of_two_machines_counts() -> None:
    """Two PCs of one group: the weaker one decides, whichever was measured last."""
    shared = {"probe": "station.memory", "subject": "group:A", "facts": ["CLI-3"], "role": "station"}
    weak = make_evidence(**shared, answers={"stations.groups.0.ram_gb": 2}, machine="PC1")
    strong = make_evidence(
        **shared, answers={"stations.groups.0.ram_gb": 16}, machine="PC2", taken_at="2026-11-24T08:30:00Z"
    )
    assessment = assess_with(weak, strong, **on_groups(make_group(name="A")))
    assert pick(assessment, "CLI-3", "group:A").level is Level.WARNING


def test_group_is_told_by_its_name() -> None:
    """A group that moved keeps its measurements; one that was renamed or removed has none."""
    weak = make_evidence(
        probe="station.memory",
        subject="group:B",
        facts=["CLI-3"],
        role="station",
        answers={"stations.groups.0.ram_gb": 2},
    )
    moved = assess_with(weak, **on_groups(make_group(name="A"), make_group(name="B")))
    assert pick(moved, "CLI-3", "group:A").level is Level.OK
    assert pick(moved, "CLI-3", "group:B").level is Level.WARNING
    renamed = assess_with(weak, **on_groups(make_group(name="C")))
    assert pick(renamed, "CLI-3", "group:C").level is Level.OK


@pytest.mark.parametrize(
    "answers",
    [
        {"server.ram_gb": "much"},
        {"server.ram_gb": -1},
        {"server": 1},
        {"server.colour": "red"},
        {"server.ram_gb.more": 1},
        {"stations.groups.0": 1},
        {"stations.groups.x.ram_gb": 1},
        {"sites.7.users": 1},
        {"": 1},
        {"evidence": 1},
        {"format_version": 2},
    ],
)
def test_measured_answer_that_the_plan_cannot_take_is_left_out(answers: Json) -> None:
    """Evidence comes from a file: it can say anything, and changes nothing that it cannot answer."""
    plan = read_answers(make_answers() | {"evidence": [make_evidence(answers=answers)]})
    measured = weigh_evidence(plan, NOW)
    assert measured.plan == plan
    assert measured.fields == frozenset()


def test_moment_decides_alone() -> None:
    """The same evidence counts today and is stale next year; nothing reads a clock."""
    evidence = make_evidence(answers={"server.ram_gb": 1})
    assert pick(assess_with(evidence), "HW-9").level is Level.BLOCKER
    assert pick(assess_with(evidence, at=NOW + timedelta(days=365)), "HW-9").level is Level.OK


APART = {"role_not_said", "other_address", "other_name"}


@pytest.mark.parametrize("apart", sorted(APART))
def test_what_is_kept_apart_counts_for_nothing(apart: str) -> None:
    """It gives no answer, fails nothing, bears on no finding and no flow, and is still listed with its reason."""
    flow = {"fact": "NET-1", "subject": "server", "protocol": "tcp", "port": 80}
    evidence = [
        make_evidence(answers={"server.ram_gb": 1}, apart=apart),
        make_evidence(probe="server.disk", state="failed", facts=["SRV-6"], answers=None, apart=apart),
        *(
            make_evidence(probe="port.tcp", facts=[fact], flow=flow | {"fact": fact}, answers=None, apart=apart)
            for fact in sorted({each.fact for each in assess_with().flows})
        ),
    ]
    assessment, without = assess_with(*evidence), assess_with()
    assert assessment.findings == without.findings
    assert assessment.flows == without.flows
    assert {each.currency for each in assessment.evidence} == {Currency.APART}
    assert len(assessment.evidence) == len(evidence)


def test_laptop_taken_for_the_server_counts_no_more() -> None:
    """Reported: an old file whose own address check failed counted the laptop's processor and memory all the same."""
    laptop = {"machine": "LAPTOP", "values": None}
    evidence = [
        make_evidence(**laptop, answers={"server.ram_gb": 8}),
        make_evidence(**laptop, probe="server.system", facts=["SRV-2"], answers={"server.os": "other"}),
        make_evidence(**laptop, probe="server.ports", facts=["NET-1"], answers=None, state="failed"),
    ]
    check = make_evidence(
        probe="server.address", facts=[], answers=None, state="failed", target="10.20.0.15", machine="LAPTOP",
        values={"addresses": "192.168.1.20", "host_name": "laptop"},
    )  # fmt: skip
    assert assess_with(*evidence).verdict.value == "blocked"
    assert assess_with(*evidence, check).findings == assess_with().findings
    assert assess_with(*evidence, check, server={"address": "192.168.1.20"}).verdict.value == "blocked"
    counted = [*evidence, check | {"apart": "other_address"}]
    assert assess_with(*counted).verdict.value == "blocked"


def test_measured_cores_that_are_too_few_fall_short_alone() -> None:
    """Of a processor whose cores were counted, not its clock: what was measured and planned of them is told."""
    measured = make_evidence(answers={"server.cores": 3})
    found = pick(assess_with(measured, server={"processor_family": "xeon", "cores": 8, "clock_ghz": 2.8}), "HW-9")
    short = [(field, part) for field, part in judge_answers(found) if part.level is Level.BLOCKER]
    ((field, part),) = short
    assert field == "server.cores"
    assert (part.measured, part.planned, part.changes) == (3, 8, ())
    assert rank_answers(found)[0] == ("server.cores",)


def test_next_turn_is_the_first_of_all_that_count_by_their_age() -> None:
    """A port of this morning goes before a disk of this week; what an answer has outdated waits for nothing."""
    port = make_evidence(probe="port.tcp", answers=None, taken_at="2026-11-24T08:00:00Z")
    disk = make_evidence(probe="server.disk", answers=None, taken_at="2026-11-20T08:00:00Z")
    plan = read_answers(make_answers() | {"evidence": [disk, port]})
    turn = find_next_turn(weigh_evidence(plan, NOW).weighed, NOW)
    assert turn == datetime(2026, 11, 25, 8, 0, tzinfo=UTC) + timedelta.resolution
    outdated = port | {"basis": {"server.address": "10.0.0.1"}}
    plan = read_answers(make_answers() | {"evidence": [disk, outdated]})
    turn = find_next_turn(weigh_evidence(plan, NOW).weighed, NOW)
    assert turn == datetime(2026, 11, 27, 8, 0, tzinfo=UTC) + timedelta.resolution


def test_no_turn_without_measurements_that_may_change() -> None:
    """Nothing measured, or only what is too old for good."""
    assert find_next_turn((), NOW) is None
    plan = read_answers(make_answers() | {"evidence": [make_evidence(taken_at="2026-01-01T00:00:00Z")]})
    assert find_next_turn(weigh_evidence(plan, NOW).weighed, NOW) is None


@pytest.mark.parametrize("typed", [" 10.0.0.1", "10.0.0.1 ", "10.0.0.1\t"])
def test_blanks_around_an_answer_make_no_other_answer(typed: str) -> None:
    """A check goes by an address without the blanks that it was typed with: its measurement is not outdated by them."""
    measured = make_evidence(probe="port.tcp", answers=None, basis={"server.address": "10.0.0.1"})
    plan = read_answers(make_answers(server={"address": typed}) | {"evidence": [measured]})
    assert [each.currency for each in weigh_evidence(plan, NOW).weighed] == [Currency.FRESH]
    other = read_answers(make_answers(server={"address": f"{typed}1"}) | {"evidence": [measured]})
    assert [each.currency for each in weigh_evidence(other, NOW).weighed] == [Currency.OUTDATED]
