"""Loss, lateness, jitter and bursts of packets whose times are known."""

import pytest

from wizard.checks.proof.quality import (
    BUFFER_MS,
    Arrival,
    estimate_call,
    estimate_delay,
    measure_bursts,
    measure_clumping,
    measure_direction,
    measure_jitter,
)


def make_arrivals(travels_ms: list[float], offset_ms: float = 5_000) -> list[Arrival]:
    """Return packets 20 ms apart that travelled so long; the other clock is ahead."""
    return [
        Arrival(number, number * 20_000, round(number * 20_000 + (travel + offset_ms) * 1_000))
        for number, travel in enumerate(travels_ms)
    ]


def test_jitter_by_hand() -> None:
    """RFC 3550: J += (|D| - J) / 16; travels of 10, 26, 10 ms give 1, then 1.9375 ms; clocks need not agree."""
    assert measure_jitter(make_arrivals([10, 26])) == pytest.approx(1.0)
    assert measure_jitter(make_arrivals([10, 26, 10])) == pytest.approx(1.9375)
    assert measure_jitter(make_arrivals([10] * 50)) == 0
    assert measure_jitter([]) == 0


def test_late_is_what_the_buffer_cannot_wait_for() -> None:
    """40 ms after the quickest is in time, more is not."""
    direction = measure_direction({0: make_arrivals([10, 10 + BUFFER_MS, 11 + BUFFER_MS, 10])}, set_out=5, arrived=4)
    assert direction.lost_percent == 20
    assert direction.late_percent == 20
    assert direction.missing_percent == 40


def test_late_is_a_share_of_what_is_known() -> None:
    """Of 50 that arrived of 100 the times of four are known: one late of these four is an eighth of what set out."""
    direction = measure_direction({0: make_arrivals([10, 11 + BUFFER_MS, 10, 10])}, set_out=100, arrived=50)
    assert direction.late_percent == pytest.approx(12.5)
    assert measure_direction({}, set_out=100, arrived=50).late_percent == 0


def test_bounds_count_no_more_than_is_known() -> None:
    """Half known leaves as much open as half the packets; clumps of two as well; nothing known is nothing said."""
    whole = measure_direction({0: make_arrivals([10] * 1_000)}, set_out=1_000, arrived=1_000)
    half = measure_direction({0: make_arrivals([10] * 1_000)}, set_out=2_000, arrived=2_000)
    clumped = measure_direction({0: make_arrivals([10] * 2_000)}, set_out=2_000, arrived=2_000, clumping=2.0)
    assert whole.missing_bounds == half.missing_bounds == clumped.missing_bounds
    assert whole.missing_bounds == pytest.approx((0, 100 * (1 - 0.025 ** (1 / 1_000))))
    assert measure_direction({}, set_out=100, arrived=100).missing_bounds == (0, 100)
    assert measure_direction({}, set_out=100, arrived=0).missing_bounds == pytest.approx((96.378, 100), abs=0.001)


def test_bursts() -> None:
    """Single losses are random (1); ten in a row of a hundred are nine times as long as random ones."""
    sent = {0: list(range(100))}
    single = [each for each in make_arrivals([10] * 100) if each.sequence % 10]
    in_a_row = [each for each in make_arrivals([10] * 100) if each.sequence >= 10]
    assert measure_bursts(sent, {0: single}) == 1
    assert measure_bursts(sent, {0: in_a_row}) == pytest.approx(9.0)
    assert measure_bursts(sent, {0: make_arrivals([10] * 100)}) == 1
    assert measure_bursts(sent, {}) == 1


@pytest.mark.parametrize(
    ("missing", "clumping"),
    [
        ([], 1),
        ([False] * 100, 1),
        ([*[False] * 9, True] * 10, 1),
        ([*[False] * 96, *[True] * 4] * 10, 5 * 0.96 - 1),
        ([*[False] * 95, True, False, *[True] * 3] * 10, (10 / 4 + 1) * 0.96 - 1),
        ([True] * 100, 1),
    ],
)
def test_clumping(missing: list[bool], clumping: float) -> None:
    """Single losses stand for themselves; bursts for the mean burst that a lost packet finds itself in."""
    assert measure_clumping(missing) == pytest.approx(clumping)


def test_call_sounds_worse_with_loss_and_with_delay() -> None:
    """The estimate falls with either."""
    good = measure_direction({0: make_arrivals([10] * 100)}, set_out=100, arrived=100)
    bad = measure_direction({0: make_arrivals([10] * 90)}, set_out=100, arrived=90)
    assert 4.3 < estimate_call(good, 20, 1) < 4.45
    assert estimate_call(bad, 20, 1) < 3.5
    assert estimate_call(good, 500, 1) < 3.8


def test_delay_from_mouth_to_ear() -> None:
    """Half of there and back, 20 ms to gather a packet and 40 ms in the buffer: 904 ms there and back is 512 ms."""
    assert estimate_delay(904) == 512
    assert estimate_delay(0) == 60
