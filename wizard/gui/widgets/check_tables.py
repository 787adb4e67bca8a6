"""The two tables of the checks: what will be touched, and what was measured."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wizard.checks.manifest import Line
from wizard.domain.proofs import Weighed
from wizard.gui.plain_text import Label, explain
from wizard.gui.session import Session
from wizard.gui.widgets.check_rows import RESULT_TITLES, TOUCH_TITLES, list_result_rows, list_touch_rows
from wizard.gui.widgets.flow_panel import COPY
from wizard.gui.widgets.rows_model import RowsModel
from wizard.gui.widgets.rows_view import RowsView
from wizard.i18n import Message

TOUCHED = Message("Everything that will be touched")
MEASURED = Message("Measurements")
AGAIN = Message("Check this a&gain")
TAKE = Message("Ta&ke over…")
TAKE_TOLD = Message("Take over what was measured on another machine, from its copy of the plan")
TOUCH_COUNT = Message("{count} things will be read or contacted, nothing else, and nothing will be written.")
NOTHING_TO_TOUCH = Message("With these choices and answers there is nothing to check.")
RESULT_COUNT = Message("{count} measurements. They are kept in the plan and stand in the dossier.")
NO_RESULT = Message("Nothing has been measured yet.")


class TouchPanel(QWidget):
    """The manifest, to be copied for whoever answers for security."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.model = session, RowsModel()
        self.table = RowsView(self.model, (0.8, 3, 2.2, 2), lines=3)
        self.note, self.copy = Label(), QPushButton()
        _lay_out(self, self.note, self.table, (self.copy,))
        self.copy.clicked.connect(lambda: self.table.copy_rows(everything=True))

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show what a run would touch."""
        say = self.session.say
        self.note.setText(say(TOUCH_COUNT.fill(count=len(lines)) if lines else NOTHING_TO_TOUCH))
        self.copy.setText(say(COPY))
        self.copy.setEnabled(bool(lines))
        self.table.setAccessibleName(say(TOUCHED))
        self.model.show_rows(list_touch_rows(lines, say), tuple(say(title) for title in TOUCH_TITLES))


class ResultPanel(QWidget):
    """The measurements; ``again`` carries the one that is to be made once more."""

    again = Signal(object)
    take = Signal()
    """Measurements are to be taken over from another copy of the plan."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.model = session, RowsModel()
        self.table = RowsView(self.model, (1, 2.2, 2, 2.6, 1.8, 1.5), lines=3)
        self.note, self.copy, self.repeat, self.other = Label(), QPushButton(), QPushButton(), QPushButton()
        self._is_busy = False
        _lay_out(self, self.note, self.table, (self.other, self.repeat, self.copy))
        self.other.clicked.connect(self.take)
        self.copy.clicked.connect(lambda: self.table.copy_rows(everything=True))
        self.repeat.clicked.connect(self._ask_again)
        self.table.chosen.connect(self._follow)

    def show_results(self, measured: Iterable[Weighed], *, is_busy: bool, fullness: Message | None = None) -> None:
        """Show measurements; ``fullness`` says that the plan has room for few more."""
        say = self.session.say
        rows = list_result_rows(measured, say)
        told = (RESULT_COUNT.fill(count=len(rows)) if rows else NO_RESULT, fullness)
        self.note.setText("\n".join(say(each) for each in told if each is not None))
        self.copy.setText(say(COPY))
        self.repeat.setText(say(AGAIN))
        self.other.setText(say(TAKE))
        explain(self.other, say(TAKE_TOLD))
        self.other.setEnabled(not is_busy)
        self.copy.setEnabled(bool(rows))
        self.table.setAccessibleName(say(MEASURED))
        self.model.show_rows(rows, tuple(say(title) for title in RESULT_TITLES))
        self._is_busy = is_busy
        self._follow()

    def _follow(self) -> None:
        self.repeat.setEnabled(self.table.find_current() is not None and not self._is_busy)

    def _ask_again(self) -> None:
        row = self.table.find_current()
        if row is not None:
            self.again.emit(row.item.evidence)


def _lay_out(panel: QWidget, note: Label, table: RowsView, buttons: tuple[QPushButton, ...]) -> None:
    note.setWordWrap(True)
    bar = QHBoxLayout()
    bar.addWidget(note, 1)
    for button in buttons:
        button.setAutoDefault(False)
        bar.addWidget(button)
    layout = QVBoxLayout(panel)
    layout.addLayout(bar)
    layout.addWidget(table, 1)
