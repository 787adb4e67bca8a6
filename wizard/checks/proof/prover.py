"""The proving end: goes through every port, tries again what failed, and asks the listener how its ports stand."""

import asyncio
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wizard.checks.proof.challenge import (
    ENTRIES,
    RUN_BYTES,
    Kind,
    Port,
    PortReport,
    PortState,
    Protocol,
    make_request,
    read_ports,
    write_ports,
)
from wizard.checks.proof.exchange import CONNECT_SECONDS, REPLY_SECONDS, Peer, exchange
from wizard.checks.proof.large import SECONDS_AT_MOST as LARGE_SECONDS
from wizard.checks.proof.large import try_large
from wizard.checks.proof.machine_token import make_token
from wizard.checks.proof.outcome import Attempt, Ending

# Ports under way at once; a dropped one holds its place for CONNECT_SECONDS or the sum of UDP_WAITS.
AT_ONCE = {"tcp": 64, "udp": 256}
# A datagram may be lost: how long each of three is waited for.
UDP_WAITS = (0.4, 0.6, 1.0)
# A listener that takes no more at the moment is asked again after these.
BUSY_WAITS = (0.5, 1.0, 2.0)
# Through how many proven ports the listener is asked before that is given up.
WAYS_TO_ASK = 4
_UNKNOWN = PortReport(PortState.NOT_LISTED, heard=False)


@dataclass(slots=True)
class Proof:
    """What one run found: the address gone to, each port's last attempt, and how the listener says the others stand."""

    host: str | None = None
    """None: the server's name has no address."""
    attempts: dict[Port, Attempt] = field(default_factory=dict)
    reports: dict[Port, PortReport] | None = None
    """None: not asked yet."""
    large: dict[Protocol, bool] = field(default_factory=dict)
    """Whether large messages pass too; a protocol that is not there was not tried."""
    machine: bytes | None = None
    """This machine's own token; None where there is none."""

    @property
    def proven(self) -> list[Port]:
        """Return the ports that were answered, TCP first: it loses nothing on the way."""
        found = [port for port, attempt in self.attempts.items() if attempt.ending is Ending.PROVEN]
        return sorted(found, key=lambda port: port.protocol)


def estimate_seconds(ports: Iterable[Port]) -> float:
    """Return how long a run takes at most: every port dropped, twice, then asking and large messages."""
    wanted = set(ports)
    rounds = 0.0
    for protocol, seconds in (("tcp", CONNECT_SECONDS + REPLY_SECONDS), ("udp", sum(UDP_WAITS))):
        count = sum(port.protocol == protocol for port in wanted)
        rounds = max(rounds, -(-count // AT_ONCE[protocol]) * seconds)
    asking = WAYS_TO_ASK * (CONNECT_SECONDS + REPLY_SECONDS)
    return 2 * (rounds + sum(BUSY_WAITS)) + asking + LARGE_SECONDS + 1


async def prove(peer: Peer, ports: Sequence[Port], key: bytes, proof: Proof) -> None:
    """Go through all ports, filling ``proof`` on the way, so that what is found stays where time runs out.

    A port counts as blocked only after a second attempt, made once another port has shown that the listener is there.
    """
    proof.host, proof.machine = peer.host, make_token(key)
    run, wanted = secrets.token_bytes(RUN_BYTES), tuple(dict.fromkeys(ports))
    await _try_all(peer, wanted, run, key, proof)
    if not proof.proven:
        return
    await _try_all(peer, [port for port in wanted if port not in proof.proven], run, key, proof)
    left = [port for port in wanted if port not in proof.proven]
    proof.reports = await _ask_all(peer, left, run, key, proof.proven)
    proof.large = await try_large(peer, run, key, proof.attempts)


async def _try_all(peer: Peer, ports: Sequence[Port], run: bytes, key: bytes, proof: Proof) -> None:
    rooms = {protocol: asyncio.Semaphore(count) for protocol, count in AT_ONCE.items()}

    async def take(port: Port) -> None:
        async with rooms[port.protocol]:
            proof.attempts[port] = await _try(peer, port, run, key)

    await asyncio.gather(*(take(port) for port in ports))


async def _try(peer: Peer, port: Port, run: bytes, key: bytes) -> Attempt:
    attempt = await _try_once(peer, port, run, key)
    for wait in BUSY_WAITS:
        if attempt.ending is not Ending.BUSY:
            break
        await asyncio.sleep(wait)
        attempt = await _try_once(peer, port, run, key)
    return attempt


async def _try_once(peer: Peer, port: Port, run: bytes, key: bytes) -> Attempt:
    if port.protocol == "tcp":
        return await exchange(peer, make_request(Kind.CHALLENGE, port, run), key)
    attempt = Attempt(Ending.NOT_TRIED)
    for wait in UDP_WAITS:
        attempt = await exchange(peer, make_request(Kind.CHALLENGE, port, run), key, wait)
        if attempt.ending is not Ending.DROPPED:
            break
    return attempt


async def _ask_all(
    peer: Peer, ports: Sequence[Port], run: bytes, key: bytes, proven: Sequence[Port]
) -> dict[Port, PortReport] | None:
    found: dict[Port, PortReport] = {}
    for at in range(0, len(ports), ENTRIES):
        page = await _ask(peer, ports[at : at + ENTRIES], run, key, proven)
        if page is None:
            return None
        found |= page
    return found


async def _ask(
    peer: Peer, ports: Sequence[Port], run: bytes, key: bytes, proven: Sequence[Port]
) -> dict[Port, PortReport] | None:
    body = write_ports([(port, _UNKNOWN) for port in ports])
    for way in proven[:WAYS_TO_ASK]:
        attempt = await exchange(peer, make_request(Kind.PORTS, way, run, body), key)
        if attempt.reply is not None:
            return read_ports(attempt.reply.body)
    return None
