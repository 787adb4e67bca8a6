"""Loss, lateness, jitter and bursts of packets whose times are known."""

import pytest

from wizard.checks.proof.quality import (
    BUFFER_MS,
    Arrival,
    estimate_call,
    measure_bursts,
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


def test_bursts() -> None:
    """Single losses are random (1); ten in a row of a hundred are nine times as long as random ones."""
    sent = {0: list(range(100))}
    single = [each for each in make_arrivals([10] * 100) if each.sequence % 10]
    in_a_row = [each for each in make_arrivals([10] * 100) if each.sequence >= 10]
    assert measure_bursts(sent, {0: single}) == 1
    assert measure_bursts(sent, {0: in_a_row}) == pytest.approx(9.0)
    assert measure_bursts(sent, {0: make_arrivals([10] * 100)}) == 1
    assert measure_bursts(sent, {}) == 1


def test_call_sounds_worse_with_loss_and_with_delay() -> None:
    """The estimate falls with either."""
    good = measure_direction({0: make_arrivals([10] * 100)}, set_out=100, arrived=100)
    bad = measure_direction({0: make_arrivals([10] * 90)}, set_out=100, arrived=90)
    assert 4.3 < estimate_call(good, 10, 1) < 4.45
    assert estimate_call(bad, 10, 1) < 3.5
    assert estimate_call(good, 250, 1) < 3.8
