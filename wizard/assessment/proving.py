"""Whether the flows are proven: by both ends together, all of their ports, wherever and whichever way they are asked.

Never by one side alone, by old evidence, or for a range from a part of it. Nor by a leg that is only part of a flow:
what two PCs say of each other says nothing of the PABX (NET-19, NET-20), and one PC nothing of another site's.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import NamedTuple

from wizard.assessment.ends import is_two_ended
from wizard.assessment.flows import find_ports
from wizard.assessment.measurements import date_evidence
from wizard.domain.assessment import Flow
from wizard.domain.evidence.ports import list_numbers, make_set
from wizard.domain.evidence.record import Evidence
from wizard.domain.proofs import Currency, Proof, ProofState, Weighed

# Whether something listens on the server's own ports is no matter of the way there.
_OWN_PORTS = "server.ports"
_CONNECTION = "port.tcp"
_STATION = "station"
_OK, _FAILED = "ok", "failed"
_DECISIVE = {
    ProofState.BLOCKED: _FAILED,
    ProofState.PROVEN: _OK,
    ProofState.PARTLY: _OK,
    ProofState.ANSWERS: _OK,
    ProofState.OPENS: _OK,
}


class _Tested(NamedTuple):
    """Ports of a flow as sets: proven from both ends, blocked, proven but for a part of the flow alone."""

    proven: int
    blocked: int
    aside: int


def prove_flow(flow: Flow, found: tuple[Weighed, ...], sites: tuple[str, ...] = ()) -> Flow:
    """Return a flow with what its measurements say of it; as it was where there are none.

    ``sites`` are the plan's remote ones: the PCs there reach the server by ways of their own.
    """
    # The quality of voice through one of its ports is measured for another fact.
    found = tuple(each for each in found if flow.fact in each.evidence.facts and each.evidence.probe != _OWN_PORTS)
    # Of a site that the plan has no longer nobody knows where it was.
    found = tuple(each for each in found if _find_site(each.evidence) in (None, *sites))
    if not found:
        return flow
    fresh = tuple(each for each in found if each.currency is Currency.FRESH)
    tested = _gather(fresh)
    sites_left = _list_sites_left(flow, fresh, sites)
    ways_left = _list_ways_left(flow)
    state = _conclude(flow, fresh, tested, is_whole=not sites_left and not ways_left)
    telling = tuple(each for each in fresh if _is_telling(each.evidence, state))
    shown = (telling or fresh or found)[0].evidence
    return flow._replace(
        proof=Proof(
            state=state,
            proven=list_numbers(tested.proven & ~tested.blocked),
            blocked=list_numbers(tested.blocked),
            reasons=tuple(dict.fromkeys(each.evidence.reason for each in telling if each.evidence.reason)),
            source=shown.source or shown.machine,
            destination=shown.destination,
            taken_at=date_evidence(telling or fresh or found),
            ways=tuple(dict.fromkeys(way for each in telling if (way := _find_way(each.evidence)))),
            ways_left=ways_left if tested.proven else (),
            sites_left=sites_left if tested.proven else (),
            ports=find_ports(flow).bit_count(),
        )
    )


def _gather(fresh: tuple[Weighed, ...]) -> _Tested:
    both = [each.evidence for each in fresh if is_two_ended(each.evidence)]
    proven = _join_ports(each for each in both if each.state == _OK)
    whole = _join_ports(each for each in both if each.state == _OK and not _is_among_equals(each))
    blocked = _join_ports(each.evidence for each in fresh if each.evidence.state == _FAILED)
    return _Tested(proven, blocked, proven & ~whole)


def _join_ports(found: Iterable[Evidence]) -> int:
    """Return the ports of all measurements, as a set."""
    return make_set(span for each in found for span in each.spans)


def _list_sites_left(flow: Flow, fresh: tuple[Weighed, ...], sites: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the places whose PCs a flow is for and from which not all of it is proven; the main site is None.

    A session host stands at one place. Without remote sites there is one place alone, of which the ports tell; so they
    do while some are proven from nowhere, and then only the places from which none is are named.
    """
    if not sites or flow.host is not None or _STATION not in (flow.source, flow.destination):
        return ()
    ports, proven = find_ports(flow), {place: _gather_at(place, fresh) for place in (None, *sites)}
    if ports & ~reduce(or_, proven.values()):
        return tuple(place for place, found in proven.items() if not ports & found)
    return tuple(place for place, found in proven.items() if ports & ~found)


def _gather_at(place: str | None, fresh: tuple[Weighed, ...]) -> int:
    """Return the ports that are proven from a place."""
    return _join_ports(
        each.evidence
        for each in fresh
        if is_two_ended(each.evidence) and each.evidence.state == _OK and _find_site(each.evidence) == place
    )


def _find_site(evidence: Evidence) -> str | None:
    return None if evidence.flow is None else evidence.flow.site


def _list_ways_left(flow: Flow) -> tuple[tuple[str, str], ...]:
    """Return the directions that are asked for and that no test goes.

    A connection over TCP carries both. Datagrams come unasked from either end, and a firewall lets them in or not; the
    vendor names the ports of one end alone, so that only the way to these is known (NET-19, NET-20, NET-31).
    """
    return (flow.route[::-1],) if flow.both_ways and flow.protocol == "udp" else ()


def _find_way(evidence: Evidence) -> tuple[str, str] | None:
    flow = evidence.flow
    return (flow.source, flow.destination) if flow and flow.source and flow.destination else None


def _is_among_equals(evidence: Evidence) -> bool:
    way = _find_way(evidence)
    return way is not None and way[0] == way[1]


def _conclude(flow: Flow, fresh: tuple[Weighed, ...], tested: _Tested, *, is_whole: bool) -> ProofState:
    if tested.blocked:
        return ProofState.BLOCKED
    if tested.proven:
        left = find_ports(flow) & ~(tested.proven & ~tested.aside)
        return ProofState.PROVEN if is_whole and not left else ProofState.PARTLY
    seen = [each.evidence.probe for each in fresh if each.evidence.state == _OK]
    if seen:
        return ProofState.OPENS if set(seen) == {_CONNECTION} else ProofState.ANSWERS
    return ProofState.UNKNOWN if fresh else ProofState.STALE


def _is_telling(evidence: Evidence, state: ProofState) -> bool:
    """Say whether a measurement is among those that a conclusion rests on."""
    if state in (ProofState.PROVEN, ProofState.PARTLY) and not is_two_ended(evidence):
        return False
    return evidence.state == _DECISIVE.get(state, "unknown")
