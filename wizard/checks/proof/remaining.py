"""Which flows of a plan are still to be tested from both ends, and between which machines that is done next."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wizard.checks.proof.invitation import PLACES, write_listen_call, write_prove_call
from wizard.checks.proof.ports import LISTENING, PROVING, End, leads_between
from wizard.domain.assessment import Flow
from wizard.domain.remaining import is_to_open
from wizard.i18n import Message

LEFT = Message("{left} of {count} flows still to test: {facts}.")
ALL_TESTED = Message("All {count} flows that can be tested from both ends are tested.")
NEXT_PROVE = Message("Next, with the same listener. {place}: {call}")
NEXT_LISTEN = Message("Next. {there}: {listening}. {here}: {proving}")
ONE_WAY = Message(
    "{facts}: the flow goes both ways, and only the direction towards its ports is tested; the other one has no port of"
    " its own to try."
)
OTHER_SITES = Message("{facts}: still to test from {sites} (--site NAME).")
MAIN_SITE = Message("the main site")
_UNKNOWN_ADDRESS = "ADDRESS"

Way = tuple[End, End]
"""The proving end and the listening one."""


class Remaining(NamedTuple):
    """What is left of the flows that two ends can test, ``testable`` in number.

    ``next_way`` is between which ends something of it can be tried that was not just tried; None: nothing can.
    ``one_way`` are among what is left: flows that go both ways, tested as far as they can be, which is one of them.
    """

    testable: int
    left: tuple[Flow, ...]
    next_way: Way | None
    one_way: tuple[Flow, ...]


def find_remaining(flows: Sequence[Flow], tried: Way | None = None) -> Remaining:
    """Return what is left of some flows after the way ``tried``; the listener that is up is used first."""
    ways = {flow: tuple(_list_ways(flow)) for flow in flows}
    testable = tuple(flow for flow in flows if ways[flow])
    left = tuple(flow for flow in testable if is_to_open(flow))
    one_way = tuple(flow for flow in left if _is_done_but_for_the_other_way(flow))
    triable = [flow for flow in left if flow not in one_way]
    open_ways = dict.fromkeys(way for flow in triable for way in ways[flow] if way not in (tried, *_list_tried(flow)))
    # A way that learns only a part comes last.
    nearest = sorted(open_ways, key=lambda way: (tried is None or way[1] != tried[1], way[0] == way[1]))
    return Remaining(len(testable), left, nearest[0] if nearest else None, one_way)


def _list_ways(flow: Flow) -> Iterator[Way]:
    for listening in LISTENING:
        for proving in PROVING:
            if leads_between(flow, proving, listening):
                yield proving, listening


def _is_done_but_for_the_other_way(flow: Flow) -> bool:
    """Say whether all that can be tried of a flow is tested, and the direction is missing that cannot."""
    proof = flow.proof
    if proof is None or not proof.ways_left or proof.sites_left or proof.blocked or len(proof.proven) < proof.ports:
        return False
    # Of two machines of one kind only a part is learnt.
    return any(source != destination for source, destination in proof.ways)


def _list_tried(flow: Flow) -> tuple[tuple[str, str], ...]:
    return () if flow.proof is None else flow.proof.ways


def tell_remaining(
    flows: Sequence[Flow], remaining: Remaining, listening: End | None, address: str | None = None
) -> list[Message]:
    """Return in a few lines what is left and which call tests it next.

    ``listening`` is what the listener that is up stands for, ``address`` where it is; None: there is none, or it is
    not known.
    """
    lines = []
    if remaining.left:
        facts = ", ".join(dict.fromkeys(flow.fact for flow in remaining.left))
        lines.append(LEFT.fill(left=len(remaining.left), count=remaining.testable, facts=facts))
    elif remaining.testable:
        lines.append(ALL_TESTED.fill(count=remaining.testable))
    if remaining.one_way:
        lines.append(ONE_WAY.fill(facts=", ".join(dict.fromkeys(flow.fact for flow in remaining.one_way))))
    lines += _tell_sites(remaining.left)
    if remaining.next_way is not None:
        lines.append(_tell_next(flows, remaining.next_way, listening, address))
    return lines


def _tell_sites(left: Sequence[Flow]) -> Iterator[Message]:
    """Yield which flows that are tested at one place are still to be tested at which others."""
    facts: dict[tuple[str | None, ...], list[str]] = {}
    for flow in left:
        if flow.proof is not None and flow.proof.sites_left:
            facts.setdefault(flow.proof.sites_left, []).append(flow.fact)
    for sites, named in facts.items():
        told = tuple(MAIN_SITE if site is None else site for site in sites)
        yield OTHER_SITES.fill(facts=", ".join(dict.fromkeys(named)), sites=told)


def _tell_next(flows: Sequence[Flow], way: Way, listening: End | None, address: str | None) -> Message:
    if way[1] == listening:
        call = write_prove_call(flows, way, address or _UNKNOWN_ADDRESS)
        return NEXT_PROVE.fill(place=PLACES[way[0]], call=call)
    call = write_prove_call(flows, way, _UNKNOWN_ADDRESS)
    there = write_listen_call(way[1])
    return NEXT_LISTEN.fill(there=PLACES[way[1]], listening=there, here=PLACES[way[0]], proving=call)
