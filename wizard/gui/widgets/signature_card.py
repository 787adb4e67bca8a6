"""One role's signature: name, function, drawing; signed, withdrawn, or lapsed because an answer was changed."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from wizard.domain.choices import name_choice
from wizard.domain.levels import Level
from wizard.domain.plan import fingerprint_plan
from wizard.domain.signatures import NO_DRAWING, Signed, fingerprint_parts, read_day, shorten_fingerprint
from wizard.dossier.content.acceptance import FUNCTION, LAPSED, NAME, list_signers
from wizard.errors import WizardError
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.signature_pad import SignaturePad
from wizard.gui.widgets.signs import draw_sign, find_colour
from wizard.gui.widgets.standing_note import StandingNote
from wizard.gui.widgets.strokes import pack_strokes
from wizard.gui.widgets.text_lines import TextLine
from wizard.gui.widgets.text_size import Heading
from wizard.i18n import Message

SIGN, SIGN_AGAIN = Message("Sign"), Message("Sign again")
CLEAR, WITHDRAW = Message("Clear the drawing"), Message("Withdraw the signature")
OF_ROLE = Message("{label}: {role}")
FIELD = Message("Field to sign in: {role}")
FIELD_HELP = Message("Draw with mouse, pen or finger. The name and the button “Sign” are enough without a drawing.")
NAME_NEEDED = Message("Give the name of the person who signs.")
GIVEN = Message("On {date}, revision {revision}.")
SIGNATURES = "sign_off.signatures"


class SignatureCard(QFrame):
    """The card of a role. What is typed and drawn stays here until it is signed."""

    def __init__(self, session: Session, role: str) -> None:
        super().__init__()
        self.session, self.role = session, role
        self.signed: Signed | None = None
        self._filled: tuple[object, ...] = ()
        self._offered = ""
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.heading = Heading()
        self.sign_label, self.note, self.help = (Label() for _ in range(3))
        self.name_label, self.function_label = Label(), Label()
        self.name, self.function = TextLine(), TextLine()
        self.pad, self.warning = SignaturePad(), StandingNote()
        self.sign, self.clear, self.withdraw = QPushButton(), QPushButton(), QPushButton()
        for line, label in ((self.name, self.name_label), (self.function, self.function_label)):
            line.overflowed.connect(lambda reason: self._tell(Level.BLOCKER, self.session.say(reason)))
            label.setBuddy(line)
        self.pad.drawn.connect(self._allow)
        self.sign.clicked.connect(self.give)
        self.clear.clicked.connect(self._clear)
        self.withdraw.clicked.connect(self.take_back)
        self._lay_out()

    def _lay_out(self) -> None:
        layout, told, grid, buttons = QVBoxLayout(self), QHBoxLayout(), QGridLayout(), QHBoxLayout()
        for label in (self.note, self.help):
            label.setWordWrap(True)
        told.addWidget(self.sign_label, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.note, 1)
        for place, (label, line) in enumerate(((self.name_label, self.name), (self.function_label, self.function))):
            grid.addWidget(label, 0, place)
            grid.addWidget(line, 1, place)
        for button in (self.sign, self.clear, self.withdraw):
            buttons.addWidget(button)
        buttons.addStretch()
        layout.addWidget(self.heading)
        layout.addLayout(told)
        layout.addLayout(grid)
        layout.addWidget(self.pad)
        layout.addWidget(self.help)
        layout.addWidget(self.warning)
        layout.addLayout(buttons)

    def start_over(self) -> None:
        """Forget what was typed and drawn: another plan is open."""
        self._filled = ()
        self._offered = ""
        self.pad.clear()
        self.name.clear()
        self.function.clear()

    def show_signature(self, signed: Signed | None, warning: str) -> None:
        """Show the role's signature as the plan holds it, or what is to be filled in.

        ``warning`` is what to know before signing; empty where there is nothing.
        """
        self.signed = signed
        self._speak()
        self._fill(signed)
        self._show_note(signed)
        self._show_pad(signed)
        self._allow()
        holds = signed is not None and signed.standing.holds
        self.warning.tell(Level.BLOCKER if warning and not holds else None, warning)

    def _speak(self) -> None:
        say, role = self.session.say, name_choice("role", self.role)
        self.heading.setText(say(role))
        self.setAccessibleName(say(role))
        for label, line, text in ((self.name_label, self.name, NAME), (self.function_label, self.function, FUNCTION)):
            label.setText(say(text))
            line.setAccessibleName(say(OF_ROLE.fill(label=text, role=role)))
        lapsed = self.signed is not None and not self.signed.standing.holds
        texts = ((self.sign, SIGN_AGAIN if lapsed else SIGN), (self.clear, CLEAR), (self.withdraw, WITHDRAW))
        for button, text in texts:
            button.setText(say(text))
            button.setAccessibleName(say(OF_ROLE.fill(label=text, role=role)))
        self.pad.setAccessibleName(say(FIELD.fill(role=role)))
        self.pad.setAccessibleDescription(say(FIELD_HELP))

    def _fill(self, signed: Signed | None) -> None:
        """Write name and function: those signed; for who has not signed the contact's, until another is typed."""
        if signed is not None:
            given = signed.signature
            if self._filled != (given.name, given.function, given.fingerprint):
                self._filled = (given.name, given.function, given.fingerprint)
                self.name.setText(given.name or "")
                self.function.setText(given.function or "")
                self.pad.clear()
            return
        self._filled = ()
        offered = ", ".join(list_signers(self.session.plan.project, self.role)) if self.session.plan.project else ""
        if self.name.text() == self._offered:
            self.name.setText(offered)
        self._offered = offered

    def _show_note(self, signed: Signed | None) -> None:
        self.sign_label.setVisible(signed is not None)
        self.note.setVisible(signed is not None)
        if signed is None:
            return
        say, signature = self.session.say, signed.signature
        lines = [say(signed.describe())]
        if signed.standing.holds:
            day, revision = read_day(signature.signed_on or "–"), shorten_fingerprint(signature.fingerprint or "")
            lines.append(say(GIVEN.fill(date=day, revision=revision)))
        if not signature.strokes:
            lines.append(say(NO_DRAWING))
        self._tell(Level.OK if signed.standing.holds else Level.BLOCKER, "\n".join(lines))

    def _tell(self, level: Level, text: str) -> None:
        self.sign_label.setVisible(True)
        self.note.setVisible(True)
        self.sign_label.setPixmap(draw_sign(level))
        self.note.setText(text)
        style = f"color: {find_colour(level)}"
        # Setting a style sheet is slow, even the same one.
        if self.note.styleSheet() != style:
            self.note.setStyleSheet(style)
        self.setAccessibleDescription(text)

    def _show_pad(self, signed: Signed | None) -> None:
        holds = signed is not None and signed.standing.holds
        word = self.session.say(LAPSED) if signed is not None and not holds else ""
        self.pad.show_given((signed.signature.strokes or ()) if signed else (), locked=holds, word=word)
        self.pad.setVisible(not holds or bool(signed and signed.signature.strokes))
        self.help.setText(self.session.say(FIELD_HELP))
        self.help.setVisible(not holds)

    def _allow(self) -> None:
        holds = self.signed is not None and self.signed.standing.holds
        for line in (self.name, self.function):
            line.setReadOnly(holds)
            line.setFrame(not holds)
        self.sign.setVisible(not holds)
        self.clear.setVisible(not holds)
        self.clear.setEnabled(bool(self.pad.strokes))
        self.withdraw.setVisible(self.signed is not None)

    def _clear(self) -> None:
        self.pad.clear()
        self._allow()

    def give(self) -> None:
        """Sign: the answers as they are, by the name typed, with the drawing if there is one."""
        if not self.name.text().strip():
            self._tell(Level.MISSING, self.session.say(NAME_NEEDED))
            self.name.setFocus()
            return
        signature, signed = self._make(), self.signed
        try:
            if signed is None:
                self.session.add(SIGNATURES, signature)
            else:
                self.session.write(f"{SIGNATURES}.{signed.position}", signature)
        except WizardError as error:
            self._tell(Level.BLOCKER, self.session.say(Message(error.text, error.params)))
            return
        # The button pressed is gone: the keyboard goes on from the one in its place.
        self.withdraw.setFocus()

    def _make(self) -> dict[str, Any]:
        plan, function = self.session.plan, self.function.text().strip()
        signature: dict[str, Any] = {
            "role": self.role,
            "name": self.name.text().strip(),
            "signed_on": datetime.now().astimezone().date().isoformat(),
            "fingerprint": fingerprint_plan(plan),
            "parts": fingerprint_parts(plan),
        }
        if function:
            signature["function"] = function
        if self.pad.strokes:
            signature["strokes"] = pack_strokes(self.pad.strokes)
        return signature

    def take_back(self) -> None:
        """Withdraw the signature; name and function stay for another one."""
        if self.signed is not None:
            self.session.remove(SIGNATURES, self.signed.position)
            self.name.setFocus()

    def focus_field(self) -> None:
        """Lead here: to the name, or to what can be done with a signature that holds."""
        holds = self.signed is not None and self.signed.standing.holds
        target = self.withdraw if holds else self.name
        QTimer.singleShot(0, target, target.setFocus)
