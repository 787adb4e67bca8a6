"""New, open, save, and what is asked before answers could be lost."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow, QMessageBox, QProgressDialog

from wizard import __version__
from wizard.domain.plan import Plan
from wizard.domain.plan.writing import write_plan
from wizard.errors import WizardError
from wizard.gui.background import Task
from wizard.gui.recent import remember_recent
from wizard.gui.session import Session
from wizard.gui.steps import find_step
from wizard.i18n import Message

PLANS = Message("Plans (*.twsplan)")
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
READING = Message("Reading {name}…")
# A dossier is read sooner: then nothing flashes up.
_LONG_MS = 700
ENDING, PDF_ENDING = ".twsplan", ".pdf"


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
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(say(UNSAVED.fill(name=self.session.name or NEW_PLAN)))
        save = box.addButton(say(SAVE), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(say(DISCARD), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(say(CANCEL), QMessageBox.ButtonRole.RejectRole)
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
        name, _ = QFileDialog.getOpenFileName(self.window, say(OPEN_TITLE), self._folder(), say(PLANS))
        if name and self.may_leave():
            self.open_path(Path(name))

    def open_recent(self, path: Path) -> None:
        """Open one of the plans opened last."""
        if self.may_leave():
            self.open_path(path)

    def open_dropped(self, name: str) -> None:
        """Open a file that was dropped onto the window: a plan, or a dossier with its plan inside."""
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
        box, label = QProgressDialog("", say(CANCEL), 0, 1, self.window), QLabel(say(READING.fill(name=path.name)))
        # A file's name is never markup.
        label.setTextFormat(Qt.TextFormat.PlainText)
        box.setLabel(label)
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
        say = self.session.say
        name, _ = QFileDialog.getSaveFileName(self.window, say(SAVE_TITLE), self._folder(), say(PLANS))
        if not name:
            return False
        path = Path(name)
        return self._save_to(path if path.suffix else path.with_suffix(ENDING))

    def _save_to(self, path: Path) -> bool:
        try:
            self.session.save(path)
        except WizardError as error:
            self.refuse(error)
            return False
        remember_recent(self.settings, path)
        return True

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
        QMessageBox.about(self.window, say(ABOUT_TITLE), text)

    def refuse(self, error: WizardError) -> None:
        """Say in one message why something cannot be done."""
        say = self.session.say
        QMessageBox.warning(self.window, say(CANNOT), say(Message(error.text, error.params)))
