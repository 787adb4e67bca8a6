"""Three-valued logic, and the answers that a conclusion rests on."""

import itertools

import pytest

from wizard.assessment.truth import (
    Answer,
    Truth,
    all_of,
    any_of,
    is_at_most,
    is_positive,
    is_true,
    join_fields,
    negate,
)
from wizard.assessment.truth import (
    test as hold_against,
)

VALUES = (True, False, None)


@pytest.mark.parametrize("values", list(itertools.product(VALUES, repeat=3)))
def test_or_lets_true_beat_unknown_beat_false(values: tuple[bool | None, ...]) -> None:
    """An "or" is true with one true part, else unknown with one unknown part, else false."""
    expected = True if True in values else (None if None in values else False)
    assert any_of(*(Truth(value) for value in values)).value is expected


@pytest.mark.parametrize("values", list(itertools.product(VALUES, repeat=3)))
def test_and_lets_false_beat_unknown_beat_true(values: tuple[bool | None, ...]) -> None:
    """An "and" is false with one false part, else unknown with one unknown part, else true."""
    expected = False if False in values else (None if None in values else True)
    assert all_of(*(Truth(value) for value in values)).value is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((True, False, None), ("a",)),
        ((None, False, None), ("a", "c")),
        ((False, False, False), ("a", "b", "c")),
    ],
)
def test_or_rests_on_the_parts_that_decide_it(values: tuple[bool | None, ...], expected: tuple[str, ...]) -> None:
    """An "or" names the parts that hold, else those to be answered, else all that fail."""
    truths = [Truth(value, (field,)) for value, field in zip(values, "abc", strict=True)]
    assert any_of(*truths).fields == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((True, False, None), ("b",)),
        ((None, True, None), ("a", "c")),
        ((True, True, True), ("a", "b", "c")),
    ],
)
def test_and_rests_on_the_parts_that_decide_it(values: tuple[bool | None, ...], expected: tuple[str, ...]) -> None:
    """An "and" names the parts that fail, else those to be answered, else all that hold."""
    truths = [Truth(value, (field,)) for value, field in zip(values, "abc", strict=True)]
    assert all_of(*truths).fields == expected


def test_nothing_holds_in_an_empty_and_but_not_in_an_empty_or() -> None:
    """Without parts an "and" is true and an "or" is false."""
    assert all_of().value is True
    assert any_of().value is False


@pytest.mark.parametrize(("value", "expected"), [(True, False), (False, True), (None, None)])
def test_opposite_of_unknown_is_unknown(value: bool | None, expected: bool | None) -> None:  # noqa: FBT001 - parameters
    """The opposite turns true and false around and leaves unknown, on the same answers."""
    assert negate(Truth(value, ("a",))) == Truth(expected, ("a",))


def test_unknown_answer_is_not_tested() -> None:
    """An answer that is not known is neither true, positive nor anything else."""
    unknown = Answer(None, "a")
    assert is_true(unknown) == is_positive(unknown) == hold_against(unknown, bool) == Truth(None, ("a",))


@pytest.mark.parametrize(("count", "expected"), [(0, False), (1, True), (1_000_000_000, True)])
def test_count_is_positive_from_one_on(count: int, expected: bool) -> None:  # noqa: FBT001 - parameters
    """Zero is not positive, one is."""
    assert is_positive(Answer(count, "a")) == Truth(expected, ("a",))


@pytest.mark.parametrize(
    ("amount", "limit", "expected"),
    [
        (3, 3, Truth(value=True, fields=("a", "b"))),
        (4, 3, Truth(value=False, fields=("a", "b"))),
        (0, None, Truth(value=True, fields=("a", "b"))),
        (1, None, Truth(None, ("b",))),
        (None, 3, Truth(None, ("a",))),
        (None, None, Truth(None, ("a", "b"))),
    ],
)
def test_zero_needed_is_met_whatever_is_known(amount: int | None, limit: int | None, expected: Truth) -> None:
    """An amount is held against a limit; zero is within any, and an open comparison names what is open."""
    assert is_at_most(Answer(amount, "a"), Answer(limit, "b")) == expected


def test_fields_are_joined_once_and_in_order() -> None:
    """A field that comes twice is named where it came first."""
    assert join_fields([("b", "a"), ("a", "c"), ()]) == ("b", "a", "c")
