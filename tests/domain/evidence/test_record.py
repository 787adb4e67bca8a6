"""A measurement as a plan keeps it."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from tests.factories import make_empty_plan, make_evidence
from wizard.domain.evidence.record import parse_moment, write_moment
from wizard.domain.plan import FORMAT
from wizard.domain.plan.writing import write_plan
from wizard.errors import PlanError
from wizard.storage.plan_files import read_plan


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


FLOW = {"fact": "NET-20", "subject": "server", "protocol": "udp", "port": 40_000}


@pytest.mark.parametrize(
    ("ports", "expected"),
    [("40000-40004,40007", "40000-40004,40007"), ("40000,40001", "40000-40001"), ("40000", None), (None, None)],
)
def test_ports_are_kept_in_one_spelling(ports: str | None, expected: str | None) -> None:
    """Ports of one flow are read and written back; one port alone is as it always was."""
    (found,) = make_empty_plan(evidence=[make_evidence(flow=FLOW | {"ports": ports})]).evidence or ()
    assert found.flow is not None
    assert (found.flow.port, found.flow.ports) == (40_000, expected)
    assert found.take(found.spans) == found


@pytest.mark.parametrize(
    "ports",
    ["", "40001-40004", "39999-40004", "40000-39999", "40000-70000", "40000,x", "40000;40001", "0-40000", 40_000],
)
def test_ports_that_do_not_begin_with_the_port_are_refused(ports: object) -> None:
    """Ports that are none, fall, or begin with another one are refused at their own place, in words."""
    text = json.dumps(
        {"format": FORMAT, "format_version": 1, "evidence": [make_evidence(flow=FLOW | {"ports": ports})]}
    )
    with pytest.raises(PlanError) as refused:
        read_plan(text.encode(), "a.twsplan")
    assert "evidence.0.flow.ports: expected" in str(refused.value)


def test_too_many_ports_are_refused() -> None:
    """A text of more than two thousand signs is no list that this program writes."""
    ports = ",".join(str(port) for port in range(40_000, 40_800, 2))
    with pytest.raises(ValidationError):
        make_empty_plan(evidence=[make_evidence(flow=FLOW | {"ports": ports})])


def test_null_is_not_written() -> None:
    """Of a measurement only what it says is written, and it opens as the same."""
    plan = make_empty_plan(evidence=[make_evidence(reason=None, flow=FLOW | {"source": None})])
    written = write_plan(plan)
    assert b"null" not in written
    assert read_plan(written, "a.twsplan") == plan


def test_moments_are_universal_time_to_the_second() -> None:
    """A moment is written in universal time, wherever it was taken, and read back."""
    there = datetime(2026, 11, 24, 9, 15, tzinfo=timezone(timedelta(hours=1)))
    assert write_moment(there) == "2026-11-24T08:15:00Z"
    assert parse_moment(write_moment(there)) == datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
