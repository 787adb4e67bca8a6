"""A table of rows: as wide as its place, no word cut, sorted by its titles or by key, copied with Ctrl+C."""

import operator
from collections.abc import Hashable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from wizard.gui.widgets.rows_model import Row, RowsModel
from wizard.gui.widgets.signs import fit_sign
from wizard.gui.widgets.text_size import fit_height
from wizard.gui.widgets.word_ruler import SLACK, WordRuler

_PADDING = 6
# Left and right of a cell's text, also of the one beside a sign.
_ASIDE = 6
# A longer word, such as a file's name, is cut: it would take the room of all other columns.
_LONGEST_WORD = 16


class RowsView(QTableView):
    """A table over a ``RowsModel``, rows as high as their text, up to so many lines.

    ``lowest``: the least height, in pixels and in lines of text; ``yielding``: columns whose words are cut before the
    table scrolls sideways, because they are told elsewhere too; ``chosen``: another row is the current one.
    """

    chosen = Signal()

    def __init__(
        self,
        model: RowsModel,
        shares: tuple[float, ...],
        *,
        lines: int = 2,
        lowest: tuple[int, int] = (0, 0),
        yielding: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__()
        self.rows, self._shares = model, shares
        self._most_lines, self._lowest, self._yielding = lines, lowest, yielding
        self._measured: tuple[object, ...] = ()
        self._least: list[int] = [0] * len(shares)
        self._titles: list[int] = [0] * len(shares)
        self._kept: tuple[Hashable, int, int] | None = None
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_headers()
        self.setSortingEnabled(True)
        self._take_font()
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        for changed in (model.modelReset, model.layoutChanged, model.headerDataChanged):
            changed.connect(self._share_out)

    def _set_up_headers(self) -> None:
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(24)

    def find_current(self) -> Row | None:
        """Return the current row."""
        index = self.currentIndex()
        return self.rows.shown[index.row()] if index.isValid() else None

    def list_selected(self) -> list[Row]:
        """Return the selected rows, from the top."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows.shown[place] for place in places]

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
        self._share_out()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Make columns and rows as large as the text's size asks."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._take_font()
            self._share_out()

    def _take_font(self) -> None:
        self._ruler = WordRuler(self.fontMetrics())
        self._side = fit_sign(self.fontMetrics())
        self.setIconSize(QSize(self._side, self._side))
        self.setMinimumHeight(fit_height(self, *self._lowest))
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + _PADDING)

    def _share_out(self) -> None:
        """Give each column its share, or its longest word where that is wider, and each row its lines."""
        self._measure_words()
        left, shares = self.viewport().width(), sum(self._shares)
        least = self._find_least(left)
        given = list(least)
        # First those that need more than their share: what is left is shared by the others.
        for column in sorted(range(len(least)), key=lambda at: self._shares[at] / max(least[at], 1)):
            share = self._shares[column]
            given[column] = max(least[column], int(left * share / shares))
            left, shares = max(left - given[column], 0), shares - share
        for column, width in enumerate(given):
            self.setColumnWidth(column, width)
        self._size_rows(given)

    def _find_least(self, room: int) -> list[int]:
        yielded = [self._titles[at] if at in self._yielding else least for at, least in enumerate(self._least)]
        # Where the table scrolls all the same, nothing is won by yielding.
        return yielded if sum(yielded) <= room < sum(self._least) else list(self._least)

    def _measure_words(self) -> None:
        measured = (self.rows.rows, self.rows.titles, self._ruler)
        # The same list, not an equal one: comparing all cells costs as much as measuring them.
        if len(self._measured) == len(measured) and all(map(operator.is_, self._measured, measured)):
            return
        self._measured = measured
        ruler, longest = self._ruler, self.fontMetrics().horizontalAdvance("0") * _LONGEST_WORD
        # A title is broken where it says so, nowhere else.
        titles = [max(map(ruler.measure, title.split("\n"))) for title in self.rows.titles] or [0] * len(self._shares)
        for column, title in enumerate(titles):
            cells = [row.cells[column] for row in self.rows.rows]
            words = max((ruler.find_longest(text) for text in {cell.text for cell in cells}), default=0)
            sign = self._side + _ASIDE if any(cell.status for cell in cells) else 0
            self._titles[column] = title + _ASIDE + SLACK
            self._least[column] = max(title, min(words, longest) + sign) + _ASIDE + SLACK

    def _size_rows(self, widths: list[int]) -> None:
        line, header = self.fontMetrics().lineSpacing(), self.verticalHeader()
        for place, row in enumerate(self.rows.shown):
            lines = max(
                self._ruler.count_lines(cell.text, width - _ASIDE - (self._side + _ASIDE if cell.status else 0))
                for cell, width in zip(row.cells, widths, strict=True)
            )
            header.resizeSection(place, max(line * min(lines, self._most_lines), self._side) + _PADDING)

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
