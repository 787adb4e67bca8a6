"""TCP ports: open or not, and why not; a thousand at once take hardly longer than one."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wizard.checks.network.names import NameLookupError, resolve, touch_servers
from wizard.checks.network.sockets import Place, connect, tell_cause
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.domain.evidence.record import FlowEnd
from wizard.i18n import Message

PORT_SECONDS = 3.0
# Below the limits of open files that systems set: 1,024 on Linux, and what Windows' loop serves well.
MOST_AT_ONCE = 900
TRY_PORT = Message("TCP connection, closed at once")
_ONE_SIDED = {
    "open": "open_one_sided",
    "refused": "refused_one_sided",
    "filtered": "filtered_one_sided",
}


class PortTarget(NamedTuple):
    """A port to try. ``decisive``: whoever is meant to listen there does so already; the TWS server does not yet."""

    host: str
    flow: FlowEnd
    decisive: bool


class PortState(NamedTuple):
    """How a port answered: "open" or the cause; from which own address, and from where the answer would come."""

    state: str
    source: str | None
    destination: str


async def try_port(place: Place, seconds: float) -> PortState:
    """Return how a port answers; what does not answer in time is "filtered"."""
    try:
        async with asyncio.timeout(seconds):
            made = await connect(place)
    except OSError as error:
        return PortState(tell_cause(error), None, place.address)
    try:
        return PortState("open", made.getsockname()[0], place.address)
    finally:
        made.close()


async def scan_ports(places: Sequence[Place], seconds: float) -> tuple[PortState, ...]:
    """Return how each port answers, in their order; ``seconds`` is the longest wait for each."""
    room = asyncio.Semaphore(MOST_AT_ONCE)

    async def take(place: Place) -> PortState:
        async with room:
            return await try_port(place, seconds)

    return tuple(await asyncio.gather(*map(take, places)))


def make_port_probe(
    targets: Sequence[PortTarget],
    *,
    seconds: float = PORT_SECONDS,
    servers: Sequence[str] | None = None,
) -> Probe:
    """Return the probe of some ports: one measurement for each."""
    hosts = dict.fromkeys(target.host for target in targets)
    contacted = dict.fromkeys(f"tcp {each.host}:{each.flow.port}" for each in targets)
    touches = (
        *(touch for host in hosts for touch in touch_servers(host, servers)),
        *(Touch(TouchKind.PACKET, what, TRY_PORT) for what in contacted),
    )

    async def measure() -> Sequence[Measurement]:
        return await _measure(targets, seconds, servers)

    rounds = 1 + len(targets) // MOST_AT_ONCE
    facts = tuple(dict.fromkeys(target.flow.fact for target in targets))
    return Probe("port.tcp", facts, touches, measure, rounds * seconds + 10)


async def _measure(
    targets: Sequence[PortTarget], seconds: float, servers: Sequence[str] | None
) -> tuple[Measurement, ...]:
    places: dict[str, str | NameLookupError] = {}
    for host in dict.fromkeys(target.host for target in targets):
        try:
            places[host] = (await resolve(host, servers)).addresses[0]
        except NameLookupError as error:
            places[host] = error
    known = [each for each in targets if isinstance(places[each.host], str)]
    states = await scan_ports([Place(str(places[each.host]), each.flow.port) for each in known], seconds)
    found: Mapping[PortTarget, PortState] = dict(zip(known, states, strict=True))
    return tuple(_tell(each, found.get(each), places[each.host]) for each in targets)


def _tell(target: PortTarget, state: PortState | None, place: str | NameLookupError) -> Measurement:
    said = Measurement(
        "unknown",
        facts=(target.flow.fact,),
        subject=target.flow.subject,
        target=f"{target.host}:{target.flow.port}",
        flow=target.flow,
    )
    if state is None:
        return said._replace(reason=place.reason if isinstance(place, NameLookupError) else None)
    said = said._replace(source=state.source, destination=state.destination)
    if not target.decisive:
        # Nothing of ours listens there yet: neither answer says that the way is open for TWS.
        return said._replace(reason=_ONE_SIDED.get(state.state, state.state))
    if state.state == "open":
        return said._replace(state="ok")
    return said._replace(state="failed", reason=state.state)
