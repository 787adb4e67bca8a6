"""What became of the packets of one call in one direction: loss, lateness, jitter, and how they would sound."""

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from wizard.checks.proof.emodel import Loss, estimate_mos, rate_call
from wizard.checks.proof.interval import Interval, bound_share

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
    """One direction of one call or of several: how many packets set out and arrived, the worst call's jitter in ms.

    Of what arrived only those are ``known`` whose times are; ``late`` of them came too late for the jitter buffer.
    ``clumping`` is how many packets stand for one, since they go missing in a row (``measure_clumping``).
    """

    set_out: int
    arrived: int
    known: int
    late: int
    jitter_ms: float
    clumping: float = 1.0

    @property
    def lost_percent(self) -> float:
        """Return what was lost, of what set out."""
        return 100 * (self.set_out - self.arrived) / self.set_out

    @property
    def late_percent(self) -> float:
        """Return what was late, of what set out: of all that arrived as large a part as of what is known."""
        return 100 * self.late / self.known * self.arrived / self.set_out if self.known else 0.0

    @property
    def missing_percent(self) -> float:
        """Return what a listener would not hear: lost, or too late for the jitter buffer."""
        return self.lost_percent + self.late_percent

    @property
    def missing_bounds(self) -> Interval:
        """Return between which percentages the link's own missing packets lie, with ``CONFIDENCE``.

        The sample counts for no more packets than are known whole, and those that went missing together as one.
        """
        whole = self.known / self.arrived if self.arrived else 1.0
        count = self.set_out * whole / self.clumping
        least, most = bound_share(self.missing_percent / 100 * count, count)
        return Interval(100 * least, 100 * most)


def measure_jitter(arrivals: Sequence[Arrival]) -> float:
    """Return the interarrival jitter in ms after the last packet (RFC 3550, 6.4.1 and A.8), in the order of arrival."""
    jitter_us = 0.0
    for before, after in pairwise(arrivals):
        difference = (after.arrived_us - after.sent_us) - (before.arrived_us - before.sent_us)
        jitter_us += (abs(difference) - jitter_us) / 16
    return jitter_us / _US_PER_MS


def measure_direction(
    calls: Mapping[int, Sequence[Arrival]], set_out: int, arrived: int, clumping: float = 1.0
) -> OneWay:
    """Return one direction over all calls.

    Args:
        calls: the packets whose times are known, by call, in the order of their arrival.
        set_out: how many packets set out; at least one.
        arrived: how many of them arrived.
        clumping: how many packets stand for one, since they go missing in a row.

    """
    late = sum(len(find_late(each)) for each in calls.values())
    jitter = max((measure_jitter(each) for each in calls.values()), default=0.0)
    return OneWay(set_out, arrived, sum(map(len, calls.values())), late, jitter, clumping)


def measure_clumping(missing: Sequence[bool]) -> float:
    """Return how many packets stand for one, of packets in the order in which they set out; 1 at least.

    Losses come in bursts, and a burst is one event however many packets it takes: a share counted over n packets is
    as uncertain as one over n / clumping independent ones. Bursts of equal length L clump by about L, as BurstR
    (G.107, 7.5) says too; those of the two-state Markov chain that G.107 reckons with by 2 BurstR - 1, the sum of its
    autocorrelations, because the long ones weigh more; random losses by 1. The mean burst that a missing packet finds
    itself in, which is Σ L² / Σ L, tells all three.
    """
    runs = [sum(1 for _ in run) for gone, run in groupby(missing) if gone]
    if not runs:
        return 1.0
    lost = sum(runs)
    mean = sum(run * run for run in runs) / lost
    return max(1.0, (mean + 1) * (1 - lost / len(missing)) - 1)


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


def estimate_delay(round_trip_ms: float) -> float:
    """Return the delay from mouth to ear in ms, one way: the gathering, the network, the jitter buffer.

    The network's is half of there and back: clocks that need not agree cannot tell which way takes longer.
    """
    return round_trip_ms / 2 + PACKETISATION_MS + BUFFER_MS


def estimate_call(direction: OneWay, round_trip_ms: float, burst_ratio: float) -> float:
    """Return the MOS of one direction: the delay from mouth to ear, and what is missing."""
    return estimate_mos(rate_call(estimate_delay(round_trip_ms), Loss(direction.missing_percent, burst_ratio)))


def find_late(arrivals: Sequence[Arrival]) -> set[int]:
    """Return the sequence numbers of what came more than the buffer's length after the quickest."""
    quickest = min((each.arrived_us - each.sent_us for each in arrivals), default=0)
    latest = quickest + BUFFER_MS * _US_PER_MS
    return {each.sequence for each in arrivals if each.arrived_us - each.sent_us > latest}
