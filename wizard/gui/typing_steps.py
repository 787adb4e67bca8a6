"""Which keys make one step of undo: those typed one by one; what comes in at once, and a new line, begin another."""

from typing import NamedTuple


class Step(NamedTuple):
    """How a change of a text goes with the one before and after it: it goes on from the last, the next may go on."""

    joins: bool
    ends: bool


def find_step(before: str, after: str) -> Step:
    """Return how the change from one text to another is taken back: a key, or a block put in or cut out."""
    start = _count_same(before, after)
    end = _count_same(before[start:][::-1], after[start:][::-1])
    removed, inserted = before[start : len(before) - end], after[start : len(after) - end]
    is_key = len(removed) <= 1 and len(inserted) <= 1
    return Step(joins=is_key and "\n" not in inserted, ends=len(inserted) > 1)


def _count_same(one: str, other: str) -> int:
    shorter = min(len(one), len(other))
    if one[:shorter] == other[:shorter]:
        return shorter
    return next(place for place in range(shorter) if one[place] != other[place])
