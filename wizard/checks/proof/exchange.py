"""The prover's side of one exchange: a request through a port, and the sealed reply to it, within a few seconds."""

import asyncio
import socket
from typing import NamedTuple

from wizard.checks.proof.challenge import MESSAGE_BYTES, Direction, Message, seal, unseal
from wizard.checks.proof.outcome import Attempt, Ending, name_fault

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
            while len(data) < MESSAGE_BYTES:
                part = await loop.sock_recv(through, MESSAGE_BYTES - len(data))
                if not part:
                    return Attempt(Ending.FOREIGN if data else Ending.CUT, source=_name_source(through))
                data += part
    except TimeoutError:
        if data:
            return Attempt(Ending.FOREIGN, source=_name_source(through))
        return Attempt(Ending.SILENT if connected else Ending.DROPPED, source=_name_source(through))
    except OSError as error:
        return Attempt(name_fault(error, connected=connected), source=_name_source(through), detail=str(error))
    return _judge(data, request, key, _name_source(through))


async def _exchange_datagrams(through: socket.socket, peer: Peer, request: Message, key: bytes, wait: float) -> Attempt:
    loop, foreign = asyncio.get_running_loop(), 0
    try:
        # Sends nothing: only sets the peer, so that its refusals come back here and strangers' datagrams do not.
        await loop.sock_connect(through, peer.at(request.port.number))
        source = _name_source(through)
        through.send(seal(request, key))
        async with asyncio.timeout(wait):
            while foreign < FOREIGN_AT_MOST:
                attempt = _judge(await loop.sock_recv(through, MESSAGE_BYTES + 1), request, key, source)
                if attempt.ending is Ending.PROVEN:
                    return attempt
                foreign += 1
    except TimeoutError:
        return Attempt(Ending.FOREIGN if foreign else Ending.DROPPED, source=_name_source(through))
    except OSError as error:
        return Attempt(name_fault(error, connected=False), source=_name_source(through), detail=str(error))
    return Attempt(Ending.FOREIGN, source=source)


def _judge(data: bytes, request: Message, key: bytes, source: str | None) -> Attempt:
    reply = unseal(data, key)
    expected = (Direction.REPLY, request.kind, request.port, request.run, request.nonce)
    if reply is None or (reply.direction, reply.kind, reply.port, reply.run, reply.nonce) != expected:
        return Attempt(Ending.FOREIGN, source=source)
    return Attempt(Ending.PROVEN, reply, source)


def _name_source(through: socket.socket) -> str | None:
    try:
        host = str(through.getsockname()[0])
    except OSError:
        return None
    return None if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared with, not bound to
