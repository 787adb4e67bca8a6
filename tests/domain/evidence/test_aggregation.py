"""Ports that a run found alike as one measurement: the meaning of each port stays what it was."""

import json
from collections.abc import Iterable
from itertools import permutations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import Json, make_answers, make_evidence, read_answers
from wizard.domain.evidence.collection import STOPPED, add_evidence, add_run, aggregate_evidence, keep_newest
from wizard.domain.evidence.ports import list_numbers, make_set
from wizard.domain.evidence.record import Evidence
from wizard.domain.plan.writing import write_plan

FIRST = 40_000
MOMENTS = [f"2026-11-24T08:00:0{second}Z" for second in range(3)]


def read(*evidence: Json) -> tuple[Evidence, ...]:
    """Return measurements as a plan reads them."""
    return read_answers(make_answers() | {"evidence": list(evidence)}).evidence or ()


def try_ports(ports: str, state: str = "ok", **changes: object) -> Json:
    """Return the proof of some ports of Softphone's voice, as a plan file holds it."""
    first = int(ports.replace("-", ",").split(",")[0])
    flow = {"fact": "NET-20", "subject": "server", "protocol": "udp", "port": first}
    flow |= {"ports": ports} if ports != str(first) else {}
    proven = {
        "probe": "proof.flow",
        "facts": ["NET-20"],
        "state": state,
        "reason": None if state == "ok" else "proof.dropped",
        "values": None,
        "answers": None,
        "flow": flow,
        "target": "10.0.0.1",
        "source": "10.0.0.9",
        "destination": f"10.0.0.1:{first}",
    }
    return make_evidence(**proven | changes)


def tell_ports(evidence: Iterable[Evidence]) -> set[str]:
    """Return each port's measurements in full, one for each port: what a list of measurements means."""
    told = set()
    for each in evidence:
        for port in list_numbers(make_set(each.spans)):
            one = each.take(((port, port),))
            told.add(json.dumps(one.model_dump(mode="json", exclude_none=True), sort_keys=True))
    return told


def expect_newest(evidence: Iterable[Evidence]) -> set[str]:
    """Return which of single ports' measurements stand, by the plainest rule: none of the same thing is newer."""
    singles = [json.loads(text) for text in tell_ports(evidence)]

    def name(one: Json) -> str:
        return json.dumps([one.get(key) for key in ("probe", "subject", "target", "flow", "machine", "role")])

    newest: dict[str, str] = {}
    for one in singles:
        newest[name(one)] = max(newest.get(name(one), ""), one["taken_at"])
    return {json.dumps(one, sort_keys=True) for one in singles if one["taken_at"] == newest[name(one)]}


def write_ports(ports: set[int]) -> str:
    """Return ports as text, neighbours joined or not: both mean the same."""
    return ",".join(str(FIRST + port) for port in sorted(ports))


@st.composite
def measurements(draw: st.DrawFn) -> Json:
    """Draw a measurement of few things, machines and moments, so that many are of the same."""
    more = {
        "taken_at": draw(st.sampled_from(MOMENTS)),
        "machine": draw(st.sampled_from(["PC1", "PC2"])),
        "took_ms": 1.0,
    }
    if draw(st.integers(0, 4)) == 0:
        return make_evidence(**more, values={"ram_read_gb": draw(st.sampled_from([8.0, 16.0]))})
    state = draw(st.sampled_from(["ok", "failed", "unknown"]))
    reason = None if state == "ok" else draw(st.sampled_from(["proof.dropped", STOPPED]))
    if draw(st.integers(0, 5)) == 0:
        # No flow led to it.
        return make_evidence(**more, probe="proof.flow", state="unknown", reason="voice.no_flow", values=None)
    ports = draw(st.sets(st.integers(0, 12), min_size=1))
    target = draw(st.sampled_from(["10.0.0.1", "10.0.0.1:{first}"]))
    return try_ports(write_ports(ports), state, **more, reason=reason, target=target.format(first=FIRST + min(ports)))


LISTS = st.lists(measurements(), max_size=10)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(LISTS, st.randoms())
def test_each_port_keeps_what_it_had(drawn: list[Json], random: Random) -> None:
    """Joined in any order, once or twice, the ports have the measurements that they had; twice joined is once."""
    evidence = read(*drawn)
    joined = aggregate_evidence(evidence)
    shuffled = [*evidence, *evidence]
    random.shuffle(shuffled)
    assert tell_ports(joined) == tell_ports(evidence)
    assert aggregate_evidence(shuffled) == joined
    assert aggregate_evidence(joined) == joined
    assert len(joined) <= len(evidence)


@FEW
@given(LISTS, st.randoms())
def test_newest_stands_port_by_port(drawn: list[Json], random: Random) -> None:
    """Of each port the newest measurements stand, as if every port had been kept by itself; order matters nothing."""
    evidence = read(*drawn)
    kept = keep_newest(evidence)
    singles = [each.take(((port, port),)) for each in evidence for port in list_numbers(make_set(each.spans))]
    random.shuffle(singles)
    assert tell_ports(kept) == expect_newest(evidence)
    assert keep_newest(singles) == kept
    assert keep_newest([*kept, *evidence]) == kept


