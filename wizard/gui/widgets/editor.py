"""A field to fill in. An empty field is an answer that is not known yet."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from wizard.domain.questions import Question
from wizard.gui.fields import FieldKind
from wizard.i18n import Translator


class Editor(QWidget):
    """A field. ``edited`` carries an answer as a plan file holds it, ``refused`` why what was typed is none."""

    edited = Signal(object)
    refused = Signal(object)

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__()
        self.question, self.kind = question, kind
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
