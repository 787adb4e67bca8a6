"""The sign-off: what is being signed, and a card for each role."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wizard.domain.choices import CHOICES
from wizard.domain.plan import fingerprint_plan
from wizard.domain.signatures import list_signed, shorten_fingerprint
from wizard.dossier.content.acceptance import (
    SIGN_OFF,
    SIGN_OFF_SUMMARY,
    SIGNED_EDITION,
    SIGNED_HASH,
    SIGNED_SUBJECT,
)
from wizard.dossier.remaining import warn_before_signing
from wizard.dossier.wording import conclude_in_words, judge_verdict, name_verdict
from wizard.gui.plain_text import Label, explain
from wizard.gui.session import Session
from wizard.gui.widgets.remaining_notes import RemainingNotes
from wizard.gui.widgets.signature_card import SIGNATURES, SignatureCard
from wizard.gui.widgets.signs import draw_sign
from wizard.gui.widgets.text_size import Heading
from wizard.i18n import Message

VERDICT = Message("{word}: {sentence}")
_DASH = "–"
_LARGER = 1.2


class SignOffBox(QWidget):
    """The sign-off as the plan holds it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.heading = Heading(_LARGER)
        self.summary, self.subject, self.sign, self.verdict = (Label() for _ in range(4))
        self.remaining = RemainingNotes()
        self.cards = {role: SignatureCard(session, role) for role in CHOICES["role"]}
        self._history = session.history
        self._fingerprint = ""
        self._lay_out()

    def _lay_out(self) -> None:
        for label in (self.summary, self.subject, self.verdict):
            label.setWordWrap(True)
        layout, judged = QVBoxLayout(self), QHBoxLayout()
        layout.setContentsMargins(0, 24, 0, 0)
        judged.addWidget(self.sign)
        judged.addWidget(self.verdict, 1)
        for widget in (self.heading, self.summary, self.subject):
            layout.addWidget(widget)
        layout.addLayout(judged)
        layout.addWidget(self.remaining)
        for card in self.cards.values():
            layout.addWidget(card)

    def show_signatures(self) -> None:
        """Show what is being signed, and who has signed."""
        session, fingerprint = self.session, fingerprint_plan(self.session.plan)
        if session.history is not self._history:
            self._history = session.history
            for card in self.cards.values():
                card.start_over()
        elif fingerprint != self._fingerprint:
            # Nobody shall sign other answers than those that were on the screen while the hand moved.
            for card in self.cards.values():
                card.pad.clear()
        self._fingerprint = fingerprint
        self._show_subject(fingerprint)
        # Of several signatures of a role the last one counts.
        signed = {str(each.signature.role): each for each in list_signed(session.plan)}
        warning = warn_before_signing(session.assessment, session.say)
        for role, card in self.cards.items():
            card.show_signature(signed.get(role), warning)

    def _show_subject(self, fingerprint: str) -> None:
        say, assessment = self.session.say, self.session.assessment
        project, edition = self.session.plan.project, self.session.edition.catalogue.edition
        reference = ((project and project.reference) or "").strip() or _DASH
        revision, today = shorten_fingerprint(fingerprint), datetime.now().astimezone().date()
        lines = (
            SIGNED_SUBJECT.fill(reference=reference, revision=revision, date=today),
            SIGNED_EDITION.fill(edition=f"{edition.product}, {edition.id}"),
        )
        self.heading.setText(say(SIGN_OFF))
        self.summary.setText(say(SIGN_OFF_SUMMARY))
        self.subject.setText("\n".join(say(line) for line in lines))
        explain(self.subject, say(SIGNED_HASH.fill(fingerprint=fingerprint)))
        self.sign.setPixmap(draw_sign(judge_verdict(assessment)))
        word = name_verdict(assessment)
        self.remaining.show_remaining(self.session)
        self.verdict.setText(say(VERDICT.fill(word=word, sentence=conclude_in_words(assessment))))

    def focus_field(self, field: str) -> bool:
        """Lead to a signature's card; to the first one where none is meant."""
        place = field.removeprefix(SIGNATURES).removeprefix(".").partition(".")[0]
        role = self.session.read(f"{SIGNATURES}.{place}.role") if place.isdigit() else None
        card = self.cards.get(str(role)) or next(iter(self.cards.values()))
        card.focus_field()
        return True
