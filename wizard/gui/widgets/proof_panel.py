"""Proof of the flows from both ends: this machine listens, or goes through the ports of one that does."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from wizard.gui.session import Session
from wizard.gui.widgets.listen_panel import ListenPanel
from wizard.gui.widgets.prove_panel import ProvePanel
from wizard.i18n import Message

TITLES = (Message("Listen on this &machine"), Message("Prove from th&is machine"))


class ProofPanel(QWidget):
    """Both ends, one at a time; ``wanted`` carries the probes of the proving end."""

    wanted = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.listening, self.proving = ListenPanel(session), ProvePanel(session)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.listening, "")
        self.tabs.addTab(self.proving, "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.tabs)
        self.proving.wanted.connect(self.wanted)

    def show_plan(self, *, is_busy: bool) -> None:
        """Show everything for the plan as it is now, in the session's language."""
        for place, title in enumerate(TITLES):
            self.tabs.setTabText(place, self.session.say(title))
        self.listening.show_plan()
        self.proving.show_plan(is_busy=is_busy)
