"""Which ports one end opens and the other goes through, for the flows of a plan."""

from collections.abc import Iterator, Sequence
from typing import Literal

from wizard.domain.assessment import Flow
from wizard.domain.evidence.record import FlowEnd

End = Literal["server", "station", "admin_station", "phone", "pabx", "sip_peer"]
"""Where an end stands: on the machine itself, or on another one in the same network."""

# First, last, and three between.
SAMPLES = 5
HIGHEST_PORT = 65_535
# A SIP peer is the PABX, a SIP proxy or another station (NET-19, NET-20).
_STANDS_FOR: dict[str, frozenset[str]] = {"sip_peer": frozenset({"sip_peer", "pabx", "station"})}


def list_server_ports(
    flows: Sequence[Flow], *, end: End | None = None, listening: End = "server", whole: bool = False
) -> tuple[FlowEnd, ...]:
    """Return the ports that the listening end opens and that an end goes through, in the order of the flows.

    ``end`` is where the prover stands (None: anywhere, so all that the listener opens). A flow both ways is tried from
    either end, and then proven in that direction alone. Of a range come ``SAMPLES`` ports, or the ``whole``. A flow
    whose port is not known yet has none.
    """
    return tuple(
        FlowEnd(fact=flow.fact, subject=flow.subject, protocol=_PROTOCOLS[flow.protocol], port=port)
        for flow in flows
        if flow.protocol in _PROTOCOLS and _runs_between(flow, end, listening)
        for port in parse_ports(flow.ports, whole=whole)
    )


_PROTOCOLS: dict[str, Literal["tcp", "udp"]] = {"tcp": "tcp", "udp": "udp"}


def _runs_between(flow: Flow, proving: End | None, listening: End) -> bool:
    forth = _stands_for(flow.source, proving) and _stands_for(flow.destination, listening)
    back = _stands_for(flow.destination, proving) and _stands_for(flow.source, listening)
    return forth or (flow.both_ways and back)


def _stands_for(named: str, end: End | None) -> bool:
    return end is None or end in _STANDS_FOR.get(named, {named})


def parse_ports(text: str | None, *, whole: bool = False) -> tuple[int, ...]:
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
