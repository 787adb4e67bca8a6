"""Large messages through ports that small ones pass: what a path of a small MTU loses where nobody says so.

A path that loses them carries connections and short answers, and breaks what TWS sends later (RFC 4459, 3; RFC 2923,
2.1: "black hole").
"""

import asyncio
from collections.abc import Mapping

from wizard.checks.proof.challenge import Kind, Port, Protocol, make_request
from wizard.checks.proof.exchange import CONNECT_SECONDS, REPLY_SECONDS, Peer, exchange
from wizard.checks.proof.outcome import Attempt, Ending
from wizard.checks.proof.sight import read_sight

# The first of them may be what tells this machine that the path's MTU is smaller (RFC 1191, 3).
TRIES = 3
WAIT_SECONDS = 1.0
_LOST = (Ending.DROPPED, Ending.SILENT)
SECONDS_AT_MOST = TRIES * (CONNECT_SECONDS + WAIT_SECONDS) + CONNECT_SECONDS + REPLY_SECONDS


async def try_large(peer: Peer, run: bytes, key: bytes, attempts: Mapping[Port, Attempt]) -> dict[Protocol, bool]:
    """Return for each protocol whether large messages pass through one of its ports that small ones pass.

    A protocol is left out where no port of it is proven, where the listener is too old to know large messages, or
    where something else came between.
    """
    ways: dict[Protocol, Port] = {}
    for port, attempt in attempts.items():
        if attempt.ending is Ending.PROVEN and attempt.reply is not None and read_sight(attempt.reply.body).knows_large:
            ways.setdefault(port.protocol, port)
    found = await asyncio.gather(*(_pass_large(peer, way, run, key) for way in ways.values()))
    return {protocol: passed for protocol, passed in zip(ways, found, strict=True) if passed is not None}


async def _pass_large(peer: Peer, way: Port, run: bytes, key: bytes) -> bool | None:
    for _ in range(TRIES):
        attempt = await exchange(peer, make_request(Kind.LARGE, way, run), key, WAIT_SECONDS)
        if attempt.ending is Ending.PROVEN:
            return True
        if attempt.ending not in _LOST:
            return None
    # The listener, or the way, may just have gone.
    small = await exchange(peer, make_request(Kind.CHALLENGE, way, run), key)
    return False if small.ending is Ending.PROVEN else None
