"""The checklist, grouped by who ticks; all of it, or what is still open, or what is not OK."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from wizard.domain.assessment import ChecklistItem
from wizard.domain.checklist import count_checklist, count_progress, settle
from wizard.domain.choices import CHOICES
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.checklist_progress import describe_progress
from wizard.gui.widgets.checklist_rows import ItemRow
from wizard.gui.widgets.text_size import Heading
from wizard.i18n import Message

NO_ITEM = Message("No item applies yet: it is the answers that decide what has to be checked.")
NONE_SHOWN = Message("No item of this kind.")
SHOW = Message("Show:")
FILTERS = {"all": Message("all"), "open": Message("still to do"), "failed": Message("not OK")}
HEADING = Message("{role}: {progress}")
IN_ALL = Message("In all: {progress}")
SHOWN_ITEMS = Message("Items shown: {kind}")
_AT_A_TIME = 6


class RoleGroup(QWidget):
    """The items of one role. Rows are used again for whatever items the plan has."""

    def __init__(self, session: Session, role: str, names: QStringListModel) -> None:
        super().__init__()
        self.session, self.role, self.names = session, role, names
        self.heading = Heading()
        self.rows: list[ItemRow] = []
        self.rows_layout = QVBoxLayout(self)
        self.rows_layout.setContentsMargins(0, 12, 0, 0)
        self.rows_layout.addWidget(self.heading)

    def make_rows(self, count: int) -> Iterator[None]:
        """Have so many rows at least; some are made at a time."""
        while len(self.rows) < count:
            self.rows.append(ItemRow(self.session, self.names))
            self.rows_layout.addWidget(self.rows[-1])
            if len(self.rows) % _AT_A_TIME == 0:
                yield

    def show_items(self, items: list[ChecklistItem], kind: str) -> int:
        """Show a role's items of a kind; return how many are shown."""
        progress = describe_progress(count_progress(items))
        self.heading.setText(self.session.say(HEADING.fill(role=CHOICES["role"][self.role], progress=progress)))
        for _ in self.make_rows(len(items)):
            pass
        for row in self.rows[len(items) :]:
            row.id = ""
            row.hide()
        count = 0
        for row, item in zip(self.rows, items, strict=False):
            row.show_item(item)
            # A row that is being filled in stays until the keyboard leaves it.
            shown = kind in ("all", settle(item)) or _has_focus(row)
            row.setVisible(shown)
            count += shown
        self.setVisible(bool(items) and (count > 0 or kind == "all"))
        return count


def _has_focus(row: QWidget) -> bool:
    focused = row.window().focusWidget()
    return focused is not None and row.isAncestorOf(focused) and row.isVisible()


class ChecklistBox(QWidget):
    """The whole checklist with its filter and how far it is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.kind = session, "all"
        self.progress, self.show_label, self.none = Label(), Label(), Label()
        self.progress.setWordWrap(True)
        self.filters = {kind: QRadioButton() for kind in FILTERS}
        self.names = QStringListModel(self)
        self.groups = {role: RoleGroup(session, role, self.names) for role in CHOICES["role"]}
        self._lay_out()

    def _lay_out(self) -> None:
        layout, line, together = QVBoxLayout(self), QHBoxLayout(), QButtonGroup(self)
        layout.setContentsMargins(0, 8, 0, 0)
        line.addWidget(self.show_label)
        for kind, button in self.filters.items():
            together.addButton(button)
            line.addWidget(button)
            button.clicked.connect(lambda _=False, kind=kind: self.show_kind(kind))
        self.filters["all"].setChecked(True)
        line.addStretch()
        layout.addWidget(self.progress)
        layout.addLayout(line)
        layout.addWidget(self.none)
        for group in self.groups.values():
            layout.addWidget(group)

    def show_kind(self, kind: str) -> None:
        """Show only the items of a kind."""
        self.kind = kind
        self.filters[kind].setChecked(True)
        self.show_items()

    def prepare(self) -> Iterator[None]:
        """Make the rows that the plan needs now, some at a time."""
        asked = Counter(item.responsible for item in self.session.assessment.checklist)
        for role, group in self.groups.items():
            yield from group.make_rows(asked[role])

    def show_items(self) -> None:
        """Show the items that the plan has now."""
        say, items = self.session.say, self.session.assessment.checklist
        self.progress.setText(say(IN_ALL.fill(progress=describe_progress(count_checklist(self.session.assessment)))))
        self.show_label.setText(say(SHOW))
        for kind, button in self.filters.items():
            button.setText(say(FILTERS[kind]))
            button.setAccessibleName(say(SHOWN_ITEMS.fill(kind=FILTERS[kind])))
        self._offer_names()
        count = 0
        for role, group in self.groups.items():
            count += group.show_items([item for item in items if item.responsible == role], self.kind)
        self.none.setText(say(NONE_SHOWN if items else NO_ITEM))
        self.none.setVisible(count == 0)

    def _offer_names(self) -> None:
        """Offer those who are known by name where it is asked who has seen to an item."""
        project = self.session.plan.project
        known = [contact.name for contact in (project and project.contacts) or ()]
        names = [*dict.fromkeys(name for name in (*known, project and project.prepared_by) if name)]
        if names != self.names.stringList():
            self.names.setStringList(names)

    def focus_field(self, field: str) -> bool:
        """Lead to a field of an item; return whether the item is on the list."""
        item, _, name = field.removeprefix("sign_off.items").removeprefix(".").partition(".")
        rows = [row for group in self.groups.values() for row in group.rows if row.id]
        row = next((row for row in rows if item in (row.id, "")), None)
        if row is None:
            return False
        if row.isHidden():
            self.show_kind("all")
        row.focus_field(name)
        return True
