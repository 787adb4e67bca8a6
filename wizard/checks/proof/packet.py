"""A voice packet: as long as one of G.711 in RTP, sealed, and sent back by the listener at the same length."""

import hmac
import socket
import struct
from dataclasses import dataclass, replace

from wizard.checks.proof.challenge import RUN_BYTES, Direction

# RTP's header of 12 bytes (RFC 3550, 5.1) and 20 ms of G.711 (RFC 3551, 4.5.14).
PACKET_BYTES = 12 + 160
PACKETS_PER_SECOND = 50
# UDP's header (RFC 768) and that of IPv4 (RFC 791) or IPv6 (RFC 8200), which the network carries as well.
HEADER_BYTES = {socket.AF_INET: 8 + 20, socket.AF_INET6: 8 + 40}
# A packet lives a few seconds: half of HMAC-SHA256 is enough (RFC 2104, 5).
SEAL_BYTES = 16

_MAGIC = b"TWSV"
# Magic, direction, call, sequence, run, sent (µs), arrived (µs), received.
_HEAD = struct.Struct(f"!4sBHI{RUN_BYTES}sQQI")


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet of a call: ``sent_us`` by the prover's clock, ``arrived_us`` and ``received`` by the listener."""

    direction: Direction
    run: bytes
    call: int
    sequence: int
    sent_us: int
    arrived_us: int = 0
    received: int = 0

    def echo(self, arrived_us: int, received: int) -> "Packet":
        """Return the packet on its way back."""
        return replace(self, direction=Direction.REPLY, arrived_us=arrived_us, received=received)


def seal_packet(packet: Packet, key: bytes) -> bytes:
    """Return a packet's bytes, always ``PACKET_BYTES``."""
    head = _HEAD.pack(
        _MAGIC,
        packet.direction,
        packet.call,
        packet.sequence,
        packet.run,
        packet.sent_us,
        packet.arrived_us,
        packet.received,
    )
    sealed = head.ljust(PACKET_BYTES - SEAL_BYTES, b"\xd5")
    return sealed + hmac.digest(key, sealed, "sha256")[:SEAL_BYTES]


def unseal_packet(data: bytes, key: bytes, direction: Direction) -> Packet | None:
    """Return the packet that bytes hold; None where they are none of ours or go the other way."""
    if len(data) != PACKET_BYTES or not data.startswith(_MAGIC):
        return None
    sealed, given = data[:-SEAL_BYTES], data[-SEAL_BYTES:]
    if not hmac.compare_digest(hmac.digest(key, sealed, "sha256")[:SEAL_BYTES], given):
        return None
    _, way, call, sequence, run, sent, arrived, received = _HEAD.unpack_from(sealed)
    return Packet(direction, run, call, sequence, sent, arrived, received) if way == direction else None
