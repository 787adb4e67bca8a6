"""Fields for text, numbers and days."""

import math
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QDateEdit, QLineEdit, QPlainTextEdit

from wizard.domain.questions import Question
from wizard.gui.fields import FieldKind
from wizard.gui.widgets.editor import Editor
from wizard.gui.widgets.text_size import fit_height, fit_width
from wizard.i18n import Message, Translator

NOT_KNOWN = Message("Not known yet")
EXPECT_WHOLE = Message("A whole number is expected.")
EXPECT_NUMBER = Message("A number is expected.")
EXPECT_BETWEEN = Message("A number between {least} and {most} is expected.")
_NO_DAY = QDate(1900, 1, 1)
_SPACES = str.maketrans("", "", " \u00a0\u202f'’")


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
        self.area.textChanged.connect(self._tell)
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
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.textEdited.connect(self._read)
        self._value: float | None = None
        self._mark = "."
        self._lay(self.line)

    def fit(self) -> None:
        """Give room for the longest figures that are asked."""
        self.line.setFixedWidth(fit_width(self, 140, 14))

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
        self._write()

    def speak(self, say: Translator) -> None:
        """Write the number with the language's decimal mark."""
        self._mark = "," if say.language == "fr" else "."
        self._write()

    def _write(self) -> None:
        value = self._value
        if value is None:
            self.line.clear()
        elif not math.isnan(value):
            text = f"{value:.12g}" if isinstance(value, float) else str(value)
            self.line.setText(text.replace(".", self._mark))


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
        self.day.dateChanged.connect(self._tell)
        # The calendar is made no sooner than somebody may open it.
        self.day.installEventFilter(self)
        self._has_calendar = False
        self._lay(self.day)

    def fit(self) -> None:
        """Give room for a day written out."""
        self.day.setFixedWidth(fit_width(self, 180, 24))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Open the calendar on the present month where there is no day yet, not on the earliest one there is."""
        if watched is self.day:
            if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn) and not self._has_calendar:
                self._has_calendar = True
                self.day.calendarWidget().installEventFilter(self)
        elif event.type() == QEvent.Type.Show and self.day.date() == _NO_DAY:
            today, calendar = QDate.currentDate(), self.day.calendarWidget()
            QTimer.singleShot(0, calendar, lambda: calendar.setCurrentPage(today.year(), today.month()))
        return super().eventFilter(watched, event)

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
