"""What becomes of measurements in the open plan: kept, taken over, removed, or made to count; each can be undone."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from wizard.domain.evidence.apart import find_mismatch
from wizard.domain.evidence.collection import STOPPED, add_run
from wizard.domain.evidence.deciding import count_evidence, remove_evidence
from wizard.domain.evidence.fullness import MOST_KEPT
from wizard.domain.evidence.record import Evidence
from wizard.domain.evidence.wording import name_apart
from wizard.domain.levels import Level
from wizard.domain.plan.fullness import is_overfilled
from wizard.domain.plan.writing import LARGEST_FILE
from wizard.errors import WizardError
from wizard.gui.session import Session
from wizard.i18n import Message
from wizard.storage.plan_files import open_plan

FULL = Message(
    "The plan is full: it holds at most {count} measurements and {size} MB. It is as it was; these results are shown "
    "until the next run and can be copied."
)
FULL_OTHER = Message("The plan is full: it holds at most {count} measurements and {size} MB. Nothing was taken over.")
ENDED = Message("{count} measurements made and kept in the plan.")
STOPPED_EARLY = Message("Stopped; {count} measurements made until then are kept in the plan.")
APART = Message("{count} measurements kept apart, without counting: {reason}.")
MISTAKE = Message("The program made a mistake; what was measured is not kept.")
TAKEN = Message("{count} measurements taken over from the other machine.")
REMOVED = Message("{count} measurements removed from the plan; undoing brings them back.")
COUNTED = Message("{count} measurements count from now on; undoing keeps them apart again.")

Decide = Callable[[Iterable[Evidence], Iterable[Evidence], str | None], tuple[Evidence, ...]]


class EvidenceKeeper(QObject):
    """Changes the plan's measurements; ``told`` carries a level and a sentence on how that went."""

    told = Signal(object, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session

    def keep_run(self, found: Sequence[Evidence]) -> bool:
        """Keep what a run measured; return whether the plan had room for it."""
        made = [each for each in found if each.reason != STOPPED]
        if not self._has_room(found):
            self._tell_full(FULL)
            return False
        try:
            self.session.keep_evidence(found, add_run)
        except WizardError as error:
            self.tell_fault(error)
            return True
        apart = next((each.apart for each in made if each.apart), None)
        if apart is not None:
            self.told.emit(Level.WARNING, APART.fill(count=len(made), reason=name_apart(apart)))
        else:
            self.told.emit(Level.OK, (ENDED if len(made) == len(found) else STOPPED_EARLY).fill(count=len(made)))
        return True

    def take_over(self, path: Path) -> None:
        """Add what was measured on another machine, from the plan file that was written there."""
        try:
            found = open_plan(path).evidence or ()
            if not self._has_room(found):
                self._tell_full(FULL_OTHER)
                return
            self.session.keep_evidence(found)
        except WizardError as error:
            self.tell_fault(error)
        else:
            self.told.emit(Level.OK if found else Level.INFO, TAKEN.fill(count=len(found)))

    def remove(self, unwanted: Sequence[Evidence]) -> None:
        """Remove measurements from the plan."""
        self._decide(unwanted, remove_evidence, REMOVED)

    def count_in(self, wanted: Sequence[Evidence]) -> None:
        """Have measurements count that were kept apart."""
        self._decide(list_countable(wanted), count_evidence, COUNTED)

    def _decide(self, chosen: Sequence[Evidence], decide: Decide, template: Message) -> None:
        if not chosen:
            return
        server = self.session.plan.server
        address = server.address if server else None
        try:
            self.session.keep_evidence(chosen, lambda kept, meant: decide(kept, meant, address))
        except WizardError as error:
            self.tell_fault(error)
        else:
            self.told.emit(Level.INFO, template.fill(count=len(chosen)))

    def tell_fault(self, error: Exception) -> None:
        """Say why something went wrong."""
        self.told.emit(Level.BLOCKER, Message(error.text, error.params) if isinstance(error, WizardError) else MISTAKE)

    def _has_room(self, found: Iterable[Evidence]) -> bool:
        plan = self.session.plan
        return not is_overfilled(plan, plan.model_copy(update={"evidence": add_run(plan.evidence or (), found)}))

    def _tell_full(self, template: Message) -> None:
        self.told.emit(Level.BLOCKER, template.fill(count=MOST_KEPT, size=LARGEST_FILE // 1_000_000))


def list_countable(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return those of some measurements that can be made to count: kept apart, and no failed address check itself."""
    return [each for each in evidence if each.apart and find_mismatch((each,)) is None]
