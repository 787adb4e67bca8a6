"""One connected UDP socket: hears its peer alone, and the ICMP errors that concern it.

Only ``sock_connect``, ``sock_sendall`` and ``sock_recv`` are used, which Windows' Proactor loop has too. What waits is
kept in the system's bounded buffer, so a flood costs no memory here.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import TypeVar

from wizard.checks.network.faults import Malformed
from wizard.checks.network.hosts import find_family, make_end

T = TypeVar("T")
_LARGEST = 65_535
# More answers than this to one question are a flood.
MOST_DATAGRAMS = 256


class Datagrams:
    """A conversation with one peer by datagrams."""

    def __init__(self, own: socket.socket) -> None:
        self._socket = own
        self._loop = asyncio.get_running_loop()
        self.local: tuple[str, int] = own.getsockname()[:2]

    async def send(self, data: bytes) -> None:
        """Send one datagram; an ICMP error to an earlier one is raised as OSError."""
        await self._loop.sock_sendall(self._socket, data)

    async def receive(self) -> bytes:
        """Return the next datagram; an ICMP error is raised as OSError."""
        return await self._loop.sock_recv(self._socket, _LARGEST)

    async def find_answer(self, accept: Callable[[bytes], T | None]) -> T:
        """Return the first datagram's content that ``accept`` takes, waiting for ever.

        Raises:
            Malformed: there came too many that it does not take.

        """
        for _ in range(MOST_DATAGRAMS):
            found = accept(await self.receive())
            if found is not None:
                return found
            # A datagram that waits already is returned without letting anybody else run.
            await asyncio.sleep(0)
        raise Malformed("more datagrams than an answer has")

    async def ask(self, data: bytes, pauses: Iterable[float], accept: Callable[[bytes], T | None]) -> T:
        """Send a datagram again after each pause until an answer is accepted.

        Raises:
            TimeoutError: the last pause has ended.
            OSError: an ICMP error came.
            Malformed: there came too many answers that are not accepted.

        """
        hearing = asyncio.create_task(self.find_answer(accept))
        try:
            for pause in pauses:
                await self.send(data)
                done, _ = await asyncio.wait({hearing}, timeout=pause)
                if done:
                    return hearing.result()
            raise TimeoutError
        finally:
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)


@asynccontextmanager
async def open_datagrams(address: str, port: int) -> AsyncIterator[Datagrams]:
    """Give a socket connected to a numeric address; nothing is sent yet.

    Raises:
        OSError: there is no way to it.

    """
    with socket.socket(find_family(address), socket.SOCK_DGRAM) as own:
        own.settimeout(0)
        await asyncio.get_running_loop().sock_connect(own, make_end(address, port))
        yield Datagrams(own)
