"""How far a checklist is, in words and by its step's sign (no Qt here)."""

from collections.abc import Iterable

from wizard.domain.assessment import ChecklistItem
from wizard.domain.checklist import Progress, settle
from wizard.domain.levels import Basis, Level, Status
from wizard.i18n import Message

PROGRESS = Message("{done} of {total} done, {failed} not OK, {excluded} not applicable, {left} to do")


def describe_progress(progress: Progress) -> Message:
    """Return the numbers as a sentence."""
    return PROGRESS.fill(**progress._asdict(), left=progress.left)


def judge_ticks(items: Iterable[ChecklistItem]) -> Status:
    """Return how the checklist's step stands by its ticks."""
    states = {settle(item) for item in items}
    if "failed" in states:
        return Level.BLOCKER
    return Basis.TO_DO if "open" in states else Level.OK
