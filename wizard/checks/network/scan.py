"""TCP connects to many targets at once: what each port answers (RFC 9293, 3.5; what nmap calls -sT)."""

import asyncio
import socket
import time
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from wizard.checks.handles import allow_handles
from wizard.checks.network.dns_servers import DnsServers
from wizard.checks.network.faults import ANSWERED, Unproven, describe_fault, find_cause
from wizard.checks.network.hosts import find_family, find_source, make_end
from wizard.checks.network.lookup import resolve
from wizard.checks.network.sockets import refuse_itself

MOST_IN_FLIGHT = 4_096
_MOST_ADDRESSES = 4
# Files, the loop's own, other probes' sockets.
_KEPT_FREE = 128


class PortState(StrEnum):
    """What a port answers; ``filtered``: nothing; ``untried``: the connection could not be tried, see the reason."""

    OPEN = "open"
    REFUSED = "refused"
    RESET = "reset"
    UNREACHABLE = "unreachable"
    FILTERED = "filtered"
    NO_NAME = "no_name"
    UNTRIED = "untried"


# Of a name's several addresses the best answer counts: a client tries them all.
_BEST_FIRST = tuple(PortState)


class PortFinding(NamedTuple):
    """A port's state with its reason where untried, the system's words, both ends' addresses, and how long it took."""

    state: PortState
    reason: str | None = None
    detail: str | None = None
    source: str | None = None
    destination: str | None = None
    took_ms: float | None = None


Pair = tuple[str, int]


async def scan_ports(
    targets: Sequence[Pair], seconds: float, servers: DnsServers | None = None
) -> tuple[PortFinding, ...]:
    """Return what each (host, port) answers within so many seconds of its connect, in the order of the targets.

    All connects are in flight together, as far as the system lets so many sockets be open; what remains follows in
    waves of as many. Each host is looked up once.
    """
    hosts = await _resolve_all({host for host, _ in targets}, servers)
    pairs = [(address, port) for host, port in targets for address in _addresses(hosts[host])]
    room = allow_handles(max(1, min(len(pairs), MOST_IN_FLIGHT)), _KEPT_FREE)
    tried: list[PortFinding] = []
    for start in range(0, len(pairs), room):
        tried += await _connect_wave(pairs[start : start + room], seconds)
    sources = {address: find_source(address) for address in {address for address, _ in pairs}}
    following = iter(tried)
    found = []
    for host, _ in targets:
        known = hosts[host]
        if isinstance(known, PortFinding):
            found.append(known)
            continue
        best = min((next(following) for _ in known), key=lambda each: _BEST_FIRST.index(each.state))
        found.append(best._replace(source=sources[best.destination or ""]))
    return tuple(found)


def _addresses(known: PortFinding | tuple[str, ...]) -> tuple[str, ...]:
    return () if isinstance(known, PortFinding) else known


async def _resolve_all(hosts: set[str], servers: DnsServers | None) -> dict[str, PortFinding | tuple[str, ...]]:
    """Return each host's addresses, or what stands in their way."""

    async def find(host: str) -> PortFinding | tuple[str, ...]:
        try:
            return (await resolve(host, servers))[:_MOST_ADDRESSES]
        except Unproven as end:
            state = PortState.NO_NAME if end.state == "failed" else PortState.UNTRIED
            return PortFinding(state, end.reason, end.detail)

    order = sorted(hosts)
    return dict(zip(order, await asyncio.gather(*map(find, order)), strict=True))


async def _connect_wave(pairs: Sequence[Pair], seconds: float) -> list[PortFinding]:
    """Return what the connects of one wave came to; none has less than its seconds."""
    if not pairs:
        return []
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(_connect(loop, address, port)) for address, port in pairs]
    try:
        # All begin before the time does.
        await asyncio.sleep(0)
        await asyncio.wait(tasks, timeout=seconds)
    finally:
        waiting = {task for task in tasks if not task.done()}
        for task in waiting:
            task.cancel()
        if waiting:
            await asyncio.wait(waiting)
    return [
        PortFinding(PortState.FILTERED, destination=address) if task in waiting else task.result()
        for task, (address, _) in zip(tasks, pairs, strict=True)
    ]


async def _connect(loop: asyncio.AbstractEventLoop, address: str, port: int) -> PortFinding:
    began = time.perf_counter()
    try:
        with socket.socket(find_family(address), socket.SOCK_STREAM) as own:
            own.settimeout(0)
            await loop.sock_connect(own, make_end(address, port))
            refuse_itself(own.getsockname(), address, port)
    except OSError as error:
        return _read_fault(error, address, began)
    return PortFinding(PortState.OPEN, destination=address, took_ms=_since(began))


def _read_fault(error: OSError, address: str, began: float) -> PortFinding:
    reason = find_cause(error, address)
    if reason in ANSWERED:
        return PortFinding(PortState(reason), None, describe_fault(error), destination=address, took_ms=_since(began))
    return PortFinding(PortState.UNTRIED, reason, describe_fault(error), destination=address)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1_000, 1)
