"""The field for a day: typed as people write it, or chosen in a calendar; everything by keyboard alone."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout

from wizard.domain.questions import Question
from wizard.gui.days import EARLIEST, LATEST, read_day
from wizard.gui.fields import FieldKind
from wizard.gui.plain_text import explain
from wizard.gui.typing_steps import Step
from wizard.gui.widgets.text_editors import LineEditor
from wizard.gui.widgets.text_size import fit_width
from wizard.i18n import Message, Translator

OPEN_CALENDAR, CLEAR = Message("Open the calendar (Alt+Down)"), Message("Clear: the date is not known yet")
OF_FIELD = Message("{field}: {action}")
_CROSS = "×"


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


class Calendar(QFrame):
    """A calendar that opens below a field, today marked; Escape closes it."""

    def __init__(self, field: "DateEditor") -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self._field = field
        self.months = QCalendarWidget()
        self.months.setDateRange(_to_qt(EARLIEST), _to_qt(LATEST))
        self.months.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.months)
        self.months.activated.connect(self._choose)
        self.months.clicked.connect(self._choose)

    def open_on(self, day: date | None, language: str) -> None:
        """Show a day's month, or today's where there is no day yet."""
        today = QDate.currentDate()
        self.months.setLocale(QLocale(language))
        self.months.setDateTextFormat(QDate(), QTextCharFormat())
        marked = QTextCharFormat()
        marked.setFontWeight(700)
        marked.setFontUnderline(True)
        self.months.setDateTextFormat(today, marked)
        self.months.setSelectedDate(_to_qt(day) if day else today)
        self.adjustSize()
        below = self._field.mapToGlobal(QPoint(0, self._field.height()))
        screen = self._field.screen().availableGeometry()
        top = self._field.mapToGlobal(QPoint(0, 0)).y() - self.height()
        self.move(
            max(screen.left(), min(below.x(), screen.right() - self.width())),
            below.y() if below.y() + self.height() <= screen.bottom() else max(screen.top(), top),
        )
        self.show()
        self.months.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, day: QDate) -> None:
        self.close()
        self._field.choose(date(day.year(), day.month(), day.day()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Close without choosing."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)


class DateEditor(LineEditor):
    """A day, or none yet: a line to type it in, a calendar, and a button that takes it back."""

    def __init__(self, question: Question, kind: FieldKind) -> None:
        super().__init__(question, kind)
        self.opener, self.clear = QToolButton(), QToolButton()
        self.opener.setArrowType(Qt.ArrowType.DownArrow)
        self.clear.setText(_CROSS)
        for button in (self.opener, self.clear):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAutoRaise(True)
        # The calendar is made no sooner than somebody opens it.
        self.calendar: Calendar | None = None
        self.opener.clicked.connect(self.open_calendar)
        self.clear.clicked.connect(self._clear)
        self.line.textChanged.connect(lambda text: self.clear.setEnabled(bool(text)))
        self.line.installEventFilter(self)
        self.clear.setEnabled(False)
        self._lay(self.line, self.opener, self.clear)

    def fit(self) -> None:
        """Give room for a day written out."""
        self.line.setFixedWidth(fit_width(self, 180, 24))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Open the calendar by the keys that open a list."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and alt):
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """Show the calendar below the field."""
        if self.calendar is None:
            self.calendar = Calendar(self)
        day = date.fromisoformat(self._value) if isinstance(self._value, str) else None
        self.calendar.open_on(day, self._say.language)

    def choose(self, day: date | None) -> None:
        """Take a day, or none, as if it had been typed."""
        self.step = Step(joins=False, ends=True)
        self._is_typed, self._value = False, day.isoformat() if day else None
        self._write()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit(self._value)

    def _clear(self) -> None:
        self.choose(None)

    def read(self, text: str) -> str | None:
        """Return the day as a plan holds it."""
        day = read_day(text)
        return day.isoformat() if day else None

    def write(self, value: Any, say: Translator) -> str:  # noqa: ANN401 - as the method it overrides
        """Return the day in words."""
        return say(date.fromisoformat(value))

    def speak(self, say: Translator) -> None:
        """Write the day in a language."""
        super().speak(say)
        for button, text in ((self.opener, OPEN_CALENDAR), (self.clear, CLEAR)):
            explain(button, say(text))

    def tell_reader(self, name: str, description: str) -> None:
        """Have screen readers tell the buttons from the field."""
        super().tell_reader(name, description)
        for button, text in ((self.opener, OPEN_CALENDAR), (self.clear, CLEAR)):
            button.setAccessibleName(self._say(OF_FIELD.fill(field=name, action=text)))
