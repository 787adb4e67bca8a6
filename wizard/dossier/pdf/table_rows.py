"""Measure the rows of a table: their cells broken into lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wizard.dossier.blocks import Cell, GroupRow, Row
from wizard.dossier.pdf.paragraphs import Landmark
from wizard.dossier.pdf.shapes import Shape
from wizard.dossier.pdf.styles import CELL, STRONG_CELL, Style
from wizard.dossier.pdf.table_columns import PADDING, SHAPE_ROOM, SHAPE_SIZE, LaidColumn
from wizard.dossier.pdf.typesetter import Typesetter

ROW_PADDING = 2.5  # above and below
WRITING_LINE = 20.0  # room under a row to write by hand

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellDetail:
    """What is not plain about a cell."""

    bold: bool = False
    shape: Shape | None = None
    link: str | None = None
    shape_size: float = SHAPE_SIZE


@dataclass(slots=True)
class LaidRow:
    """A row whose cells are broken into lines; ``depth`` is the number of lines of its deepest cell.

    ``group`` is the group row it belongs to, ``writing_column`` the column under which a line to write on stands, after
    ``writing_label``.
    """

    cells: tuple[Lines, ...]
    depth: int
    group: "LaidRow | None" = None
    details: Mapping[int, CellDetail] = field(default_factory=dict)
    landmark: Landmark | None = None
    is_group: bool = False
    is_heading: bool = False
    writing_column: int = 0
    writing_label: str | None = None

    @property
    def height(self) -> float:
        """Return its height in points."""
        height = self.depth * CELL.leading + 2 * ROW_PADDING
        return height if self.writing_label is None else height + WRITING_LINE

    def split(self, count: int) -> "tuple[LaidRow, LaidRow]":
        """Return the row's first ``count`` lines and the rest; the line to write on stays with the end."""
        first = replace(self, cells=tuple(lines[:count] for lines in self.cells), depth=count, writing_label=None)
        bare = {at: replace(detail, shape=None) for at, detail in self.details.items()}
        rest = tuple(lines[count:] for lines in self.cells)
        return first, replace(self, cells=rest, depth=self.depth - count, details=bare, landmark=None)

    def indent(self, column: int) -> float:
        """Return how far the text of a column stands in, for its shape."""
        detail = self.details.get(column)
        return SHAPE_ROOM if detail is not None and detail.shape is not None else 0.0


class RowSetter:
    """Breaks the cells of one table into lines."""

    def __init__(self, typesetter: Typesetter, columns: tuple[LaidColumn, ...]) -> None:
        self._typesetter = typesetter
        self._columns = columns
        self._rooms = tuple(column.room for column in columns)
        # Tables say the same words again and again: a text is measured once for each column.
        self._known: tuple[dict[str, Lines], ...] = tuple({} for _ in columns)

    def set_heading(self, titles: list[str]) -> LaidRow:
        """Return the heading row."""
        cells = tuple(
            tuple(self._typesetter.break_text(title, STRONG_CELL, column.room))
            for title, column in zip(titles, self._columns, strict=True)
        )
        return LaidRow(cells, max(map(len, cells)), is_heading=True)

    def set_group(self, group: GroupRow, width: float) -> LaidRow:
        """Return a group row that stretches over the whole table."""
        room = width - 2 * PADDING - (SHAPE_ROOM if group.status else 0)
        lines = tuple(self._typesetter.break_text(group.title, STRONG_CELL, room))
        details = {0: CellDetail(shape=group.status)} if group.status else {}
        return LaidRow((lines,), len(lines), details=details, is_group=True)

    def set_row(self, row: Row, group: LaidRow | None) -> LaidRow:
        """Return a row; plain cells take the short way."""
        cells: list[Lines] = []
        details: dict[int, CellDetail] = {}
        depth = 1
        for at, (cell, known) in enumerate(zip(row.cells, self._known, strict=True)):
            if isinstance(cell, str):
                lines = known.get(cell)
                if lines is None:
                    lines = known[cell] = tuple(self._typesetter.break_text(cell, CELL, self._rooms[at]))
            else:
                details[at] = CellDetail(cell.bold, cell.status, cell.link)
                lines = self._set_cell(cell, self._rooms[at])
            depth = max(depth, len(lines))
            cells.append(lines)
        landmark = None if row.anchor is None else Landmark(row.anchor)
        return LaidRow(tuple(cells), depth, group, details, landmark)

    def _set_cell(self, cell: Cell, room: float) -> Lines:
        style: Style = STRONG_CELL if cell.bold else CELL
        indent = SHAPE_ROOM if cell.status else 0.0
        return tuple(self._typesetter.break_text(cell.text, style, max(room - indent, 1.0)))
