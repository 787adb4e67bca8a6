"""The main window: steps on the left, the page in the middle, the live assessment on the right.

The first frame is drawn before the plan model is loaded; ``load`` brings it in afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QVBoxLayout, QWidget

from wizard.gui.actions import ActionBook
from wizard.gui.dropped_files import FileDrop
from wizard.gui.language import speak_qt
from wizard.gui.page_stack import PageStack
from wizard.gui.plain_text import show_in_bar, write_in_title
from wizard.gui.settings import read_bytes
from wizard.gui.steps import STEP_IDS, STEPS, find_step
from wizard.gui.tab_order import put_in_order
from wizard.gui.text_scale import TextScale
from wizard.gui.widgets.rail import StepRail
from wizard.gui.widgets.signs import is_dark, make_application_icon
from wizard.gui.widgets.text_size import Heading
from wizard.i18n import Message, get_translator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wizard.domain.findings import Finding
    from wizard.errors import WizardError
    from wizard.gui.files import FileKeeper
    from wizard.gui.recovery import RecoveryKeeper
    from wizard.gui.session import Session
    from wizard.gui.warming import Warmer
    from wizard.gui.watching import FileWatch
    from wizard.gui.widgets.panel import AssessmentPanel

PROGRAM = Message("TWS pre-installation")
TITLE = Message("{file}[*] – {program}")
UNNAMED = Message("New plan")
BACK, NEXT = Message("&Back"), Message("&Next")
LOADING = Message("Loading the vendor edition…")
NOT_KEPT = Message("Answers cannot be kept for a recovery: {reason} Save the plan now and then.")
_SIZE = (1280, 760)
_TEXT_STEP = 1.0
_TOLD_MS = 30_000


class Frame(QMainWindow):
    """The window. It owns the pages and the buttons between them; the session owns the plan."""

    def __init__(self, language: str, settings: QSettings) -> None:
        super().__init__()
        self.settings = settings
        self.say = get_translator(language)
        self.session: Session | None = None
        self.keeper: FileKeeper | None = None
        self.recovery: RecoveryKeeper | None = None
        self.panel: AssessmentPanel | None = None
        self.warmer: Warmer | None = None
        self.watch: FileWatch | None = None
        self._later: list[QTimer] = []
        self._is_settled = False
        self.step_id = STEPS[0].id
        self._is_dark, self.text_scale = is_dark(), TextScale(settings)
        self.setWindowIcon(make_application_icon())
        self.rail, self.stack = StepRail(), PageStack(self.say(LOADING))
        self.pages = self.stack.pages
        self.stack.wanted.connect(self.lead_to)
        self.back, self.next = QPushButton(), QPushButton()
        self.next.setDefault(True)
        self.actions_book = ActionBook(self, self._list_actions())
        self._lay_out()
        self.speak(language)
        self._restore()

    def _list_actions(self) -> dict[str, Callable[[], object]]:
        def keep(name: str) -> Callable[[], object]:
            return lambda: self.keeper and getattr(self.keeper, name)()

        return {
            **{name: keep(name) for name in ("new", "open", "save", "save_as", "undo", "redo", "about")},
            "export": lambda: self.show_step("export"),
            "quit": self.close,
            "larger": lambda: self.text_scale.change(_TEXT_STEP),
            "smaller": lambda: self.text_scale.change(-_TEXT_STEP),
            "usual": lambda: self.text_scale.change(0),
            "panel": self.toggle_panel,
            "back": lambda: self.go(-1),
            "next": lambda: self.go(1),
            "fr": lambda: self.speak("fr"),
            "en": lambda: self.speak("en"),
        }

    def _lay_out(self) -> None:
        centre = QWidget()
        self.across = QHBoxLayout(centre)
        self.across.setContentsMargins(8, 8, 8, 8)
        self.middle = middle = QVBoxLayout()
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        middle.addWidget(self.stack, 1)
        middle.addLayout(buttons)
        self.across.addWidget(self.rail)
        self.across.addLayout(middle, 1)
        self.setCentralWidget(centre)
        self.rail.wanted.connect(self.show_step)
        self.back.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))

    def _restore(self) -> None:
        self.resize(*_SIZE)
        geometry = read_bytes(self.settings, "geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.text_scale.restore()

    def load(self, path: Path | None) -> None:
        """Bring in the plan model, the vendor edition and the panel; open a plan where one is named."""
        from wizard.gui.ageing import AgeingWatch  # noqa: PLC0415 - after the first frame
        from wizard.gui.file_menus import FileMenus  # noqa: PLC0415 - as above
        from wizard.gui.files import FileKeeper  # noqa: PLC0415 - as above
        from wizard.gui.session import Session  # noqa: PLC0415 - as above
        from wizard.gui.session_watch import SessionWatch  # noqa: PLC0415 - as above
        from wizard.gui.watching import watch_file  # noqa: PLC0415 - as above
        from wizard.gui.widgets.panel import AssessmentPanel  # noqa: PLC0415 - as above

        self.session = Session(self.say.language, self.settings)
        self.panel = AssessmentPanel()
        self.across.addWidget(self.panel)
        self.panel.wanted.connect(self.lead_to)
        self.panel.field_wanted.connect(self.lead_to_field)
        self.keeper = FileKeeper(self, self.session)
        FileDrop(self, self.keeper)
        FileMenus(self.keeper, self.actions_book.submenus["recent"], self.actions_book.submenus["samples"])
        self.session.changed.connect(self.refresh)
        SessionWatch(self.session, self)
        self._later.append(AgeingWatch(self.session, self).timer)
        self.watch = watch_file(self, self.middle, self.keeper)
        self._place_panel()
        self.show_step(self.step_id)
        # So that one can begin to write at once.
        self.pages[self.step_id].take_keys()
        if path is not None:
            self.keeper.open_path(path)

    def call_later(self, after_ms: int, do: Callable[[], object]) -> None:
        """Call something in some milliseconds, unless the window is closed by then."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(do)
        timer.start(after_ms)
        self._later.append(timer)

    def keep_answers(self) -> None:
        """Keep answers that are not saved, those given already too, and offer those that an earlier session left."""
        from wizard.gui.offer import RecoveryOffer  # noqa: PLC0415 - after the page can be filled in
        from wizard.gui.recovery import RecoveryKeeper  # noqa: PLC0415 - as above

        if self.session is None or self.keeper is None:
            return
        # Nobody is quicker to press Tab than this; the first page can be filled in the sooner.
        self._is_settled = True
        self._order_tabs()
        self.recovery = RecoveryKeeper(self.session, self.session.background)
        self.recovery.troubled.connect(self._tell_trouble)
        RecoveryOffer(self.keeper, self.recovery)
        self.recovery.look_for_others()
        self.keeper.sweep()

    def warm_up(self) -> None:
        """Make the other pages ready, a little at a time."""
        from wizard.gui.warming import Warmer  # noqa: PLC0415 - after the page can be filled in

        if self.session is not None:
            self.warmer = Warmer(self.stack, self.session)

    def _tell_trouble(self, error: WizardError) -> None:
        reason = Message(error.text, error.params)
        show_in_bar(self, self.say(NOT_KEPT.fill(reason=reason)), _TOLD_MS)

    def show_step(self, step_id: str) -> None:
        """Turn to a step; its page is made when it is first shown."""
        self.step_id = step_id
        if self.session is None:
            return
        self.stack.setCurrentWidget(self.stack.find_page(step_id, self.session))
        self.refresh()
        if self._is_settled:
            self._order_tabs()

    def _order_tabs(self) -> None:
        places: tuple[QWidget | None, ...] = (self.rail, self.stack.currentWidget(), self.back, self.next, self.panel)
        put_in_order(place for place in places if place is not None)

    def go(self, by: int) -> None:
        """Go some steps on or back; open answers never stand in the way."""
        place = STEP_IDS.index(self.step_id) + by
        if 0 <= place < len(STEP_IDS):
            self.show_step(STEP_IDS[place])
            if self.session is not None:
                self.pages[self.step_id].take_keys()

    def refresh(self) -> None:
        """Show the plan as it is now on page, rail and panel."""
        if self.session is None or self.panel is None:
            return
        self.pages[self.step_id].show_plan()
        unread = (each.field for each in self.session.assessment.unread)
        self.rail.show_steps(self.say, self.session.standings.judge_steps(), unread)
        self.rail.show_current(self.step_id)
        self.panel.show_assessment(self.session, self.step_id)
        place = STEP_IDS.index(self.step_id)
        self.back.setEnabled(place > 0)
        self.next.setEnabled(place + 1 < len(STEP_IDS))
        history = self.session.history
        self.actions_book.by_name["undo"].setEnabled(history.can_undo)
        self.actions_book.by_name["redo"].setEnabled(history.can_redo)
        self._write_title()

    def _write_title(self) -> None:
        file = self.session.name if self.session and self.session.name else self.say(UNNAMED)
        self.setWindowTitle(self.say(TITLE.fill(file=write_in_title(file), program=PROGRAM)))
        self.setWindowModified(bool(self.session and self.session.history.is_changed))

    def lead_to(self, finding: Finding) -> None:
        """Lead to the answer by which a finding falls short: one on this page where there are several."""
        from wizard.gui.standings import list_ways  # noqa: PLC0415 - after the first frame

        any(map(self.lead_to_field, list_ways(finding, self.step_id)))

    def lead_to_field(self, field: str) -> bool:
        """Lead to a field; return whether it is asked on its step's page."""
        self.show_step(find_step(field))
        return self.pages[self.step_id].focus_field(field)

    def speak(self, language: str) -> None:
        """Speak a language everywhere, without leaving the page."""
        self.say = get_translator(language)
        self.settings.setValue("language", language)
        speak_qt(language)
        self.actions_book.speak(self.say)
        self.back.setText(self.say(BACK))
        self.next.setText(self.say(NEXT))
        self.rail.show_steps(self.say, {})
        self._write_title()
        if self.session is not None:
            self.session.speak(language)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow another text size, and a ground that turned dark or light."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for heading in self.findChildren(Heading):
                heading.fit()
            self.actions_book.fit()
            self._place_panel()
        elif event.type() == QEvent.Type.PaletteChange and is_dark() != self._is_dark:
            self._is_dark = is_dark()
            # Once every widget has the new colours.
            QTimer.singleShot(0, self, self.refresh)

    def toggle_panel(self) -> None:
        """Show or hide the assessment."""
        if self.panel is not None:
            self.panel.setVisible(not self.panel.isVisible())

    def _place_panel(self) -> None:
        if self.panel is not None:
            self.panel.fit_into(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold the assessment away where the window is too narrow for it."""
        super().resizeEvent(event)
        if self.panel is not None:
            self.panel.follow(event.oldSize().width(), self.width())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close; where answers are not saved, ask once."""
        # Whatever goes wrong while it is asked or saved, the window stays.
        event.ignore()
        if self.keeper is not None and not self.keeper.may_leave():
            return
        event.accept()
        self.settings.setValue("geometry", self.saveGeometry())
        for part in (*self._later, self.warmer, self.watch):
            if part is not None:
                part.stop()
        if self.session is not None:
            self.session.background.stop()
        if self.recovery is not None:
            self.recovery.close()
            self.recovery = None
        super().closeEvent(event)
