"""What the window sees to around a session: where typing ends, and what is said when a plan was saved."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow

from wizard.gui.plain_text import show_in_bar
from wizard.gui.session import Session
from wizard.i18n import Message

SAVED_UNREAD = Message("Saved. Answers that cannot be read: {count}. They are listed in the assessment.")
_TOLD_MS = 30_000


class SessionWatch(QObject):
    """Ends a step of undo as the keyboard goes elsewhere; says in a status bar how many answers cannot be read."""

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        session.saved.connect(self._tell)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._end_typing)

    def _end_typing(self) -> None:
        self._session.end_typing()

    def _tell(self) -> None:
        count = len(self._session.assessment.unread)
        if count:
            show_in_bar(self._window, self._session.say(SAVED_UNREAD.fill(count=count)), _TOLD_MS)
