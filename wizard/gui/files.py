"""New, open, save, and what is asked before answers could be lost."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QMainWindow

from wizard import __version__
from wizard.domain.plan import Plan
from wizard.domain.plan.writing import write_plan
from wizard.errors import WizardError
from wizard.gui.background import Task
from wizard.gui.copies import adds_measurements, keep_mine, take_merged, take_theirs
from wizard.gui.plain_text import MessageBox, ProgressBox, inform, show_in_bar, warn
from wizard.gui.recent import find_unfinished, forget_saving, remember_recent, remember_saving
from wizard.gui.session import Session
from wizard.gui.steps import find_step
from wizard.gui.targets import Asked, ask_target, propose_name
from wizard.gui.widgets.conflict_dialog import Choice, ConflictDialog
from wizard.i18n import Message
from wizard.storage.leftovers import sweep_leftovers
from wizard.storage.saving import PlanChangedError, PlanFile

PLANS = Message("Plans (*.twsplan)")
OPENABLE = Message("Plans and dossiers (*.twsplan *.pdf)")
ALL_FILES = Message("All files (*)")
OPEN_TITLE, SAVE_TITLE = Message("Open a plan"), Message("Save the plan")
CANNOT = Message("This cannot be done")
UNSAVED = Message("The answers of “{name}” are not saved.")
SAVE, DISCARD, CANCEL = Message("&Save"), Message("&Discard"), Message("&Cancel")
NEW_PLAN = Message("New plan")
ABOUT_TITLE = Message("About this program")
ABOUT = Message(
    "Pre-installation wizard for Akio TWS v5, version {version}. Vendor edition: {edition}."
    " Licence: MIT; the fonts keep their own licences."
)
KEPT_BESIDE = Message("The file that was there is kept as {file}.")
MEASURED_ELSEWHERE = Message("Measurements made elsewhere were taken over from the plan’s file.")
READING = Message("Reading {name}…")
# A dossier is read sooner: then nothing flashes up.
_LONG_MS = 700
ENDING, PDF_ENDING = ".twsplan", ".pdf"
SAVING = Asked(SAVE_TITLE, PLANS, ENDING)
_TOLD_MS = 30_000


class FileKeeper:
    """The file side of the window."""

    def __init__(self, window: QMainWindow, session: Session) -> None:
        self.window, self.session = window, session
        self.settings: QSettings = session.settings

    def may_leave(self) -> bool:
        """Return whether the open plan may be left: saved, or the user says so."""
        if not self.session.history.is_changed:
            return True
        say = self.session.say
        unsaved = say(UNSAVED.fill(name=self.session.name or NEW_PLAN))
        box = MessageBox(self.window, MessageBox.Icon.Question, unsaved)
        save = box.addButton(say(SAVE), MessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(say(DISCARD), MessageBox.ButtonRole.DestructiveRole)
        box.addButton(say(CANCEL), MessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is save:
            return self.save()
        return box.clickedButton() is discard

    def new(self) -> None:
        """Begin a new plan."""
        if self.may_leave():
            self.session.start_new()

    def open(self) -> None:
        """Ask for a plan and open it."""
        say = self.session.say
        kinds = ";;".join(say(each) for each in (OPENABLE, ALL_FILES))
        name, _ = QFileDialog.getOpenFileName(self.window, say(OPEN_TITLE), self._folder(), kinds)
        if name:
            self.open_dropped(name)

    def open_recent(self, path: Path) -> None:
        """Open one of the plans opened last."""
        if self.may_leave():
            self.open_path(path)

    def open_dropped(self, name: str) -> None:
        """Open a file that was chosen or dropped onto the window: a plan, or a dossier with its plan inside."""
        path = Path(name)
        if path.suffix.lower() == PDF_ENDING:
            self.open_dossier(path)
        elif self.may_leave():
            self.open_path(path)

    def open_path(self, path: Path, *, as_sample: bool = False) -> None:
        """Open a plan; where that fails one message says why, and the open plan stays."""
        try:
            self.session.open(path, as_sample=as_sample)
        except WizardError as error:
            self.refuse(error)
            return
        if not as_sample:
            remember_recent(self.settings, path)

    def new_from_sample(self, path: Path) -> None:
        """Begin a new plan with the answers of a sample."""
        if self.may_leave():
            self.open_path(path, as_sample=True)

    def open_dossier(self, path: Path) -> None:
        """Open the plan inside a dossier as a new plan that is not saved; a PDF may be large, so it is read apart."""
        from wizard.storage.attachments import read_attached_plan  # noqa: PLC0415 - only where a PDF is opened

        def read(task: Task) -> Plan:
            def take_stop(stop: Callable[[], object]) -> None:
                task.call_on_stop(stop)
                task.check()

            try:
                return read_attached_plan(path, take_stop)
            except WizardError:
                # What was cancelled did not fail.
                task.check()
                raise

        self._show_reading(path, self.session.background.start(read, self._take_plan, self._refuse_any))

    def _show_reading(self, path: Path, task: Task) -> None:
        """Show that a file is read, should it take long, and let it be cancelled; the window goes on meanwhile."""
        say = self.session.say
        box = ProgressBox(self.window, say(READING.fill(name=path.name)), say(CANCEL))
        box.setMinimumDuration(_LONG_MS)
        # The first value starts that delay; how far the reading is, nobody knows.
        box.setValue(0)
        box.setMaximum(0)
        box.canceled.connect(task.cancel)
        task.ended.connect(box.deleteLater)

    def _take_plan(self, plan: Plan) -> None:
        if self.may_leave():
            self.session.recover(json.loads(write_plan(plan)), None)

    def _refuse_any(self, error: Exception) -> None:
        # A bug is told of by the handler of bugs.
        if isinstance(error, WizardError):
            self.refuse(error)

    def save(self) -> bool:
        """Save where the plan came from; ask where it never was saved. Return whether it is saved."""
        return self._save_to(self.session.path) if self.session.path else self.save_as()

    def save_as(self) -> bool:
        """Ask where to save, and save there."""
        path = self.session.path
        stem = path.stem if path else propose_name(self.session.plan, self.session.say(NEW_PLAN))
        target = ask_target(self.window, SAVING, Path(self._folder()) / f"{stem}{ENDING}", self.session.say)
        return target is not None and self._save_to(target, replaces=target != path)

    def _save_to(self, path: Path, *, replaces: bool = False) -> bool:
        remember_saving(self.settings, path)
        try:
            saved = self.session.save(path, replaces=replaces)
        except PlanChangedError as error:
            return self.settle(error.found)
        except WizardError as error:
            self.refuse(error)
            return False
        finally:
            forget_saving(self.settings)
        remember_recent(self.settings, path)
        if saved.is_foreign and saved.backup is not None:
            self.tell(KEPT_BESIDE.fill(file=saved.backup.name))
        return True

    def settle(self, found: PlanFile | None) -> bool:
        """Decide with the user what becomes of a plan whose file was changed elsewhere; return whether it is saved.

        What was only measured elsewhere is added without a question.
        """
        session, path = self.session, self.session.path
        if path is None:
            return False
        if found is not None and adds_measurements(session, found):
            return self._carry_out("merge", found, frozenset(), path)
        dialog = ConflictDialog(self.window, session, found)
        dialog.exec()
        choice, prefer = dialog.choice, dialog.prefer_theirs
        dialog.deleteLater()
        return self._carry_out(choice, found, prefer, path)

    def _carry_out(self, choice: Choice, found: PlanFile | None, prefer: frozenset[str], path: Path) -> bool:
        if choice == "cancel":
            return False
        if choice == "beside":
            return self.save_as()
        try:
            if found is None:
                return self._save_to(path, replaces=True)
            if choice == "theirs":
                take_theirs(self.session, found)
            elif choice == "merge":
                take_merged(self.session, found, prefer)
            else:
                # Theirs is replaced: it is kept beside, since this session wrote none of it.
                keep_mine(self.session, found)
                return self._save_to(path, replaces=True)
        except WizardError as error:
            self.refuse(error)
            return False
        return not self.session.history.is_changed or self._save_to(path)

    def notice(self, found: PlanFile) -> bool:
        """Take over measurements that were added to the file elsewhere; return whether there was nothing else."""
        if not adds_measurements(self.session, found):
            return False
        try:
            take_merged(self.session, found)
        except WizardError as error:
            self.refuse(error)
            return False
        self.tell(MEASURED_ELSEWHERE)
        return True

    def sweep(self) -> None:
        """Remove what a save that was killed in an earlier run left, off the window's thread."""
        path = find_unfinished(self.settings)
        if path is not None:
            forget_saving(self.settings)
            self.session.background.start(lambda _: sweep_leftovers(path))

    def tell(self, message: Message) -> None:
        """Say in the status bar how something went."""
        show_in_bar(self.window, self.session.say(message), _TOLD_MS)

    def _folder(self) -> str:
        return str(self.session.path.parent) if self.session.path else str(Path.home())

    def undo(self) -> None:
        """Take back the last change and show where it was."""
        if self.session.history.can_undo:
            self._show(self.session.undo())

    def redo(self) -> None:
        """Make the change again that was taken back, and show where it is."""
        if self.session.history.can_redo:
            self._show(self.session.redo())

    def _show(self, field: str) -> None:
        show_step = getattr(self.window, "show_step", None)
        if field and show_step is not None:
            show_step(find_step(field))

    def about(self) -> None:
        """Tell version, vendor edition and licences."""
        say = self.session.say
        text = say(ABOUT.fill(version=__version__, edition=self.session.edition.id))
        inform(self.window, say(ABOUT_TITLE), text)

    def refuse(self, error: WizardError) -> None:
        """Say in one message why something cannot be done."""
        say = self.session.say
        warn(self.window, say(CANNOT), say(Message(error.text, error.params)))
