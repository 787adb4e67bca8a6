"""How long a packet takes there and back: ICMP echo, in the ways that need no administrator rights."""

import asyncio
import secrets
import socket
import struct
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from statistics import median

from wizard.checks.blocking import read_aside
from wizard.checks.network.names import NameLookupError, resolve, touch_servers
from wizard.checks.network.sockets import find_family
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind, Value
from wizard.i18n import Message

PING = Message("echo request (ICMP), five times")
ECHOES = 5
ECHO_SECONDS = 1.0
_PAYLOAD = 56
_REQUEST: dict[int, int] = {socket.AF_INET: 8, socket.AF_INET6: 128}
_REPLY: dict[int, int] = {socket.AF_INET: 0, socket.AF_INET6: 129}
_HEADER = struct.Struct("!BBHHH")


class EchoNotAllowedError(Exception):
    """This system sends no echo requests for this user."""


def make_roundtrip_probe(host: str, facts: tuple[str, ...], servers: Sequence[str] | None = None) -> Probe:
    """Return the probe of the time there and back to a host."""

    async def measure() -> Sequence[Measurement]:
        return (await _measure(host, servers),)

    touches = (*touch_servers(host, servers), Touch(TouchKind.PACKET, f"icmp {host}", PING))
    seconds = ECHOES * ECHO_SECONDS + 9
    return Probe("path.roundtrip", facts, touches, measure, seconds, subject="server", target=host)


async def _measure(host: str, servers: Sequence[str] | None) -> Measurement:
    try:
        address = (await resolve(host, servers)).addresses[0]
        times = await _echo_all(address)
    except NameLookupError as error:
        return Measurement("unknown", error.reason)
    except EchoNotAllowedError:
        return Measurement("unknown", "not_allowed")
    if not times:
        # Many hosts and firewalls drop echo requests and carry everything else.
        return Measurement("unknown", "no_answer", destination=address)
    values: dict[str, Value] = {
        "rtt_ms": round(median(times) * 1_000, 2),
        "echoes_lost": ECHOES - len(times),
    }
    return Measurement("ok", values=values, destination=address)


async def _echo_all(address: str) -> list[float]:
    if sys.platform == "win32":
        from wizard.checks.network.windows_echo import echo_once  # noqa: PLC0415 - only there

        taken = [await read_aside(lambda: echo_once(address, ECHO_SECONDS)) for _ in range(ECHOES)]
    else:
        taken = [await _echo_once(address) for _ in range(ECHOES)]
    return [each for each in taken if each is not None]


async def _echo_once(address: str) -> float | None:
    """Return the seconds there and back; None where no answer came in time.

    Raises:
        EchoNotAllowedError: the system gives this user no such socket (Linux: net.ipv4.ping_group_range).

    """
    family = find_family(address)
    protocol = socket.IPPROTO_ICMP if family == socket.AF_INET else socket.IPPROTO_ICMPV6
    try:
        made = socket.socket(family, socket.SOCK_DGRAM, protocol)
    except OSError as error:
        raise EchoNotAllowedError from error
    with closing(made):
        made.setblocking(False)  # noqa: FBT003 - the only way to call it
        mark = secrets.token_bytes(_PAYLOAD)
        loop = asyncio.get_running_loop()
        began = time.perf_counter()
        try:
            await loop.sock_sendto(made, write_echo(family, mark), (address, 0))
            async with asyncio.timeout(ECHO_SECONDS):
                while not is_reply(family, await loop.sock_recv(made, 2_048), mark):
                    pass
        except OSError:
            # Told by the network or by the clock: either way no answer.
            return None
        return time.perf_counter() - began


def write_echo(family: int, mark: bytes) -> bytes:
    """Return an echo request (RFC 792, RFC 4443); the system fills in the identifier, and for IPv6 the checksum."""
    bare = _HEADER.pack(_REQUEST[family], 0, 0, 0, 1) + mark
    return _HEADER.pack(bare[0], 0, sum_up(bare), 0, 1) + mark


def sum_up(data: bytes) -> int:
    """Return the Internet checksum of some data (RFC 1071)."""
    even = data + b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(even) // 2}H", even))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return 0xFFFF - total


def is_reply(family: int, data: bytes, mark: bytes) -> bool:
    """Say whether some data are the answer to our echo request; macOS gives them with their IP header."""
    if family == socket.AF_INET and len(data) > 0 and data[0] >> 4 == 4:  # noqa: PLR2004 - IPv4
        data = data[(data[0] & 0x0F) * 4 :]
    return len(data) >= _HEADER.size and data[0] == _REPLY[family] and data.endswith(mark)
