"""Measure the columns of a table: by their shares, but none narrower than its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from wizard.dossier.blocks import Align, Cell, Row, Table
from wizard.dossier.pdf.styles import CELL, STRONG_CELL, Style
from wizard.dossier.pdf.typesetter import Typesetter

PADDING = 4.0  # left and right of a cell's text
SHAPE_SIZE = 8.5
SHAPE_ROOM = 12.0  # what a shape takes before the text
# Kept free at the right of right-aligned figures, so that they do not touch the text of the next column.
_INSET = 8.0
# So that a column as wide as its widest word holds it in spite of rounding.
_SLACK = 0.1
# A word that takes more of the table's width than this may be broken.
_WIDEST_WORD = 0.2
# A word with fewer characters than this part of the longest one's is not wider than it.
_NEARLY_LONGEST = 0.6


@dataclass(frozen=True, slots=True)
class LaidColumn:
    """A column: its left edge from the table's and its width in points, and where its text stands.

    ``inset`` is kept free at its right.
    """

    left: float
    width: float
    align: Align = "left"
    inset: float = 0.0

    @property
    def room(self) -> float:
        """Return the width its text may take."""
        return max(self.width - 2 * PADDING - self.inset, 1.0)


def place_columns(table: Table, typesetter: Typesetter, width: float) -> tuple[LaidColumn, ...]:
    """Return the columns of a table ``width`` points wide."""
    last = len(table.columns) - 1
    insets = [_INSET if column.align == "right" and at < last else 0.0 for at, column in enumerate(table.columns)]
    cells = zip(*(row.cells for row in table.rows if isinstance(row, Row)), strict=True)
    columns_of_cells = list(cells) or [() for _ in table.columns]
    leasts = [
        min(_measure_widest(typesetter, column.title, texts), width * _WIDEST_WORD) + 2 * PADDING + inset + _SLACK
        for column, texts, inset in zip(table.columns, columns_of_cells, insets, strict=True)
    ]
    placed, left = [], 0.0
    widths = _share_out([column.share for column in table.columns], leasts, width)
    for column, own, inset in zip(table.columns, widths, insets, strict=True):
        placed.append(LaidColumn(left, own, column.align, inset))
        left += own
    return tuple(placed)


def _measure_widest(typesetter: Typesetter, title: str, cells: Sequence[str | Cell]) -> float:
    """Return the width of a column's widest word with the shape before it."""
    plain = [cell for cell in cells if isinstance(cell, str)]
    marked = [cell.text for cell in cells if isinstance(cell, Cell) and cell.status]
    bold = [cell.text for cell in cells if isinstance(cell, Cell) and not cell.status]
    return max(
        _measure_words(typesetter, [title, *bold], STRONG_CELL),
        _measure_words(typesetter, plain, CELL),
        _measure_words(typesetter, marked, CELL) + SHAPE_ROOM if marked else 0.0,
    )


def _measure_words(typesetter: Typesetter, texts: Iterable[str], style: Style) -> float:
    words = set(chain.from_iterable(map(str.split, set(texts))))
    least = max(map(len, words), default=0) * _NEARLY_LONGEST
    return max((typesetter.measure(word, style) for word in words if len(word) >= least), default=0.0)


def _share_out(shares: Sequence[float], leasts: Sequence[float], width: float) -> list[float]:
    """Return widths by shares; a column that would get less than its least gets that, and the others share the rest."""
    if sum(leasts) >= width:
        return [width * least / sum(leasts) for least in leasts]
    widths = [0.0] * len(shares)
    open_columns = list(range(len(shares)))
    room = width
    while open_columns:
        unit = room / sum(shares[at] for at in open_columns)
        short = [at for at in open_columns if shares[at] * unit < leasts[at]]
        for at in short or open_columns:
            widths[at] = leasts[at] if short else shares[at] * unit
        room -= sum(leasts[at] for at in short)
        open_columns = [at for at in open_columns if at not in short] if short else []
    return widths
