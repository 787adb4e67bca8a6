"""The prover's side of one exchange: a request through a port, and the sealed reply to it, within a few seconds."""

import asyncio
import socket
from typing import NamedTuple

from wizard.checks.proof.challenge import (
    LARGE_BYTES,
    MESSAGE_BYTES,
    Direction,
    Kind,
    Message,
    find_length,
    seal,
    unseal,
)
from wizard.checks.proof.outcome import Attempt, Ending, name_fault
from wizard.checks.proof.sockets import name_own_end

# Windows answers a refused connection only after trying it three times within two seconds.
CONNECT_SECONDS = 3.0
REPLY_SECONDS = 2.0
# Whoever floods the prover with other things than replies is no listener of ours.
FOREIGN_AT_MOST = 64


class Peer(NamedTuple):
    """The other end's address, looked up once."""

    family: socket.AddressFamily
    host: str
    scope: int = 0

    def at(self, port: int) -> tuple[str, int] | tuple[str, int, int, int]:
        """Return the address of one of its ports, as sockets take it."""
        return (self.host, port) if self.family == socket.AF_INET else (self.host, port, 0, self.scope)


async def exchange(peer: Peer, request: Message, key: bytes, wait: float = REPLY_SECONDS) -> Attempt:
    """Send a request through its port, and say how it ended; ``wait`` is how long the reply may take.

    Ends within CONNECT_SECONDS (TCP alone) + ``wait``, whatever the other end does.
    """
    kind = socket.SOCK_STREAM if request.port.protocol == "tcp" else socket.SOCK_DGRAM
    try:
        with socket.socket(peer.family, kind) as through:
            through.settimeout(0)
            if kind == socket.SOCK_STREAM:
                return await _exchange_stream(through, peer, request, key, wait)
            return await _exchange_datagrams(through, peer, request, key, wait)
    except OSError as error:
        return Attempt(Ending.NOT_TRIED, detail=str(error))


async def _exchange_stream(through: socket.socket, peer: Peer, request: Message, key: bytes, wait: float) -> Attempt:
    loop, connected, data = asyncio.get_running_loop(), False, b""
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await loop.sock_connect(through, peer.at(request.port.number))
        connected = True
        async with asyncio.timeout(wait):
            await loop.sock_sendall(through, seal(request, key))
            while (missing := (find_length(data) if len(data) >= MESSAGE_BYTES else MESSAGE_BYTES) - len(data)) > 0:
                part = await loop.sock_recv(through, missing)
                if not part:
                    return Attempt(Ending.FOREIGN if data else Ending.CUT, source=name_own_end(through))
                data += part
    except TimeoutError:
        if data:
            return Attempt(Ending.FOREIGN, source=name_own_end(through))
        return Attempt(Ending.SILENT if connected else Ending.DROPPED, source=name_own_end(through))
    except OSError as error:
        return Attempt(name_fault(error, connected=connected), source=name_own_end(through), detail=str(error))
    return _judge(data, request, key, name_own_end(through))


async def _exchange_datagrams(through: socket.socket, peer: Peer, request: Message, key: bytes, wait: float) -> Attempt:
    loop, foreign = asyncio.get_running_loop(), 0
    try:
        # Sends nothing: only sets the peer, so that its refusals come back here and strangers' datagrams do not.
        await loop.sock_connect(through, peer.at(request.port.number))
        source = name_own_end(through)
        through.send(seal(request, key))
        async with asyncio.timeout(wait):
            while foreign < FOREIGN_AT_MOST:
                attempt = _judge(await loop.sock_recv(through, LARGE_BYTES + 1), request, key, source)
                if attempt.ending is not Ending.FOREIGN:
                    return attempt
                foreign += 1
    except TimeoutError:
        return Attempt(Ending.FOREIGN if foreign else Ending.DROPPED, source=name_own_end(through))
    except OSError as error:
        return Attempt(name_fault(error, connected=False), source=name_own_end(through), detail=str(error))
    return Attempt(Ending.FOREIGN, source=source)


def _judge(data: bytes, request: Message, key: bytes, source: str | None) -> Attempt:
    reply = unseal(data, key)
    expected = (Direction.REPLY, request.port, request.run, request.nonce)
    if reply is None or (reply.direction, reply.port, reply.run, reply.nonce) != expected:
        return Attempt(Ending.FOREIGN, source=source)
    if reply.kind is Kind.BUSY:
        return Attempt(Ending.BUSY, source=source)
    return (
        Attempt(Ending.PROVEN, reply, source) if reply.kind is request.kind else Attempt(Ending.FOREIGN, source=source)
    )
