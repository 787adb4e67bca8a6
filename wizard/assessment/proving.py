"""Whether the flows are proven: never by one side alone, never by old evidence, never for a range from its middle.

Nor by a leg that is only part of it: what two PCs say of each other says nothing of the PABX (NET-19, NET-20).
"""

from wizard.assessment.flows import list_ports
from wizard.assessment.measurements import date_evidence
from wizard.domain.assessment import Flow
from wizard.domain.evidence.ports import list_numbers, make_set
from wizard.domain.proofs import Currency, Proof, ProofState, Weighed


def prove_flow(flow: Flow, found: tuple[Weighed, ...]) -> Flow:
    """Return a flow with what its measurements say of it; as it was where there are none."""
    # The quality of voice through one of its ports is measured for another fact.
    found = tuple(each for each in found if flow.fact in each.evidence.facts)
    if not found:
        return flow
    fresh = tuple(each for each in found if each.currency is Currency.FRESH)
    proven, blocked = _find_ports(fresh, "ok"), _find_ports(fresh, "failed")
    newest = (fresh or found)[0].evidence
    decisive = {ProofState.BLOCKED: "failed", ProofState.PROVEN: "ok", ProofState.PARTLY: "ok"}
    mainly = _find_ports(tuple(each for each in fresh if not _is_among_equals(each)), "ok")
    state = _conclude(flow, fresh, proven & ~blocked, blocked, mainly)
    telling = [each for each in fresh if each.evidence.state == decisive.get(state, "unknown")]
    shown = telling[0].evidence if telling else newest
    return flow._replace(
        proof=Proof(
            state=state,
            proven=list_numbers(proven & ~blocked),
            blocked=list_numbers(blocked),
            reasons=tuple(dict.fromkeys(each.evidence.reason for each in telling if each.evidence.reason)),
            source=shown.source or shown.machine,
            destination=shown.destination,
            taken_at=date_evidence(tuple(telling) or fresh or found),
            ways=tuple(dict.fromkeys(way for each in telling if (way := _find_way(each)))),
        )
    )


def _find_way(weighed: Weighed) -> tuple[str, str] | None:
    flow = weighed.evidence.flow
    return (flow.source, flow.destination) if flow and flow.source and flow.destination else None


def _is_among_equals(weighed: Weighed) -> bool:
    way = _find_way(weighed)
    return way is not None and way[0] == way[1]


def _find_ports(found: tuple[Weighed, ...], state: str) -> int:
    """Return the ports of all measurements of a state, as a set."""
    return make_set(span for each in found if each.evidence.state == state for span in each.evidence.spans)


def _conclude(flow: Flow, fresh: tuple[Weighed, ...], proven: int, blocked: int, mainly: int) -> ProofState:
    if blocked:
        return ProofState.BLOCKED
    if proven:
        # Of a range the first and the last port at least: a firewall's rule may be too short at either end.
        ends = make_set((port, port) for port in list_ports(flow, ends_only=True))
        return ProofState.PARTLY if ends & ~mainly else ProofState.PROVEN
    return ProofState.UNKNOWN if fresh else ProofState.STALE
