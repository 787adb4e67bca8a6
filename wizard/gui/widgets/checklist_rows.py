"""One line of the checklist: what to see to, how it was found, a comment, and by whom."""

from typing import get_args

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from wizard.domain.assessment import ChecklistItem
from wizard.domain.checklist import lacks_comment, settle
from wizard.domain.choices import name_choice
from wizard.domain.levels import Basis, Level, Status
from wizard.domain.plan.acceptance import ItemState
from wizard.domain.questions import QUESTIONS
from wizard.errors import WizardError
from wizard.gui.fields import describe_field
from wizard.gui.plain_text import Label, explain
from wizard.gui.session import Session
from wizard.gui.widgets.signs import draw_sign, find_colour, fit_sign, is_dark
from wizard.gui.widgets.text_editors import TextEditor
from wizard.i18n import Message

STATES: tuple[str, ...] = get_args(ItemState)
OF_ITEM = Message("{label}, {item}")
KEYS_HELP = Message("Keys 1 to 4 choose too.")
FACTS = Message("{id} · facts {facts}")
COMMENT, REASON, FAULT = Message("Comment"), Message("Reason (required)"), Message("What is not OK (required)")
WHY = Message("It counts as to do until the reason is given: why does it not apply?")
WHAT = Message("Tell what is not OK, so that somebody can put it right.")
BY = Message("Seen by")
_PLACEHOLDERS = {"not_applicable": REASON, "failed": FAULT}
_WANTED = {"not_applicable": WHY, "failed": WHAT}
_SIGNS: dict[str, Status] = {
    "done": Level.OK,
    "failed": Level.BLOCKER,
    "not_applicable": Level.INFO,
    "open": Basis.TO_DO,
}
_BY_WIDTH = 170
_SIGN = 16


class StateChoice(QWidget):
    """The four states beside each other; the keys 1 to 4 choose too. ``chosen`` carries a state."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.buttons = {state: QRadioButton() for state in STATES}
        for state, button in self.buttons.items():
            layout.addWidget(button)
            button.clicked.connect(lambda _=False, state=state: self.chosen.emit(state))
        layout.addStretch()

    def show_state(self, state: str) -> None:
        """Show a state without emitting anything."""
        self.buttons[state].setChecked(True)

    def find_checked(self) -> QRadioButton:
        """Return the button of the state that is shown."""
        return next(button for button in self.buttons.values() if button.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose by a digit."""
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(STATES) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            button = self.buttons[STATES[place]]
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            button.click()
            return
        super().keyPressEvent(event)


class ItemRow(QWidget):
    """An item of the checklist, written under ``sign_off.items.<id>``."""

    def __init__(self, session: Session, names: QStringListModel) -> None:
        super().__init__()
        self.session, self.id = session, ""
        self._shown: tuple[object, ...] = ()
        self.sign, self.text, self.number, self.note = (Label() for _ in range(4))
        self.states = StateChoice()
        self.comment, self.by = (self._make_editor(name) for name in ("comment", "by"))
        self.by.line.setFixedWidth(_BY_WIDTH)
        completer = QCompleter(names, self.by.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda name: self._write("by", name))
        self.by.line.setCompleter(completer)
        self.states.chosen.connect(lambda state: self._write("state", state))
        self._lay_out()

    def _make_editor(self, name: str) -> TextEditor:
        pattern = f"sign_off.items.*.{name}"
        editor = TextEditor(QUESTIONS[pattern], describe_field(pattern))
        editor.edited.connect(lambda value: self._write(name, value))
        editor.overflowed.connect(lambda reason: self._tell(self.session.say(reason)))
        return editor

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setColumnStretch(1, 1)
        for label in (self.text, self.note):
            label.setWordWrap(True)
        found, told = QHBoxLayout(), QHBoxLayout()
        found.addWidget(self.states, 1)
        found.addWidget(self.number)
        told.addWidget(self.comment, 1)
        told.addWidget(self.by)
        grid.addWidget(self.sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.text, 0, 1)
        grid.addLayout(found, 1, 1)
        grid.addLayout(told, 2, 1)
        grid.addWidget(self.note, 3, 1)

    def show_item(self, item: ChecklistItem) -> None:
        """Show an item; one that is shown already, in this language and on this ground, costs nothing."""
        self.id = item.id
        # What was typed may differ from what counts by its spaces.
        comment, by = (self.session.read(self.find_field(name)) for name in ("comment", "by"))
        side = fit_sign(self.fontMetrics(), _SIGN)
        shown = (item, comment, by, self.session.say.language, is_dark(), side)
        if shown == self._shown:
            return
        self._shown = shown
        self.text.setText(self.session.say(item.text))
        self.number.setText(item.id)
        explain(self.text, self.session.say(FACTS.fill(id=item.id, facts=", ".join(item.facts))))
        self.sign.setFixedWidth(side)
        self.sign.setPixmap(draw_sign(_SIGNS[settle(item)], side))
        self.states.show_state(item.state)
        self.comment.show_value(comment)
        self.by.show_value(by)
        self._speak(item)
        self._show_note(item)

    def _speak(self, item: ChecklistItem) -> None:
        say = self.session.say
        text = say(item.text)
        self.setAccessibleName(text)
        for state, button in self.states.buttons.items():
            label = say(name_choice("item_state", state))
            button.setText(label)
            button.setAccessibleName(say(OF_ITEM.fill(label=label, item=item.id)))
            explain(button, say(KEYS_HELP))
            button.setAccessibleDescription(f"{text} {say(KEYS_HELP)}")
        placeholder = _PLACEHOLDERS.get(item.state, COMMENT)
        for line, hint in ((self.comment.line, placeholder), (self.by.line, BY)):
            line.setPlaceholderText(say(hint))
            line.setAccessibleName(say(OF_ITEM.fill(label=hint, item=item.id)))

    def _show_note(self, item: ChecklistItem) -> None:
        lacks = lacks_comment(item)
        text = self.session.say(_WANTED[item.state]) if lacks else ""
        self.note.setVisible(lacks)
        self._mark(self.comment.line, text)
        if lacks:
            self._say_in_colour(text)

    def _mark(self, line: QLineEdit, text: str) -> None:
        line.setAccessibleDescription(text)
        style = f"QLineEdit {{ border: 2px solid {find_colour(Level.MISSING)}; padding: 2px; }}" if text else ""
        # Setting a style sheet is slow, even the same one.
        if line.styleSheet() != style:
            line.setStyleSheet(style)

    def _say_in_colour(self, text: str) -> None:
        self.note.setText(text)
        self.note.setStyleSheet(f"color: {find_colour(Level.MISSING)}")

    def find_field(self, name: str) -> str:
        """Return the plan's field of this item's state, comment or name."""
        return f"sign_off.items.{self.id}.{name}"

    def _write(self, name: str, value: object) -> None:
        step = {"comment": self.comment, "by": self.by}[name].step if name != "state" else None
        try:
            self.session.write(self.find_field(name), value, joined=step is not None and step.joins)
        except WizardError as error:
            self._tell(self.session.say(Message(error.text, error.params)))
        if step is not None and step.ends:
            self.session.end_typing()

    def _tell(self, text: str) -> None:
        self.note.setVisible(True)
        self._say_in_colour(text)

    def focus_field(self, name: str) -> None:
        """Lead to the state, the comment or the name."""
        editor = {"comment": self.comment, "by": self.by}.get(name)
        target: QWidget = self.states.find_checked() if editor is None else editor.line
        QTimer.singleShot(0, target, target.setFocus)
