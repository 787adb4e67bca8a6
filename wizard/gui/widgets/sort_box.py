"""A list box that sorts a table by one of its columns: what a click on a title does, for the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from wizard.gui.widgets.list_box import ListBox
from wizard.gui.widgets.rows_view import RowsView
from wizard.i18n import Message, Translator

SORT = Message("Sort")
OWN_ORDER = Message("Document's order")
UP, DOWN = Message("{column} ↑"), Message("{column} ↓")
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class SortBox(ListBox):
    """Own order, then each column up and down; it follows the clicks on the titles too."""

    def __init__(self, table: RowsView, own_order: Message = OWN_ORDER) -> None:
        super().__init__()
        self.table, self.own_order = table, own_order
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(17)
        self.activated.connect(self._sort)
        table.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self._follow())
        self._written: tuple[str, ...] = ()

    def speak(self, say: Translator) -> None:
        """Write the columns' titles in a language."""
        self.setAccessibleName(say(SORT))
        titles = [" ".join(title.split()) for title in self.table.rows.titles]
        words = (
            say(self.own_order),
            *(say(each.fill(column=title or str(at + 1))) for at, title in enumerate(titles) for each in (UP, DOWN)),
        )
        if words != self._written:
            self._written = words
            self.clear()
            self.addItems(words)
            self._follow()

    def _sort(self, place: int) -> None:
        column, way = divmod(place - 1, 2)
        # -1 // 2 is -1: the first line is the rows' own order.
        self.table.sortByColumn(column, _DOWN if way and place else _UP)

    def _follow(self) -> None:
        header = self.table.horizontalHeader()
        column = header.sortIndicatorSection()
        down = header.sortIndicatorOrder() is _DOWN
        self.setCurrentIndex(0 if column < 0 else 1 + 2 * column + down)
