"""Fields to fill in, one kind of answer each. An empty field is an answer that is not known yet."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from wizard.domain.choices import name_choice
from wizard.domain.questions import Question
from wizard.gui.fields import FieldKind
from wizard.i18n import Message, Translator

YES, NO, NOT_KNOWN = Message("Yes"), Message("No"), Message("Not known yet")
NONE_OF_THESE = Message("None of these")
RULED_OUT = Message("{name} – not possible ({fact})")
EXPECT_WHOLE = Message("A whole number is expected.")
EXPECT_NUMBER = Message("A number is expected.")
EXPECT_BETWEEN = Message("A number between {least} and {most} is expected.")
_NO_DAY = QDate(1900, 1, 1)
_SPACES = str.maketrans("", "", " \u00a0\u202f'’")
RuledOut = Callable[[], dict[str, str]]


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


class TextEditor(Editor):
    """One line of text; blank is no answer."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.line = QLineEdit()
        self.line.textEdited.connect(self._tell)
        self._value: str | None = None
        self._lay(self.line)

    def _tell(self, text: str) -> None:
        self._value = text if text.strip() else None
        self.edited.emit(self._value)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        if value != self._value:
            self._value = value
            self.line.setText(value or "")


class LongTextEditor(Editor):
    """Several lines of text."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(72)
        self.area.textChanged.connect(self._tell)
        self._lay(self.area)

    def _tell(self) -> None:
        text = self.area.toPlainText()
        self.edited.emit(text if text.strip() else None)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        text = value or ""
        if self.area.toPlainText() != text:
            self.area.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.area.setPlainText(text)
            self.area.blockSignals(False)  # noqa: FBT003 - as above


class NumberEditor(Editor):
    """A number, typed with the decimal mark and the grouping of either language."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.line = QLineEdit()
        self.line.setFixedWidth(140)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.textEdited.connect(self._read)
        self._value: float | None = None
        self._lay(self.line)

    def _read(self, text: str) -> None:
        plain = text.translate(_SPACES).replace(",", ".")
        if not plain:
            self._tell(None)
            return
        try:
            number: float = int(plain) if self.kind.kind == "whole" else float(plain)
        except ValueError:
            self._refuse(EXPECT_WHOLE if self.kind.kind == "whole" else EXPECT_NUMBER)
            return
        if self.kind.least <= number <= self.kind.most:
            self._tell(number)
        else:
            self._refuse(EXPECT_BETWEEN.fill(least=int(self.kind.least), most=int(self.kind.most)))

    def _refuse(self, reason: Message) -> None:
        # Equal to nothing, so that the plan's own answer comes back when it is shown next.
        self._value = float("nan")
        self.refused.emit(reason)

    def _tell(self, number: float | None) -> None:
        self._value = number
        self.edited.emit(number)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        # What is being typed ("2," on the way to "2,4") stays as typed while it means the same.
        if value == self._value and self.line.text():
            return
        self._value = value
        self.line.setText("" if value is None else f"{value:g}" if isinstance(value, float) else str(value))


class TruthEditor(Editor):
    """Yes, no, or not known yet."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.buttons: dict[bool | None, QRadioButton] = {each: QRadioButton() for each in (True, False, None)}
        self._lay(*self.buttons.values())
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.addStretch()
        for value, button in self.buttons.items():
            button.clicked.connect(lambda _=False, value=value: self.edited.emit(value))

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        self.buttons[value if isinstance(value, bool) else None].setChecked(True)

    def speak(self, say: Translator) -> None:
        """Write what the field itself says in a language."""
        for button, text in zip(self.buttons.values(), (YES, NO, NOT_KNOWN), strict=True):
            button.setText(say(text))


class ChoiceEditor(Editor):
    """One of several values; those that the edition rules out stay in the list, with the reason."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.find_ruled_out: RuledOut | None = None
        self._names: dict[str, str] = {}
        self.box = _PoliteComboBox(self._mark)
        self.box.addItem("", None)
        for value in kind.values:
            self.box.addItem(value, value)
        self.box.activated.connect(lambda _: self.edited.emit(self.box.currentData()))
        self._lay(self.box)

    def _mark(self) -> None:
        # Only when the list is opened: trying every value costs an assessment each.
        reasons = self.find_ruled_out() if self.find_ruled_out else {}
        for row in range(1, self.box.count()):
            value = self.box.itemData(row)
            self.box.setItemText(row, reasons.get(value, self._names.get(value, value)))

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        self.box.setCurrentIndex(max(0, self.box.findData(value)))

    def speak(self, say: Translator) -> None:
        """Write what the field itself says in a language."""
        self._names = {value: say(name_choice(self.question.choices, value)) for value in self.kind.values}
        self.box.setItemText(0, say(NOT_KNOWN))
        for row in range(1, self.box.count()):
            self.box.setItemText(row, self._names[self.box.itemData(row)])


