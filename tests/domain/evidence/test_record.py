"""A measurement as a plan keeps it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from tests.factories import make_empty_plan, make_evidence
from wizard.domain.evidence.record import parse_moment, write_moment


def test_measurement_survives_the_plan_file() -> None:
    """Whatever a probe measured comes back from a plan as it was."""
    flow = {"fact": "NET-2", "subject": "server", "protocol": "tcp", "port": 443}
    measured = make_evidence(flow=flow, reason="refused", detail="RST", target="tcp 10.0.0.1:443", source="10.0.0.9")
    plan = make_empty_plan(evidence=[measured])
    assert plan.model_dump(mode="json", exclude_none=True)["evidence"] == [measured]


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "green"},
        {"role": "guest"},
        {"taken_at": "2026-11-24"},
        {"taken_at": "2026-11-31T08:00:00Z"},
        {"taken_at": "2026-11-24T08:00:00+01:00"},
        {"took_ms": -1},
        {"probe": "Server RAM"},
        {"values": {"ram_gb": float("nan")}},
        {"values": {"ram_gb": [1]}},
        {"answers": {"server.ram_gb": {}}},
        {"flow": {"fact": "NET-2", "subject": "server", "protocol": "tcp", "port": 0}},
        {"flow": {"fact": "NET-2", "subject": "server", "protocol": "icmp", "port": 1}},
        {"colour": "red"},
    ],
)
def test_unusable_measurement_is_refused(changes: dict[str, object]) -> None:
    """A plan with evidence of another shape does not open: it could pass for a measurement."""
    with pytest.raises(ValidationError):
        make_empty_plan(evidence=[make_evidence(**changes)])


def test_moments_are_universal_time_to_the_second() -> None:
    """A moment is written in universal time, wherever it was taken, and read back."""
    there = datetime(2026, 11, 24, 9, 15, tzinfo=timezone(timedelta(hours=1)))
    assert write_moment(there) == "2026-11-24T08:15:00Z"
    assert parse_moment(write_moment(there)) == datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
