"""What came before is not taken again, in bounded memory."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import STEADY
from wizard.checks.proof.challenge import Port
from wizard.checks.proof.replay import IDLE_SECONDS, WINDOW, RunMemory, SequenceWindow, Taking

PORT = Port("udp", 40_000)


def test_nonce_is_taken_once_and_memory_is_bounded() -> None:
    """A nonce counts once; a full memory takes no more while its runs are under way, and says so."""
    memory = RunMemory(at_most=2)
    assert memory.take(b"run", b"a", 0) is Taking.NEW
    assert memory.take(b"run", b"a", 0) is Taking.REPEATED
    assert memory.take(b"run", b"b", 0) is Taking.NEW
    assert memory.take(b"run", b"c", IDLE_SECONDS - 0.1) is Taking.NO_ROOM
    assert memory.take(b"run", b"a", 0) is Taking.REPEATED


def test_runs_that_are_over_make_room_and_are_never_answered_again() -> None:
    """200 stations of 17 ports, one batch after another: the next finds room, a replay of an earlier one nothing."""
    memory = RunMemory(at_most=3_400)
    for batch in range(20):
        now = batch * (IDLE_SECONDS + 1)
        for station in range(200):
            run = f"{batch} {station}".encode()
            assert [memory.take(run, bytes([number]), now) for number in range(17)] == [Taking.NEW] * 17
    assert len(memory) <= 3_400 + 19 * 200
    assert memory.take(b"0 0", b"new", now) is Taking.NO_ROOM
    assert memory.take(f"{batch} 0".encode(), bytes([0]), now) is Taking.REPEATED


def test_names_of_ended_runs_are_bounded_too() -> None:
    """Where no more names can be remembered, runs stay and nobody else is taken, rather than to forget a nonce."""
    memory = RunMemory(at_most=1, ended_at_most=1)
    taken = [memory.take(bytes([run]), b"a", run * (IDLE_SECONDS + 1)) for run in range(4)]
    assert taken == [Taking.NEW, Taking.NEW, Taking.NO_ROOM, Taking.NO_ROOM]


def test_what_was_heard_is_a_runs_own() -> None:
    """A challenge of one run says nothing of another's."""
    memory = RunMemory()
    memory.take(b"one", b"a", 0)
    memory.hear(b"one", PORT)
    memory.hear(b"unknown", PORT)
    assert [memory.has_heard(run, PORT) for run in (b"one", b"unknown")] == [True, False]


@STEADY
@given(st.lists(st.integers(0, 2_000), max_size=200))
def test_window_takes_each_number_once_unless_it_is_too_old(sequences: list[int]) -> None:
    """Against the plain rule: new, and less than the window behind the highest."""
    window, seen = SequenceWindow(), set[int]()
    for sequence in sequences:
        expected = sequence not in seen and sequence > max(seen, default=-1) - WINDOW
        assert window.take(sequence) == expected
        if expected:
            seen.add(sequence)


def test_shuffled_within_the_window() -> None:
    """Packets that overtake one another are all taken."""
    numbers = list(range(WINDOW))
    random.Random(1).shuffle(numbers)  # noqa: S311 - the same order every time
    window = SequenceWindow()
    assert all(window.take(number) for number in numbers)