@FEW
@given(LISTS, LISTS, LISTS)
def test_copies_of_a_plan_come_together_in_any_order(mine: list[Json], theirs: list[Json], others: list[Json]) -> None:
    """Whoever's copy is added to whose, and in which order, and however often: the same measurements are kept."""
    copies = [read(*drawn) for drawn in (mine, theirs, others)]
    results = [add_evidence(add_evidence(one, two), three) for one, two, three in permutations(copies)]
    results += [add_evidence(one, add_evidence(two, three)) for one, two, three in permutations(copies)]
    assert all(result == results[0] for result in results)
    assert add_evidence(results[0], copies[0]) == results[0]
    assert not any(each.reason == STOPPED for each in results[0])


@FEW
@given(LISTS, LISTS)
def test_failure_of_the_newest_moment_is_never_lost(mine: list[Json], theirs: list[Json]) -> None:
    """Two runs within the same second that differ both stay, so that what failed is seen."""
    both = [each for each in read(*mine, *theirs) if each.reason != STOPPED]
    failed = {text for text in expect_newest(both) if json.loads(text)["state"] == "failed"}
    assert failed <= tell_ports(add_evidence(read(*mine), read(*theirs)))


def test_one_blocked_port_takes_its_own_place_alone() -> None:
    """A later run finds 40003 blocked: the rest of the range keeps its proof and its age."""
    before = read(try_ports("40000-40007"))
    found = read(try_ports("40003", "failed", taken_at="2026-11-24T09:00:00Z"))
    kept = add_evidence(before, found)
    assert [(each.state, each.flow.ports or each.flow.port, each.taken_at[11:16]) for each in kept if each.flow] == [
        ("failed", 40_003, "09:00"),
        ("ok", "40000-40002,40004-40007", "08:00"),
    ]
    again = add_evidence(kept, read(try_ports("40000-40007", taken_at="2026-11-24T10:00:00Z")))
    assert [(each.state, each.flow.ports) for each in again if each.flow] == [("ok", "40000-40007")]


def test_beginning_of_a_range_moves_its_ends() -> None:
    """Where the first port is measured anew, the older part names its own first port as destination."""
    before = read(try_ports("40000-40002", target="10.0.0.1:40000"))
    later = read(try_ports("40000", "failed", target="10.0.0.1:40000", taken_at="2026-11-24T09:00:00Z"))
    (old,) = [each for each in add_evidence(before, later) if each.state == "ok"]
    assert (old.target, old.destination) == ("10.0.0.1:40001", "10.0.0.1:40001")


def test_every_second_port_blocked_fits_and_means_the_same() -> None:
    """The worst pattern of a whole range takes few entries, each of which a plan reads."""
    wrong = [try_ports(str(port), "ok" if port % 2 else "failed") for port in range(40_000, 41_001)]
    evidence = read(*wrong)
    kept = add_evidence((), evidence)
    assert len(kept) == 4
    assert tell_ports(kept) == tell_ports(evidence)
    plan = read_answers(make_answers()).model_copy(update={"evidence": kept})
    assert read_answers(json.loads(write_plan(plan))).evidence == kept


def test_measurement_of_a_clock_that_ran_ahead_gives_way_to_a_run() -> None:
    """A PC whose clock is set right is measured again: what it had measured in the future does not stand for it."""
    ahead = read(try_ports("40000", "failed", taken_at="2027-01-01T00:00:00Z"))
    found = read(try_ports("40000"))
    assert add_run(ahead, found) == found
    range_ahead = read(try_ports("40000-40002", "failed", taken_at="2027-01-01T00:00:00Z"))
    assert [(each.state, each.flow.ports or each.flow.port) for each in add_run(range_ahead, found) if each.flow] == [
        ("failed", "40001-40002"),
        ("ok", 40_000),
    ]
    elsewhere = read(try_ports("40000", "failed", machine="PC2", taken_at="2027-01-01T00:00:00Z"))
    assert set(map(id, add_run(elsewhere, found))) == {id(elsewhere[0]), id(found[0])}


@pytest.mark.parametrize("minutes", [4, 6])
def test_run_that_began_later_on_the_same_machine_stands(minutes: int) -> None:
    """Two runs at once: the one that began later stands, within what a clock may drift."""
    later = read(try_ports("40000", "failed", taken_at=f"2026-11-24T08:0{minutes}:00Z"))
    kept = add_run(later, read(try_ports("40000")))
    assert [each.state for each in kept] == (["failed"] if minutes < 5 else ["ok"])


def test_stopped_run_leaves_what_was_measured() -> None:
    """What was stopped before it measured takes nothing away."""
    before = read(try_ports("40000-40007"))
    stopped = read(make_evidence(probe="proof.flow", state="unknown", reason=STOPPED, taken_at="2026-11-24T09:00:00Z"))
    assert add_evidence(before, stopped) == add_run(before, stopped) == before
