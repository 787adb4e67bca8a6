"""The two tables of the checks: what will be touched, and what was measured."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wizard.checks.manifest import Line
from wizard.domain.evidence.record import Evidence
from wizard.domain.proofs import Weighed
from wizard.gui.evidence_keeper import list_countable
from wizard.gui.plain_text import Label, explain, write_in_menu
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
REMOVE, REMOVE_TOLD = (
    Message("Re&move"),
    Message("Remove the chosen measurements from the plan; undoing brings them back"),
)
COUNT, COUNT_TOLD = (
    Message("Let it &count"),
    Message("Have the chosen measurements count that are kept apart: they are of the machine that the plan means"),
)
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

    def show_lines(self, lines: tuple[Line, ...], missing: Message | None) -> None:
        """Show what a run would touch; ``missing`` says what has to be chosen before that is known."""
        say = self.session.say
        self.note.setText(say(missing or (TOUCH_COUNT.fill(count=len(lines)) if lines else NOTHING_TO_TOUCH)))
        self.copy.setText(say(COPY))
        self.copy.setEnabled(bool(lines))
        self.table.setAccessibleName(say(TOUCHED))
        self.model.show_rows(list_touch_rows(lines, say), tuple(say(title) for title in TOUCH_TITLES))


class ResultPanel(QWidget):
    """The measurements. ``again`` carries the one that is to be made once more, the next two those that are chosen."""

    again = Signal(object)
    removed = Signal(object)
    counted = Signal(object)
    take = Signal()
    """Measurements are to be taken over from another copy of the plan."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.model = session, RowsModel()
        self.table = RowsView(self.model, (1, 2.2, 2.2, 2.4, 1.8, 1.5), lines=5)
        self.note, self.copy, self.repeat, self.other = Label(), QPushButton(), QPushButton(), QPushButton()
        self.remove, self.count_in = QPushButton(), QPushButton()
        self._is_busy = False
        buttons = (self.count_in, self.remove, self.other, self.repeat, self.copy)
        _lay_out(self, self.note, self.table, buttons)
        self.other.clicked.connect(self.take)
        self.copy.clicked.connect(lambda: self.table.copy_rows(everything=True))
        self.repeat.clicked.connect(self._ask_again)
        self.remove.clicked.connect(lambda: self.removed.emit(self._list_chosen()))
        self.count_in.clicked.connect(lambda: self.counted.emit(self._list_chosen()))
        # The same by the table's own menu, and by its key.
        self._actions = tuple((QAction(self.table), button) for button in (self.count_in, self.remove, self.repeat))
        for action, button in self._actions:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(button.click)
            self.table.addAction(action)
        self._actions[1][0].setShortcut(QKeySequence.StandardKey.Delete)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.chosen.connect(self._follow)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._follow())

    def show_results(self, measured: Iterable[Weighed], *, is_busy: bool, fullness: Message | None = None) -> None:
        """Show measurements; ``fullness`` says that the plan has room for few more."""
        say = self.session.say
        rows = list_result_rows(measured, say)
        told = (RESULT_COUNT.fill(count=len(rows)) if rows else NO_RESULT, fullness)
        self.note.setText("\n".join(say(each) for each in told if each is not None))
        self._speak()
        self.other.setEnabled(not is_busy)
        self.copy.setEnabled(bool(rows))
        self.table.setAccessibleName(say(MEASURED))
        self.model.show_rows(rows, tuple(say(title) for title in RESULT_TITLES))
        self._is_busy = is_busy
        self._follow()

    def _speak(self) -> None:
        say = self.session.say
        self.copy.setText(say(COPY))
        for button, text, more in (
            (self.repeat, AGAIN, None),
            (self.other, TAKE, TAKE_TOLD),
            (self.remove, REMOVE, REMOVE_TOLD),
            (self.count_in, COUNT, COUNT_TOLD),
        ):
            button.setText(say(text))
            explain(button, "" if more is None else say(more))
        for action, button in self._actions:
            action.setText(write_in_menu(button.text().replace("&", "")))

    def _list_chosen(self) -> list[Evidence]:
        return [row.item.evidence for row in self.table.list_selected()]

    def _follow(self) -> None:
        chosen = self._list_chosen()
        self.repeat.setEnabled(self.table.find_current() is not None and not self._is_busy)
        self.remove.setEnabled(bool(chosen) and not self._is_busy)
        self.count_in.setEnabled(bool(list_countable(chosen)) and not self._is_busy)
        for action, button in self._actions:
            action.setEnabled(button.isEnabled())

    def _ask_again(self) -> None:
        row = self.table.find_current()
        if row is not None:
            self.again.emit(row.item.evidence)


def _lay_out(panel: QWidget, note: Label, table: RowsView, buttons: tuple[QPushButton, ...]) -> None:
    note.setWordWrap(True)
    bar, layout = QHBoxLayout(), QVBoxLayout(panel)
    if len(buttons) > 1:
        # Beside so many buttons a sentence would be a column of words.
        layout.addWidget(note)
        bar.addStretch()
    else:
        bar.addWidget(note, 1)
    for button in buttons:
        button.setAutoDefault(False)
        bar.addWidget(button)
    layout.addLayout(bar)
    layout.addWidget(table, 1)
