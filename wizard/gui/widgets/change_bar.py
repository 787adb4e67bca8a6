"""A line above the page that says that the plan's file was changed elsewhere, until that is decided."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from wizard.domain.levels import Level
from wizard.gui.session import Session
from wizard.gui.widgets.notice import Notice
from wizard.i18n import Message
from wizard.storage.saving import PlanFile

CHANGED = Message("“{name}” was changed elsewhere since you opened or saved it.")
GONE = Message("“{name}” is not there any more; saving writes it again.")
DECIDE = Message("&Decide…")


class ChangeBar(QWidget):
    """Hidden while the file is as the session knows it. ``wanted`` carries what the file holds, to be decided on."""

    wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.notice, self.decide = Notice(), QPushButton()
        self._found: PlanFile | None = None
        self._message: Message | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.notice, 1)
        layout.addWidget(self.decide)
        self.decide.clicked.connect(lambda: self.wanted.emit(self._found))
        session.changed.connect(self._follow)
        self.hide()

    def tell_changed(self, found: PlanFile) -> None:
        """Say that the file holds something else."""
        self._found = found
        self._tell(CHANGED)

    def tell_gone(self) -> None:
        """Say that there is no file any more."""
        self._found = None
        self._tell(GONE)

    def _tell(self, message: Message) -> None:
        say = self.session.say
        self._message = message
        self.notice.tell(Level.WARNING, say(message.fill(name=self.session.name)))
        self.decide.setText(say(DECIDE))
        self.decide.setVisible(self._found is not None)
        self.show()

    def _follow(self) -> None:
        if self._message is None:
            return
        known = self.session.known
        is_settled = known is None or (self._found is not None and known.digest == self._found.digest)
        if is_settled or self.session.name == "":
            self.clear()
        else:
            # In the language of the moment.
            self._tell(self._message)

    def clear(self) -> None:
        """Say nothing: the file is as the session knows it, or another plan is open."""
        self._found = self._message = None
        self.hide()
