"""A table of rows: as wide as its place, sorted by its titles or by key, copied with Ctrl+C."""

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from wizard.gui.widgets.rows_model import Row, RowsModel

_PADDING = 6


class RowsView(QTableView):
    """A table over a ``RowsModel``, so many lines of text a row; ``chosen``: another row is the current one."""

    chosen = Signal()

    def __init__(self, model: RowsModel, shares: tuple[float, ...], *, lines: int = 2) -> None:
        super().__init__()
        self.rows, self._shares, self._lines = model, shares, lines
        self._kept: tuple[Hashable, int, int] | None = None
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(24)
        self.setSortingEnabled(True)
        self._size_rows()
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)

    def find_current(self) -> Row | None:
        """Return the current row."""
        index = self.currentIndex()
        return self.rows.shown[index.row()] if index.isValid() else None

    def choose(self, key: Hashable, column: int = 0) -> bool:
        """Make a row the current one; return whether it is shown."""
        place = self.rows.find_place(key)
        if place is None:
            return False
        index = self.rows.index(place, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def copy_rows(self, *, everything: bool = False) -> None:
        """Put the selected rows, or all that are shown, on the clipboard as a table."""
        places = range(len(self.rows.shown))
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        QGuiApplication.clipboard().setText(self.rows.write_table(places if everything or not chosen else chosen))

    def currentChanged(self, current: object, previous: object) -> None:  # noqa: N802 - Qt's name
        """Say that another row is the current one."""
        super().currentChanged(current, previous)  # type: ignore[arg-type]
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy whole rows; leave the other keys to the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            event.accept()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no more room than is needed: a page scrolls only where its least does not fit."""
        return self.minimumSizeHint().expandedTo(self.minimumSize())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give each column its share of the width."""
        super().resizeEvent(event)
        left, shares = self.viewport().width(), sum(self._shares)
        for column, share in enumerate(self._shares):
            width = int(left * share / shares)
            self.setColumnWidth(column, width)
            left, shares = left - width, shares - share

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Make rows as high as the text's size asks."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._size_rows()

    def _size_rows(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() * self._lines + _PADDING)

    def _keep(self) -> None:
        index, row = self.currentIndex(), self.find_current()
        self._kept = None if row is None else (row.key, index.row(), index.column())

    def _restore(self) -> None:
        if self._kept is None:
            self.chosen.emit()
            return
        key, place, column = self._kept
        if not self.choose(key, column) and self.rows.shown:
            self.setCurrentIndex(self.rows.index(min(place, len(self.rows.shown) - 1), column))
        # Also where the same row came back, or none: what it says may be another.
        self.chosen.emit()
