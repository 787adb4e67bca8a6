"""Why a connection could not be made, told apart; and bounded exchanges with peers that may say anything."""

import asyncio
import errno
import socket
from collections.abc import Callable
from contextlib import closing
from ipaddress import ip_address
from typing import NamedTuple

# Windows has its own numbers beside those of errno: Winsock's from 10000 on, below those of asyncio's completion port.
_WINDOWS = {
    64: "reset",
    121: "filtered",
    1225: "refused",
    1231: "unreachable",
    1232: "unreachable",
    1236: "reset",
    10013: "prohibited",
    10051: "unreachable",
    10053: "reset",
    10054: "reset",
    10060: "filtered",
    10061: "refused",
    10065: "unreachable",
}
_CAUSES = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "reset",
    errno.ECONNABORTED: "reset",
    errno.EPIPE: "reset",
    errno.ETIMEDOUT: "filtered",
    errno.EHOSTUNREACH: "unreachable",
    errno.ENETUNREACH: "unreachable",
    errno.EHOSTDOWN: "unreachable",
    # A packet filter on this very machine, or an administrator's ICMP on the way.
    errno.EACCES: "prohibited",
    errno.EPERM: "prohibited",
}
BIGGEST_ANSWER = 65_536


class Place(NamedTuple):
    """An address and a port to contact."""

    address: str
    port: int


def tell_cause(error: OSError) -> str:
    """Return why a connection failed, as a reason's name; "connection_failed" for causes that have no other."""
    if isinstance(error, TimeoutError):
        return "filtered"
    if isinstance(error, ConnectionResetError | BrokenPipeError | ConnectionAbortedError):
        # asyncio raises one of its own, without a number, where the system told it of the cut before.
        return "reset"
    code = getattr(error, "winerror", None)
    return _WINDOWS.get(code or 0) or _CAUSES.get(error.errno or 0, "connection_failed")


def is_address(host: str) -> bool:
    """Say whether a host is given as an IP address."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def find_family(address: str) -> socket.AddressFamily:
    """Return the socket family of an IP address."""
    return socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET  # noqa: PLR2004 - IPv6


async def connect(place: Place) -> socket.socket:
    """Return a connected TCP socket; the caller closes it.

    Raises:
        OSError: it could not be made.

    """
    made = socket.socket(find_family(place.address), socket.SOCK_STREAM)
    made.setblocking(False)  # noqa: FBT003 - the only way to call it
    try:
        await asyncio.get_running_loop().sock_connect(made, place)
    except BaseException:
        made.close()
        raise
    return made


async def exchange_stream(
    place: Place, request: bytes, is_enough: Callable[[bytes], bool], most: int = BIGGEST_ANSWER
) -> tuple[bytes, str]:
    """Send a request over TCP and return what comes back, and the own address.

    Reading ends when there is enough, at the peer's end, or at ``most`` bytes.

    Raises:
        OSError: the connection could not be made, or broke.

    """
    loop = asyncio.get_running_loop()
    with closing(await connect(place)) as made:
        source = made.getsockname()[0]
        await loop.sock_sendall(made, request)
        answer = bytearray()
        while len(answer) < most and not is_enough(bytes(answer)):
            part = await loop.sock_recv(made, min(4_096, most - len(answer)))
            if not part:
                break
            answer += part
        return bytes(answer), source


class _Datagrams(asyncio.DatagramProtocol):
    """Keeps the first datagrams that come, and no more than a bound of them."""

    def __init__(self) -> None:
        self.received: asyncio.Queue[bytes | OSError] = asyncio.Queue(maxsize=_MOST_DATAGRAMS)

    def datagram_received(self, data: bytes, _: object) -> None:
        if not self.received.full():
            self.received.put_nowait(data)

    def error_received(self, error: Exception) -> None:
        if isinstance(error, OSError) and not self.received.full():
            self.received.put_nowait(error)


_MOST_DATAGRAMS = 200


async def exchange_datagrams(
    place: Place, make_request: Callable[[Place], bytes], accepts: Callable[[bytes], bool], pauses: tuple[float, ...]
) -> tuple[bytes | None, str, int]:
    """Send a datagram, again after each pause, until one comes that is accepted.

    Returns:
        That datagram, or None where none came; the own address; and how many came that were not accepted.

    Raises:
        OSError: the system reported that the peer refused, or could not be reached.

    """
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(_Datagrams, remote_addr=place)
    own = Place(*transport.get_extra_info("sockname")[:2])
    refused = 0
    try:
        for pause in pauses:
            transport.sendto(make_request(own))
            until = loop.time() + pause
            while (left := until - loop.time()) > 0:
                try:
                    got = await asyncio.wait_for(protocol.received.get(), left)
                except TimeoutError:
                    break
                if isinstance(got, OSError):
                    raise got
                if accepts(got):
                    return got, own.address, refused
                refused += 1
                if refused >= _MOST_DATAGRAMS:
                    return None, own.address, refused
        return None, own.address, refused
    finally:
        transport.close()
