"""A field to fill in. An empty field is an answer that is not known yet."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from wizard.domain.questions import Question
from wizard.gui.fields import FieldKind
from wizard.gui.typing_steps import Step
from wizard.i18n import Message, Translator

EXPECT_OTHER = Message("This field takes another kind of answer.")


class Editor(QWidget):
    """A field. ``edited`` carries an answer as a plan file holds it, ``refused`` a text that was typed and is none.

    ``overflowed`` says why something did not fit in. ``step``: how a change goes with the one before it.
    """

    edited = Signal(object)
    refused = Signal(str)
    overflowed = Signal(object)

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__()
        self.question, self.kind = question, kind
        self.step = Step(joins=False, ends=False)
        self.parts: tuple[QWidget, ...] = ()
        """What takes the keys, the first of them when the field is turned to."""

    def take_keys(self) -> None:
        """Turn the keyboard to the field."""
        self.parts[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_reader(self, name: str, description: str) -> None:
        """Have screen readers say a name and a description, wherever in the field the keyboard is."""
        for part in (self, *self.parts):
            button = part.text().replace("&", "") if isinstance(part, QAbstractButton) else ""
            part.setAccessibleName(f"{name}, {button}" if button else name)
            part.setAccessibleDescription(description)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        raise NotImplementedError

    def show_unread(self, text: str) -> None:  # noqa: ARG002 - what is only chosen in shows no text
        """Show a text that is no answer, without emitting anything; where none can be typed, no answer."""
        self.show_value(None)

    def read_text(self) -> str:
        """Return what stands in the field as text; empty where none can be typed."""
        return ""

    def explain(self, text: str) -> Message:  # noqa: ARG002 - as above
        """Return what is expected in the place of a text that is no answer."""
        return EXPECT_OTHER

    def turn_over(self) -> None:
        """Be ready for another item's answer: what was typed belongs to the last one."""

    def speak(self, say: Translator) -> None:
        """Write what the field itself says in a language."""

    def measure_first_line(self) -> int:
        """Return the height in pixels of the field, or of its first line where it has several."""
        return (self.parts[0] if self.parts else self).sizeHint().height()

    def fit(self) -> None:
        """Grow with the text, where a field has a size of its own."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def _lay(self, *widgets: QWidget) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            layout.addWidget(widget)
        self.parts = widgets
        self.fit()
