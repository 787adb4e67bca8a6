"""The dossier as it will be printed: made in the background, its pages in small on the left, one large beside them."""

from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from wizard.dossier.content.report import Report
from wizard.dossier.package import make_pdf
from wizard.gui.background import Task
from wizard.gui.editing import Content
from wizard.gui.pdf_pages import PdfPages
from wizard.gui.plain_text import Label, explain
from wizard.gui.session import Session
from wizard.gui.widgets.list_box import ListBox
from wizard.gui.widgets.page_store import PageStore
from wizard.gui.widgets.page_view import PAGE_OF, PageView
from wizard.gui.widgets.thumbnails import Thumbnails
from wizard.i18n import LANGUAGES, Message, get_translator

LANGUAGE = Message("Language of the preview")
LANGUAGE_NAMES = {"fr": Message("French"), "en": Message("English")}
REFRESH = Message("Refresh preview")
LARGER, SMALLER, FIT = Message("Zoom in"), Message("Zoom out"), Message("Fit width")
ZOOM = Message("{percent}%")
MAKING = Message("The preview is being made…")
STALE = Message("The plan has changed since.")
_LEAST = QSize(420, 380)


class Preview(QWidget):
    """The preview; ``failed`` carries the error where the dossier cannot be made."""

    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.store = PageStore(session.background)
        self.thumbnails, self.view = Thumbnails(self.store), PageView(self.store)
        self.language, self.refresh = ListBox(), QPushButton()
        self.smaller, self.larger, self.fit = QToolButton(), QToolButton(), QToolButton()
        self.zoom, self.place, self.state = Label(), Label(), Label()
        # What the preview shows, and what the one being made will show.
        self._shown: tuple[Content, str] | None = None
        self._task: Task | None = None
        self.setMinimumSize(_LEAST)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head, across, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for language in LANGUAGES:
            self.language.addItem("", language)
        self.refresh.setAutoDefault(False)
        left: tuple[QWidget, ...] = (self.language, self.refresh, self.state)
        right: tuple[QWidget, ...] = (self.place, self.smaller, self.zoom, self.larger, self.fit)
        for widget in left:
            head.addWidget(widget)
        head.addStretch()
        for widget in right:
            head.addWidget(widget)
        across.addWidget(self.thumbnails)
        across.addWidget(self.view, 1)
        layout.addLayout(head)
        layout.addLayout(across, 1)

    def _connect(self) -> None:
        self.language.currentIndexChanged.connect(self.make)
        self.refresh.clicked.connect(self.make)
        self.smaller.clicked.connect(lambda: self.view.zoom_by(-1))
        self.larger.clicked.connect(lambda: self.view.zoom_by(1))
        self.fit.clicked.connect(self.view.fit)
        self.thumbnails.currentRowChanged.connect(self._show_page)
        self.view.turned.connect(self._turn)
        self.view.zoomed.connect(lambda percent: self.zoom.setText(self.session.say(ZOOM.fill(percent=percent))))

    def speak(self) -> None:
        """Show all words in the session's language, and whether the preview still shows the plan."""
        say = self.session.say
        self.language.setAccessibleName(say(LANGUAGE))
        explain(self.language, say(LANGUAGE))
        for place, language in enumerate(LANGUAGES):
            self.language.setItemText(place, say(LANGUAGE_NAMES[language]))
        self.refresh.setText(say(REFRESH))
        for button, sign, name in ((self.smaller, "–", SMALLER), (self.larger, "+", LARGER), (self.fit, "", FIT)):
            button.setText(sign or say(name))
            button.setAccessibleName(say(name))
            explain(button, say(name))
        self.thumbnails.speak(say)
        self._show_place()
        self._show_state()

    def choose_language(self, language: str) -> None:
        """Show the dossier in a language."""
        self.language.setCurrentIndex(LANGUAGES.index(language))

    def _find_wanted(self) -> tuple[Content, str]:
        return self.session.content, LANGUAGES[self.language.currentIndex()]

    @property
    def is_fresh(self) -> bool:
        """Say whether the preview shows the plan as it is now."""
        content, language = self._find_wanted()
        return self._shown is not None and self._shown[0] is content and self._shown[1] == language

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Bring the preview up to date whenever it comes into sight."""
        super().showEvent(event)
        if not self.is_fresh:
            self.make()

    def make(self) -> None:
        """Make the preview anew, in the background; one that is under way is not waited for."""
        if not self.isVisible():
            return
        if self._task is not None:
            self._task.cancel()
        wanted, session = self._find_wanted(), self.session
        today = date.today()  # noqa: DTZ011 - the user's own day is what is printed
        report = Report(session.plan, session.edition, session.assessment, get_translator(wanted[1]), today)
        task = self._task = session.background.start(
            lambda _: PdfPages(make_pdf(report)), lambda pages: self._take(task, pages, wanted), self._fail
        )
        task.ended.connect(lambda: self._end(task))
        self._show_state()

    def _take(self, task: Task, pages: PdfPages, wanted: tuple[Content, str]) -> None:
        if task is not self._task:
            self.session.background.start(lambda _: pages.close())
            return
        self._shown = wanted
        self.store.show_pages(pages)
        self.thumbnails.show_pages(self.session.say)
        self._show_page(self.thumbnails.currentRow())

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)

    def _end(self, task: Task) -> None:
        if task is self._task:
            self._task = None
        self._show_state()

    def _show_state(self) -> None:
        if self._task is not None:
            text = self.session.say(MAKING)
        else:
            text = "" if self.is_fresh or self._shown is None else self.session.say(STALE)
        self.state.setText(text)
        self.refresh.setEnabled(self._task is None)

    def _turn(self, by: int) -> None:
        row = self.thumbnails.currentRow() + by
        if 0 <= row < self.thumbnails.count():
            self.thumbnails.setCurrentRow(row)

    def _show_page(self, number: int) -> None:
        if number >= 0:
            self.view.show_page(number, self.session.say)
            self._show_place()

    def _show_place(self) -> None:
        count, number = self.thumbnails.count(), self.thumbnails.currentRow() + 1
        text = self.session.say(PAGE_OF.fill(number=number, count=count)) if count else ""
        self.place.setText(text)
        self.view.page.setAccessibleName(text)
