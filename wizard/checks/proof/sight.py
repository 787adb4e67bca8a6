"""What a listener says of a challenge that reached it: from where, on which of its addresses, and which machine it is.

What a listener of an earlier version leaves out is zero, and counts as not told.
"""

import ipaddress
import struct
from typing import NamedTuple

from wizard.checks.proof.machine_token import TOKEN_BYTES

# Where the request came from (address, port), the listener's token, the address it was reached on, what it can do.
_SIGHT = struct.Struct(f"!16sH{TOKEN_BYTES}s16sB")
_KNOWS_LARGE = 1
_NOWHERE = ipaddress.IPv6Address(0)


class Sight(NamedTuple):
    """A challenge as the listener saw it; ``knows_large`` says whether it answers large messages too."""

    seen_from: str
    port: int
    machine: bytes | None = None
    reached_on: str | None = None
    knows_large: bool = False


def write_sight(sight: Sight) -> bytes:
    """Return the body that tells a sight."""
    reached = _NOWHERE.packed if sight.reached_on is None else _pack(sight.reached_on)
    machine = sight.machine or bytes(TOKEN_BYTES)
    return _SIGHT.pack(_pack(sight.seen_from), sight.port, machine, reached, _KNOWS_LARGE if sight.knows_large else 0)


def read_sight(body: bytes) -> Sight:
    """Return the sight that a body tells."""
    source, port, machine, reached, known = _SIGHT.unpack_from(body)
    return Sight(
        seen_from=_unpack(source),
        port=port,
        machine=machine if any(machine) else None,
        reached_on=_unpack(reached) if any(reached) else None,
        knows_large=bool(known & _KNOWS_LARGE),
    )


def _pack(host: str) -> bytes:
    address = ipaddress.ip_address(host.partition("%")[0])
    # An IPv4 address as IPv6 holds it (RFC 4291, 2.5.5.2).
    return address.packed if address.version == 6 else b"\0" * 10 + b"\xff\xff" + address.packed  # noqa: PLR2004 - IPv6


def _unpack(packed: bytes) -> str:
    address = ipaddress.IPv6Address(packed)
    return str(address.ipv4_mapped or address)
