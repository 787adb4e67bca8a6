"""Answers that may be unknown, and conclusions that remember which answers they rest on.

Three-valued logic: in an "and" false beats unknown, in an "or" true beats unknown (fact sheet, "Levels"). A conclusion
names the fields that decide it: those that hold, those that fail, or those still to be answered.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """An answer of the plan: its value (None: not known) and its field."""

    value: Any
    field: str


class Truth(NamedTuple):
    """True, false or unknown (None), and the fields it rests on."""

    value: bool | None
    fields: tuple[str, ...] = ()


def join_fields(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return all fields once, in the order in which they come."""
    return tuple(dict.fromkeys(field for group in groups for field in group))


def _rest_on(truths: tuple[Truth, ...], *, value: bool | None) -> Truth:
    return Truth(value, join_fields(truth.fields for truth in truths if truth.value is value))


def any_of(*truths: Truth) -> Truth:
    """Return whether one holds: true beats unknown beats false."""
    values = [truth.value for truth in truths]
    return _rest_on(truths, value=True if True in values else None if None in values else False)


def all_of(*truths: Truth) -> Truth:
    """Return whether all hold: false beats unknown beats true."""
    values = [truth.value for truth in truths]
    return _rest_on(truths, value=False if False in values else None if None in values else True)


def negate(truth: Truth) -> Truth:
    """Return the opposite; unknown stays unknown."""
    return Truth(None if truth.value is None else not truth.value, truth.fields)


def test(answer: Answer, holds: Callable[[Any], bool]) -> Truth:
    """Return whether an answer passes a test; unknown where it is not answered."""
    return Truth(None if answer.value is None else holds(answer.value), (answer.field,))


def is_true(answer: Answer) -> Truth:
    """Return whether a yes/no answer is yes."""
    return Truth(answer.value, (answer.field,))


def is_positive(answer: Answer) -> Truth:
    """Return whether a count is above zero."""
    return Truth(None if answer.value is None else answer.value > 0, (answer.field,))


def is_at_most(answer: Answer, limit: Answer) -> Truth:
    """Return whether one answer is at most another; zero is, whatever the other."""
    fields = (answer.field, limit.field)
    if answer.value == 0:
        return Truth(value=True, fields=fields)
    if answer.value is None or limit.value is None:
        return Truth(None, tuple(each.field for each in (answer, limit) if each.value is None))
    return Truth(answer.value <= limit.value, fields)
