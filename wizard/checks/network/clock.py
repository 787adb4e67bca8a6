"""How far this machine's clock is from a time server's: one SNTP request (RFC 4330, section 5)."""

import secrets
import struct
import time
from functools import partial
from typing import NamedTuple

from wizard.checks.network.datagrams import open_datagrams
from wizard.checks.network.faults import Malformed, Unproven, describe_fault
from wizard.checks.network.peers import Asked, Found, Question, make_peer_probe
from wizard.checks.network.sockets import tell_cause
from wizard.checks.probe import Probe
from wizard.i18n import Message

_PURPOSE = Message("time request (SNTP)")
NTP_PORT = 123
# Calls, alerts and evidence of several machines are put in order to the minute; Kerberos, which logs users in, gives up
# only at five (RFC 4120, 8.2, as Windows sets it too).
MOST_OFFSET_SECONDS = 60.0
_PACKET = struct.Struct(">BBbbII4sQ8sQQ")
_CLIENT_V4 = 0x23
_UNSYNCHRONISED, _SERVER = 3, 4
_VERSIONS = (3, 4)
_KISS, _LAST_STRATUM = 0, 15
# Seconds from 1900 to 1970; NTP's seconds start anew every 2^32.
_EPOCH, _ERA = 2_208_988_800, 2**32
_FRACTION = 2**32


class Reply(NamedTuple):
    """What a server says: its stratum, when it received and when it sent, in seconds of NTP's era."""

    stratum: int
    received: float
    sent: float


def make_clock_probe(asked: Asked, most_offset: float = MOST_OFFSET_SECONDS) -> Probe:
    """Return the probe of this machine's clock: ok within ``most_offset`` seconds of a server's, failed beyond.

    unknown: no answer, the server is not synchronised or sends us away, or half the way's time decides.
    """
    ask = partial(_ask, asked.port, most_offset)
    return make_peer_probe("server.clock", asked, Question(_PURPOSE, "udp", ask, "not_time"))


async def _ask(port: int, most_offset: float, address: str) -> Found:
    # The server repeats it; a random one tells nobody our time and cannot be foreseen.
    mark = secrets.token_bytes(8)
    request = _PACKET.pack(_CLIENT_V4, 0, 0, 0, 0, 0, bytes(4), 0, bytes(8), 0, int.from_bytes(mark))
    try:
        async with open_datagrams(address, port) as datagrams:
            began, clock = time.time(), time.perf_counter()
            await datagrams.send(request)
            # Once only: a client asks no more often than every 15 seconds (section 10).
            reply = await datagrams.find_answer(partial(read_reply, mark))
            took = time.perf_counter() - clock
    except OSError as error:
        # That no time server is there says nothing of this machine's clock.
        raise Unproven("unknown", tell_cause(error), describe_fault(error)) from error
    return judge(reply, began, took, most_offset)


def read_reply(mark: bytes, data: bytes) -> Reply | None:
    """Return what a server's packet says, None where it does not answer the request with that mark.

    Raises:
        Unproven: it answers, but gives no time: not synchronised, or a kiss-o'-death.
        Malformed: it answers, but is no server's packet.

    """
    if len(data) < _PACKET.size:
        return None
    head, stratum, _, _, _, _, code, _, origin, received, sent = _PACKET.unpack_from(data)
    if origin != mark:
        return None
    leap, version, mode = head >> 6, head >> 3 & 7, head & 7
    if version not in _VERSIONS or mode != _SERVER or stratum > _LAST_STRATUM or not (received and sent):
        raise Malformed("no time server's answer")
    if stratum == _KISS:
        raise Unproven("unknown", "time_refused", code.decode("ascii", "replace"))
    if leap == _UNSYNCHRONISED:
        raise Unproven("unknown", "server_unsynchronised")
    return Reply(stratum, received / _FRACTION, sent / _FRACTION)


def judge(reply: Reply, began: float, took: float, most_offset: float) -> Found:
    """Return the offset against its threshold, all in seconds; ``began`` is this machine's time of asking.

    The answer's way there and back took ``took`` in all; the offset is known to within half of it (section 5).
    """
    there = _subtract(reply.received, began)
    back = _subtract(reply.sent, began + took)
    offset, delay = (there + back) / 2, there - back
    if delay < 0 or reply.sent < reply.received:
        return Found({"stratum": reply.stratum}, "unknown", "implausible")
    values = {"clock_offset_s": round(offset, 3), "delay_ms": round(delay * 1_000, 1), "stratum": reply.stratum}
    if abs(offset) + delay / 2 <= most_offset:
        return Found(values)
    if abs(offset) - delay / 2 > most_offset:
        return Found(values, "failed", "clock_wrong")
    return Found(values, "unknown", "clock_uncertain")


def _subtract(ntp: float, unix: float) -> float:
    """Return the seconds from a time of this machine to one of NTP's, in the era that lies nearest (section 3)."""
    return (ntp - unix - _EPOCH + _ERA / 2) % _ERA - _ERA / 2
