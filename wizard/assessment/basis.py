"""What each finding rests on: answers of the plan, computation from several, measurements, or work still to be done."""

from wizard.assessment.rules.sessions import STATIONS
from wizard.assessment.situation import count_machines
from wizard.domain.assessment import Flow
from wizard.domain.evidence.sides import is_one_sided
from wizard.domain.findings import Aspect, Finding
from wizard.domain.levels import Basis, Level
from wizard.domain.plan import Plan
from wizard.domain.proofs import Currency, ProofState, Weighed

_PROVING = (ProofState.PROVEN, ProofState.BLOCKED)


def tell_bases(findings: tuple[Finding, ...], flows: tuple[Flow, ...], plan: Plan) -> tuple[Finding, ...]:
    """Return the findings, each with what it rests on and whether a flow has to be opened for it."""
    by_subject, machines = {(flow.fact, flow.subject): flow for flow in flows}, _count_all(plan)
    return tuple(
        _tell_basis(finding, by_subject.get((finding.fact, finding.subject)), machines) for finding in findings
    )


def _count_all(plan: Plan) -> dict[str, int | None]:
    """Return how many PCs each group has, and all together; None where nobody knows."""
    by_group = count_machines(plan)
    known = [count for count in by_group.values() if count is not None]
    return {STATIONS: sum(known) if by_group and len(known) == len(by_group) else None, **by_group}


def _tell_basis(finding: Finding, flow: Flow | None, machines: dict[str, int | None]) -> Finding:
    basis = _judge_answers(finding, machines) if flow is None else _judge_flow(flow)
    if finding.level is Level.MISSING:
        basis = Basis.TO_DO
    return finding._replace(basis=basis, is_flow=flow is not None)


def _judge_flow(flow: Flow) -> Basis:
    """Return what a flow's finding rests on: that a port is planned opens it nowhere."""
    return Basis.MEASURED if flow.proof is not None and flow.proof.state in _PROVING else Basis.TO_DO


def _judge_answers(finding: Finding, machines: dict[str, int | None]) -> Basis:
    """Return the weakest of what the aspects rest on; measurements that judge the whole fact are enough by themselves.

    They are not while another one of the fact is unknown: a folder that nobody could look into, a system half read. Of
    PCs that nobody looked at the plan's word is all there is, however many others were measured.
    """
    resting = [aspect for aspect in finding.aspects if aspect.fields]
    if _is_covered(finding, machines):
        is_read = bool(resting) and all(aspect.measured is not None for aspect in resting)
        if is_read or _is_judged(finding.evidence):
            return Basis.MEASURED
    return Basis.DERIVED if not resting or any(map(_is_derived, resting)) else Basis.ANSWERED


def _is_covered(finding: Finding, machines: dict[str, int | None]) -> bool:
    """Say whether every machine that a finding is about was measured."""
    if finding.subject not in machines:
        return True
    seen = {each.evidence.machine for each in finding.evidence if _counts(each)}
    planned = machines[finding.subject]
    return planned is not None and len(seen) >= planned


def _counts(weighed: Weighed) -> bool:
    return weighed.currency is Currency.FRESH and weighed.evidence.state != "unknown"


def _is_judged(evidence: tuple[Weighed, ...]) -> bool:
    """Say whether measurements judge a fact, instead of reading what an answer says, and none of them is unknown."""
    fresh = [each for each in evidence if each.currency is Currency.FRESH]
    judging = any(not each.evidence.answers and not is_one_sided(each.evidence) for each in fresh)
    return judging and all(map(_counts, fresh))


def _is_derived(aspect: Aspect) -> bool:
    return len(aspect.fields) > 1


def count_bases(findings: tuple[Finding, ...]) -> dict[Basis, int]:
    """Return how many of the findings that are ok rest on what."""
    met = [finding.basis for finding in findings if finding.level is Level.OK]
    return {basis: met.count(basis) for basis in Basis}
