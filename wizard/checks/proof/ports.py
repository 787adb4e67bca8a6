"""Which ports one end opens and the other goes through, for the flows of a plan."""

from collections.abc import Iterator, Sequence
from typing import Literal

from wizard.domain.assessment import Flow
from wizard.domain.evidence.record import CheckRole, FlowEnd
from wizard.domain.section import HIGHEST_PORT

End = Literal["server", "station", "admin_station", "phone", "pabx"]
"""What a machine of the proof stands for: it is one of these, or a laptop in the network of one."""

LISTENING: tuple[End, ...] = ("server", "station", "pabx", "phone")
"""The ends that have ports of their own."""
PROVING: dict[End, CheckRole] = {
    "station": "station",
    "admin_station": "admin",
    "phone": "station",
    "pabx": "station",
    "server": "server",
}
"""The ends that go through ports, and the role that their evidence has."""

# First, last, and three between.
SAMPLES = 5
_PROTOCOLS: dict[str, Literal["tcp", "udp"]] = {"tcp": "tcp", "udp": "udp"}


def list_flow_ends(
    flows: Sequence[Flow],
    *,
    proving: End | None = None,
    listening: End = "server",
    whole: bool = True,
    site: str | None = None,
) -> tuple[FlowEnd, ...]:
    """Return the ports that the listening end opens and that an end goes through, in the order of the flows.

    ``proving`` is where the prover stands (None: anywhere, so all that the listener opens). The ports of a flow belong
    to one of its ends, also where it goes both ways: only there are they opened, and only towards it is it proven. Of a
    range come all ports, or ``SAMPLES`` where it is not the ``whole``. A flow whose port is not known yet has none.
    ``site`` is the remote site in which the PC or phone among both stands.
    """
    return tuple(
        name_flow_end(flow, port, proving, listening, site)
        for flow in flows
        if flow.protocol in _PROTOCOLS and flow.leads(proving, listening)
        for port in parse_ports(flow.ports, whole=whole)
    )


def name_flow_end(flow: Flow, port: int, source: str | None, destination: str, site: str | None = None) -> FlowEnd:
    """Return one port of a flow, as tried from one end to another."""
    return FlowEnd(
        fact=flow.fact,
        subject=flow.subject,
        protocol=_PROTOCOLS[flow.protocol],
        port=port,
        source=source,
        destination=destination,
        site=site,
    )


def leads_between(flow: Flow, proving: End, listening: End) -> bool:
    """Say whether a flow has known ports that one end can go through to another."""
    return flow.protocol in _PROTOCOLS and flow.leads(proving, listening) and bool(parse_ports(flow.ports, whole=False))


def list_links(flows: Sequence[Flow], proving: End, listening: End) -> tuple[str, ...]:
    """Return the names of the telephony links whose flows go from one end to another: each has machines of its own."""
    led = (flow for flow in flows if flow.link is not None and leads_between(flow, proving, listening))
    return tuple(dict.fromkeys(flow.subject.removeprefix("link:") for flow in led))


def list_hosts(flows: Sequence[Flow], proving: End, listening: End) -> tuple[str, ...]:
    """Return the names of the session hosts that have a flow of their own from one end to another."""
    led = (flow.host for flow in flows if leads_between(flow, proving, listening))
    return tuple(dict.fromkeys(host for host in led if host is not None))


def list_machines(flows: Sequence[Flow], proving: End, listening: End) -> tuple[str, ...]:
    """Return the names among which one has to be named for this way: who stands for one says nothing of another one.

    Links, or session hosts where no PC has a flow that way.
    """
    links, hosts = list_links(flows, proving, listening), list_hosts(flows, proving, listening)
    if links or any(flow.host is None and leads_between(flow, proving, listening) for flow in flows):
        return links
    return hosts


def list_ways(flows: Sequence[Flow]) -> tuple[tuple[End, End], ...]:
    """Return between which ends something can be proven, as (proving, listening)."""
    return tuple(
        (proving, listening)
        for listening in LISTENING
        for proving in PROVING
        if any(leads_between(flow, proving, listening) for flow in flows)
    )


def parse_ports(text: str | None, *, whole: bool = True) -> tuple[int, ...]:
    """Return the ports of "9001,9005" or "40000-41000", each once; none where they are not known or make no sense."""
    found = [port for part in (text or "").split(",") for port in _parse_part(part.strip(), whole=whole)]
    return tuple(dict.fromkeys(found))


def _parse_part(part: str, *, whole: bool) -> Iterator[int]:
    first_text, dash, last_text = part.partition("-")
    first = _parse_port(first_text)
    last = _parse_port(last_text) if dash else first
    if first is None or last is None or first > last:
        return
    count = last - first + 1
    if whole or count <= SAMPLES:
        yield from range(first, last + 1)
    else:
        yield from (first + (count - 1) * step // (SAMPLES - 1) for step in range(SAMPLES))


def _parse_port(text: str) -> int | None:
    text = text.strip()
    # Digits of other scripts are numbers to Python, and no ports.
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(HIGHEST_PORT))):
        return None
    port = int(text)
    return port if 1 <= port <= HIGHEST_PORT else None
