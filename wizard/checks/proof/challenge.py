"""What the two ends say: one message of fixed size there, one of the same size back, both sealed with the key.

A reply is never longer than its request, so the listener amplifies nothing. The seal (HMAC-SHA256, RFC 2104) covers
all of a message: its direction, protocol and port too, so that no reply can stand for a request or for another port.
"""

import hmac
import ipaddress
import secrets
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal, NamedTuple

Protocol = Literal["tcp", "udp"]
MESSAGE_BYTES = 256
SEAL_BYTES = 32
NONCE_BYTES = 16
RUN_BYTES = 8

_MAGIC = b"TWSPROOF"
_VERSION = 1
_NUMBERS: dict[Protocol, int] = {"tcp": 6, "udp": 17}
# Magic, version, kind, direction, protocol (its IP number), port, nonce, run.
_HEAD = struct.Struct(f"!8sBBBBH{NONCE_BYTES}s{RUN_BYTES}s")
BODY_BYTES = MESSAGE_BYTES - _HEAD.size - SEAL_BYTES
_SOURCE = struct.Struct("!16sH")
_CALLS = struct.Struct("!HH?")
# Behind them: whether the packets are counted, and how many have come. A listener without the count leaves zeros.
_COUNT = struct.Struct("!?I")
_ENTRY = struct.Struct("!BHB")
ENTRIES = (BODY_BYTES - 1) // _ENTRY.size
_HEARD = 0x80


class Kind(IntEnum):
    """What a message asks for: that the port answers, how ports stand, or leave to send voice."""

    CHALLENGE = 1
    PORTS = 2
    VOICE = 3


class Direction(IntEnum):
    """To the listener, or back."""

    REQUEST = 1
    REPLY = 2


class PortState(IntEnum):
    """How a port stands at the listener."""

    NOT_LISTED = 0
    OPEN = 1
    TAKEN = 2
    NOT_PERMITTED = 3
    NOT_OPENED = 4


class Port(NamedTuple):
    """A port of one protocol."""

    protocol: Protocol
    number: int


class PortReport(NamedTuple):
    """How a port stands, and whether a challenge of the same run has come in on it."""

    state: PortState
    heard: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One message; ``run`` tells one prover's runs apart, ``nonce`` one request from every other."""

    kind: Kind
    direction: Direction
    port: Port
    run: bytes
    nonce: bytes
    body: bytes

    def reply(self, body: bytes) -> "Message":
        """Return the answer to this request."""
        return replace(self, direction=Direction.REPLY, body=body)


def make_request(kind: Kind, port: Port, run: bytes, body: bytes = b"") -> Message:
    """Return a request that has never been made before."""
    return Message(kind, Direction.REQUEST, port, run, secrets.token_bytes(NONCE_BYTES), body)


def seal(message: Message, key: bytes) -> bytes:
    """Return a message's bytes, always ``MESSAGE_BYTES``."""
    head = _HEAD.pack(
        _MAGIC,
        _VERSION,
        message.kind,
        message.direction,
        _NUMBERS[message.port.protocol],
        message.port.number,
        message.nonce,
        message.run,
    )
    sealed = head + message.body.ljust(BODY_BYTES, b"\0")
    return sealed + hmac.digest(key, sealed, "sha256")


def unseal(data: bytes, key: bytes) -> Message | None:
    """Return the message that bytes hold; None where they are none of ours or not sealed with this key."""
    if len(data) != MESSAGE_BYTES or not data.startswith(_MAGIC):
        return None
    sealed, given = data[:-SEAL_BYTES], data[-SEAL_BYTES:]
    if not hmac.compare_digest(hmac.digest(key, sealed, "sha256"), given):
        return None
    _, version, kind, direction, number, port, nonce, run = _HEAD.unpack_from(sealed)
    protocols = [name for name, each in _NUMBERS.items() if each == number]
    # Sealed, but by a later version of the program.
    if version != _VERSION or not protocols or kind not in set(Kind) or direction not in set(Direction):
        return None
    return Message(Kind(kind), Direction(direction), Port(protocols[0], port), run, nonce, sealed[_HEAD.size :])


def write_source(host: str, port: int) -> bytes:
    """Return a body that says from where a request came in."""
    address = ipaddress.ip_address(host.partition("%")[0])
    packed = address.packed if address.version == 6 else b"\0" * 10 + b"\xff\xff" + address.packed  # noqa: PLR2004 - IPv6
    return _SOURCE.pack(packed, port)


def read_source(body: bytes) -> tuple[str, int]:
    """Return the address and port from which the listener saw a request come in."""
    packed, port = _SOURCE.unpack_from(body)
    address = ipaddress.IPv6Address(packed)
    return str(address.ipv4_mapped or address), port


def write_ports(entries: Sequence[tuple[Port, PortReport]]) -> bytes:
    """Return a body that names at most ``ENTRIES`` ports and how they stand."""
    packed = [
        _ENTRY.pack(_NUMBERS[port.protocol], port.number, report.state | (_HEARD if report.heard else 0))
        for port, report in entries[:ENTRIES]
    ]
    return bytes([len(packed)]) + b"".join(packed)


def read_ports(body: bytes) -> dict[Port, PortReport]:
    """Return how ports stand; what this version does not know is left out."""
    found = {}
    names = {number: name for name, number in _NUMBERS.items()}
    for at in range(min(body[0], ENTRIES)):
        number, port, state = _ENTRY.unpack_from(body, 1 + at * _ENTRY.size)
        if number in names and state & ~_HEARD in set(PortState):
            found[Port(names[number], port)] = PortReport(PortState(state & ~_HEARD), bool(state & _HEARD))
    return found


def write_calls(calls: int, seconds: int, *, granted: bool = False, received: int | None = None) -> bytes:
    """Return a body that asks for some calls at once for some seconds, or grants them.

    With ``received`` it asks how many packets of the run have come (0 there), or tells it, and grants nothing.
    """
    return _CALLS.pack(calls, seconds, granted) + _COUNT.pack(received is not None, received or 0)


def read_calls(body: bytes) -> tuple[int, int, bool]:
    """Return how many calls at once, for how many seconds, and whether they are granted."""
    calls, seconds, granted = _CALLS.unpack_from(body)
    return calls, seconds, bool(granted)


def read_received(body: bytes) -> int | None:
    """Return how many voice packets are said to have come; None where that is not told, or not asked."""
    counted, received = _COUNT.unpack_from(body, _CALLS.size)
    return int(received) if counted else None
