"""One question: label, field, unit, and how the answer stands."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from wizard.domain.choices import name_choice
from wizard.domain.levels import Basis, Level
from wizard.domain.questions import find_question
from wizard.dossier.wording import FLOW_WORDS, STATUS_WORDS, describe_aspect, shorten
from wizard.errors import WizardError
from wizard.gui.fields import describe_field
from wizard.gui.plain_text import Label, explain
from wizard.gui.session import Session
from wizard.gui.standings import Standing
from wizard.gui.widgets.choice_editors import ChoiceEditor
from wizard.gui.widgets.editors import make_editor
from wizard.gui.widgets.signs import is_dark
from wizard.gui.widgets.standing_note import StandingNote
from wizard.gui.widgets.text_size import fit_width
from wizard.i18n import Message

SOURCE = Message("{fact}, p. {page}")
NOTE = Message("{word}: {text} {source}.")
STANDING = Message("{word} · {source}")
RULED_OUT = Message("{name} – not possible ({fact})")
UNREAD = Message("Not read as an answer: “{text}”. {reason}")
UNIT_OF = Message("{label}, in {unit}")
_LABEL_WIDTH, _LABEL_DIGITS = 200, 24
_NOTE_WIDTH, _NOTE_DIGITS = 180, 26
# What is said in a few words stands beside the field, where the field leaves room for it.
_BRIEF = (*Basis, Level.INFO, Level.MISSING)
_NARROW = ("whole", "measure", "date", "truth", "choice")
_GAP = 12
_BESIDE, _BELOW = (0, 2, 1, 1), (1, 1, 1, 2)


def name_standing(standing: Standing) -> Message:
    """Return in a word or two how an answer stands."""
    return (FLOW_WORDS if standing.finding.is_flow else STATUS_WORDS)[standing.status]


class FieldRow(QWidget):
    """One question. It writes its answer into the session and shows what the assessment says of it."""

    def __init__(self, session: Session, pattern: str) -> None:
        super().__init__()
        self.session, self.pattern, self.field = session, pattern, pattern
        question = find_question(pattern.replace("*", "0"))
        if question is None:
            raise KeyError(pattern)
        self.question = question
        self.label, self.unit, self.standing = Label(), Label(), StandingNote()
        self.label.setWordWrap(True)
        self.editor = make_editor(pattern, question, describe_field(pattern))
        self.label.setBuddy(self.editor.parts[0])
        self.name = self._spoken = ""
        self._shown: tuple[object, ...] = ()
        self._is_brief, self._place = False, _BELOW
        self._lay_out()
        self._fit()
        self.editor.edited.connect(self._write)
        self.editor.refused.connect(self._keep)
        self.editor.overflowed.connect(lambda reason: self._complain(self.session.say(reason)))
        if isinstance(self.editor, ChoiceEditor):
            self.editor.find_ruled_out = self._explain_choices

    @property
    def note(self) -> Label:
        """Return the words that say how the answer stands."""
        return self.standing.text

    def _lay_out(self) -> None:
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 2, 0, 2)
        self.grid.setHorizontalSpacing(_GAP)
        self.grid.setVerticalSpacing(2)
        self.grid.setColumnStretch(1, 1)
        line = QHBoxLayout()
        line.setSpacing(6)
        # A unit stands right behind its number; what is short is not stretched.
        narrow = self.editor.kind.kind in _NARROW
        if narrow:
            self.editor.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line.addWidget(self.editor, 0 if narrow else 1)
        line.addWidget(self.unit)
        self.grid.addWidget(self.label, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        if narrow:
            line.addStretch()
            self.grid.addLayout(line, 0, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self.grid.addLayout(line, 0, 1, 1, 2)
        self.grid.addWidget(self.standing, *_BELOW)

    def _fit(self) -> None:
        """Grow with the text; the label's first line stands beside the first line of its field."""
        self.label.setFixedWidth(fit_width(self, _LABEL_WIDTH, _LABEL_DIGITS))
        self.label.setContentsMargins(0, self._find_drop(), 0, 0)
        self._place_standing(anew=True)

    def _find_drop(self) -> int:
        return max(0, (self.editor.measure_first_line() - self.fontMetrics().height()) // 2)

    def _find_note_width(self) -> int:
        return fit_width(self, _NOTE_WIDTH, _NOTE_DIGITS)

    def _has_room_beside(self) -> bool:
        if not self._is_brief or self.editor.kind.kind not in _NARROW:
            return False
        taken = self.label.width() + self.editor.sizeHint().width() + self._find_note_width() + 2 * _GAP
        if self.unit.text():
            taken += self.unit.sizeHint().width() + _GAP
        return taken <= self.width()

    def _place_standing(self, *, anew: bool = False) -> None:
        """Let few words stand beside the field, in a column of their own, and many below it."""
        place = _BESIDE if self._has_room_beside() else _BELOW
        if place == self._place and not anew:
            return
        self._place, beside = place, place is _BESIDE
        self.grid.addWidget(self.standing, *place)
        self.standing.setContentsMargins(0, self._find_drop() if beside else 0, 0, 0)
        least, most = (self._find_note_width(),) * 2 if beside else (0, 16_777_215)
        self.standing.setMinimumWidth(least)
        self.standing.setMaximumWidth(most)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no room beside the field: what does not fit there goes below."""
        hint = super().minimumSizeHint()
        return hint - QSize(self._find_note_width() + _GAP, 0) if self._place is _BESIDE else hint

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the room there is."""
        super().resizeEvent(event)
        self._place_standing()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def show_item(self, position: int | str, told: set[str]) -> None:
        """Turn to an item of a list: the row's ``*`` becomes its position or key."""
        field = self.pattern.replace("*", str(position))
        if field != self.field:
            self.field = field
            self.editor.turn_over()
        question = find_question(self.field)
        # That of a keyed answer names its key.
        if question is not None and question != self.question:
            self.question, self._spoken = question, ""
        self.show_answer(told)

    def show_answer(self, told: set[str]) -> None:
        """Show the answer and how it stands, in the session's language.

        ``told`` holds what rows above have said in full: said once, it is only named again.
        """
        if self._spoken != self.session.say.language:
            self._speak()
        unread = self.session.read_unread(self.field)
        if unread is None:
            self.editor.show_value(self.session.read(self.field))
            self._show_standing(told)
        else:
            self.editor.show_unread(unread)
            self._show_unread(unread)

    def _speak(self) -> None:
        say = self.session.say
        self._spoken = say.language
        label, unit = say(self.question.label), say.translate_source(self.question.unit)
        self.label.setText(label)
        self.unit.setText(unit)
        self.unit.setVisible(bool(unit))
        self.name = say(UNIT_OF.fill(label=label, unit=unit)) if unit else label
        self.editor.speak(say)
        # A name tells of the words on the buttons too.
        self._shown = ()

    def _show_standing(self, told: set[str]) -> None:
        standings = self.session.standings.find(self.field)
        status = standings[0].status if standings else None
        full = self._tell(standings[0]) if standings else ""
        requirement = "\n".join(self.session.say(each.finding.requirement) for each in standings[:3])
        is_brief = status in _BRIEF or full in told
        told.add(full)
        shown = (full, is_brief, requirement, status, is_dark())
        # Most keys leave most rows as they are; writing a label anew costs a layout.
        if shown == self._shown:
            return
        self._shown, self._is_brief = shown, is_brief
        self.standing.tell(status, self._name(standings[0]) if standings and is_brief else full)
        self._place_standing()
        explain(self, requirement)
        self.editor.tell_reader(self.name, f"{full}. {requirement}" if full else "")

    def _show_unread(self, text: str) -> None:
        reason = self.editor.explain(text)
        told = self.session.say(UNREAD.fill(text=shorten(text), reason=reason))
        shown = (told, is_dark())
        if shown != self._shown:
            self._complain(told)
            self._shown = shown
            explain(self, "")

    def _name_source(self, standing: Standing) -> str:
        finding = standing.finding
        return self.session.say(SOURCE.fill(fact=finding.fact, page=finding.page)) if finding.page else finding.fact

    def _name(self, standing: Standing) -> str:
        """Return a level and where it is from, in a few words."""
        word, source = name_standing(standing), self._name_source(standing)
        return self.session.say(STANDING.fill(word=word, source=source))

    def _tell(self, standing: Standing) -> str:
        """Return what is required and planned of this answer; where it is not compared, what its finding requires."""
        say, aspect = self.session.say, standing.aspect
        if standing.status in _BRIEF:
            return self._name(standing)
        compared = aspect.label is not None and aspect.required is not None
        text = describe_aspect(aspect, say)
        if not compared:
            text = f"{say(standing.finding.requirement)} {text}".strip()
        return say(NOTE.fill(word=name_standing(standing), text=text, source=self._name_source(standing)))

    def _write(self, value: object) -> None:
        step = self.editor.step
        try:
            self.session.write(self.field, value, joined=step.joins)
        except WizardError as error:
            # The plan refuses what the field took: no earlier part of it stays as the answer.
            self._keep(self.editor.read_text(), error)
        if step.ends:
            self.session.end_typing()

    def _keep(self, text: str, refusal: WizardError | None = None) -> None:
        """Keep a text that is no answer; one that cannot be kept is told of, with the reason why it is refused."""
        step = self.editor.step
        error = refusal
        if text:
            try:
                self.session.keep_unread(self.field, text, joined=step.joins)
            except WizardError as full:
                error = refusal or full
            else:
                error = None
        if error is not None:
            self._complain(self.session.say(Message(error.text, error.params)))
        if step.ends:
            self.session.end_typing()

    def _complain(self, text: str) -> None:
        self._shown, self._is_brief = (), False
        self.standing.tell(Level.BLOCKER, text)
        self._place_standing()
        self.editor.tell_reader(self.name, text)

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
