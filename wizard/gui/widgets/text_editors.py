"""Fields for text and numbers."""

import re
from typing import Any

from PySide6.QtCore import Qt

from wizard.domain.plan.unread import LONGEST_UNREAD
from wizard.domain.questions import Question
from wizard.domain.section import HIGHEST_PORT, LONGEST_TEXT
from wizard.gui.fields import FieldKind
from wizard.gui.pasting import count_units, trim
from wizard.gui.reading import UnreadableError, read_number
from wizard.gui.typing_steps import find_step
from wizard.gui.widgets.editor import Editor
from wizard.gui.widgets.text_lines import TextArea, TextLine
from wizard.gui.widgets.text_size import fit_height, fit_width
from wizard.i18n import LANGUAGES, Message, Translator, get_translator

EXPECT_VERSION = Message("A version as major.minor is expected, for instance 5.3.")
# Equal to no answer, so that the plan's own is written when it is shown next.
_NOTHING = object()


class LineEditor(Editor):
    """One line of text that is read as an answer, or is none. What is being typed is never rewritten meanwhile.

    ``longest``, in characters: what may be refused is no longer than what a plan keeps of texts that are no answers.
    """

    def __init__(
        self, question: Question, kind: FieldKind, *, longest: int = LONGEST_UNREAD, is_compact: bool = True
    ) -> None:
        super().__init__(question, kind)
        self._longest = longest
        self.line = TextLine(longest=longest, is_answer=True, is_compact=is_compact)
        self.line.textEdited.connect(self._take)
        # Written anew once it is typed: a sign that comes in meanwhile would push the others about.
        self.line.finished.connect(self._finish)
        self.line.overflowed.connect(self.overflowed)
        self._value: object = None
        self._text, self._is_typed = "", False
        self._say = get_translator(LANGUAGES[0])

    def read(self, text: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return what a text says as an answer; None where it says nothing.

        Raises:
            UnreadableError: it is no answer.

        """
        raise NotImplementedError

    def write(self, value: Any, say: Translator) -> str:  # noqa: ANN401 - any JSON value
        """Return an answer, never None, as text."""
        raise NotImplementedError

    def _take(self, text: str) -> None:
        self.step = find_step(self._text, text)
        self._text, self._is_typed = text, True
        try:
            value = self.read(text)
        except UnreadableError:
            self._value = _NOTHING
            self.refused.emit(text)
            return
        self._value = value
        self.edited.emit(value)

    def _finish(self) -> None:
        # What is no answer stays as it was typed.
        self._is_typed = self._value is _NOTHING
        self._write()

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        # What is being typed ("2," on the way to "2,4") stays as typed while it means the same.
        if value == self._value:
            return
        self._is_typed, self._value = False, value
        self._write()

    def show_unread(self, text: str) -> None:
        """Show a text that is no answer, without emitting anything."""
        self._value, self._is_typed = _NOTHING, True
        self._set_text(text)

    def speak(self, say: Translator) -> None:
        """Write the answer as the language does; what is half typed stays as it is."""
        self._say = say
        if not self._is_typed:
            self._write()

    def _write(self) -> None:
        if self._value is _NOTHING:
            return
        self._set_text("" if self._value is None else self.write(self._value, self._say))

    def _set_text(self, text: str) -> None:
        self._text = text
        if self.line.text() != text:
            # A file may hold more than can be typed.
            self.line.setMaxLength(max(self._longest, count_units(text)))
            self.line.setText(text)

    def read_text(self) -> str:
        """Return what stands in the field."""
        return self.line.text()

    def explain(self, text: str) -> Message:
        """Return what is expected in the place of a text that is no answer."""
        try:
            self.read(text)
        except UnreadableError as error:
            return error.reason
        return super().explain(text)

    def turn_over(self) -> None:
        """Be ready for another item's answer."""
        self._is_typed, self._value = False, _NOTHING


class TextEditor(LineEditor):
    """One line of text; blank is no answer."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        longest = LONGEST_UNREAD if kind.pattern else LONGEST_TEXT
        super().__init__(question, kind, longest=longest, is_compact=kind.compact)
        self._lay(self.line)

    def read(self, text: str) -> str | None:
        """Return the text; a version has to be written as one."""
        answer = trim(text) if self.kind.compact else text
        if answer.strip() and self.kind.pattern and not re.search(self.kind.pattern, answer):
            raise UnreadableError(EXPECT_VERSION)
        return answer if answer.strip() else None

    def write(self, value: Any, say: Translator) -> str:  # noqa: ANN401, ARG002 - as the method it overrides
        """Return the text."""
        return str(value)


class LongTextEditor(Editor):
    """Several lines of text."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.area = TextArea()
        self.area.textChanged.connect(self._tell)
        self.area.overflowed.connect(self.overflowed)
        self._text = ""
        self._value: str | None = None
        self._lay(self.area)

    def fit(self) -> None:
        """Give room for a few lines of the text."""
        self.area.setFixedHeight(fit_height(self, 72, 4))

    def measure_first_line(self) -> int:
        """Return the height in pixels of the first line, with the area's edge above and below it."""
        margin = self.area.document().documentMargin() + self.area.frameWidth()
        return self.fontMetrics().height() + 2 * round(margin)

    def _tell(self) -> None:
        text = self.area.toPlainText()
        self.step = find_step(self._text, text)
        self._text, self._value = text, text if text.strip() else None
        self.edited.emit(self._value)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        if value == self._value and (value is None or self._text == value):
            return
        self._show(value or "")
        self._value = value

    def show_unread(self, text: str) -> None:
        """Show a text that is no answer, without emitting anything."""
        self._show(text)
        self._value = None

    def _show(self, text: str) -> None:
        if self.area.toPlainText() != text:
            self.area.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.area.setPlainText(text)
            self.area.blockSignals(False)  # noqa: FBT003 - as above
        self._text = text

    def read_text(self) -> str:
        """Return what stands in the field."""
        return self.area.toPlainText()


class NumberEditor(LineEditor):
    """A number, typed with the decimal mark and the grouping of either language."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._lay(self.line)

    def fit(self) -> None:
        """Give room for the longest figures that are asked."""
        self.line.setFixedWidth(fit_width(self, 140, 14))

    def read(self, text: str) -> float | None:
        """Return the number; the field's own unit may stand behind it."""
        return read_number(text, self.kind, self.question.unit, self._say.language)

    def write(self, value: Any, say: Translator) -> str:  # noqa: ANN401 - as the method it overrides
        """Return the number with the language's decimal mark and grouping."""
        # A port is a name rather than a number.
        if self.kind.most == HIGHEST_PORT:
            return str(value)
        # Words round to three decimals; what the plan holds is shown as it is.
        return say(value) if round(value, 3) == value else f"{value:.12g}".replace(".", say(0.5)[1])


class TextsEditor(LineEditor):
    """Several short texts, separated by commas."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind, is_compact=False)
        self._lay(self.line)

    def read(self, text: str) -> list[str] | None:
        """Return the texts that are not blank."""
        return [part.strip() for part in text.split(",") if part.strip()] or None

    def write(self, value: Any, say: Translator) -> str:  # noqa: ANN401, ARG002 - as the method it overrides
        """Return the texts with commas between them."""
        return ", ".join(value)
