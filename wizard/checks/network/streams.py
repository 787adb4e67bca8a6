"""One TCP connection, with or without TLS, from which no more than a bounded number of bytes is read."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from wizard.checks.network.faults import Malformed, Unproven, describe_fault, judge_fault
from wizard.checks.network.hosts import find_family, make_end
from wizard.checks.network.sockets import refuse_itself

# Windows sends SYN anew after a refusal and tells it only after about two seconds.
CONNECT_SECONDS = 3.0
MOST_BYTES = 262_144
_BUFFER = 32_768
# Enough to tell a web server from a mail server.
HEARD_BYTES = 80
_HEARING_SECONDS = 0.05


class Stream:
    """A conversation with one peer over a connection; reads at most ``MOST_BYTES`` in all."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._left = MOST_BYTES
        self._heard = b""
        self.local: tuple[str, int] = writer.get_extra_info("sockname")[:2]

    async def send(self, data: bytes) -> None:
        """Send data.

        Raises:
            Unproven: the peer has closed the connection.

        """
        try:
            self._writer.write(data)
            await self._writer.drain()
        except OSError as error:
            raise _closed(error) from error

    async def read_exactly(self, count: int) -> bytes:
        """Return so many bytes.

        Raises:
            Malformed: it is more than is ever read from one peer, or only a part came before the end.
            Unproven: the peer has closed the connection.

        """
        if count > self._left:
            raise Malformed("an answer longer than any")
        self._left -= count
        try:
            return self._hear(await self._reader.readexactly(count))
        except asyncio.IncompleteReadError as error:
            raise self._end(error) from error
        except OSError as error:
            raise _closed(error) from error

    async def read_some(self) -> bytes:
        """Return what has come, as soon as anything has; at most 32 KB.

        Raises:
            Malformed: it is more than is ever read from one peer.
            Unproven: the peer has closed the connection.

        """
        try:
            data = self._hear(await self._reader.read(_BUFFER))
        except OSError as error:
            raise _closed(error) from error
        if not data:
            raise Unproven("unknown", "closed")
        self._left -= len(data)
        if self._left < 0:
            raise Malformed("an answer longer than any")
        return data

    async def hear_out(self) -> bytes:
        """Return how what the peer said began, with what has come by now though nobody read it."""
        try:
            async with asyncio.timeout(_HEARING_SECONDS):
                self._hear(await self._reader.read(HEARD_BYTES))
        except OSError:
            # It has cut the connection, or says no more.
            return self._heard
        return self._heard

    def _hear(self, data: bytes) -> bytes:
        self._heard += data[: HEARD_BYTES - len(self._heard)]
        return data

    def _end(self, error: asyncio.IncompleteReadError) -> Exception:
        """Return what an end of stream is: nothing more was said, or an answer was cut off."""
        if self._hear(error.partial):
            return Malformed(f"cut off after {len(error.partial)} bytes")
        return Unproven("unknown", "closed")


def _closed(error: OSError) -> Unproven:
    return Unproven("unknown", "closed", describe_fault(error))


@asynccontextmanager
async def open_stream(address: str, port: int, seconds: float) -> AsyncIterator[Stream]:
    """Give a connection to a numeric address for so many seconds, and close it at once afterwards.

    Raises:
        Unproven: it cannot be opened: failed with what the network answered (``filtered``: nothing), unknown else;
            or the time is over.

    """
    with socket.socket(find_family(address), socket.SOCK_STREAM) as own:
        await _connect(own, address, port)
        try:
            async with asyncio.timeout(seconds), _talk(own) as stream:
                yield stream
        except TimeoutError as error:
            raise Unproven("unknown", "no_answer") from error


@asynccontextmanager
async def _talk(own: socket.socket) -> AsyncIterator[Stream]:
    # Twice the limit is the most that asyncio keeps.
    reader, writer = await asyncio.open_connection(sock=own, limit=_BUFFER)
    stream = Stream(reader, writer)
    try:
        yield stream
    except Malformed as error:
        error.heard = await stream.hear_out()
        raise
    finally:
        writer.transport.abort()


async def _connect(own: socket.socket, address: str, port: int) -> None:
    own.settimeout(0)
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await asyncio.get_running_loop().sock_connect(own, make_end(address, port))
        refuse_itself(own.getsockname(), address, port)
    except TimeoutError as error:
        # The system's own time limit ends so too.
        raise Unproven("failed", "filtered") from error
    except OSError as error:
        raise judge_fault(error, address) from error
