"""SMPP: whether an SMS server speaks it, without a user (SMPP v3.4: enquire_link, 4.11)."""

import secrets
import struct

from wizard.checks.network.peers import Asked, make_peer_probe
from wizard.checks.network.sockets import Place, exchange_stream
from wizard.checks.probe import Measurement, Probe, Value
from wizard.i18n import Message

ENQUIRE = Message("SMPP enquire_link, without a user")
_HEADER = struct.Struct("!IIII")
_ENQUIRE_LINK, _ENQUIRE_LINK_REPLY, _GENERIC_NACK = 0x00000015, 0x80000015, 0x80000000
_BIGGEST = 1_024


def write_enquiry(sequence: int) -> bytes:
    """Return an enquire_link request."""
    return _HEADER.pack(_HEADER.size, _ENQUIRE_LINK, 0, sequence)


def read_status(data: bytes, sequence: int) -> int | None:
    """Return the status of a response to our enquiry; None where the data are none.

    A server may answer the enquiry, or refuse it because nobody has bound: both are SMPP.
    """
    if len(data) < _HEADER.size:
        return None
    length, command, status, number = _HEADER.unpack(data[: _HEADER.size])
    if not _HEADER.size <= length <= _BIGGEST or command not in (_ENQUIRE_LINK_REPLY, _GENERIC_NACK):
        return None
    # A generic_nack to what could not be read has the number 0 (SMPP v3.4, 4.3.1).
    return status if number == sequence or (number == 0 and command == _GENERIC_NACK) else None


def make_smpp_probe(asked: Asked) -> Probe:
    """Return the probe that asks an SMS server for a sign of life."""
    return make_peer_probe("port.smpp", asked, ENQUIRE, _ask)


async def _ask(place: Place) -> Measurement:
    sequence = secrets.randbelow(2**31 - 2) + 1
    data, source = await exchange_stream(
        place, write_enquiry(sequence), lambda got: len(got) >= _HEADER.size, _HEADER.size
    )
    status = read_status(data, sequence)
    if status is None:
        # A server may hang up on whoever does not bind: that it was reached is all that is known.
        return Measurement("failed" if data else "unknown", "not_smpp" if data else "closed", source=source)
    values: dict[str, Value] = {"smpp_status": f"0x{status:08X}"}
    return Measurement("ok", values=values, source=source)
