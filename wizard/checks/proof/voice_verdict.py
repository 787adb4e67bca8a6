"""What a recording of calls says of the link: carried, not carried, or not to be told from so many packets."""

import statistics
from collections.abc import Iterator

from wizard.checks.probe import Measurement, Value
from wizard.checks.proof.calls import Recording
from wizard.checks.proof.directions import Directions, measure_directions
from wizard.checks.proof.packet import HEADER_BYTES, PACKET_BYTES, PACKETS_PER_SECOND
from wizard.checks.proof.quality import OneWay, estimate_call, estimate_delay, measure_bursts
from wizard.domain.evidence.record import State

# ITU-T G.114 (05/2003), one way from mouth to ear: up to 150 ms most conversations are not disturbed; 400 ms are not to
# be exceeded in any network.
UNDISTURBED_DELAY_MS = 150.0
LONGEST_DELAY_MS = 400.0
# A sender that falls behind has measured itself, not the link.
LARGEST_LAG_PERCENT = 2.0
_US_PER_MS = 1_000
_BITS_PER_KBIT = 1_000


def judge_recording(recording: Recording, base: Measurement, wanted: int, largest_loss_percent: float) -> Measurement:
    """Return what a recording of some calls says of the load that was wanted.

    ok and failed are told where the whole interval that the sample leaves open lies on one side of the loss borne.
    """
    directions = measure_directions(recording)
    values = _tell_values(recording, directions, largest_loss_percent)
    base = base._replace(values=values)
    if not recording.round_trips_us:
        return _judge_silence(recording, base)
    disturbed = _find_disturbance(recording)
    if disturbed is not None:
        return base._replace(reason=disturbed, detail=recording.fault)
    verdicts = _list_verdicts(recording, directions, wanted, largest_loss_percent)
    for holds, state, reason in verdicts:
        if holds:
            return base._replace(state=state, reason=reason)
    return base._replace(state="ok")


def _list_verdicts(
    recording: Recording, directions: Directions, wanted: int, borne_percent: float
) -> tuple[tuple[bool, State, str], ...]:
    """Return what can be said of the link, whether it holds, the weightiest first."""
    bounds = [each.missing_bounds for each in directions if each is not None]
    delay_ms = estimate_delay(_average_round_trip(recording))
    return (
        (any(each.least > borne_percent for each in bounds), "failed", "voice.loss"),
        (delay_ms > LONGEST_DELAY_MS, "failed", "voice.delay"),
        (any(each.most >= borne_percent for each in bounds), "unknown", "voice.sample_too_small"),
        (wanted > recording.calls, "unknown", "voice.more_than_measured"),
        (delay_ms > UNDISTURBED_DELAY_MS, "ok", "voice.delay_noticed"),
    )


def _find_disturbance(recording: Recording) -> str | None:
    """Return what besides the link decided how the packets fared; None where nothing did."""
    if _weigh(recording, recording.lagged + recording.unsent) > LARGEST_LAG_PERCENT:
        return "voice.pace_not_kept"
    return "voice.broken_off" if recording.is_broken_off else None


def _judge_silence(recording: Recording, base: Measurement) -> Measurement:
    """Return what it means that nothing came back at all, though the listener had answered through the same port."""
    base = base._replace(detail=recording.fault)
    if recording.packets == 0 or _weigh(recording, recording.unsent) > LARGEST_LAG_PERCENT:
        return base._replace(reason="voice.pace_not_kept")
    if recording.refused and not recording.reached:
        # As where somebody has closed the listener: that is no fault of the link.
        return base._replace(reason="voice.broken_off")
    return base._replace(state="failed", reason="voice.nothing_back")


def _weigh(recording: Recording, packets: int) -> float:
    """Return some packets in percent of all that were to be sent."""
    return 100 * packets / max(recording.packets + recording.unsent, 1)


def _average_round_trip(recording: Recording) -> float:
    return statistics.fmean(recording.round_trips_us) / _US_PER_MS


def _tell_values(recording: Recording, directions: Directions, borne_percent: float) -> dict[str, Value]:
    """Return the figures of a recording, what leaves its verdict open first; of what is not known there is none."""
    values: dict[str, Value] = {"voice.calls": recording.calls, "voice.packets": recording.packets}
    named = (("there", directions.there), ("back", directions.back))
    known = [(name, way) for name, way in named if way is not None]
    for name, way in known:
        if way.missing_bounds.least <= borne_percent <= way.missing_bounds.most:
            values |= dict(_tell_bounds(name, way))
    for name, way in known:
        values[f"voice.loss_{name}_percent"] = round(way.lost_percent, 2)
    if recording.round_trips_us:
        values |= _tell_sound(recording, directions)
    for name, way in known:
        values |= dict(_tell_bounds(name, way))
    for name, way in known:
        values |= dict(_tell_times(name, way))
    if recording.round_trips_us:
        values["voice.round_trip_ms"] = round(_average_round_trip(recording), 2)
        values["voice.burst_ratio"] = round(measure_bursts(recording.sent, recording.back), 2)
    values["voice.loss_borne_percent"] = borne_percent
    if recording.packets:
        values["voice.sent_kbit_s"] = _rate(recording, PACKET_BYTES)
        values["voice.sent_with_headers_kbit_s"] = _rate(recording, PACKET_BYTES + HEADER_BYTES[recording.family])
    return values


def _tell_sound(recording: Recording, directions: Directions) -> dict[str, Value]:
    round_trip_ms, bursts = _average_round_trip(recording), measure_bursts(recording.sent, recording.back)
    sounds = [estimate_call(each, round_trip_ms, bursts) for each in directions if each is not None]
    delay_ms = round(estimate_delay(round_trip_ms), 2)
    return {"voice.mos": round(min(sounds), 2), "voice.delay_mouth_to_ear_ms": delay_ms} if sounds else {}


def _tell_bounds(name: str, way: OneWay) -> Iterator[tuple[str, Value]]:
    """Yield between which percentages the missing packets lie; nothing where all of them do."""
    least, most = way.missing_bounds
    if way.known or way.arrived == 0:
        yield f"voice.missing_{name}_least_percent", round(least, 2)
        yield f"voice.missing_{name}_most_percent", round(most, 2)


def _tell_times(name: str, way: OneWay) -> Iterator[tuple[str, Value]]:
    if way.known:
        yield f"voice.late_{name}_percent", round(way.late_percent, 2)
        yield f"voice.jitter_{name}_ms", round(way.jitter_ms, 2)


def _rate(recording: Recording, packet_bytes: int) -> int:
    """Return the kbit/s that left: at the pace of the calls, less what this machine could not send."""
    paced = recording.calls * PACKETS_PER_SECOND * recording.packets / (recording.packets + recording.unsent)
    return int(paced * packet_bytes * 8) // _BITS_PER_KBIT
