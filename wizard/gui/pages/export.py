"""Export: which files, in which languages, where to; and the dossier as it will be printed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from wizard.domain.levels import Level
from wizard.dossier.content.report import Report
from wizard.dossier.package import list_parts
from wizard.errors import WizardError
from wizard.gui.background import Task
from wizard.gui.page import Page
from wizard.gui.printing import print_pdf
from wizard.gui.widgets.export_choices import ExportChoices
from wizard.gui.widgets.notice import Notice
from wizard.gui.widgets.preview import Preview
from wizard.gui.widgets.written import WrittenFiles
from wizard.i18n import Message, get_translator
from wizard.storage.folder import write_all

FILES_TAB, PREVIEW_TAB = Message("File&s"), Message("Previe&w")
EXPORT, CANCEL = Message("E&xport"), Message("C&ancel")
PROGRESS = Message("Progress")
EXPORTED = Message("Files written: {count}.")
STILL_UNREAD = Message("Answers that cannot be read: {count}. They are listed in the assessment.")
PRINTED = Message("{file}: handed to the printer.")
CANCELLED = Message("Cancelled; nothing was written.")
PRINT_CANCELLED = Message("Cancelled; pages already handed to the printer may still come out.")
MISTAKE = Message("The program made a mistake; nothing was written.")
Files = dict[str, bytes]


class ExportPage(Page):
    """The export."""

    step_id = "export"
    # The preview takes what room there is.
    widest = 1600

    def build(self) -> None:
        """Lay out both tabs."""
        self.choices, self.preview = ExportChoices(self.session), Preview(self.session)
        self.export, self.cancel = QPushButton(), QPushButton()
        self.progress, self.notice, self.written = QProgressBar(), Notice(), WrittenFiles()
        self.tabs = QTabWidget()
        self.tabs.addTab(self._lay_out_files(), "")
        self.tabs.addTab(self.preview, "")
        self.body.addWidget(self.tabs, 1)
        self._task: Task | None = None
        self.export.clicked.connect(self.start_export)
        self.cancel.clicked.connect(self.stop)
        self.choices.changed.connect(self._show_possible)
        self.written.print_wanted.connect(self.print_file)
        self.written.refused.connect(lambda reason: self.notice.tell(Level.BLOCKER, self.session.say(reason)))
        self.preview.failed.connect(self._fail)

    def _lay_out_files(self) -> QWidget:
        files = QWidget()
        layout, buttons = QVBoxLayout(files), QHBoxLayout()
        for widget in (self.export, self.cancel):
            buttons.addWidget(widget)
        buttons.addWidget(self.progress, 1)
        buttons.addStretch()
        layout.addWidget(self.choices)
        layout.addLayout(buttons)
        layout.addWidget(self.notice)
        layout.addWidget(self.written)
        layout.addStretch()
        # By itself, so that the preview beside it never scrolls with it.
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(files)
        area.viewport().setAutoFillBackground(False)
        files.setAutoFillBackground(False)
        return area

    def show_plan(self) -> None:
        """Show everything in the session's language, for the plan as it is now."""
        super().show_plan()
        say = self.session.say
        self.tabs.tabBar().setAccessibleName(say(self.step.title))
        for place, title in enumerate((FILES_TAB, PREVIEW_TAB)):
            self.tabs.setTabText(place, say(title))
        self.export.setText(say(EXPORT))
        self.cancel.setText(say(CANCEL))
        self.progress.setAccessibleName(say(PROGRESS))
        self.choices.show_choices()
        self.written.speak(say)
        self.preview.speak()
        self._show_possible()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Pressing Enter exports while this page is shown."""
        super().showEvent(event)
        self.export.setDefault(True)

    def _show_possible(self) -> None:
        is_busy = self._task is not None
        self.export.setEnabled(not is_busy and self.choices.find_fault() is None)
        self.choices.setEnabled(not is_busy)
        self.written.setEnabled(not is_busy)
        self.cancel.setVisible(is_busy)
        self.progress.setVisible(is_busy)

    def start_export(self) -> None:
        """Make the files in the background and write them: all of them or none."""
        folder = self.choices.read_folder()
        if folder is None or self._task is not None:
            return
        make = self._plan_files()
        self._start(lambda task: write_all(folder, make(task)), self._show_written, CANCELLED)

    def _plan_files(self) -> Callable[[Task], Files]:
        """Return what makes the files, with everything it needs: the plan may change meanwhile."""
        session, slug = self.session, self.choices.make_slug()
        parts, today = list_parts(self.choices.read_formats()), date.today()  # noqa: DTZ011 - the user's own day
        reports = [
            Report(session.plan, session.edition, session.assessment, get_translator(language), today)
            for language in self.choices.read_languages()
        ]
        steps = [(report, part) for report in reports for part in parts]

        def make(task: Task) -> Files:
            files: Files = {}
            for place, (report, part) in enumerate(steps):
                task.tell_progress(place, len(steps))
                files[part.name(slug, report.say)] = part.make(report)
            task.tell_progress(len(steps), len(steps))
            return files

        return make

    def _start(self, work: Callable[[Task], object], done: Callable[..., object], cancelled: Message) -> None:
        self.notice.clear()
        self.progress.setRange(0, 0)
        task = self._task = self.session.background.start(work, done, self._fail)
        task.progress.connect(self._show_progress)
        task.cancelled.connect(lambda: self.notice.tell(Level.INFO, self.session.say(cancelled)))
        task.ended.connect(self._end)
        self._show_possible()
        self.cancel.setFocus()

    def stop(self) -> None:
        """Cancel what is under way."""
        if self._task is not None:
            self._task.cancel()

    def _show_progress(self, step: int, steps: int) -> None:
        self.progress.setRange(0, steps)
        self.progress.setValue(step)

    def _show_written(self, paths: list[Path]) -> None:
        self.written.show_files(paths, self.session.say)
        say, unread = self.session.say, len(self.session.assessment.unread)
        told = say(EXPORTED.fill(count=len(paths)))
        if unread:
            told = f"{told} {say(STILL_UNREAD.fill(count=unread))}"
        self.notice.tell(Level.MISSING if unread else Level.OK, told)

    def _fail(self, error: Exception) -> None:
        reason = Message(error.text, error.params) if isinstance(error, WizardError) else MISTAKE
        self.notice.tell(Level.BLOCKER, self.session.say(reason))
        self.tabs.setCurrentIndex(0)

    def _end(self) -> None:
        self._task = None
        self._show_possible()
        (self.written.list if self.written.isVisible() else self.export).setFocus()

    def print_file(self, file: Path) -> None:
        """Ask for a printer and print a PDF on it."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(file.stem)
        if self._choose_printer(printer):
            told = PRINTED.fill(file=file.name)
            self._start(
                lambda task: print_pdf(file, printer, task),
                lambda _: self.notice.tell(Level.OK, self.session.say(told)),
                PRINT_CANCELLED,
            )

    def _choose_printer(self, printer: QPrinter) -> bool:
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        return dialog.exec() == QDialog.DialogCode.Accepted

    def focus_field(self, field: str) -> bool:  # noqa: ARG002 - no field is asked here
        """No field is asked here."""
        return False


PAGE = ExportPage
