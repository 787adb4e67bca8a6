"""The flow matrix: filtered by machine and words, sorted, copied, its ports changed in place."""

from PySide6.QtCore import QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wizard.errors import WizardError
from wizard.gui.reading import UnreadableError
from wizard.gui.session import Session
from wizard.gui.widgets.flow_rows import (
    PORTS_COLUMN,
    TITLES,
    FlowItem,
    list_flow_rows,
    read_port,
    tell_draft,
)
from wizard.gui.widgets.rows_model import NOWHERE, Index, Role, RowsModel
from wizard.gui.widgets.rows_view import RowsView
from wizard.gui.widgets.signs import find_link_colour
from wizard.gui.widgets.text_lines import TextLine
from wizard.i18n import Message

PORT_OF = Message("Port of {flow}: {purpose}")
SHARES = (1.1, 1.2, 0.5, 0.92, 1.5, 1.75, 1.0, 0.82, 1.35)
_LONGEST = 40
_LOWEST = (220, 10)


class FlowModel(RowsModel):
    """The flows of a session. What is typed as a port and is none stays in its cell, and no port is known then."""

    complained = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def show_flows(self) -> None:
        """Show the flows as they are now."""
        say = self.session.say
        self.show_rows(list_flow_rows(self.session), tuple(say(title) for title in TITLES))

    def list_complaints(self) -> list[str]:
        """Return what is wrong with each text that was typed as a port and is none."""
        drafts = ((row.item.flow.fact, self._read_draft(row.item)) for row in self.rows)
        return [tell_draft(self.session.say, fact, draft) for fact, draft in drafts if draft is not None]

    def _read_draft(self, item: FlowItem) -> str | None:
        return self.session.read_unread(item.field) if item.field else None

    def find_item(self, index: Index) -> FlowItem:
        """Return the flow in a line."""
        item: FlowItem = self.shown[index.row()].item
        return item

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say which cells can be changed: ports, where the document allows it."""
        flags = super().flags(index)
        if index.isValid() and index.column() == PORTS_COLUMN and self.find_item(index).field:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what a cell shows; ports that can be changed look like links, underlined."""
        if index.isValid() and index.column() == PORTS_COLUMN and self.find_item(index).field:
            if role == Role.EditRole:
                return self._read_own(self.find_item(index))
            if role == Role.FontRole:
                font = QFont(QApplication.font())
                font.setUnderline(True)
                return font
            if role == Role.ForegroundRole:
                return find_link_colour()
        return super().data(index, role)

    def _read_own(self, item: FlowItem) -> str:
        draft = self._read_draft(item)
        return (item.flow.ports or "") if draft is None else draft

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Take a port: none brings the document's own back, what is none is kept as it was typed and told."""
        item, text = self.find_item(index), str(value)
        if role != Role.EditRole or item.field is None or text == self._read_own(item):
            return False
        self.stick(self.shown[index.row()].key)
        try:
            self._take(item.field, text)
        except WizardError:
            # The plan has no room for it: the port stays as it was.
            return False
        self.show_flows()
        self.complained.emit()
        return True

    def _take(self, field: str, text: str) -> None:
        try:
            port = read_port(text)
        except UnreadableError:
            self.session.keep_unread(field, text)
        else:
            self.session.write(field, port)


class PortDelegate(QStyledItemDelegate):
    """The field that a port is typed in."""

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """Return a line to type in, named after its flow."""
        del option
        line, model = TextLine(parent), index.model()
        line.setMaxLength(_LONGEST)
        line.setFrame(False)
        line.setAutoFillBackground(True)
        if isinstance(model, FlowModel):
            flow, say = model.find_item(index).flow, model.session.say
            line.setAccessibleName(say(PORT_OF.fill(flow=flow.fact, purpose=flow.purpose)))
        return line


class FlowTable(RowsView):
    """The matrix; F2, Enter or a double click anywhere in a row changes its port."""

    def __init__(self, model: FlowModel) -> None:
        super().__init__(model, SHARES, lines=3, lowest=_LOWEST)
        self.flows = model
        self._delegate = PortDelegate(self)
        self.setItemDelegateForColumn(PORTS_COLUMN, self._delegate)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.activated.connect(lambda _: self.edit_port())
        self.doubleClicked.connect(lambda _: self.edit_port())

    def can_edit(self) -> bool:
        """Say whether the current row's port can be changed."""
        row = self.find_current()
        return row is not None and row.item.field is not None

    def edit_port(self) -> None:
        """Open the current row's port to be changed, where it can be."""
        index = self.currentIndex()
        if not self.can_edit() or self.state() == self.State.EditingState:
            return
        kept = QPersistentModelIndex(index.siblingAtColumn(PORTS_COLUMN))
        # Once the key or click that asks for it is dealt with.
        QTimer.singleShot(0, self, lambda: self._open(kept))

    def _open(self, kept: QPersistentModelIndex) -> None:
        # Enter and a double click may both have asked.
        if kept.isValid() and self.state() != self.State.EditingState:
            index = self.flows.index(kept.row(), kept.column(), NOWHERE)
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the row's port with F2, from any of its cells."""
        if event.key() == Qt.Key.Key_F2:
            self.edit_port()
            return
        super().keyPressEvent(event)

    def find_row(self, field: str) -> object | None:
        """Return the key of the flow whose port a field is: exactly, else the first that it is the general port of."""
        exact = (row.key for row in self.flows.rows if row.item.field == field)
        general = (row.key for row in self.flows.rows if f"ports.{row.item.flow.fact}" == field)
        return next(exact, None) or next(general, None)
