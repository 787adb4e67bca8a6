"""What became of the packets of one call in one direction: loss, lateness, jitter, and how they would sound."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from wizard.checks.proof.emodel import Loss, estimate_mos, rate_call

# 20 ms of voice are gathered before they can be sent, and a usual jitter buffer plays them 40 ms later.
PACKETISATION_MS = 20.0
BUFFER_MS = 40.0
_US_PER_MS = 1_000


class Arrival(NamedTuple):
    """A packet that arrived: its sequence number, and both ends' clocks in µs, which need not agree."""

    sequence: int
    sent_us: int
    arrived_us: int


class OneWay(NamedTuple):
    """One direction of one call or of several: percentages of what set out, the worst call's jitter in ms."""

    lost_percent: float
    late_percent: float
    jitter_ms: float

    @property
    def missing_percent(self) -> float:
        """Return what a listener would not hear: lost, or too late for the jitter buffer."""
        return self.lost_percent + self.late_percent


def measure_jitter(arrivals: Sequence[Arrival]) -> float:
    """Return the interarrival jitter in ms after the last packet (RFC 3550, 6.4.1 and A.8), in the order of arrival."""
    jitter_us = 0.0
    for before, after in pairwise(arrivals):
        difference = (after.arrived_us - after.sent_us) - (before.arrived_us - before.sent_us)
        jitter_us += (abs(difference) - jitter_us) / 16
    return jitter_us / _US_PER_MS


def measure_direction(calls: Mapping[int, Sequence[Arrival]], set_out: int, arrived: int) -> OneWay:
    """Return one direction over all calls.

    Args:
        calls: the packets whose times are known, by call, in the order of their arrival.
        set_out: how many packets set out; at least one.
        arrived: how many of them arrived.

    """
    late = sum(_count_late(each) for each in calls.values())
    jitter = max((measure_jitter(each) for each in calls.values()), default=0.0)
    return OneWay(100 * (set_out - arrived) / set_out, 100 * late / set_out, jitter)


def measure_bursts(sent: Mapping[int, Sequence[int]], back: Mapping[int, Sequence[Arrival]]) -> float:
    """Return BurstR (G.107, 7.5): the mean length of a loss over that of random losses; 1 at least.

    It is taken over there and back together: where a packet without an echo was lost cannot be told.
    """
    lost = bursts = total = 0
    for call, sequences in sent.items():
        arrived = {each.sequence for each in back.get(call, ())}
        gone = [sequence not in arrived for sequence in sequences]
        total, lost = total + len(gone), lost + sum(gone)
        bursts += sum(now and not before for before, now in zip([False, *gone], gone, strict=False))
    return max(1.0, lost / bursts * (1 - lost / total)) if bursts else 1.0


def estimate_call(direction: OneWay, one_way_ms: float, burst_ratio: float) -> float:
    """Return the MOS of one direction: the network's delay, the gathering and the buffer, and what is missing."""
    delay = one_way_ms + PACKETISATION_MS + BUFFER_MS
    return estimate_mos(rate_call(delay, Loss(direction.missing_percent, burst_ratio)))


def _count_late(arrivals: Sequence[Arrival]) -> int:
    """Return how many came more than the buffer's length after the quickest."""
    travels = [each.arrived_us - each.sent_us for each in arrivals]
    quickest = min(travels, default=0)
    return sum(travel - quickest > BUFFER_MS * _US_PER_MS for travel in travels)
