"""What all probes of one peer have in common: where it is, the way to its address, and what its end says."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal, NamedTuple

from wizard.checks.network.dns_servers import DnsServers, read_system_servers
from wizard.checks.network.faults import Malformed, Unproven, judge_fault
from wizard.checks.network.hosts import Host, HostError, find_source, parse_host, write_endpoint
from wizard.checks.network.lookup import LOOKUP_SECONDS, resolve
from wizard.checks.network.streams import CONNECT_SECONDS
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind, Value
from wizard.domain.evidence.record import FlowEnd, State
from wizard.i18n import Message

PEER_SECONDS = 8.0
# What is left to end by itself, with its own reason, before the runner's deadline.
_MARGIN_SECONDS = 0.5
# Stands for the address of a name that is not looked up yet.
_ANY_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing is bound to it


class Asked(NamedTuple):
    """A peer that is asked something: its host and port, what the answer bears on, and which DNS servers are used.

    ``seconds``: for the answer, once its address is known and a connection is there. ``servers`` None: the system's.
    ``may_be_here``: its name may lead to this machine.
    """

    host: str
    port: int
    facts: tuple[str, ...]
    subject: str | None = None
    flow: FlowEnd | None = None
    seconds: float = PEER_SECONDS
    servers: DnsServers | None = None
    may_be_here: bool = False


class Found(NamedTuple):
    """What a peer's answer shows."""

    values: Mapping[str, Value]
    state: State = "ok"
    reason: str | None = None
    detail: str | None = None


class Question(NamedTuple):
    """What is asked of a peer at a numeric address; ``otherwise`` is the reason that a malformed answer is."""

    purpose: Message
    transport: Literal["tcp", "udp", "icmp"]
    ask: Callable[[str], Awaitable[Found]]
    otherwise: str


def make_peer_probe(probe: str, asked: Asked, question: Question) -> Probe:
    """Return the probe that asks; a host that cannot be one gives unknown without a packet."""
    target = asked.host if question.transport == "icmp" else f"{asked.host}:{asked.port}"
    try:
        host = parse_host(asked.host)
    except HostError:
        return Probe(probe, asked.facts, (), partial(_refuse, asked), 1.0, asked.subject, target)
    asked = asked._replace(servers=find_servers(host, asked.servers))
    what = f"icmp {host}" if question.transport == "icmp" else write_endpoint(question.transport, host, asked.port)
    touches = (*_list_touches(host, asked), Touch(TouchKind.PACKET, what, question.purpose))
    seconds = _allow(asked, question) + (LOOKUP_SECONDS if host.name else 0) + _MARGIN_SECONDS
    return Probe(probe, asked.facts, touches, partial(_measure, asked, question), seconds, asked.subject, target)


def find_servers(host: Host, servers: DnsServers | None) -> DnsServers:
    """Return the servers that a host needs: those given, else the system's; none for an address."""
    return servers or (read_system_servers() if host.name else DnsServers(()))


def _list_touches(host: Host, asked: Asked) -> tuple[Touch, ...]:
    return asked.servers.list_touches(host) if asked.servers else ()


def _allow(asked: Asked, question: Question) -> float:
    return asked.seconds + (CONNECT_SECONDS if question.transport == "tcp" else 0)


async def _refuse(asked: Asked) -> Sequence[Measurement]:
    return (Measurement("unknown", "bad_name", flow=asked.flow),)


async def _measure(asked: Asked, question: Question) -> Sequence[Measurement]:
    try:
        address = (await resolve(asked.host, asked.servers, may_be_here=asked.may_be_here))[0]
    except Unproven as end:
        return (Measurement(end.state, end.reason, end.detail, flow=asked.flow),)
    found = await _ask(asked, question, address)
    said = Measurement(found.state, found.reason, found.detail, found.values or None, flow=asked.flow)
    return (said._replace(source=find_source(address), destination=address),)


async def _ask(asked: Asked, question: Question, address: str) -> Found:
    try:
        async with asyncio.timeout(_allow(asked, question)):
            return await question.ask(address)
    except TimeoutError:
        return Found({}, "unknown", "no_answer")
    except Unproven as end:
        return Found({}, end.state, end.reason, end.detail)
    except Malformed as error:
        return Found({}, "failed", question.otherwise, error.heard.decode("utf-8", "replace") or None)
    except OSError as error:
        # Of a connected datagram socket: an ICMP error. A connection's errors are judged where they are met.
        judged = judge_fault(error, address)
        return Found({}, judged.state, judged.reason, judged.detail)


def at_host(asked: Asked, make: Callable[[str], Probe]) -> Probe:
    """Return a probe that is made for an IP address, for a host that may be a name: it is looked up first."""
    shown, target = make(_ANY_ADDRESS), f"{asked.host}:{asked.port}"
    try:
        host = parse_host(asked.host)
    except HostError:
        return replace(shown, touches=(), measure=partial(_refuse, asked), target=target)
    if host.address is not None:
        return make(host.address)
    asked = asked._replace(servers=find_servers(host, asked.servers))

    async def measure() -> Sequence[Measurement]:
        try:
            addresses = await resolve(asked.host, asked.servers, may_be_here=asked.may_be_here)
        except Unproven as end:
            return (Measurement(end.state, end.reason, end.detail, flow=asked.flow),)
        return await make(addresses[0]).measure()

    # The manifest names the end as the plan does: its address is known only once it is looked up.
    shown_end, end = (write_endpoint("tcp", place, asked.port) for place in (_ANY_ADDRESS, host))
    named = (touch._replace(what=end) if touch.what == shown_end else touch for touch in shown.touches)
    touches = (*_list_touches(host, asked), *named)
    return replace(shown, touches=touches, measure=measure, seconds=shown.seconds + LOOKUP_SECONDS, target=target)
