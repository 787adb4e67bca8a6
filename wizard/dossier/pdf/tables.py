"""Tables in the flow: cut into page parts with repeated heading and group rows, and drawn column by column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wizard.dossier.blocks import GroupRow, Table
from wizard.dossier.pdf.flow import Cut
from wizard.dossier.pdf.lettering import Placed
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import (
    ACCENT,
    CELL,
    GROUP_TINT,
    HEADING_TINT,
    HEIGHT,
    NOTE,
    STRONG_CELL,
)
from wizard.dossier.pdf.table_columns import PADDING, LaidColumn, place_columns
from wizard.dossier.pdf.table_rows import (
    ROW_PADDING,
    WRITING_LINE,
    LaidRow,
    RowSetter,
)
from wizard.dossier.pdf.typesetter import Typesetter

# Rows taller than this are cut where the page ends; others go to the next page whole.
_TALL = HEIGHT / 3
# Heading and group rows taller than this are not repeated: they would leave no room for the rows.
_TOO_TALL_TO_REPEAT = HEIGHT / 4
_LEAST_LINES = 2
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A measured table; ``heading`` is None where none is repeated, ``continued`` follows a repeated group's title."""

    columns: tuple[LaidColumn, ...]
    width: float
    heading: LaidRow | None
    rows: Sequence[LaidRow]
    continued: str


def lay_table(table: Table, typesetter: Typesetter, width: float, continued: str) -> "TablePiece":
    """Return a table measured for a width in points, ready to be placed."""
    columns = place_columns(table, typesetter, width)
    setter = RowSetter(typesetter, columns)
    rows: list[LaidRow] = []
    group = None
    for row in table.rows:
        if isinstance(row, GroupRow):
            group = setter.set_group(row, width)
            rows.append(group)
        else:
            rows.append(setter.set_row(row, group))
    heading = setter.set_heading([column.title for column in table.columns])
    if heading.height > _TOO_TALL_TO_REPEAT:
        return TablePiece(LaidTable(columns, width, None, [heading, *rows], continued))
    return TablePiece(LaidTable(columns, width, heading, rows, continued))


@dataclass(frozen=True, slots=True)
class TablePiece:
    """A table, or what is left of it: from row ``start`` on, of which ``begun`` is the rest where it was cut.

    ``foot`` is the height wanted under the last row for a note that must not stand alone on the next page.
    """

    table: LaidTable
    start: int = 0
    begun: LaidRow | None = None
    above: float = 4.0
    below: float = 14.0
    keeps_next: bool = False
    foot: float = 0.0

    @property
    def least(self) -> float:
        """Return the height of the repeated rows and the first row under them."""
        head = sum(row.height for row in self._repeated_rows())
        return head + sum(_least_height(row) for row in self._first_rows(self.start))

    def cut(self, room: float, whole: float) -> Cut:
        """Return the rows that fit under the repeated ones, and the rest."""
        fresh = room >= whole
        taken = self._repeated_rows()
        repeated = len(taken)
        room -= sum(row.height for row in taken)
        rows = self.table.rows
        at, begun = self.start, self.begun
        while at < len(rows):
            row = begun or rows[at]
            wanted = row.height
            if row.is_group and at + 1 < len(rows):
                wanted += _least_height(rows[at + 1])
            if wanted > room:
                begun = self._take_lines(row, room, taken, must=fresh and len(taken) == repeated)
                break
            taken.append(row)
            room -= row.height
            at, begun = at + 1, None
        if not taken:
            return None, None
        if len(taken) == repeated and at < len(rows):
            return None, self
        held = 0 if begun is not None else self._count_held(taken, repeated, len(rows) - at, room)
        if held:
            del taken[-held:]
            at -= held
        part = TablePart(self.table, taken)
        return part, None if at >= len(rows) else replace(self, start=at, begun=begun)

    def _count_held(self, taken: Sequence[LaidRow], repeated: int, left: int, room: float) -> int:
        """Return how many taken rows, with groups above them, go along lest the last row or the note be left alone."""
        if left == 1:
            held = 1
        elif left == 0 and self.foot > room:
            held = _LEAST_ROWS
        else:
            return 0
        own = taken[repeated:]
        while held < len(own) and own[-held - 1].is_group:
            held += 1
        return held if len(own) - held >= _LEAST_ROWS else 0

    def _take_lines(self, row: LaidRow, room: float, taken: list[LaidRow], *, must: bool) -> LaidRow | None:
        """Take the lines of a row that fit and return the rest of it; take none of a row that can go down whole."""
        fitting = int((room - 2 * ROW_PADDING) / CELL.leading)
        if not must and (row.height <= _TALL or fitting < _LEAST_LINES):
            return row if row is self.begun else None
        first, rest = row.split(max(1, min(fitting, row.depth - 1)))
        taken.append(first)
        return rest

    def _first_rows(self, start: int) -> Iterator[LaidRow]:
        for row in self.table.rows[start : start + 2]:
            yield row
            if not row.is_group:
                return

    def _repeated_rows(self) -> list[LaidRow]:
        repeated = [] if self.table.heading is None else [self.table.heading]
        if self.start < len(self.table.rows):
            group = self.table.rows[self.start].group
            if group is not None and group.height <= _TOO_TALL_TO_REPEAT:
                repeated.append(self._continue_group(group))
        return repeated

    def _continue_group(self, group: LaidRow) -> LaidRow:
        *lines, last = group.cells[0]
        title = f"{last} {self.table.continued}"
        if Typesetter.measure(title, STRONG_CELL) + group.indent(0) <= self.table.width - 2 * PADDING:
            return replace(group, cells=((*lines, title),))
        return replace(group, cells=((*lines, last, self.table.continued),), depth=group.depth + 1)


