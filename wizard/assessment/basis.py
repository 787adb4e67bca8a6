"""What each finding rests on: answers of the plan, computation from several, measurements, or work still to be done."""

from wizard.domain.assessment import Flow
from wizard.domain.findings import Aspect, Finding
from wizard.domain.levels import Basis, Level
from wizard.domain.proofs import Currency, ProofState, Weighed

_PROVING = (ProofState.PROVEN, ProofState.BLOCKED)


def tell_bases(findings: tuple[Finding, ...], flows: tuple[Flow, ...]) -> tuple[Finding, ...]:
    """Return the findings, each with what it rests on and whether a flow has to be opened for it."""
    by_subject = {(flow.fact, flow.subject): flow for flow in flows}
    return tuple(_tell_basis(finding, by_subject.get((finding.fact, finding.subject))) for finding in findings)


def _tell_basis(finding: Finding, flow: Flow | None) -> Finding:
    basis = _judge_answers(finding) if flow is None else _judge_flow(flow)
    if finding.level is Level.MISSING:
        basis = Basis.TO_DO
    return finding._replace(basis=basis, is_flow=flow is not None)


def _judge_flow(flow: Flow) -> Basis:
    """Return what a flow's finding rests on: that a port is planned opens it nowhere."""
    return Basis.MEASURED if flow.proof is not None and flow.proof.state in _PROVING else Basis.TO_DO


def _judge_answers(finding: Finding) -> Basis:
    """Return the weakest of what the aspects rest on; a measurement that judges the whole fact is enough by itself."""
    if any(map(_is_verdict, finding.evidence)):
        return Basis.MEASURED
    resting = [aspect for aspect in finding.aspects if aspect.fields]
    if resting and all(aspect.measured is not None for aspect in resting):
        return Basis.MEASURED
    return Basis.DERIVED if not resting or any(map(_is_derived, resting)) else Basis.ANSWERED


def _is_verdict(weighed: Weighed) -> bool:
    """Say whether a measurement counts and judges by itself, instead of reading what an answer says."""
    evidence = weighed.evidence
    return weighed.currency is Currency.FRESH and evidence.state != "unknown" and not evidence.answers


def _is_derived(aspect: Aspect) -> bool:
    return len(aspect.fields) > 1


def count_bases(findings: tuple[Finding, ...]) -> dict[Basis, int]:
    """Return how many of the findings that are ok rest on what."""
    met = [finding.basis for finding in findings if finding.level is Level.OK]
    return {basis: met.count(basis) for basis in Basis}
