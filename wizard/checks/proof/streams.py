"""A listener's TCP ports: one message in, one out, and closed; a stranger's connection is closed without a byte."""

import asyncio
import contextlib
import socket
import time
from collections import Counter, OrderedDict
from itertools import islice
from typing import NamedTuple

from wizard.checks.proof.challenge import MESSAGE_BYTES, Port, find_length
from wizard.checks.proof.responder import Responder
from wizard.checks.proof.sockets import name_own_end

CONNECTION_SECONDS = 5.0
# 200 PCs that begin at once have some thousand on their way; the fewer may be open, the longer they wait.
CONNECTIONS_AT_MOST, CONNECTIONS_AT_LEAST = 1_024, 256
# Whoever has the code says all it has to say at once; a slow link and a busy PC take their time all the same.
PATIENCE_SECONDS = 1.0
# Of a source's connections so many are looked at, the oldest first, for one that has said nothing.
_LOOKED_AT = 16
# A socket that does nothing but fail, as where no more may be open.
PAUSE_SECONDS = 0.01


class _Connection(NamedTuple):
    """A connection that is open, from where, and since when."""

    connection: socket.socket
    source: str
    since: float

    def is_idle(self, now: float) -> bool:
        """Say whether it has had its time and nothing of it waits to be read: not what this listener is late with."""
        if now - self.since < PATIENCE_SECONDS:
            return False
        try:
            return not self.connection.recv(1, socket.MSG_PEEK)
        except OSError:
            return True


class Streams:
    """The connections of one session, and no more than ``at_most`` of them at any moment.

    Where there are too many, others wait, and the oldest idle one goes of the source that has most: nobody holds a
    port shut, and who asks once is not cut for those who ask a thousand times. A listener that comes close to it is
    pressed: what fails then may be its own doing.
    """

    def __init__(self, responder: Responder, at_most: int | None = None) -> None:
        self._responder, self._at_most = responder, CONNECTIONS_AT_MOST if at_most is None else at_most
        self._open: OrderedDict[asyncio.Task[None], _Connection] = OrderedDict()
        self._sources: Counter[str] = Counter()
        self._accepting: list[asyncio.Task[None]] = []

    def serve(self, listening: socket.socket, port: Port) -> None:
        """Begin to answer on one socket. Not by a server of asyncio's: that takes what comes, however much."""
        self._accepting.append(asyncio.create_task(self._accept(listening, port)))

    async def close(self) -> None:
        """Close every connection, and take no more."""
        tasks = [*self._accepting, *self._open]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _accept(self, listening: socket.socket, port: Port) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, source = await loop.sock_accept(listening)
            except OSError:
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            try:
                await self._make_room()
            except asyncio.CancelledError:
                connection.close()
                raise
            self._admit(connection, (source[0], source[1]), port)
            # A flood on one port must leave the others, and stopping, their turn.
            await asyncio.sleep(0)

    async def _make_room(self) -> None:
        """Wait until one more connection may be open."""
        if len(self._open) >= self._at_most // 2:
            self._responder.press(time.perf_counter())
        while len(self._open) >= self._at_most:
            if not self._cut_one():
                await asyncio.sleep(PAUSE_SECONDS)

    def _admit(self, connection: socket.socket, source: tuple[str, int], port: Port) -> None:
        connection.settimeout(0)
        task = asyncio.create_task(self._attend(connection, source, port))
        self._open[task] = _Connection(connection, source[0], time.perf_counter())
        self._sources[source[0]] += 1

        def end(ended: asyncio.Task[None]) -> None:
            # Only here: the loop lets go of a socket as its task ends. One that was cut before it began is closed too.
            connection.close()
            self._forget(ended)

        task.add_done_callback(end)

    def _cut_one(self) -> bool:
        """Cut a connection that has had its time and says nothing; say whether there was one."""
        most, now = self._sources.most_common(1)[0][0], time.perf_counter()
        of_source = islice((each for each in self._open.items() if each[1].source == most), _LOOKED_AT)
        task = next((each for each, found in of_source if found.is_idle(now)), None)
        if task is None:
            return False
        # At once: those that come in the same turn of the loop must not find it again.
        self._forget(task)
        task.cancel()
        return True

    def _forget(self, task: asyncio.Task[None]) -> None:
        found = self._open.pop(task, None)
        if found is None:
            return
        source = found.source
        self._sources[source] -= 1
        if not self._sources[source]:
            del self._sources[source]

    async def _attend(self, connection: socket.socket, source: tuple[str, int], port: Port) -> None:
        loop = asyncio.get_running_loop()
        # Whoever is cut off, breaks off or is too slow gets nothing.
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(CONNECTION_SECONDS):
                data = await _read_message(connection)
                now, own = time.perf_counter(), name_own_end(connection)
                reply = self._responder.answer(data, port, source, now, own) if data else None
                if reply is not None:
                    await loop.sock_sendall(connection, reply)


async def _read_message(connection: socket.socket) -> bytes:
    """Return a message's bytes; none where the other end broke off before."""
    loop, data, length = asyncio.get_running_loop(), b"", MESSAGE_BYTES
    while len(data) < length:
        part = await loop.sock_recv(connection, length - len(data))
        if not part:
            return b""
        data += part
        if len(data) == MESSAGE_BYTES:
            length = find_length(data)
    return data
