"""How far a checklist is (no Qt here)."""

from collections.abc import Iterable
from typing import NamedTuple

from wizard.domain.assessment import ChecklistItem
from wizard.domain.levels import Level
from wizard.i18n import Message

PROGRESS = Message("{done} of {total} done, {failed} not OK, {excluded} not applicable, {left} to do")


class Progress(NamedTuple):
    """Numbers of items by what was found."""

    total: int
    done: int
    failed: int
    excluded: int

    def describe(self) -> Message:
        """Return the numbers as a sentence."""
        left = self.total - self.done - self.failed - self.excluded
        return PROGRESS.fill(**self._asdict(), left=left)


def lacks_comment(item: ChecklistItem) -> bool:
    """Say whether an item's state asks for a comment that is not there: why it does not apply, or what is not OK."""
    return item.state in ("not_applicable", "failed") and not item.comment


def settle(item: ChecklistItem) -> str:
    """Return the state that counts: without its reason an item that does not apply is still to do."""
    return "open" if item.state == "not_applicable" and lacks_comment(item) else item.state


def count_progress(items: Iterable[ChecklistItem]) -> Progress:
    """Return how far some items are."""
    states = [settle(item) for item in items]
    return Progress(len(states), *(states.count(state) for state in ("done", "failed", "not_applicable")))


def judge_ticks(items: Iterable[ChecklistItem]) -> Level:
    """Return how the checklist's step stands by its ticks."""
    states = {item.state for item in items}
    if "failed" in states:
        return Level.WARNING
    return Level.MISSING if "open" in states else Level.OK
