"""What remains beside the verdict: a sign and a sentence each."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.dossier.remaining import list_remaining
from wizard.gui.session import Session
from wizard.gui.widgets.standing_note import StandingNote


class RemainingNotes(QWidget):
    """The sentences one below the other; nothing where nothing remains."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[StandingNote] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)

    @property
    def text(self) -> str:
        """Return what is said, a sentence a line."""
        return "\n".join(note.text.text() for note in self.notes if note.text.text())

    def show_remaining(self, session: Session) -> None:
        """Show what remains now, in the session's language."""
        told = list_remaining(session.assessment, session.say)
        while len(self.notes) < len(told):
            self.notes.append(StandingNote())
            self._rows.addWidget(self.notes[-1])
        for note, each in zip(self.notes, told, strict=False):
            note.tell(each.status, each.sentence)
        for note in self.notes[len(told) :]:
            note.tell(None, "")
        self.setVisible(bool(told))
