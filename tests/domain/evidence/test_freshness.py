"""How long a measurement counts."""

from datetime import timedelta

import pytest

from tests.factories import make_empty_plan, make_evidence
from wizard.domain.evidence.freshness import CLOCK_DRIFT, is_fresh
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
