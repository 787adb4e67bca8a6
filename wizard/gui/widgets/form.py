"""Questions one below the other, in groups."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.field_row import FieldRow
from wizard.gui.widgets.text_size import Heading
from wizard.i18n import Message

Applies = Callable[[Session], bool]


def _always(_: Session) -> bool:
    return True


class Group(NamedTuple):
    """Questions under one title; ``applies`` says whether they are asked at all. Fields of lists hold a ``*``."""

    title: Message
    fields: tuple[str, ...]
    applies: Applies = _always
    hint: Message | None = None


class Form(QWidget):
    """Groups of questions; those that do not apply are not shown."""

    def __init__(self, session: Session, groups: tuple[Group, ...]) -> None:
        super().__init__()
        self.session, self.groups = session, groups
        self.rows: dict[str, FieldRow] = {}
        self._titles: list[tuple[Group, Label, Label, QWidget]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for group in groups:
            layout.addWidget(self._make_group(group))

    def _make_group(self, group: Group) -> QWidget:
        box, title, hint = QWidget(), Heading(), Label()
        hint.setWordWrap(True)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(2)
        layout.addWidget(title)
        layout.addWidget(hint)
        for pattern in group.fields:
            row = self.rows[pattern] = FieldRow(self.session, pattern)
            layout.addWidget(row)
        self._titles.append((group, title, hint, box))
        return box

    def show_answers(self, position: int | None = None) -> None:
        """Show all answers; for a list's form those of one item."""
        told: set[str] = set()
        for group, title, hint, box in self._titles:
            applies = group.applies(self.session)
            box.setVisible(applies)
            title.setText(self.session.say(group.title))
            hint.setText("" if group.hint is None else self.session.say(group.hint))
            hint.setVisible(group.hint is not None)
            if applies:
                for pattern in group.fields:
                    row = self.rows[pattern]
                    if position is None:
                        row.show_answer(told)
                    else:
                        row.show_item(position, told)

    def focus_field(self, field: str) -> bool:
        """Give a field the focus; return whether it is here."""
        for row in self.rows.values():
            if row.field == field:
                QTimer.singleShot(0, row.editor, row.editor.take_keys)
                return True
        return False
