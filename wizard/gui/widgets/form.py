"""Questions one below the other: label, field, unit, and how the answer stands."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wizard.domain.choices import name_choice
from wizard.domain.levels import Level
from wizard.domain.questions import find_question
from wizard.dossier.wording import LEVEL_WORDS, describe
from wizard.errors import WizardError
from wizard.gui.fields import describe_field
from wizard.gui.session import Session, Standing
from wizard.gui.widgets.choice_editors import ChoiceEditor
from wizard.gui.widgets.editors import make_editor
from wizard.gui.widgets.signs import draw_sign, find_colour, fit_sign, is_dark
from wizard.gui.widgets.text_size import Heading, fit_width
from wizard.i18n import Message

PAGE = Message("document p. {page}")
NOTE = Message("{word}: {text}")
STANDING = Message("{word} · {source}")
RULED_OUT = Message("{name} – not possible ({fact})")
UNIT_OF = Message("{label}, in {unit}")
_LABEL_WIDTH, _LABEL_DIGITS = 230, 24
_SIGN_SIDE = 14
_QUIET = (Level.OK, Level.INFO, Level.MISSING)
Applies = Callable[[Session], bool]


def _always(_: Session) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one title; ``applies`` says whether they are asked at all. Fields of lists hold a ``*``."""

    title: Message
    fields: tuple[str, ...]
    applies: Applies = _always
    hint: Message | None = None