def _least_height(row: LaidRow) -> float:
    """Return the height a row needs to begin on a page."""
    return row.height if row.height <= _TALL else _LEAST_LINES * CELL.leading + 2 * ROW_PADDING


@dataclass(frozen=True, slots=True)
class TablePart:
    """The rows of a table on one page."""

    table: LaidTable
    rows: Sequence[LaidRow]

    @property
    def height(self) -> float:
        """Return the height of its rows."""
        return sum(row.height for row in self.rows)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw grounds and rules, then the text of each column in one go, then shapes and links."""
        tops = list(self._row_tops(top))
        self._draw_grounds(sheet, left, tops)
        strong: list[Placed] = []
        for at in range(len(self.table.columns)):
            plain: list[Placed] = []
            self._place_column(at, left, tops, plain, strong)
            if plain:
                sheet.write(CELL, plain)
        if strong:
            sheet.write(STRONG_CELL, strong)
        self._draw_details(sheet, left, tops)

    def _row_tops(self, top: float) -> Iterator[float]:
        for row in self.rows:
            yield top
            top -= row.height

    def _draw_grounds(self, sheet: Sheet, left: float, tops: Sequence[float]) -> None:
        width = self.table.width
        bottom = tops[-1] - self.rows[-1].height
        for row, top in zip(self.rows, tops, strict=True):
            if row.is_group:
                sheet.tint(GROUP_TINT, left, top, width, row.height)
                sheet.rule(left, top, width)
            elif row.is_heading:
                sheet.tint(HEADING_TINT, left, top, width, row.height)
        if self.rows[-1].writing_label is None:
            sheet.rule(left, bottom, width)
        if self.rows[0].is_heading:
            sheet.rule(left, tops[0] - self.rows[0].height, width, ACCENT, 0.9)

    def _place_column(
        self, at: int, left: float, tops: Sequence[float], plain: list[Placed], strong: list[Placed]
    ) -> None:
        """Add the lines of one column to those of its style, each with its place."""
        column = self.table.columns[at]
        start = left + column.left + PADDING
        drop, leading = CELL.drop + ROW_PADDING, CELL.leading
        for row, top in zip(self.rows, tops, strict=True):
            if at >= len(row.cells):
                continue
            y = top - drop
            bold = row.is_group or row.is_heading or (at in row.details and row.details[at].bold)
            x = start + row.indent(at) if row.details else start
            target = strong if bold else plain
            if column.align == "left" or row.is_group:
                for line in row.cells[at]:
                    target.append((x, y, line))
                    y -= leading
            else:
                self._align(row.cells[at], column, (x, y), target, bold=bold)

    @staticmethod
    def _align(
        lines: Sequence[str], column: LaidColumn, start: tuple[float, float], target: list[Placed], *, bold: bool
    ) -> None:
        style = STRONG_CELL if bold else CELL
        x, y = start
        part = 1.0 if column.align == "right" else 0.5
        for line in lines:
            spare = column.room - Typesetter.measure(line, style)
            target.append((x + max(spare, 0) * part, y, line))
            y -= CELL.leading

    def _draw_details(self, sheet: Sheet, left: float, tops: Sequence[float]) -> None:
        """Draw what only some rows have: shapes, links, anchors, lines to write on."""
        for row, top in zip(self.rows, tops, strict=True):
            if row.landmark is not None:
                row.landmark.set(sheet, top)
            for at, detail in row.details.items():
                column = self.table.columns[at]
                if detail.shape is not None:
                    middle = top - ROW_PADDING - CELL.leading / 2
                    size = detail.shape_size
                    sheet.stamp(detail.shape, left + column.left + PADDING, middle + size / 2, size)
                if detail.link is not None:
                    sheet.link(detail.link, left + column.left, top, column.width, row.height)
            if row.writing_label is not None:
                self._draw_writing_line(sheet, row, left, top - row.height)

    def _draw_writing_line(self, sheet: Sheet, row: LaidRow, left: float, bottom: float) -> None:
        label = row.writing_label or ""
        begin = left + self.table.columns[row.writing_column].left + PADDING
        sheet.write_lines(NOTE, [label], begin, bottom + WRITING_LINE / 2 + NOTE.leading / 2 - 1)
        after = begin + Typesetter.measure(label, NOTE) + PADDING
        sheet.rule(after, bottom + WRITING_LINE / 4, left + self.table.width - after)
