"""How far a checklist is, and which of its lines count as what."""

from collections.abc import Iterable
from typing import NamedTuple

from wizard.domain.assessment import Assessment, ChecklistItem


class Progress(NamedTuple):
    """Numbers of items by what was found."""

    total: int
    done: int
    failed: int
    excluded: int

    @property
    def left(self) -> int:
        """Return how many are still to do."""
        return self.total - self.done - self.failed - self.excluded


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


def count_checklist(assessment: Assessment) -> Progress:
    """Return how far an assessment's whole checklist is."""
    return count_progress(assessment.checklist)


def list_failed(assessment: Assessment) -> tuple[ChecklistItem, ...]:
    """Return the lines of the checklist that somebody found not to be met."""
    return tuple(item for item in assessment.checklist if settle(item) == "failed")
