"""Fields to choose in: yes or no, one of several, any of several."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QRadioButton

from wizard.domain.choices import name_choice
from wizard.domain.questions import Question
from wizard.gui.fields import FieldKind
from wizard.gui.typing_steps import Step
from wizard.gui.widgets.editor import Editor
from wizard.gui.widgets.list_box import ListBox
from wizard.gui.widgets.text_size import fit_width
from wizard.gui.widgets.wrap_layout import WrapLayout
from wizard.i18n import Message, Translator

YES, NO, NOT_KNOWN = Message("Yes"), Message("No"), Message("Not known yet")
NONE_OF_THESE = Message("None of these")
# The arrow and the frame beside the words.
_ARROW, _ARROW_DIGITS = 40, 6
_LEAST_LETTERS = 8
RuledOut = Callable[[], dict[str, str]]


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

    def take_keys(self) -> None:
        """Turn the keyboard to the answer that is shown: a space then changes nothing."""
        checked = next((button for button in self.buttons.values() if button.isChecked()), self.buttons[None])
        checked.setFocus(Qt.FocusReason.OtherFocusReason)

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
        # By keys one goes through the list: that is one choice.
        self.step = Step(joins=True, ends=False)
        self._names: dict[str, str] = {}
        self.box = _AskingBox(self._mark)
        self.box.addItem("", None)
        for value in kind.values:
            self.box.addItem(value, value)
        self.box.activated.connect(lambda _: self.edited.emit(self.box.currentData()))
        self._lay(self.box)

    def fit(self) -> None:
        """Be as wide as the longest name; the reasons have room in the opened list."""
        names = [self.box.itemText(0), *self._names.values()]
        longest = max(map(self.fontMetrics().horizontalAdvance, names))
        self.box.set_wanted_width(longest + fit_width(self, _ARROW, _ARROW_DIGITS))

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
        self.fit()


class _AskingBox(ListBox):
    """A list box that asks before it opens."""

    def __init__(self, before_opening: Callable[[], None]) -> None:
        super().__init__()
        self._before_opening, self._wanted_width = before_opening, 0
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_wanted_width(self, width: int) -> None:
        """Ask for so many pixels; in a narrow window it may come to less."""
        self._wanted_width = width
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(max(self._wanted_width, self.minimumSizeHint().width()), super().sizeHint().height())

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        self._before_opening()
        self.view().setMinimumWidth(
            self.view().sizeHintForColumn(0) + self.view().verticalScrollBar().sizeHint().width()
        )
        super().showPopup()


class ChoicesEditor(Editor):
    """Any of several values, or none of them."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.boxes = {value: QCheckBox() for value in kind.values}
        self.none = QCheckBox()
        layout = WrapLayout(even=True)
        self.setLayout(layout)
        for box in (*self.boxes.values(), self.none):
            layout.addWidget(box)
            box.clicked.connect(lambda _=False, box=box: self._tell(box))
        self.parts = (*self.boxes.values(), self.none)

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
