"""Whether an SMPP server answers, without a password (SMPP v3.4): enquire_link, before any bind.

A server may answer it, refuse it with a status, give generic_nack, or ask for our own link first: whoever answers in
SMPP is one, whichever number and length it writes.
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
_ENQUIRE_LINK, _ENQUIRE_LINK_RESP, _GENERIC_NACK = 0x00000015, 0x80000015, 0x80000000
# SMPP v3.4, 5.1.2.1: whatever a server sends by itself; a response has the highest bit set.
_REQUESTS = frozenset({*range(0x01, 0x0A), 0x0B, _ENQUIRE_LINK, 0x21, 0x102, 0x103})
_RESPONSE = 0x80000000
_RESPONSES = frozenset({_GENERIC_NACK, *(command | _RESPONSE for command in _REQUESTS)})
# The longest field is a message_payload (5.3.2.32) of 64 KB; what stands beside it is short.
_MOST_PDUS, _LONGEST_PDU = 8, 66 * 1_024
_LARGEST_SEQUENCE = 0x7FFFFFFF


class Pdu(NamedTuple):
    """The header of a protocol data unit (3.2)."""

    length: int
    command: int
    status: int
    sequence: int


def make_smpp_probe(asked: Asked) -> Probe:
    """Return the probe that sends enquire_link: ok with any SMPP response, whatever its status and number.

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
            pdu = await _read_header(stream)
            if pdu.command in _RESPONSES:
                return Found({"smpp_status": f"0x{pdu.status:08X}"})
            await stream.read_exactly(pdu.length - _HEADER.size)
            # What repeats all it hears sends our own question: an answer to it would come back as one.
            if pdu.command == _ENQUIRE_LINK and pdu.sequence != sequence:
                await stream.send(_HEADER.pack(_HEADER.size, _ENQUIRE_LINK_RESP, 0, pdu.sequence))
    raise Malformed("more SMPP requests than a server has before a bind")


async def _read_header(stream: Stream) -> Pdu:
    pdu = Pdu(*_HEADER.unpack(await stream.read_exactly(_HEADER.size)))
    if not _HEADER.size <= pdu.length <= _LONGEST_PDU:
        raise Malformed("no length of an SMPP answer")
    if pdu.command not in _RESPONSES | _REQUESTS:
        raise Malformed("no command of SMPP")
    return pdu
