"""The question what to do where a plan's file was changed by somebody else: theirs, mine, both, or beside."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wizard.domain.merging import Conflict
from wizard.domain.questions import show_answer
from wizard.dossier.content.report import NOT_KNOWN
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.wording import shorten
from wizard.gui.copies import merge_copy
from wizard.gui.plain_text import Label, write_in_title
from wizard.gui.session import Session
from wizard.gui.widgets.finding_rows import name_answer
from wizard.i18n import Message
from wizard.storage.saving import PlanFile

TITLE = Message("The file was changed elsewhere")
STORY = Message(
    "“{name}” was changed since you opened or saved it: in another window, by somebody else, or by a check on the"
    " command line."
)
UNREADABLE = Message(
    "“{name}” was changed since you opened or saved it, and no longer holds a plan that can be read. If you keep your"
    " answers, the file as it is now is kept beside it as a backup."
)
NO_CONFLICT = Message("Merging keeps every change from both sides: no answer was changed differently in both.")
CONFLICTS = Message("Answers changed on both sides: {count}. Choose which one a merge keeps:")
MEASURED = Message("Measurements from both sides are always kept.")
COLUMNS = (Message("Answer"), Message("Mine"), Message("In the file"), Message("Keep"))
MINE, THEIRS = Message("mine"), Message("the file’s")
ENTRIES = Message("entries: {count}")
MERGE, TAKE, KEEP = Message("&Merge both"), Message("Take the &file’s"), Message("&Keep mine")
BESIDE, CANCEL = Message("Save mine &as…"), Message("&Cancel")
_LONGEST_CELL = 120
_WIDTH = 720
_ROWS_SHOWN = 8

Choice = Literal["merge", "theirs", "mine", "beside", "cancel"]


class ConflictDialog(QDialog):
    """Asks once; ``choice`` says what was decided, ``prefer_theirs`` where a merge takes the file's answer."""

    def __init__(self, parent: QWidget, session: Session, found: PlanFile | None) -> None:
        super().__init__(parent)
        self.session = session
        self.choice: Choice = "cancel"
        self._conflicts = merge_copy(session, found).conflicts if found is not None else ()
        self._kept: list[QComboBox] = []
        self.setWindowTitle(write_in_title(session.say(TITLE)))
        self.setMinimumWidth(_WIDTH)
        layout = QVBoxLayout(self)
        for text in self._tell(found):
            label = Label(text)
            label.setWordWrap(True)
            layout.addWidget(label)
        if self._conflicts:
            layout.addWidget(self._make_table())
        layout.addLayout(self._make_buttons(found))

    def _tell(self, found: PlanFile | None) -> list[str]:
        say, name = self.session.say, self.session.name
        if found is None:
            return [say(UNREADABLE.fill(name=name))]
        count = len(self._conflicts)
        return [
            say(STORY.fill(name=name)),
            say(CONFLICTS.fill(count=count)) if count else say(NO_CONFLICT),
            say(MEASURED),
        ]

    def _make_table(self) -> QTableWidget:
        say = self.session.say
        table = QTableWidget(len(self._conflicts), len(COLUMNS))
        table.setHorizontalHeaderLabels([say(each) for each in COLUMNS])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for row, conflict in enumerate(self._conflicts):
            texts = (name_answer(self.session, conflict.field), *self._show_both(conflict))
            for column, text in enumerate(texts):
                table.setItem(row, column, QTableWidgetItem(spell_hidden(shorten(text, _LONGEST_CELL))))
            kept = QComboBox()
            kept.addItems([say(MINE), say(THEIRS)])
            kept.setAccessibleName(texts[0])
            kept.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._kept.append(kept)
            table.setCellWidget(row, len(texts), kept)
        table.resizeColumnsToContents()
        for column in range(len(COLUMNS) - 1):
            table.setColumnWidth(column, min(table.columnWidth(column), _WIDTH // 3))
        table.horizontalHeader().setStretchLastSection(True)
        table.setMinimumHeight(table.rowHeight(0) * min(len(self._conflicts) + 2, _ROWS_SHOWN))
        return table

    def _show_both(self, conflict: Conflict) -> tuple[str, str]:
        return self._show(conflict.field, conflict.mine), self._show(conflict.field, conflict.theirs)

    def _show(self, field: str, value: object) -> str:
        say = self.session.say
        if value is None or value == "":
            return NOT_KNOWN
        if isinstance(value, dict | list):
            return say(ENTRIES.fill(count=len(value)))
        return say(show_answer(field, value))

    def _make_buttons(self, found: PlanFile | None) -> QHBoxLayout:
        offered: list[tuple[Message, Choice]] = [(MERGE, "merge"), (TAKE, "theirs")] if found is not None else []
        offered += [(KEEP, "mine"), (BESIDE, "beside"), (CANCEL, "cancel")]
        row = QHBoxLayout()
        row.addStretch()
        for text, choice in offered:
            button = QPushButton(self.session.say(text))
            button.setObjectName(choice)
            # The first keeps the most; Escape decides nothing.
            button.setDefault(choice == "merge")
            button.setAutoDefault(choice == "merge")
            button.clicked.connect(lambda _=False, choice=choice: self._decide(choice))
            row.addWidget(button)
        return row

    def _decide(self, choice: Choice) -> None:
        self.choice = choice
        if choice == "cancel":
            self.reject()
        else:
            self.accept()

    @property
    def prefer_theirs(self) -> frozenset[str]:
        """Return the fields in which a merge takes what the file holds."""
        chosen = zip(self._conflicts, self._kept, strict=True)
        return frozenset(conflict.field for conflict, kept in chosen if kept.currentIndex() == 1)
