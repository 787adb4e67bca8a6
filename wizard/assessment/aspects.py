"""Comparisons of one answer with one requirement, each an aspect of a finding."""

from collections.abc import Callable, Sequence

from wizard.assessment.truth import Answer, Truth, is_at_most
from wizard.domain.findings import Aspect, Change
from wizard.domain.levels import Level
from wizard.domain.questions import name_field, show_answer
from wizard.domain.versions import Version, is_at_least, parse_release
from wizard.i18n import Choice, Message, Plain

AT_LEAST = Message("at least {value}")
AT_MOST = Message("at most {value}")
NOT_READABLE = Message("“{value}” cannot be read as a version.")


def compare(
    answer: Answer,
    required: object,
    *,
    holds: Callable[[object], bool],
    otherwise: Level = Level.BLOCKER,
    change: object = None,
) -> Aspect:
    """Return how an answer stands against a test; unknown is missing. ``change`` is a value that would pass."""
    label = name_field(answer.field)
    advised = otherwise is Level.WARNING
    if answer.value is None:
        return Aspect(Level.MISSING, (answer.field,), label, required, advised=advised)
    planned = show_answer(answer.field, answer.value)
    if holds(answer.value):
        return Aspect(Level.OK, (answer.field,), label, required, planned, advised=advised)
    changes = () if change is None else (Change(answer.field, change),)
    return Aspect(otherwise, (answer.field,), label, required, planned, changes=changes, advised=advised)


def need_at_least(answer: Answer, minimum: float, otherwise: Level = Level.BLOCKER) -> Aspect:
    """Require a number not below a minimum."""
    required = AT_LEAST.fill(value=show_answer(answer.field, minimum))
    return compare(answer, required, holds=lambda value: value >= minimum, otherwise=otherwise, change=minimum)  # type: ignore[operator]


def need_at_most(answer: Answer, limit: float, otherwise: Level = Level.BLOCKER) -> Aspect:
    """Require a number not above a limit."""
    required = AT_MOST.fill(value=show_answer(answer.field, limit))
    return compare(answer, required, holds=lambda value: value <= limit, otherwise=otherwise, change=limit)  # type: ignore[operator]


def need_one_of(
    answer: Answer, allowed: Sequence[str], otherwise: Level = Level.BLOCKER, preferred: str | None = None
) -> Aspect:
    """Require one of some named values; the change proposed is the preferred one, else the first."""
    required = Choice(show_answer(answer.field, value) for value in allowed)
    return compare(
        answer, required, holds=lambda value: value in allowed, otherwise=otherwise, change=preferred or allowed[0]
    )


def need_answer(answer: Answer, *, expected: bool, otherwise: Level = Level.BLOCKER) -> Aspect:
    """Require a yes or a no."""
    return compare(answer, expected, holds=lambda value: value is expected, otherwise=otherwise, change=expected)


def need_known(answer: Answer) -> Aspect:
    """Require that something is known, whatever it is."""
    return compare(answer, None, holds=lambda _: True)


def need_version(
    answer: Answer,
    minimum: str,
    parse: Callable[[str], Version | None] = parse_release,
    otherwise: Level = Level.BLOCKER,
) -> Aspect:
    """Require a version not older than a minimum; a text that cannot be read is missing, and says so."""
    required = AT_LEAST.fill(value=Plain(minimum))
    read = None if answer.value is None else parse(answer.value)
    if answer.value is not None and read is None:
        note = NOT_READABLE.fill(value=answer.value)
        return Aspect(Level.MISSING, (answer.field,), name_field(answer.field), required, answer.value, note)
    floor = parse_release(minimum) or ()
    return compare(
        answer, required, holds=lambda _: is_at_least(read or (), floor), otherwise=otherwise, change=minimum
    )


def need_enough(have: Answer, need: Answer) -> Aspect:
    """Require at least as many as another answer says; zero needed is met, whatever is known."""
    truth = is_at_most(need, have)
    label = name_field(have.field)
    required = None if need.value is None else AT_LEAST.fill(value=need.value)
    if truth.value is None:
        return Aspect(Level.MISSING, truth.fields, label, required, have.value)
    fields = (have.field, need.field)
    if truth.value:
        return Aspect(Level.OK, fields, label, required, have.value)
    return Aspect(Level.BLOCKER, fields, label, required, have.value, changes=(Change(have.field, need.value),))


def rest_on(truth: Truth, *, otherwise: Level, note: object = None, changes: tuple[Change, ...] = ()) -> Aspect:
    """Return an aspect that follows a conclusion: ok where it holds, missing where unknown."""
    if truth.value is None:
        return Aspect(Level.MISSING, truth.fields)
    if truth.value:
        return Aspect(Level.OK, truth.fields)
    return Aspect(otherwise, truth.fields, note=note, changes=changes)


def blame(aspect: Aspect, *fields: str) -> Aspect:
    """Return an aspect that falls short by some of the answers that it rests on, not by all of them."""
    return aspect._replace(parts=(aspect._replace(fields=fields),))


def consider(*answers: Answer) -> Aspect:
    """Name answers that a finding rests on without judging them."""
    return Aspect(Level.OK, tuple(answer.field for answer in answers))
