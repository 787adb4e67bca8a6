"""Rows that a table view shows: kept, sorted and filtered here, so that a refresh touches only what differs.

A proxy model would ask for every value of every comparison through Qt; sorting prepared keys costs a fraction of that.
"""

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple, Self

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from wizard.domain.levels import Status
from wizard.dossier.cells import keep_text
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.spreadsheet import guard_cell
from wizard.gui.plain_text import make_tooltip
from wizard.gui.widgets.signs import make_icon

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
_TITLE_READERS: dict[int, Callable[[str], str]] = {Role.DisplayRole: str, Role.ToolTipRole: make_tooltip}
_DIGITS = re.compile(r"([0-9]+)")
_BREAKS = re.compile(r"\s+")


class _Content(NamedTuple):
    text: str
    order: object
    status: Status | None
    told: str
    align: Qt.AlignmentFlag


class Cell(_Content):
    """A cell: its text, what it is sorted by (else the text), its status' sign, and what is told of it."""

    __slots__ = ()

    def __new__(
        cls,
        text: str,
        order: object = None,
        status: Status | None = None,
        told: str = "",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> Self:
        """Make a cell; what its texts hide is spelled out here, so that it is measured as it is shown."""
        # A tab is a space like any other.
        return super().__new__(cls, spell_hidden(text.replace("\t", " ")), order, status, spell_hidden(told), align)


class Row(NamedTuple):
    """A row: what it is known by, its cells, what it is about, and more text that a search finds it by."""

    key: Hashable
    cells: tuple[Cell, ...]
    item: Any = None
    hidden_text: str = ""


Accepts = Callable[[Row], bool]


def fold(text: str) -> str:
    """Return a text without case and accents, to be searched."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(each for each in plain if not unicodedata.combining(each)).casefold()


def order_text(text: str) -> tuple[str | int, ...]:
    """Return what a text is sorted by: NET-2 before NET-10, é beside e."""
    # Split at its digits a text is text, number, text, number …: what is compared is always of one kind.
    return tuple(int(part) if at % 2 else part for at, part in enumerate(_DIGITS.split(fold(text))))


def matches(row: Row, words: Sequence[str]) -> bool:
    """Say whether a row holds all of some folded words."""
    if not words:
        return True
    text = fold(" ".join([*(f"{cell.text} {cell.told}" for cell in row.cells), row.hidden_text]))
    return all(word in text for word in words)


class RowsModel(QAbstractTableModel):
    """Rows under titles. Rows changed under the user's eyes stay until the filter itself is changed."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: tuple[str, ...] = ()
        self.rows: list[Row] = []
        self.shown: list[Row] = []
        self._accepts: Accepts = lambda _: True
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._sticky: set[Hashable] = set()

    def show_rows(self, rows: list[Row], titles: tuple[str, ...]) -> None:
        """Show rows; nothing happens where they are the ones that are shown."""
        if titles != self.titles:
            self.titles = titles
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(titles) - 1, 0))
        if rows != self.rows:
            self.rows = rows
            self._arrange()

    def filter(self, accepts: Accepts) -> None:
        """Show only the rows that a function accepts."""
        self._accepts = accepts
        self._sticky.clear()
        self._arrange()

    def stick(self, key: Hashable) -> None:
        """Keep a row in sight that is being changed, even where the filter no longer takes it."""
        self._sticky.add(key)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings the rows' own order back."""
        self._sorted_by = (column, order)
        self._arrange()

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """Return the column that the rows are sorted by, and which way."""
        return self._sorted_by

    def _arrange(self) -> None:
        wanted = [row for row in self.rows if row.key in self._sticky or self._accepts(row)]
        column, order = self._sorted_by
        if column >= 0:
            wanted.sort(key=lambda row: _order_cell(row.cells[column]), reverse=order is Qt.SortOrder.DescendingOrder)
        if {row.key for row in wanted} == {row.key for row in self.shown} and len(wanted) == len(self.shown):
            self._rearrange(wanted)
            return
        self.beginResetModel()
        self.shown = wanted
        self.endResetModel()

    def _rearrange(self, wanted: list[Row]) -> None:
        # The same rows: selection, place and an open field stay with theirs.
        self.layoutAboutToBeChanged.emit()
        places = {row.key: place for place, row in enumerate(wanted)}
        old = self.persistentIndexList()
        new = [self.index(places[self.shown[index.row()].key], index.column()) for index in old]
        self.shown = wanted
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def find_place(self, key: Hashable) -> int | None:
        """Return in which line a row is shown."""
        return next((place for place, row in enumerate(self.shown) if row.key == key), None)

    def write_table(self, places: Sequence[int]) -> str:
        """Return some of the rows, under their titles, as lines of cells separated by tabs."""
        lines = [list(self.titles), *([cell.text or cell.told for cell in self.shown[at].cells] for at in places)]
        return "".join(
            "\t".join(guard_cell(keep_text(_BREAKS.sub(" ", text))) for text in line) + "\n" for line in lines
        )

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401, N802 - Qt's own signature
        """Return a column's title."""
        reader = _TITLE_READERS.get(role)
        if reader is None or orientation is not Qt.Orientation.Horizontal or section >= len(self.titles):
            return None
        return reader(self.titles[section])

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        """Return what a cell shows and tells."""
        if not index.isValid():
            return None
        cell = self.shown[index.row()].cells[index.column()]
        if role == Role.DisplayRole:
            return cell.text
        reader = _READERS.get(role)
        return reader(cell) if reader else None


def _order_cell(cell: Cell) -> Any:  # noqa: ANN401 - whatever a column is sorted by
    return order_text(cell.text) if cell.order is None else cell.order


def _tell(cell: Cell) -> str:
    return cell.told or cell.text


_READERS: dict[int, Callable[[Cell], object]] = {
    Role.AccessibleTextRole: _tell,
    Role.ToolTipRole: lambda cell: make_tooltip(_tell(cell)),
    Role.DecorationRole: lambda cell: None if cell.status is None else make_icon(cell.status),
    Role.TextAlignmentRole: lambda cell: cell.align | Qt.AlignmentFlag.AlignVCenter,
}
