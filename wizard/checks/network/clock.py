"""The clock against a time server (SNTP, RFC 4330)."""

import secrets
import struct
import time
from statistics import median

from wizard.checks.network.peers import Asked, make_peer_probe
from wizard.checks.network.sockets import Place, exchange_datagrams
from wizard.checks.probe import Measurement, Probe, Value
from wizard.i18n import Message

ASK_TIME = Message("time request (SNTP)")
NTP_PORT = 123
# Kerberos refuses tickets beyond five minutes, certificates and logs suffer earlier: a minute is told in time.
MOST_OFFSET_SECONDS = 60.0
_PAUSES = (1.0, 2.0)
_PACKET = struct.Struct("!BBbb11I")
_EPOCH = 2_208_988_800
_CLIENT, _SERVER_MODE, _MODE_BITS, _NO_SYNC = 0x23, 4, 0x07, 3
_HIGHEST_STRATUM = 15


def write_request(mark: int) -> bytes:
    """Return a request whose transmit time is a random mark: the answer must repeat it."""
    return _PACKET.pack(_CLIENT, 0, 0, 0, *([0] * 9), mark >> 32, mark & 0xFFFF_FFFF)


def read_times(data: bytes, mark: int) -> tuple[float, float] | None:
    """Return when the server received and sent, in seconds since 1970; None where the data are no answer to us."""
    if len(data) < _PACKET.size:
        return None
    first, stratum, _, _, *words = _PACKET.unpack(data[: _PACKET.size])
    repeated = words[5] << 32 | words[6]
    synchronised = first >> 6 != _NO_SYNC and 0 < stratum <= _HIGHEST_STRATUM
    if first & _MODE_BITS != _SERVER_MODE or repeated != mark or not synchronised:
        return None
    return _read_time(words[7], words[8]), _read_time(words[9], words[10])


def _read_time(seconds: int, fraction: int) -> float:
    # From 2036 on the counter begins anew (RFC 4330, 3).
    era = 0 if seconds & 0x8000_0000 else 2**32
    return seconds + era - _EPOCH + fraction / 2**32


def make_clock_probe(asked: Asked, most_offset: float = MOST_OFFSET_SECONDS) -> Probe:
    """Return the probe of this machine's clock: ok within ``most_offset`` seconds of the server's."""

    async def ask(place: Place) -> Measurement:
        return await _ask(place, most_offset)

    return make_peer_probe("server.clock", asked, ASK_TIME, ask, "udp")


async def _ask(place: Place, most_offset: float) -> Measurement:
    mark, sent = secrets.randbits(64), [0.0]

    def write(_: Place) -> bytes:
        sent[0] = time.time()
        return write_request(mark)

    data, source, others = await exchange_datagrams(
        place, write, lambda got: read_times(got, mark) is not None, _PAUSES
    )
    back = time.time()
    times = None if data is None else read_times(data, mark)
    if times is None:
        return Measurement("unknown", "not_time" if others else "no_answer", source=source)
    offset = median((times[0] - sent[0], times[1] - back))
    values: dict[str, Value] = {"clock_offset_s": round(offset, 3)}
    good = abs(offset) <= most_offset
    return Measurement("ok" if good else "failed", None if good else "clock_wrong", values=values, source=source)
