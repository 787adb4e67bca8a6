"""A listener's TCP ports: one message in, one out, and closed; a stranger's connection is closed without a byte."""

import asyncio
import contextlib
import socket
import time
from collections import OrderedDict

from wizard.checks.proof.challenge import MESSAGE_BYTES, Port
from wizard.checks.proof.responder import Responder

CONNECTION_SECONDS = 5.0
CONNECTIONS_AT_MOST = 256
# A prover has at most 64 under way; several may stand behind one address.
CONNECTIONS_PER_SOURCE = 128


class Streams:
    """The connections of one session. Where there are too many the oldest goes, so that nobody holds a port shut."""

    def __init__(self, responder: Responder) -> None:
        self._responder = responder
        self._open: OrderedDict[asyncio.Task[None], str] = OrderedDict()
        self._servers: list[asyncio.Server] = []

    async def serve(self, listening: socket.socket, port: Port) -> None:
        """Begin to answer on one socket."""

        async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._attend(reader, writer, port)

        self._servers.append(await asyncio.start_server(attend, sock=listening, limit=MESSAGE_BYTES))

    async def close(self) -> None:
        """Close every port and connection."""
        for server in self._servers:
            server.close()
        tasks = list(self._open)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: Port) -> None:
        task = asyncio.current_task()
        source = writer.get_extra_info("peername") or ("", 0)
        if task is not None:
            self._admit(task, source[0])
        try:
            # Whoever is cut off, breaks off or is too slow gets nothing.
            with contextlib.suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.CancelledError):
                async with asyncio.timeout(CONNECTION_SECONDS):
                    data = await reader.readexactly(MESSAGE_BYTES)
                    reply = self._responder.answer(data, port, (source[0], source[1]), time.perf_counter())
                    if reply is not None:
                        writer.write(reply)
                        await writer.drain()
        finally:
            if task is not None:
                self._open.pop(task, None)
            writer.close()

    def _admit(self, task: asyncio.Task[None], source: str) -> None:
        self._open[task] = source
        own = [each for each, host in self._open.items() if host == source]
        if len(own) > CONNECTIONS_PER_SOURCE:
            own[0].cancel()
        elif len(self._open) > CONNECTIONS_AT_MOST:
            next(iter(self._open)).cancel()
