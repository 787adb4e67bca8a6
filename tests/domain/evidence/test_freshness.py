"""How long a measurement counts."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import make_empty_plan, make_evidence
from wizard.domain.evidence.freshness import CLOCK_DRIFT, find_turn, find_validity, is_fresh
from wizard.domain.evidence.record import Evidence, parse_moment

SECOND = timedelta(seconds=1)


def take(probe: str) -> Evidence:
    """Return a measurement of a probe."""
    plan = make_empty_plan(evidence=[make_evidence(probe=probe)])
    assert plan.evidence is not None
    return plan.evidence[0]


@pytest.mark.parametrize(
    ("probe", "validity"),
    [
        ("port.tcp", timedelta(hours=24)),
        ("proof.udp", timedelta(hours=24)),
        ("voice.quality", timedelta(hours=24)),
        ("server.ports", timedelta(hours=24)),
        ("server.disk", timedelta(days=7)),
        ("tls.certificate", timedelta(days=30)),
        ("server.memory", timedelta(days=30)),
    ],
)
def test_measurement_counts_until_its_validity_ends(probe: str, validity: timedelta) -> None:
    """Ports count for a day, a disk for a week, a certificate for 30 days; a second later they are stale."""
    evidence = take(probe)
    taken = parse_moment(evidence.taken_at)
    assert is_fresh(evidence, taken)
    assert is_fresh(evidence, taken + validity)
    assert not is_fresh(evidence, taken + validity + SECOND)


def test_measurement_from_the_future_does_not_count() -> None:
    """Clocks may differ a little; beyond that the date of a measurement cannot be trusted."""
    evidence = take("server.memory")
    taken = parse_moment(evidence.taken_at)
    assert is_fresh(evidence, taken - CLOCK_DRIFT)
    assert not is_fresh(evidence, taken - CLOCK_DRIFT - SECOND)


@pytest.mark.parametrize("probe", ["port.tcp", "server.disk", "server.memory"])
@pytest.mark.parametrize("before", [-timedelta(days=2), -CLOCK_DRIFT - SECOND, -CLOCK_DRIFT, timedelta(0), SECOND])
def test_turn_is_the_very_moment(probe: str, before: timedelta) -> None:
    """An instant before the turn a measurement stands as it stood, at the turn it stands otherwise."""
    evidence = take(probe)
    at = parse_moment(evidence.taken_at) + before
    turn = find_turn(evidence, at)
    assert turn is not None
    assert turn > at
    assert is_fresh(evidence, turn - timedelta.resolution) == is_fresh(evidence, at)
    assert is_fresh(evidence, turn) != is_fresh(evidence, at)


def test_last_moment_turns_and_old_measurements_never_do() -> None:
    """At the end of its validity a measurement has one instant left; past it, none."""
    evidence = take("port.tcp")
    end = parse_moment(evidence.taken_at) + find_validity("port.tcp")
    assert find_turn(evidence, end) == end + timedelta.resolution
    assert find_turn(evidence, end + timedelta.resolution) is None


@pytest.mark.parametrize("taken_at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_turn_at_the_ends_of_time(taken_at: str) -> None:
    """A date that nobody means is no reason to fail."""
    plan = make_empty_plan(evidence=[make_evidence(taken_at=taken_at)])
    assert plan.evidence is not None
    turn = find_turn(plan.evidence[0], datetime(2026, 1, 1, tzinfo=UTC))
    assert (turn is None) == taken_at.startswith("0001")