class _PoliteComboBox(QComboBox):
    """A list box that the mouse wheel does not change while the page is scrolled, and that asks before it opens."""

    def __init__(self, before_opening: Callable[[], None]) -> None:
        super().__init__()
        self._before_opening = before_opening
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        self._before_opening()
        super().showPopup()


class ChoicesEditor(Editor):
    """Any of several values, or none of them."""

    _COLUMNS = 3

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.boxes = {value: QCheckBox() for value in kind.values}
        self.none = QCheckBox()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for place, box in enumerate([*self.boxes.values(), self.none]):
            layout.addWidget(box, place // self._COLUMNS, place % self._COLUMNS)
            box.clicked.connect(lambda _=False, box=box: self._tell(box))
        self.setFocusProxy(next(iter(self.boxes.values())))

    def _tell(self, clicked: QCheckBox) -> None:
        if clicked is self.none:
            self.edited.emit([] if self.none.isChecked() else None)
            return
        values = [value for value, box in self.boxes.items() if box.isChecked()]
        self.edited.emit(values or None)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        for each, box in self.boxes.items():
            box.setChecked(each in (value or ()))
        self.none.setChecked(value == [])

    def speak(self, say: Translator) -> None:
        """Write what the field itself says in a language."""
        for value, box in self.boxes.items():
            box.setText(say(name_choice(self.question.choices, value)))
        self.none.setText(say(NONE_OF_THESE))


class TextsEditor(Editor):
    """Several short texts, separated by commas."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.line = QLineEdit()
        self.line.textEdited.connect(self._tell)
        self._shown: list[str] | None = None
        self._lay(self.line)

    def _tell(self, text: str) -> None:
        self._shown = [part.strip() for part in text.split(",") if part.strip()] or None
        self.edited.emit(self._shown)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        if value != self._shown:
            self._shown = value
            self.line.setText(", ".join(value or ()))


class DateEditor(Editor):
    """A day, or none yet."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setMinimumDate(_NO_DAY)
        self.day.setFixedWidth(180)
        self.day.dateChanged.connect(self._tell)
        self._lay(self.day)

    def _tell(self, day: QDate) -> None:
        self.edited.emit(None if day == _NO_DAY else date(day.year(), day.month(), day.day()).isoformat())

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Show an answer without emitting anything."""
        day = QDate.fromString(value or "", Qt.DateFormat.ISODate)
        self.day.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.day.setDate(day if day.isValid() else _NO_DAY)
        self.day.blockSignals(False)  # noqa: FBT003 - as above

    def speak(self, say: Translator) -> None:
        """Write what the field itself says in a language."""
        self.day.setLocale(QLocale(say.language))
        self.day.setSpecialValueText(say(NOT_KNOWN))
        self.day.setDisplayFormat("d MMMM yyyy")


_EDITORS: dict[str, type[Editor]] = {
    "text": TextEditor,
    "whole": NumberEditor,
    "measure": NumberEditor,
    "truth": TruthEditor,
    "date": DateEditor,
    "choice": ChoiceEditor,
    "choices": ChoicesEditor,
    "texts": TextsEditor,
}
LONG_TEXTS = frozenset({"project.notes", "licences.other_orders"})


def make_editor(pattern: str, question: Question, kind: FieldKind) -> Editor:
    """Return the field for an answer."""
    if pattern in LONG_TEXTS:
        return LongTextEditor(question, kind)
    return _EDITORS[kind.kind](question, kind)
