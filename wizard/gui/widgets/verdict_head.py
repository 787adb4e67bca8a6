"""The verdict: sign, word, one sentence, and the next step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from wizard.dossier.wording import NEXT_STEPS, conclude_in_words, judge_verdict, name_verdict
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.remaining_notes import RemainingNotes
from wizard.gui.widgets.signs import draw_sign, find_colour
from wizard.gui.widgets.text_size import Heading
from wizard.i18n import Message

VERDICT_NAME = Message("Verdict: {verdict}")
_SIGN_SIDE = 36
_LARGER = 1.4


class VerdictHead(QFrame):
    """What all findings amount to."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.sign, self.word, self.sentence, self.next = Label(), Heading(_LARGER), Label(), Label()
        for label in (self.sentence, self.next):
            label.setWordWrap(True)
        grid = QGridLayout(self)
        self.remaining = RemainingNotes()
        shown: tuple[QWidget, ...] = (self.word, self.sentence, self.remaining, self.next)
        grid.addWidget(self.sign, 0, 0, len(shown), 1, Qt.AlignmentFlag.AlignTop)
        for place, widget in enumerate(shown):
            grid.addWidget(widget, place, 1)
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(12)

    def show_verdict(self, session: Session) -> None:
        """Show the verdict as it is now, in the session's language."""
        say, assessment = session.say, session.assessment
        status, word = judge_verdict(assessment), name_verdict(assessment)
        self.sign.setPixmap(draw_sign(status, _SIGN_SIDE))
        self.word.setText(say(word))
        self.word.setStyleSheet(f"color: {find_colour(status)}")
        self.sentence.setText(say(conclude_in_words(assessment)))
        self.remaining.show_remaining(session)
        self.next.setText(say(NEXT_STEPS[assessment.verdict]))
        self.setAccessibleName(say(VERDICT_NAME.fill(verdict=word)))
        self.setAccessibleDescription(f"{self.sentence.text()} {self.remaining.text} {self.next.text()}")
