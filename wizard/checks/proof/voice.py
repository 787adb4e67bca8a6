"""The quality of voice as a probe: calls like G.711 through a proven port, one and then all of the plan."""

import asyncio
import math
import secrets
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from wizard.checks.blocking import read_aside
from wizard.checks.network.hosts import write_end
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.checks.proof.calls import LONGEST_LINGER_SECONDS, send_calls
from wizard.checks.proof.challenge import RUN_BYTES, Kind, Port, make_request, read_calls, read_received, write_calls
from wizard.checks.proof.code import derive_key, read_code
from wizard.checks.proof.echo import CALLS_AT_MOST, SECONDS_AT_MOST
from wizard.checks.proof.exchange import Peer, exchange
from wizard.checks.proof.probes import find_peer, list_touches
from wizard.checks.proof.voice_verdict import judge_recording
from wizard.domain.evidence.record import FlowEnd
from wizard.i18n import Message

# Between ITU-T Y.1541's 0.1 % of a managed network (classes 0 and 1) and the 3 % that G.1010 tolerates for speech.
LARGEST_LOSS_PERCENT = 1.0
# One call is 1,500 packets then. At a loss borne of 1 % and CONFIDENCE, a way that loses 2 % is found failed in 89 of
# 100 tests and ok in less than one of a million; one that loses 0.5 % is found failed in one of a million, and ok or
# undecided about half of the time each; one that loses 0.1 % is found ok in 9,998 of 10,000.
SECONDS = 30
# Several calls send as many packets in less time; but a queue on the way takes some to fill.
LEAST_LOAD_SECONDS = 10
# How long each question to the listener waits. The last as long as for an echo: the way may be that slow.
_WAITS = (0.4, 0.6, 1.0, LONGEST_LINGER_SECONDS)
VOICE_ID = "voice.quality"
PURPOSE = Message("send voice packets to the listener at the other end and back")
# Key, look-up and leave for each stream, at most.
_SPARE_SECONDS = 10.0
_US_PER_MS = 1_000


@dataclass(frozen=True, slots=True)
class VoiceTest:
    """What to send: through which port of which server, how many calls at once, and what loss is borne.

    ``seconds`` is how long one call lasts; several at once are as many packets sooner (``LEAST_LOAD_SECONDS``).
    """

    server: str
    end: FlowEnd
    calls: int
    seconds: int = SECONDS
    largest_loss_percent: float = LARGEST_LOSS_PERCENT

    def choose_seconds(self, calls: int) -> int:
        """Return how long some calls at once are sent."""
        return min(self.seconds, max(LEAST_LOAD_SECONDS, math.ceil(self.seconds / calls)))


def make_voice_probe(test: VoiceTest, code: str, facts: tuple[str, ...], subject: str | None = None) -> Probe:
    """Return the probe "voice.quality": one measurement for one call, one for all calls at once if there are more.

    ok: the link carries these calls, with surely no more missing than borne in either direction and no longer delay
    than G.114 allows; failed: it surely does not; unknown: so many packets cannot tell. More than ``CALLS_AT_MOST`` are
    measured at that number: what fails there fails, what passes leaves the rest unknown.

    Raises:
        WizardError: the code is none.
        ValueError: the port is no UDP port, there is no call, or the seconds are out of bounds.

    """
    if test.end.protocol != "udp" or test.calls < 1 or not 1 <= test.seconds <= SECONDS_AT_MOST:
        raise ValueError(test)
    code, port, loads = read_code(code), Port("udp", test.end.port), sorted({1, test.calls})

    async def measure() -> Sequence[Measurement]:
        try:
            peer = await find_peer(test.server)
        except socket.gaierror as error:
            return [Measurement("unknown", "proof.no_address", detail=str(error), flow=test.end)]
        key = await read_aside(lambda: derive_key(code))
        return [await _measure_load(peer, key, test, calls) for calls in loads]

    packets = Touch(TouchKind.PACKET, f"udp {write_end(test.server, port.number)}", PURPOSE)
    touches = (*list_touches(test.server, (port,)), packets)
    asked = LONGEST_LINGER_SECONDS + 2 * sum(_WAITS)
    allowed = _SPARE_SECONDS + sum(test.choose_seconds(calls) + asked for calls in loads)
    return Probe(VOICE_ID, facts, touches, measure, allowed, subject=subject, target=test.server)


async def _measure_load(peer: Peer, key: bytes, test: VoiceTest, wanted: int) -> Measurement:
    calls, run = min(wanted, CALLS_AT_MOST), secrets.token_bytes(RUN_BYTES)
    port, seconds = Port("udp", test.end.port), test.choose_seconds(calls)
    destination, values = write_end(peer.host, test.end.port), {"voice.calls": wanted}
    base = Measurement("unknown", flow=test.end, destination=destination, values=values)
    granted = await _ask(peer, port, run, key, write_calls(calls, seconds))
    if granted is None or not read_calls(granted)[2]:
        return base._replace(reason="proof.listener_not_reached" if granted is None else "voice.not_granted")
    with socket.socket(peer.family, socket.SOCK_DGRAM) as through:
        through.settimeout(0)
        await asyncio.get_running_loop().sock_connect(through, peer.at(port.number))
        base = base._replace(source=str(through.getsockname()[0]))
        recording = await send_calls(through, run, key, calls, seconds)
    counted = await _ask(peer, port, run, key, write_calls(calls, seconds, received=0))
    recording.reached = counted is not None
    recording.told = None if counted is None else read_received(counted)
    return judge_recording(recording, base, wanted, test.largest_loss_percent)


async def _ask(peer: Peer, port: Port, run: bytes, key: bytes, body: bytes) -> bytes | None:
    """Return the body of what the listener answers about calls; None where it does not answer."""
    for wait in _WAITS:
        attempt = await exchange(peer, make_request(Kind.VOICE, port, run, body), key, wait)
        if attempt.reply is not None:
            return attempt.reply.body
    return None
