"""A list of things of one kind (contacts, sites, links, PCs, hosts): choose one on top, answer its questions below."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from wizard.domain.levels import Status
from wizard.domain.section import LONGEST_LIST
from wizard.dossier.hidden import spell_hidden
from wizard.gui.plain_text import Label
from wizard.gui.session import Answers, Session
from wizard.gui.tab_order import put_in_order
from wizard.gui.widgets.form import Form, Group
from wizard.gui.widgets.roomy import RoomyDelegate
from wizard.gui.widgets.signs import make_icon
from wizard.gui.widgets.text_size import Heading, fit_height
from wizard.i18n import Message

ADD, REMOVE, DUPLICATE = Message("Add"), Message("Remove"), Message("Duplicate")
FULL = Message("This list is full: it holds {count} entries, and no more are possible.")
NONE_YET = Message("None yet: add one, or say that there is none.")
THERE_IS_NONE = Message("There is none")
LIST_NAME = Message("List: {name}")
_LIST_HEIGHT, _LIST_LINES = 116, 5
_STATUS = Qt.ItemDataRole.UserRole


class ItemsEditor(QWidget):
    """A list of the plan and the form of the chosen item; ``field`` is the list's, such as ``sites``."""

    chosen = Signal(int)

    def __init__(self, session: Session, field: str, title: Message, groups: tuple[Group, ...]) -> None:
        super().__init__()
        self.session, self.field, self.title = session, field, title
        self.heading, self.hint = Heading(), Label()
        self.hint.setWordWrap(True)
        self.list = QListWidget()
        self.list.setItemDelegate(RoomyDelegate(self.list))
        self.list.currentRowChanged.connect(self._choose)
        self.add, self.duplicate, self.remove, self.none = (QPushButton() for _ in range(4))
        self.add.clicked.connect(self.add_one)
        self.duplicate.clicked.connect(self._duplicate)
        self.remove.clicked.connect(self._remove)
        self.none.clicked.connect(lambda: self.session.write(self.field, []))
        # Made with the first item that is shown: most lists begin empty.
        self.groups = groups
        self.form: Form | None = None
        self.form_place = QVBoxLayout()
        self._lay_out()
        self._fit()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.add, self.duplicate, self.remove, self.none):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        for widget in (self.heading, self.hint, self.list):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        layout.addLayout(self.form_place)

    def _fit(self) -> None:
        self.list.setFixedHeight(fit_height(self, _LIST_HEIGHT, _LIST_LINES))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def read_items(self) -> list[Answers]:
        """Return the items as the plan holds them."""
        return self.session.read(self.field) or []

    def make_item(self) -> Answers:
        """Return what a new item begins with."""
        return {}

    @property
    def is_full(self) -> bool:
        """Say whether the list holds as many items as a plan takes."""
        return len(self.read_items()) >= LONGEST_LIST

    def add_item(self, item: Answers) -> None:
        """Add an item and turn to it; a list that is full stays as it is, as its hint says."""
        if not self.is_full:
            self.session.add(self.field, item)
            self.turn_to_last()

    def add_one(self) -> None:
        """Add an item and turn to it."""
        self.add_item(self.make_item())

    def turn_to_last(self) -> None:
        """Turn to the item at the end, with the keyboard in its first field."""
        self.list.setCurrentRow(self.list.count() - 1)
        first = next(iter(self.form.rows.values()), None) if self.form else None
        if first:
            first.editor.take_keys()

    def _duplicate(self) -> None:
        items, row = self.read_items(), self.list.currentRow()
        if 0 <= row < len(items) and not self.is_full:
            self.session.duplicate(self.field, row)
            self.turn_to_last()

    def _remove(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self.read_items()):
            self.session.remove(self.field, row)

    def show_items(self) -> None:
        """Show the list as the plan holds it, and the chosen item's answers."""
        say, items = self.session.say, self.read_items()
        self.heading.setText(say(self.title))
        self.list.setAccessibleName(say(LIST_NAME.fill(name=self.title)))
        for button, text in (
            (self.add, ADD),
            (self.duplicate, DUPLICATE),
            (self.remove, REMOVE),
            (self.none, THERE_IS_NONE),
        ):
            button.setText(say(text))
        known_none = self.session.read(self.field) == []
        told = FULL.fill(count=len(items)) if self.is_full else None if items or known_none else NONE_YET
        self.hint.setText("" if told is None else say(told))
        self.hint.setVisible(bool(self.hint.text()))
        self._fill(items)
        row = self.list.currentRow()
        self.add.setEnabled(not self.is_full)
        self.duplicate.setEnabled(row >= 0 and not self.is_full)
        self.remove.setEnabled(row >= 0)
        self.none.setEnabled(not items and not known_none)
        self.list.setVisible(bool(items))
        self._show_form(row)

    def _fill(self, items: list[Answers]) -> None:
        row = self.list.currentRow()
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        while self.list.count() > len(items):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(items):
            self.list.addItem(QListWidgetItem())
        for place, item in enumerate(items):
            entry = self.list.item(place)
            entry.setText(spell_hidden(self.name_item(place, item)))
            status = self.judge_item(place)
            if entry.data(_STATUS) != status.value:
                entry.setData(_STATUS, status.value)
                entry.setIcon(make_icon(status))
        self.list.setCurrentRow(min(max(row, 0), len(items) - 1))
        self.list.blockSignals(False)  # noqa: FBT003 - as above

    def name_item(self, position: int, item: Answers) -> str:
        """Return how an item is named in the list."""
        return str(item.get("name") or "").strip() or f"#{position + 1}"

    def judge_item(self, position: int) -> Status:
        """Return the most urgent status among the answers of an item."""
        return self.session.standings.judge_item(f"{self.field}.{position}")

    def _choose(self, row: int) -> None:
        self._show_form(row)
        self.chosen.emit(row)

    def _show_form(self, row: int) -> None:
        if self.form is None and row >= 0:
            self.form = Form(self.session, self.groups)
            self.form_place.addWidget(self.form)
            put_in_order([self])
        if self.form is not None:
            self.form.setVisible(row >= 0)
            if row >= 0:
                self.form.show_answers(row)

    def focus_field(self, field: str) -> bool:
        """Lead to a field of an item, or to the list itself."""
        if field == self.field:
            (self.list if self.list.count() else self.add).setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if not field.startswith(f"{self.field}."):
            return False
        position = field.removeprefix(f"{self.field}.").partition(".")[0]
        self.list.setCurrentRow(int(position))
        return self.form is not None and self.form.focus_field(field)

    def list_fields(self) -> set[str]:
        """Return the fields of the list and of its items."""
        return {self.field, *(pattern for group in self.groups for pattern in group.fields)}
