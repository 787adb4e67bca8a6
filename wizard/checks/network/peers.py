"""What all probes of one peer have in common: where it is, what is asked of it, and how it stands to the flow."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from wizard.checks.network.names import NameLookupError, resolve, touch_servers
from wizard.checks.network.sockets import Place, is_address, tell_cause
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.domain.evidence.record import FlowEnd
from wizard.i18n import Message

PEER_SECONDS = 8.0


class Asked(NamedTuple):
    """A peer that is asked something: its host and port, what the answer bears on, and which DNS servers are used."""

    host: str
    port: int
    facts: tuple[str, ...]
    subject: str | None = None
    flow: FlowEnd | None = None
    seconds: float = PEER_SECONDS
    servers: Sequence[str] | None = None


def make_peer_probe(
    probe: str, asked: Asked, purpose: Message, ask: Callable[[Place], Awaitable[Measurement]], protocol: str = "tcp"
) -> Probe:
    """Return a probe that asks one peer; the cause for which it cannot be reached is its reason."""

    async def measure() -> Sequence[Measurement]:
        return (await _measure(asked, ask),)

    touches = (
        *touch_servers(asked.host, asked.servers),
        Touch(TouchKind.PACKET, f"{protocol} {asked.host}:{asked.port}", purpose),
    )
    target = f"{asked.host}:{asked.port}"
    return Probe(probe, asked.facts, touches, measure, asked.seconds, subject=asked.subject, target=target)


async def _measure(asked: Asked, ask: Callable[[Place], Awaitable[Measurement]]) -> Measurement:
    try:
        found = await resolve(asked.host, asked.servers)
    except NameLookupError as error:
        return Measurement("unknown", error.reason, flow=asked.flow)
    place = Place(found.addresses[0], asked.port)
    try:
        said = await ask(place)
    except OSError as error:
        said = Measurement("failed", tell_cause(error))
    return said._replace(flow=asked.flow, destination=place.address)


def at_host(asked: Asked, make: Callable[[str], Probe]) -> Probe:
    """Return a probe that is made for an IP address, for a host that may be a name: it is looked up first."""
    if is_address(asked.host):
        return make(asked.host)
    shown = make(asked.host)

    async def measure() -> Sequence[Measurement]:
        try:
            found = await resolve(asked.host, asked.servers)
        except NameLookupError as error:
            return (Measurement("unknown", error.reason, flow=asked.flow),)
        return await make(found.addresses[0]).measure()

    touches = (*touch_servers(asked.host, asked.servers), *shown.touches)
    return replace(shown, touches=touches, measure=measure, target=f"{asked.host}:{asked.port}")