class FieldRow(QWidget):
    """One question. It writes its answer into the session and shows what the assessment says of it."""

    def __init__(self, session: Session, pattern: str) -> None:
        super().__init__()
        self.session, self.pattern, self.field = session, pattern, pattern
        question = find_question(pattern.replace("*", "0"))
        if question is None:
            raise KeyError(pattern)
        self.question = question
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.editor = make_editor(pattern, question, describe_field(pattern))
        self.unit, self.sign, self.note = QLabel(), QLabel(), QLabel()
        self._spoken = ""
        self._standing: tuple[str, str, Level | None, bool] | None = None
        self.label.setBuddy(self.editor)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        # Beside its sign, also where the row is given more height than it asks for.
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self._fit()
        self.editor.edited.connect(self._write)
        self.editor.refused.connect(lambda reason: self._complain(self.session.say(reason)))
        if isinstance(self.editor, ChoiceEditor):
            self.editor.find_ruled_out = self._explain_choices

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setColumnStretch(1, 1)
        line = QHBoxLayout()
        line.setSpacing(6)
        # A unit stands right behind its number; what is short is not stretched.
        short = self.editor.kind.kind in ("whole", "measure", "date")
        if short:
            self.editor.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line.addWidget(self.editor, 0 if short else 1)
        line.addWidget(self.unit)
        if short:
            line.addStretch()
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.note, 1)
        grid.setHorizontalSpacing(12)
        grid.addWidget(self.label, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(line, 0, 1)
        grid.addLayout(below, 1, 1)

    def _fit(self) -> None:
        """Grow with the text; the label's first line stands beside the first line of its field."""
        height = self.fontMetrics().height()
        self.label.setFixedWidth(fit_width(self, _LABEL_WIDTH, _LABEL_DIGITS))
        self.label.setContentsMargins(0, max(0, (self.editor.measure_first_line() - height) // 2), 0, 0)
        self.sign.setContentsMargins(0, max(0, (height - self._find_side()) // 2), 0, 0)

    def _find_side(self) -> int:
        return fit_sign(self.fontMetrics(), _SIGN_SIDE)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
            if self._standing is not None and self._standing[2] is not None:
                self.sign.setPixmap(draw_sign(self._standing[2], self._find_side()))

    def show_item(self, position: int | str) -> None:
        """Turn to an item of a list: the row's ``*`` becomes its position or key."""
        self.field = self.pattern.replace("*", str(position))
        question = find_question(self.field)
        # That of a keyed answer names its key.
        if question is not None and question != self.question:
            self.question, self._spoken = question, ""
        self.show_answer()

    def show_answer(self) -> None:
        """Show the answer and how it stands, in the session's language."""
        if self._spoken != self.session.say.language:
            self._speak()
        self.editor.show_value(self.session.read(self.field))
        self._show_standing()

    def _speak(self) -> None:
        say = self.session.say
        self._spoken = say.language
        label, unit = say(self.question.label), say.translate_source(self.question.unit)
        self.label.setText(label)
        self.unit.setText(unit)
        self.unit.setVisible(bool(unit))
        self.editor.setAccessibleName(say(UNIT_OF.fill(label=label, unit=unit)) if unit else label)
        self.editor.speak(say)

    def _show_standing(self) -> None:
        standings = self.session.find_standings(self.field)
        text = self._tell(standings[0]) if standings else ""
        requirement = "\n".join(self.session.say(each.finding.requirement) for each in standings[:3])
        level = standings[0].level if standings else None
        shown = (text, requirement, level, is_dark())
        # Most keys leave most rows as they are; writing a label anew costs a layout.
        if shown != self._standing:
            self._standing = shown
            self._write_standing(text, requirement, level)

    def _write_standing(self, text: str, requirement: str, level: Level | None) -> None:
        self.sign.setVisible(level is not None)
        self.note.setVisible(level is not None)
        self.note.setText(text)
        if level is not None:
            self.sign.setPixmap(draw_sign(level, self._find_side()))
            self._colour(level)
        self.setToolTip(requirement)
        self.editor.setAccessibleDescription(f"{text}. {requirement}" if text else "")

    def _colour(self, level: Level) -> None:
        palette = self.note.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(find_colour(level)))
        self.note.setPalette(palette)

    def _tell(self, standing: Standing) -> str:
        say, finding = self.session.say, standing.finding
        word = LEVEL_WORDS[standing.level]
        page = finding.fact if finding.page is None else say(PAGE.fill(page=finding.page))
        if standing.level in _QUIET:
            return say(STANDING.fill(word=word, source=f"{finding.fact}, {page}" if finding.page else page))
        return say(NOTE.fill(word=word, text=describe(finding, say).message))

    def _write(self, value: object) -> None:
        try:
            self.session.write(self.field, value, joined=True)
        except WizardError as error:
            self._complain(self.session.say(Message(error.text, error.params)))

    def _complain(self, text: str) -> None:
        self.sign.setVisible(True)
        self.note.setVisible(True)
        self.sign.setPixmap(draw_sign(Level.BLOCKER, self._find_side()))
        self.note.setText(text)
        self._colour(Level.BLOCKER)
        self._standing = None
        self.editor.setAccessibleDescription(text)

    def _explain_choices(self) -> dict[str, str]:
        say = self.session.say
        ruled_out = self.session.find_ruled_out(self.field, self.editor.kind.values)
        return {
            value: say(
                RULED_OUT.fill(
                    name=name_choice(self.question.choices, value), fact=f"{say(finding.title)}, {finding.fact}"
                )
            )
            for value, finding in ruled_out.items()
        }


class Form(QWidget):
    """Groups of questions; those that do not apply are not shown."""

    shown = Signal()

    def __init__(self, session: Session, groups: tuple[Group, ...]) -> None:
        super().__init__()
        self.session, self.groups = session, groups
        self.rows: dict[str, FieldRow] = {}
        self._titles: list[tuple[Group, QLabel, QLabel, QWidget]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for group in groups:
            layout.addWidget(self._make_group(group))

    def _make_group(self, group: Group) -> QWidget:
        box, title, hint = QWidget(), Heading(), QLabel()
        hint.setWordWrap(True)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(2)
        layout.addWidget(title)
        layout.addWidget(hint)
        for pattern in group.fields:
            row = self.rows[pattern] = FieldRow(self.session, pattern)
            layout.addWidget(row)
        self._titles.append((group, title, hint, box))
        return box

    def show_answers(self, position: int | None = None) -> None:
        """Show all answers; for a list's form those of one item."""
        for group, title, hint, box in self._titles:
            applies = group.applies(self.session)
            box.setVisible(applies)
            title.setText(self.session.say(group.title))
            hint.setText("" if group.hint is None else self.session.say(group.hint))
            hint.setVisible(group.hint is not None)
            if applies:
                for pattern in group.fields:
                    row = self.rows[pattern]
                    if position is None:
                        row.show_answer()
                    else:
                        row.show_item(position)

    def focus_field(self, field: str) -> bool:
        """Give a field the focus; return whether it is here."""
        for row in self.rows.values():
            if row.field == field:
                QTimer.singleShot(0, row.editor, row.editor.setFocus)
                return True
        return False
