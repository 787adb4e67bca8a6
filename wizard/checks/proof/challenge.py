"""What the two ends say: one message of its kind's size there, one no longer than that back, both sealed with the key.

A reply is never longer than its request, so the listener amplifies nothing. The seal (HMAC-SHA256, RFC 2104) covers
all of a message: its direction, protocol and port too, so that no reply can stand for a request or for another port.
"""

import hmac
import secrets
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal, NamedTuple

Protocol = Literal["tcp", "udp"]
MESSAGE_BYTES = 256
# Nearly what Ethernet carries (1,500 bytes with the headers of IPv6 and TCP): what a path of a smaller MTU loses.
LARGE_BYTES = 1_400
SEAL_BYTES = 32
NONCE_BYTES = 16
RUN_BYTES = 8

_MAGIC = b"TWSPROOF"
_VERSION = 1
_NUMBERS: dict[Protocol, int] = {"tcp": 6, "udp": 17}
# Magic, version, kind, direction, protocol (its IP number), port, nonce, run.
_HEAD = struct.Struct(f"!8sBBBBH{NONCE_BYTES}s{RUN_BYTES}s")
BODY_BYTES = MESSAGE_BYTES - _HEAD.size - SEAL_BYTES
_CALLS = struct.Struct("!HH?")
# Behind them: whether the packets are counted, and how many have come. A listener without the count leaves zeros.
_COUNT = struct.Struct("!?I")
_ENTRY = struct.Struct("!BHB")
ENTRIES = (BODY_BYTES - 1) // _ENTRY.size
_HEARD, _PRESSED = 0x80, 0x40
_STATE = ~(_HEARD | _PRESSED)
# Where the kind stands: behind magic and version.
_KIND_AT = 9


class Kind(IntEnum):
    """What a message asks for: that the port answers, how ports stand, leave to send voice, a large answer.

    ``BUSY`` asks for nothing: it is what a listener answers that takes no more at the moment.
    """

    CHALLENGE = 1
    PORTS = 2
    VOICE = 3
    LARGE = 4
    BUSY = 5


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
    """How a port stands, whether a challenge of the same run has come in on it, and whether the listener was pressed.

    A listener that was short of room lately has cut connections by itself, or let them wait for long.
    """

    state: PortState
    heard: bool
    pressed: bool = False


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


def count_bytes(kind: int) -> int:
    """Return how long a message of a kind is."""
    return LARGE_BYTES if kind == Kind.LARGE else MESSAGE_BYTES


def find_length(beginning: bytes) -> int:
    """Return how long the message is that begins so; what is no message of ours is as long as most are."""
    if len(beginning) <= _KIND_AT or not beginning.startswith(_MAGIC):
        return MESSAGE_BYTES
    return count_bytes(beginning[_KIND_AT])


def is_ours(data: bytes) -> bool:
    """Say whether bytes begin as a message of this program does, whatever its code is."""
    return data.startswith(_MAGIC)


def seal(message: Message, key: bytes) -> bytes:
    """Return a message's bytes, as many as its kind has."""
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
    sealed = (head + message.body).ljust(count_bytes(message.kind) - SEAL_BYTES, b"\0")
    return sealed + hmac.digest(key, sealed, "sha256")


def unseal(data: bytes, key: bytes) -> Message | None:
    """Return the message that bytes hold; None where they are none of ours or not sealed with this key."""
    if not data.startswith(_MAGIC) or len(data) < MESSAGE_BYTES or len(data) != find_length(data):
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


def write_ports(entries: Sequence[tuple[Port, PortReport]]) -> bytes:
    """Return a body that names at most ``ENTRIES`` ports and how they stand."""
    packed = [
        _ENTRY.pack(_NUMBERS[port.protocol], port.number, _write_report(report)) for port, report in entries[:ENTRIES]
    ]
    return bytes([len(packed)]) + b"".join(packed)


def read_ports(body: bytes) -> dict[Port, PortReport]:
    """Return how ports stand; what this version does not know is left out."""
    found = {}
    names = {number: name for name, number in _NUMBERS.items()}
    for at in range(min(body[0], ENTRIES)):
        number, port, state = _ENTRY.unpack_from(body, 1 + at * _ENTRY.size)
        if number in names and state & _STATE in set(PortState):
            report = PortReport(PortState(state & _STATE), bool(state & _HEARD), bool(state & _PRESSED))
            found[Port(names[number], port)] = report
    return found


def _write_report(report: PortReport) -> int:
    return report.state | (_HEARD if report.heard else 0) | (_PRESSED if report.pressed else 0)


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
