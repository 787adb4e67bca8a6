"""Each direction by what is known of it alone, whatever the other one loses."""

import random

import pytest

from tests.checks.proof.link import Link, Way, lose_always, lose_at_random, lose_each
from wizard.checks.proof.calls import Recording
from wizard.checks.proof.directions import measure_directions
from wizard.checks.proof.quality import Arrival, OneWay


def measure(recording: Recording) -> tuple[OneWay, OneWay]:
    """Return both directions, which are known."""
    there, back = measure_directions(recording)
    assert there is not None
    assert back is not None
    return there, back


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("calls", [1, 20])
def test_heavy_loss_back_is_no_loss_there(told: bool, calls: int) -> None:  # noqa: FBT001 - a parameter of pytest
    """90 % lost back: nothing is lost there, with the listener's count in the end or with that in its echoes."""
    chance = random.Random(3)  # noqa: S311 - the same losses every time
    link = Link(back=Way(lose_at_random(0.9, 10, chance)), told=told)
    there, back = measure(link.send(calls, 250))
    assert there.lost_percent == 0
    assert back.lost_percent == pytest.approx(90, abs=6)


@pytest.mark.parametrize("told", [True, False])
def test_heavy_loss_there_is_no_loss_back(told: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """The sibling: 90 % lost there, nothing back."""
    chance = random.Random(4)  # noqa: S311 - the same losses every time
    there, back = measure(Link(there=Way(lose_at_random(0.9, 10, chance)), told=told).send(20, 250))
    assert there.lost_percent == pytest.approx(90, abs=3)
    assert back.lost_percent == 0


def test_both_ways_lose_apart() -> None:
    """Two there and three back of a hundred; what is lost back is a share of what set out back."""
    link = Link(Way(lose_each(*[True] * 2)), Way(lose_each(*[True] * 3)))
    there, back = measure(link.send(1, 100))
    assert (there.set_out, there.arrived, there.known) == (100, 98, 95)
    assert (back.set_out, back.arrived, back.known) == (98, 95, 95)


def test_last_packets_are_judged_by_the_count_alone() -> None:
    """Ten echoes at the end lost: told, they were lost back; not told, nothing is known of these packets."""
    fates = [False] * 90 + [True] * 10
    there, back = measure(Link(back=Way(lose_each(*fates))).send(1, 100))
    assert (there.set_out, there.arrived) == (100, 100)
    assert (back.set_out, back.arrived) == (100, 90)
    there, back = measure(Link(back=Way(lose_each(*fates)), told=False).send(1, 100))
    assert (there.set_out, there.arrived) == (90, 90)
    assert (back.set_out, back.arrived) == (90, 90)


@pytest.mark.parametrize(("delay", "set_out"), [(1_249, 100), (1_250, 90)])
def test_echoes_still_under_way_are_not_lost(delay: float, set_out: int) -> None:
    """Above 2.5 s there and back the longest waiting may end before the last echoes: they are left out."""
    link = Link(Way(delay_ms=delay), Way(lose_each(*[False] * 90, *[True] * 10), delay_ms=delay))
    there, back = measure(link.send(1, 100))
    assert (there.set_out, back.set_out) == (set_out, set_out)


def test_reordered_packets_are_not_lost() -> None:
    """The count of an echo that has overtaken others is what had come by then, and no loss."""
    recording = Recording(1, sent={0: [0, 1, 2, 3]}, told=4, reached=True)
    for received, sequence in enumerate([0, 3, 1, 2], start=1):
        recording.there.setdefault(0, []).append(Arrival(sequence, 0, 1_000))
        recording.back.setdefault(0, []).append(Arrival(sequence, 0, 1_000))
        recording.counted.setdefault(0, {})[sequence] = received
        recording.round_trips_us.append(2_000)
    there, back = measure(recording)
    assert (there.lost_percent, back.lost_percent) == (0, 0)


@pytest.mark.parametrize(("told", "there", "back"), [(0, 100, None), (50, 0, 100), (10, 80, 100), (None, None, None)])
def test_silence_is_told_by_the_count_alone(told: int | None, there: float | None, back: float | None) -> None:
    """Without an echo a direction is known as far as the listener counts, and no further."""
    recording = Recording(1, sent={0: list(range(50))}, told=told)
    assert [None if each is None else each.lost_percent for each in measure_directions(recording)] == [there, back]


@pytest.mark.parametrize("told", [-5, 1_000])
def test_count_that_cannot_be_is_brought_to_what_can(told: int) -> None:
    """More than was sent, or fewer than came back: neither makes a share below 0 or above 100 %."""
    recording = Link().send(1, 50)
    recording.told = told
    there, back = measure(recording)
    assert (there.lost_percent, back.lost_percent) == (0, 0)


def test_bursts_clump_in_their_own_direction() -> None:
    """Eight in a row lost there clump there; single losses back, between them, do not."""
    fates_there = ([False] * 192 + [True] * 8) * 5
    fates_back = ([False] * 49 + [True]) * 20
    there, back = measure(Link(Way(lose_each(*fates_there)), Way(lose_each(*fates_back))).send(1, 1_000))
    assert there.clumping == pytest.approx((8 + 1) * 0.96 - 1)
    assert back.clumping == 1


def test_calls_that_lose_at_once_clump() -> None:
    """Of twenty calls each loses one packet, all at the same moment: one event, not twenty."""
    fates = [False] * 20 * 50 + [True] * 20
    there, _ = measure(Link(Way(lose_each(*fates))).send(20, 100))
    assert there.set_out - there.arrived == 20
    assert there.clumping == pytest.approx(21 * 0.99 - 1)


def test_silent_way_back_leaves_nothing_unplaced() -> None:
    """All lost back: there is judged by the count, back is all lost."""
    there, back = measure(Link(back=Way(lose_always)).send(1, 100))
    assert (there.lost_percent, there.known) == (0, 0)
    assert back.lost_percent == 100
