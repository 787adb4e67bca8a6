"""How full a plan is, by its measurements and by the size of its file; told before a limit is reached."""

from wizard.domain.evidence.fullness import Fullness, measure_fullness
from wizard.domain.plan import Plan
from wizard.domain.plan.writing import LARGEST_FILE, write_plan
from wizard.i18n import Message

_MEGABYTE = 1_000_000
MANY = Message("This plan holds {count} measurements; the most that it can hold is {limit}.")
LARGE = Message("This plan’s file takes {size} MB; the most that a plan file may have is {limit} MB.")


def measure_size(plan: Plan) -> Fullness:
    """Return about how many bytes a plan's file takes where it is written without line breaks, and may take."""
    return Fullness(len(plan.model_dump_json(exclude_unset=True, exclude_none=True).encode()), LARGEST_FILE)


def tell_fullness(plan: Plan) -> Message | None:
    """Return that a limit is near or passed; None where none is, or nothing was measured."""
    if not plan.evidence:
        return None
    number = measure_fullness(plan.evidence)
    if number.is_near:
        return MANY.fill(count=number.count, limit=number.limit)
    size = measure_size(plan)
    if size.is_near:
        return LARGE.fill(size=round(size.count / _MEGABYTE, 1), limit=size.limit // _MEGABYTE)
    return None


def is_overfilled(before: Plan, after: Plan) -> bool:
    """Say whether a plan may not be written with measurements added to it.

    One that held more than it may from the beginning (an earlier version wrote it) may be written while it gets no
    fuller.
    """
    number = measure_fullness(after.evidence)
    grown = number.is_over and number.count > measure_fullness(before.evidence).count
    return grown or len(write_plan(after)) > LARGEST_FILE
