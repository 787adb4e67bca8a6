"""Which way packets went missing: what the listener counted, held against what came back."""

from collections.abc import Sequence
from typing import NamedTuple

from wizard.checks.proof.calls import Recording
from wizard.checks.proof.quality import OneWay, find_late, measure_clumping, measure_direction

# A packet by sequence number and call: in the order in which they were sent.
_Place = tuple[int, int]


class Directions(NamedTuple):
    """Both directions; None: nothing is known of it."""

    there: OneWay | None
    back: OneWay | None


def measure_directions(recording: Recording) -> Directions:
    """Return what a recording says of the two directions, each by what is known of it alone.

    How many packets arrived there is the listener's own count, whatever became of the echoes. Where it was not told in
    the end, or echoes may still have been under way, each call is judged up to its last echo, which carries the count.
    """
    heard = sum(map(len, recording.counted.values()))
    told = recording.told if recording.is_waited_out else None
    sent = recording.sent if told is not None else _cut_unheard(recording)
    set_out = sum(map(len, sent.values()))
    if set_out == 0:
        return Directions(None, None)
    counted = sum(max(each.values()) for each in recording.counted.values()) if told is None else told
    # Each counts by itself: a count that cannot be is brought to what can.
    arrived = min(max(counted, heard), set_out)
    lost_there = _place_losses(sent, recording, set_out - arrived)
    late_there, late_back = (
        {(sequence, call) for call, each in way.items() for sequence in find_late(each)}
        for way in (recording.there, recording.back)
    )
    places = sorted((sequence, call) for call, sequences in sent.items() for sequence in sequences)
    came = [place for place in places if place not in lost_there]
    known = {(sequence, call) for call, each in recording.counted.items() for sequence in each}
    clumping = measure_clumping([place in lost_there or place in late_there for place in places])
    there = measure_direction(recording.there, set_out, arrived, clumping)
    clumping = measure_clumping([place not in known or place in late_back for place in came])
    return Directions(there, measure_direction(recording.back, arrived, heard, clumping) if arrived else None)


def _cut_unheard(recording: Recording) -> dict[int, list[int]]:
    """Return what was sent, each call up to its last echo."""
    last = {call: max(each) for call, each in recording.counted.items()}
    sent = recording.sent.items()
    return {call: [each for each in sequences if each <= last[call]] for call, sequences in sent if call in last}


def _place_losses(sent: dict[int, list[int]], recording: Recording, lost: int) -> set[_Place]:
    """Return which packets were lost on the way there, as far as the counts tell; the first of them where they do not.

    Between two echoes the listener's count has risen by what arrived, the rest never did. Behind the last one only the
    number is known: ``lost`` is that of all.
    """
    placed: set[_Place] = set()
    behind: list[_Place] = []
    for call, sequences in sent.items():
        counted, gap, before = recording.counted.get(call, {}), list[_Place](), 0
        for sequence in sequences:
            if sequence not in counted:
                gap.append((sequence, call))
                continue
            placed.update(_take_first(gap, len(gap) + 1 - (counted[sequence] - before)))
            gap, before = [], max(before, counted[sequence])
        behind += gap
    return placed | set(_take_first(sorted(behind), lost - len(placed)))


def _take_first(places: Sequence[_Place], count: int) -> Sequence[_Place]:
    return places[: max(count, 0)]
