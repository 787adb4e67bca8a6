"""Nothing is lost: answers that are not saved are kept in a recovery file, off the window's thread."""

from contextlib import suppress
from pathlib import Path
from threading import Lock

from PySide6.QtCore import QObject, QTimer, Signal

from wizard.errors import PlanError, WizardError
from wizard.gui.background import Background, Task
from wizard.gui.copies import know_again
from wizard.gui.editing import Content
from wizard.gui.session import Session
from wizard.storage.recovery import (
    Left,
    Recovery,
    claim_recovery,
    discard_recovery,
    find_folder,
    give_back,
    look_for_recoveries,
    name_recovery,
    remove_recovery,
    write_recovery,
)

DELAY_MS = 1_000
# How often it is looked whether the file is still there: a clean-up of the user's folders may take it.
_LOOK_MS = 10_000


class _Shelf:
    """The session's recovery file. Older answers never come over newer ones, whichever thread is faster."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock, self._newest = Lock(), 0

    def keep(self, number: int, content: Content | None, path: Path | None, digest: str | None = None) -> None:
        """Keep the answers of a turn, or nothing where they are saved."""
        with self._lock:
            if number <= self._newest:
                return
            if content is None:
                remove_recovery(self.file)
            else:
                write_recovery(self.file, content, path, digest=digest)
            self._newest = number


class RecoveryKeeper(QObject):
    """Follows the session: every answer is on disk, saved or kept, a second after it was given and two writings later.

    The delay runs from the first answer that is not kept yet, so that somebody who types on and on is served too; an
    answer that comes while the file is being written waits for that and for the next one. ``troubled`` carries the
    error where answers cannot be kept, once; ``found`` what earlier sessions left; ``unreadable`` the files of theirs
    that cannot be read.
    """

    troubled = Signal(object)
    found = Signal(object)
    unreadable = Signal(object)

    def __init__(self, session: Session, background: Background, folder: Path | None = None) -> None:
        super().__init__()
        self.session, self.background = session, background
        self.folder = find_folder() if folder is None else folder
        self._shelf = _Shelf(name_recovery(self.folder))
        self._kept: Content | None = None
        self._number = 0
        self._task: Task | None = None
        self._is_troubled = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._keep)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self.look_after)
        self._looking.start()
        self.session.changed.connect(self._follow)
        self._follow()

    @property
    def file(self) -> Path:
        """Return where the answers are kept."""
        return self._shelf.file

    def look_for_others(self) -> None:
        """Look for what sessions left that have ended; ``found`` tells."""
        self.background.start(lambda _: look_for_recoveries(self.folder), self._tell_found)

    def _tell_found(self, left: Left) -> None:
        if left.unreadable:
            self.unreadable.emit(left.unreadable)
        if left.recoveries:
            self.found.emit(left.recoveries)

    def look_after(self) -> None:
        """Keep the answers again where somebody has removed their file."""
        if self._kept is not None and self._task is None and not self.file.exists():
            self._kept = None
            self._follow()

    @property
    def _digest(self) -> str | None:
        known = self.session.known
        return None if known is None else known.digest

    def _find_wanted(self) -> Content | None:
        return self.session.content if self.session.history.is_changed else None

    def _follow(self) -> None:
        wanted = self._find_wanted()
        if wanted is self._kept or self._task is not None:
            return
        if wanted is None:
            self._keep()
        elif not self._timer.isActive():
            self._timer.start()

    def _keep(self) -> None:
        """Bring the file to what is wanted now; while that is under way the next turn waits for its end."""
        self._timer.stop()
        wanted, path, shelf, digest = self._find_wanted(), self.session.path, self._shelf, self._digest
        self._number += 1
        number = self._number

        def work(_: Task) -> None:
            shelf.keep(number, wanted, path, digest)

        def end(_: object) -> None:
            self._kept, self._is_troubled = wanted, False

        self._task = self.background.start(work, end, self._complain)
        self._task.ended.connect(self._go_on)

    def _go_on(self) -> None:
        self._task = None
        if not self._is_troubled:
            self._follow()

    def _complain(self, error: Exception) -> None:
        if isinstance(error, WizardError) and not self._is_troubled:
            self.troubled.emit(error)
        self._is_troubled = True

    def take(self, recovery: Recovery) -> None:
        """Go on with what an earlier session left, in its own file: one plan, one file, until it is saved.

        Raises:
            WizardError: it is gone, or another window was faster; the open plan stays.

        """
        present = claim_recovery(recovery)
        try:
            self.session.recover(present.content, present.path, know_again(present.path, present.digest))
        except WizardError:
            give_back(present)
            raise
        self._leave_shelf()
        self._shelf = _Shelf(recovery.file)
        self._kept = None
        # At once: the file says from now on that it is ours.
        if self._task is None:
            self._keep()

    def _leave_shelf(self) -> None:
        old, self._number = self._shelf, self._number + 1
        number = self._number
        self.background.start(lambda _: old.keep(number, None, None), failed=self._complain)

    def discard(self, recovery: Recovery) -> None:
        """Remove what an earlier session left: the user does not want it. What another window took over stays."""

        def work(_: Task) -> None:
            with suppress(PlanError):
                discard_recovery(recovery)

        self.background.start(work, failed=self._complain)

    def keep_now(self) -> Path | None:
        """Keep the answers before anything else is done, on this thread: something is wrong. Return where they are.

        Raises:
            WizardError: they cannot be kept.

        """
        wanted = self._find_wanted()
        if wanted is None:
            return None
        self._number += 1
        self._shelf.keep(self._number, wanted, self.session.path, self._digest)
        return self.file

    def close(self) -> None:
        """Stop: the plan was saved or knowingly discarded. Call it when nothing goes on in the background any more."""
        self._timer.stop()
        self._looking.stop()
        self.session.changed.disconnect(self._follow)
        # What cannot be removed is offered at the next start, with its date.
        with suppress(WizardError):
            remove_recovery(self.file)
