"""The quality of voice as a probe: calls like G.711 through a proven port, one and then all of the plan."""

import asyncio
import secrets
import socket
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from wizard.checks.blocking import read_aside
from wizard.checks.network.hosts import write_end
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind, Value
from wizard.checks.proof.calls import LINGER_SECONDS, Recording, send_calls
from wizard.checks.proof.challenge import RUN_BYTES, Kind, Port, make_request, read_calls, write_calls
from wizard.checks.proof.code import derive_key, read_code
from wizard.checks.proof.echo import CALLS_AT_MOST, SECONDS_AT_MOST
from wizard.checks.proof.exchange import Peer, exchange
from wizard.checks.proof.packet import PACKET_BYTES, PACKETS_PER_SECOND
from wizard.checks.proof.probes import find_peer, list_touches
from wizard.checks.proof.prover import UDP_WAITS
from wizard.checks.proof.quality import estimate_call, measure_bursts, measure_direction
from wizard.domain.evidence.record import FlowEnd
from wizard.i18n import Message

# Between ITU-T Y.1541's 0.1 % of a managed network (classes 0 and 1) and the 3 % that G.1010 tolerates for speech.
LARGEST_LOSS_PERCENT = 1.0
# A sender that falls behind has measured itself, not the link.
LARGEST_LAG_PERCENT = 2.0
SECONDS = 5
VOICE_ID = "voice.quality"
PURPOSE = Message("send voice packets to the listener at the other end and back")
# Key, look-up and leave for each stream, at most.
_SPARE_SECONDS = 10.0
_US_PER_MS = 1_000


@dataclass(frozen=True, slots=True)
class VoiceTest:
    """What to send: through which port of which server, how many calls at once, how long, and what loss is borne."""

    server: str
    end: FlowEnd
    calls: int
    seconds: int = SECONDS
    largest_loss_percent: float = LARGEST_LOSS_PERCENT


def make_voice_probe(test: VoiceTest, code: str, facts: tuple[str, ...], subject: str | None = None) -> Probe:
    """Return the probe "voice.quality": one measurement for one call, one for all calls at once if there are more.

    ok: the link carries these calls, with no more missing than borne in either direction; failed: it does not. More
    than ``CALLS_AT_MOST`` are measured at that number: what fails there fails, what passes leaves the rest unknown.

    Raises:
        WizardError: the code is none.
        ValueError: the port is no UDP port, there is no call, or the seconds are out of bounds.

    """
    if test.end.protocol != "udp" or test.calls < 1 or not 1 <= test.seconds <= SECONDS_AT_MOST:
        raise ValueError(test)
    code, port = read_code(code), Port("udp", test.end.port)

    async def measure() -> Sequence[Measurement]:
        try:
            peer = await find_peer(test.server)
        except socket.gaierror as error:
            return [Measurement("unknown", "proof.no_address", detail=str(error), flow=test.end)]
        key = await read_aside(lambda: derive_key(code))
        return [await _measure_load(peer, key, test, calls) for calls in sorted({1, test.calls})]

    packets = Touch(TouchKind.PACKET, f"udp {write_end(test.server, port.number)}", PURPOSE)
    touches = (*list_touches(test.server, (port,)), packets)
    streams = len({1, test.calls})
    allowed = _SPARE_SECONDS + streams * (test.seconds + LINGER_SECONDS + sum(UDP_WAITS))
    return Probe(VOICE_ID, facts, touches, measure, allowed, subject=subject, target=test.server)


async def _measure_load(peer: Peer, key: bytes, test: VoiceTest, wanted: int) -> Measurement:
    calls, run = min(wanted, CALLS_AT_MOST), secrets.token_bytes(RUN_BYTES)
    port, address = Port("udp", test.end.port), write_end(peer.host, test.end.port)
    base = Measurement("unknown", flow=test.end, destination=address, values={"voice.calls": wanted})
    granted = await _ask_leave(peer, port, run, key, (calls, test.seconds))
    if not granted:
        return base._replace(reason="proof.listener_not_reached" if granted is None else "voice.not_granted")
    with socket.socket(peer.family, socket.SOCK_DGRAM) as through:
        through.settimeout(0)
        await asyncio.get_running_loop().sock_connect(through, peer.at(port.number))
        base = base._replace(source=str(through.getsockname()[0]))
        recording = await send_calls(through, run, key, calls, test.seconds)
    return judge_recording(recording, base, wanted, test.largest_loss_percent)


async def _ask_leave(peer: Peer, port: Port, run: bytes, key: bytes, asked: tuple[int, int]) -> bool | None:
    """Return whether the listener takes the calls; None where it does not answer."""
    for wait in UDP_WAITS:
        attempt = await exchange(peer, make_request(Kind.VOICE, port, run, write_calls(*asked)), key, wait)
        if attempt.reply is not None:
            return read_calls(attempt.reply.body)[2]
    return None


def judge_recording(recording: Recording, base: Measurement, wanted: int, largest_loss_percent: float) -> Measurement:
    """Return what a recording of some calls says of the load that was wanted."""
    packets = sum(map(len, recording.sent.values()))
    if not recording.round_trips_us:
        return base._replace(reason="voice.nothing_back", detail=recording.fault)
    values, missing = _measure(recording, packets)
    found = base._replace(values={"voice.calls": recording.calls, **values})
    if 100 * (recording.lagged + recording.unsent) / (packets + recording.unsent) > LARGEST_LAG_PERCENT:
        return found._replace(reason="voice.pace_not_kept", detail=recording.fault)
    if missing > largest_loss_percent:
        return found._replace(state="failed", reason="voice.loss")
    if wanted > recording.calls:
        return found._replace(reason="voice.more_than_measured")
    return found._replace(state="ok")


def _measure(recording: Recording, packets: int) -> tuple[dict[str, Value], float]:
    """Return the figures of a recording, and what is missing in percent in its worse direction."""
    arrived, echoed = sum(recording.received.values()), len(recording.round_trips_us)
    there = measure_direction(recording.there, packets, arrived)
    back = measure_direction(recording.back, arrived, echoed)
    delay_ms = statistics.fmean(recording.round_trips_us) / _US_PER_MS
    bursts = measure_bursts(recording.sent, recording.back)
    values: dict[str, Value] = {
        "voice.mos": round(min(estimate_call(each, delay_ms / 2, bursts) for each in (there, back)), 2),
        "voice.sent_kbit_s": recording.calls * PACKETS_PER_SECOND * PACKET_BYTES * 8 // 1_000,
        "voice.loss_there_percent": round(there.lost_percent, 2),
        "voice.loss_back_percent": round(back.lost_percent, 2),
        "voice.late_there_percent": round(there.late_percent, 2),
        "voice.late_back_percent": round(back.late_percent, 2),
        "voice.jitter_there_ms": round(there.jitter_ms, 2),
        "voice.jitter_back_ms": round(back.jitter_ms, 2),
        "voice.round_trip_ms": round(delay_ms, 2),
        "voice.burst_ratio": round(bursts, 2),
    }
    return values, max(there.missing_percent, back.missing_percent)
