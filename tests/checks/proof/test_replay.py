"""What came before is not taken again, in bounded memory."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import STEADY
from wizard.checks.proof.replay import WINDOW, NonceMemory, SequenceWindow


def test_nonce_is_taken_once_and_memory_is_bounded() -> None:
    """A nonce counts once; a full memory takes no more, rather than to forget."""
    memory = NonceMemory(at_most=2)
    assert memory.take(b"a")
    assert not memory.take(b"a")
    assert memory.take(b"b")
    assert not memory.take(b"c")
    assert not memory.take(b"a")


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
