"""ICMP echo messages (RFC 792, RFC 4443) over the datagram sockets that some systems give without rights."""

import asyncio
import secrets
import socket
import struct
import time

from wizard.checks.network.faults import Unproven, describe_fault, find_cause
from wizard.checks.network.hosts import find_family

_HEADER = struct.Struct(">BBHHH")
# Request and answer.
_TYPES = {socket.AF_INET: (8, 0), socket.AF_INET6: (128, 129)}
_PAYLOAD_BYTES = 32
_LARGEST = 2_048
_IPV4_HEAD = 4
# Answers to others and repeated ones.
_MOST_ANSWERS = 64


def open_echo_socket(address: str) -> socket.socket:
    """Return a connected socket.

    Raises:
        Unproven: this system gives none without rights, or there is no way to the address.

    """
    family = find_family(address)
    protocol = socket.IPPROTO_ICMPV6 if family is socket.AF_INET6 else socket.IPPROTO_ICMP
    try:
        own = socket.socket(family, socket.SOCK_DGRAM, protocol)
    except OSError as error:
        raise Unproven("unknown", "not_allowed", describe_fault(error)) from error
    try:
        own.settimeout(0)
        own.connect((address, 0))
    except OSError as error:
        own.close()
        raise Unproven("unknown", find_cause(error, address), describe_fault(error)) from error
    return own


async def send_echo(own: socket.socket, sequence: int) -> float:
    """Return the milliseconds until the answer to one echo request, waiting for ever.

    Raises:
        OSError: an ICMP error came instead.

    """
    asked, answered = _TYPES[socket.AddressFamily(own.family)]
    payload = secrets.token_bytes(_PAYLOAD_BYTES)
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    await loop.sock_sendall(own, write_echo(asked, sequence, payload))
    for _ in range(_MOST_ANSWERS):
        data = await loop.sock_recv(own, _LARGEST)
        if is_answer(data, answered, sequence, payload):
            return (time.perf_counter() - began) * 1_000
    raise Unproven("unknown", "no_answer")


def write_echo(kind: int, sequence: int, payload: bytes) -> bytes:
    """Return an echo request; Linux puts its own identifier and checksum in, macOS sends ours."""
    bare = _HEADER.pack(kind, 0, 0, 0, sequence) + payload
    return _HEADER.pack(kind, 0, _sum(bare), 0, sequence) + payload


def is_answer(data: bytes, kind: int, sequence: int, payload: bytes) -> bool:
    """Say whether a message answers the request with that number and payload; macOS puts the IP head before it."""
    if data and data[0] >> 4 == _IPV4_HEAD:
        data = data[(data[0] & 0x0F) * 4 :]
    if len(data) < _HEADER.size:
        return False
    found = _HEADER.unpack_from(data)
    return (found[0], found[1], found[4]) == (kind, 0, sequence) and data[_HEADER.size :] == payload


def _sum(data: bytes) -> int:
    """Return the Internet checksum (RFC 1071) of an even number of bytes."""
    total: int = sum(word for (word,) in struct.iter_unpack(">H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
