"""A field to fill in. An empty field is an answer that is not known yet."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

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

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        raise NotImplementedError

    def speak(self, say: Translator) -> None:
        """Write what the field itself says in a language."""

    def _lay(self, *widgets: QWidget) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            layout.addWidget(widget)
        self.setFocusProxy(widgets[0])
