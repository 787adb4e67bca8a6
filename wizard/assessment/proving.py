"""Whether the flows are proven: never by one side alone, never by old evidence, never for a range from its middle.

Nor by a leg that is only part of it: what two PCs say of each other says nothing of the PABX (NET-19, NET-20).
"""

from wizard.assessment.flows import list_ports
from wizard.assessment.measurements import date_evidence
from wizard.domain.assessment import Flow
from wizard.domain.proofs import Currency, Proof, ProofState, Weighed


def prove_flow(flow: Flow, found: tuple[Weighed, ...]) -> Flow:
    """Return a flow with what its measurements say of it; as it was where there are none."""
    # The quality of voice through one of its ports is measured for another fact.
    found = tuple(each for each in found if flow.fact in each.evidence.facts)
    if not found:
        return flow
    fresh = tuple(each for each in found if each.currency is Currency.FRESH)
    proven, blocked = _list_ports(fresh, "ok"), _list_ports(fresh, "failed")
    newest = (fresh or found)[0].evidence
    decisive = {ProofState.BLOCKED: "failed", ProofState.PROVEN: "ok", ProofState.PARTLY: "ok"}
    mainly = _list_ports(tuple(each for each in fresh if not _is_among_equals(each)), "ok")
    state = _conclude(flow, fresh, set(proven) - set(blocked), set(blocked), set(mainly))
    telling = [each for each in fresh if each.evidence.state == decisive.get(state, "unknown")]
    shown = telling[0].evidence if telling else newest
    return flow._replace(
        proof=Proof(
            state=state,
            proven=tuple(port for port in proven if port not in blocked),
            blocked=blocked,
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


def _list_ports(found: tuple[Weighed, ...], state: str) -> tuple[int, ...]:
    return tuple(
        sorted({each.evidence.flow.port for each in found if each.evidence.state == state and each.evidence.flow})
    )


def _conclude(
    flow: Flow, fresh: tuple[Weighed, ...], proven: set[int], blocked: set[int], mainly: set[int]
) -> ProofState:
    if blocked:
        return ProofState.BLOCKED
    if proven:
        # Of a range the first and the last port at least: a firewall's rule may be too short at either end.
        return ProofState.PROVEN if set(list_ports(flow, ends_only=True)) <= mainly else ProofState.PARTLY
    return ProofState.UNKNOWN if fresh else ProofState.STALE
