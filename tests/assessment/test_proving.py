"""Flows proven, blocked, or neither."""

from datetime import UTC, datetime

import pytest

from tests.factories import Json, make_answers, make_evidence, read_answers, read_edition
from wizard.assessment.evaluate import assess
from wizard.domain.assessment import Assessment, Flow
from wizard.domain.levels import Level
from wizard.domain.proofs import Proof, ProofState

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PLAIN = {"security": {"secure_mode": False, "keep_plain_ports": False}}


def try_port(port: int, state: str, fact: str = "NET-7", protocol: str = "tcp", **changes: object) -> Json:
    """Return the evidence of one port of a flow."""
    flow = {"fact": fact, "subject": "server", "protocol": protocol, "port": port}
    reason = None if state == "ok" else "refused"
    return make_evidence(
        probe=f"proof.{protocol}",
        facts=[fact],
        state=state,
        reason=reason,
        answers=None,
        values=None,
        flow=flow,
        target=f"{protocol} {port}",
        source="10.0.0.9",
        destination="10.0.0.1",
        **changes,
    )


def assess_flows(*evidence: Json) -> Assessment:
    """Assess a plan in plain mode with evidence."""
    answers = make_answers(**PLAIN, licences={"softphone": 10}, load={"calls_per_station": 2})
    return assess(read_answers(answers | {"evidence": list(evidence)}), read_edition(), NOW)


def find_flow(assessment: Assessment, fact: str = "NET-7") -> Flow:
    """Return a flow."""
    return next(flow for flow in assessment.flows if flow.fact == fact)


def prove(*evidence: Json, fact: str = "NET-7") -> Proof:
    """Return the proof that comes of some evidence."""
    proof = find_flow(assess_flows(*evidence), fact).proof
    assert proof is not None
    return proof


def test_nothing_tried_nothing_said() -> None:
    """A flow that no check looked at has no proof."""
    assert find_flow(assess_flows()).proof is None


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("ok", "ok"), ProofState.PROVEN),
        (("ok", None), ProofState.PARTLY),
        (("ok", "unknown"), ProofState.PARTLY),
        (("ok", "failed"), ProofState.BLOCKED),
        (("unknown", "unknown"), ProofState.UNKNOWN),
        (("failed", None), ProofState.BLOCKED),
    ],
)
def test_every_port_of_a_flow_must_be_proven(states: tuple[str | None, ...], expected: ProofState) -> None:
    """NET-7 has two ports: both make it proven, one is not enough, one blocked blocks it."""
    tried = [try_port(port, state) for port, state in zip((9001, 9005), states, strict=True) if state]
    proof = prove(*tried)
    assert proof.state is expected
    assert proof.proven == tuple(port for port, state in zip((9001, 9005), states, strict=True) if state == "ok")
    assert (proof.source, proof.destination) == ("10.0.0.9", "10.0.0.1")


@pytest.mark.parametrize(
    ("ports", "expected"),
    [
        ((40000, 40007), ProofState.PROVEN),
        ((40000, 40004), ProofState.PARTLY),
        ((40004, 40007), ProofState.PARTLY),
        ((40000, 40003, 40007), ProofState.PROVEN),
    ],
)
def test_range_is_proven_from_end_to_end(ports: tuple[int, ...], expected: ProofState) -> None:
    """Of a range the first and the last port are needed; its middle alone proves nothing of its ends."""
    tried = [try_port(port, "ok", "NET-20", "udp") for port in ports]
    assert prove(*tried, fact="NET-20").state is expected


def test_old_proof_is_stale_never_green() -> None:
    """After a day a proof is shown as stale."""
    day_before = {"taken_at": "2026-11-23T08:59:59Z"}
    proof = prove(try_port(9001, "ok", **day_before), try_port(9005, "ok", **day_before))
    assert proof.state is ProofState.STALE
    assert proof.proven == ()


def test_blocked_flow_blocks_its_requirement() -> None:
    """A flow that was measured to be blocked is a requirement not met, with the port and the reason."""
    assessment = assess_flows(try_port(9001, "failed"))
    finding = next(each for each in assessment.findings if each.fact == "NET-7")
    assert finding.level is Level.BLOCKER
    assert find_flow(assessment).proof == prove(try_port(9001, "failed"))


@pytest.mark.parametrize(
    "changes", [{"port": 9002}, {"port": 9001, "protocol": "udp"}, {"port": 9001, "fact": "NET-9"}]
)
def test_proof_of_something_else_says_nothing(changes: Json) -> None:
    """A port, protocol or flow that the plan does not have leaves flows and findings as they were."""
    evidence = try_port(changes["port"], "failed", changes.get("fact", "NET-7"), changes.get("protocol", "tcp"))
    assessment = assess_flows(evidence)
    assert find_flow(assessment).proof is None
    assert next(each for each in assessment.findings if each.fact == "NET-7").level is Level.OK


def test_other_pc_that_is_blocked_keeps_the_flow_blocked() -> None:
    """Proven from one PC and blocked from another is blocked; a new try of that PC lifts it."""
    ok = [try_port(port, "ok", machine="PC1") for port in (9001, 9005)]
    blocked = try_port(9001, "failed", machine="PC2")
    assert prove(*ok, blocked).state is ProofState.BLOCKED
    again = try_port(9001, "ok", machine="PC2", taken_at="2026-11-24T08:30:00Z")
    assert prove(*ok, blocked, again).state is ProofState.PROVEN
