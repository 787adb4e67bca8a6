"""Whether an SMPP server answers, without a password (SMPP v3.4): enquire_link, before any bind.

A server may answer it, refuse it with a status, or give generic_nack: each is an SMPP answer to this question.
"""

import secrets
import struct
from functools import partial
from typing import NamedTuple

from wizard.checks.network.faults import Malformed
from wizard.checks.network.peers import Asked, Found, Question, make_peer_probe
from wizard.checks.network.streams import Stream, open_stream
from wizard.checks.probe import Probe
from wizard.i18n import Message

_PURPOSE = Message("SMPP enquire_link, without a user")
_HEADER = struct.Struct(">IIII")
_ENQUIRE_LINK, _ENQUIRE_LINK_RESP, _GENERIC_NACK, _OUTBIND = 0x00000015, 0x80000015, 0x80000000, 0x0000000B
# SMPP v3.4, 5.1.2.1: requests that a server may send by itself. None of them is long.
_UNASKED = frozenset({_ENQUIRE_LINK, _OUTBIND})
_MOST_PDUS, _LONGEST_PDU = 8, 1_024
_LARGEST_SEQUENCE = 0x7FFFFFFF


class Pdu(NamedTuple):
    """The header of a protocol data unit (3.2), its length left out."""

    command: int
    status: int
    sequence: int


def make_smpp_probe(asked: Asked) -> Probe:
    """Return the probe that sends enquire_link: ok with its response or a generic_nack of the same number.

    failed: refused, filtered, or what answers is no SMPP; unknown: nothing is answered, as some servers do before a
    bind, which a check without a password does not make.
    """
    ask = partial(_ask, asked.seconds, asked.port)
    return make_peer_probe("port.smpp", asked, Question(_PURPOSE, "tcp", ask, "not_smpp"))


async def _ask(seconds: float, port: int, address: str) -> Found:
    sequence = 1 + secrets.randbelow(_LARGEST_SEQUENCE)
    async with open_stream(address, port, seconds) as stream:
        await stream.send(_HEADER.pack(_HEADER.size, _ENQUIRE_LINK, 0, sequence))
        for _ in range(_MOST_PDUS):
            pdu = await _read_pdu(stream)
            if pdu.command in {_ENQUIRE_LINK_RESP, _GENERIC_NACK} and pdu.sequence == sequence:
                return Found({"smpp_status": f"0x{pdu.status:08X}"})
            if pdu.command not in _UNASKED:
                raise Malformed("an SMPP answer to another question")
    raise Malformed("more SMPP requests than a server has before a bind")


async def _read_pdu(stream: Stream) -> Pdu:
    length, command, status, sequence = _HEADER.unpack(await stream.read_exactly(_HEADER.size))
    if not _HEADER.size <= length <= _LONGEST_PDU:
        raise Malformed("no length of an SMPP answer")
    await stream.read_exactly(length - _HEADER.size)
    return Pdu(command, status, sequence)
