"""Tables: column widths, page parts, repeated rows, rows over pages."""

from dataclasses import replace

import pytest

from tests.dossier.pdf.small_dossier import make_table
from wizard.domain.levels import Level
from wizard.dossier.blocks import Cell, Column, GroupRow, Row, Table
from wizard.dossier.pdf.styles import CELL, HEIGHT, WIDTH
from wizard.dossier.pdf.table_rows import LaidRow
from wizard.dossier.pdf.tables import TablePart, TablePiece, lay_table
from wizard.dossier.pdf.typesetter import Typesetter


def lay(table: Table) -> TablePiece:
    """Return a table as wide as the page."""
    return lay_table(table, Typesetter(), WIDTH, "(continued)")


def cut_all(piece: TablePiece, room: float = HEIGHT) -> list[TablePart]:
    """Return the parts of a table, the first in a room, the others on empty pages."""
    parts: list[TablePart] = []
    rest: object = piece
    while rest is not None:
        assert isinstance(rest, TablePiece)
        part, rest = rest.cut(room, HEIGHT)
        assert part is None or isinstance(part, TablePart)
        assert part is not None or room < HEIGHT, "an empty page takes something"
        if part is not None:
            parts.append(part)
        room = HEIGHT
    return parts


def first_lines(part: TablePart) -> list[str]:
    """Return the first line of each row's first cell."""
    return [row.cells[0][0] for row in part.rows]


def test_heading_is_repeated_and_rows_stay_in_order() -> None:
    """Each part begins with the heading; the rows follow each other without loss."""
    parts = cut_all(lay(make_table(*(f"row {at}" for at in range(120)))))
    assert len(parts) > 1
    assert all(first_lines(part)[0] == "Head" for part in parts)
    assert [line for part in parts for line in first_lines(part)[1:]] == [f"row {at}" for at in range(120)]
    assert all(part.height <= HEIGHT for part in parts)


def test_group_is_continued() -> None:
    """A part that begins inside a group repeats its row, marked as continued; one that begins with a group does not."""
    rows: tuple[Row | GroupRow, ...] = (
        GroupRow("First", Level.OK),
        *(Row((f"a{at}",)) for at in range(60)),
        GroupRow("Second"),
        Row(("b",)),
    )
    parts = cut_all(lay(Table((Column("Head", 1),), rows)))
    assert first_lines(parts[0])[:3] == ["Head", "First", "a0"]
    assert first_lines(parts[1])[:2] == ["Head", "First (continued)"]
    assert first_lines(parts[1])[-2:] == ["Second", "b"]


def test_group_stays_with_its_first_row() -> None:
    """A group row goes to the next page where only it would fit."""
    rows = (Row(("before",)), GroupRow("Group"), Row(("after",)))
    piece = lay(Table((Column("Head", 1),), rows))
    room = 3 * (CELL.leading + 5) + 1
    assert [first_lines(part) for part in cut_all(piece, room)] == [["Head", "before"], ["Head", "Group", "after"]]


def test_giant_cell_flows_over_pages() -> None:
    """A cell of 10,000 characters is cut over pages and keeps every word."""
    words = [f"word{at}" for at in range(2_000)]
    table = Table((Column("Head", 1), Column("Text", 3)), (Row(("x", " ".join(words))), Row(("y", "end"))))
    parts = cut_all(lay(table), 200)
    assert len(parts) > 3
    assert all(part.height <= HEIGHT for part in parts)
    assert parts[0].height > 150, "the row begins where the table begins"
    lines = [line for part in parts for row in part.rows[1:] for line in row.cells[1]]
    assert " ".join(lines).split() == [*words, "end"]


def test_last_row_does_not_stand_alone() -> None:
    """Where one row would be left for the last page the row before it goes there too."""
    piece = lay(make_table(*(f"row {at}" for at in range(10))))
    room = sum(row.height for row in (piece.table.heading, *piece.table.rows[:9]) if row is not None)
    assert [first_lines(part)[1:] for part in cut_all(piece, room)] == [
        [f"row {at}" for at in range(8)],
        ["row 8", "row 9"],
    ]


@pytest.mark.parametrize(("spare", "stay"), [(0.0, 10), (-0.1, 8)])
def test_note_does_not_stand_alone(spare: float, stay: int) -> None:
    """Where the note under a table has no room the last two rows go to its page; where it just has, none."""
    piece = replace(lay(make_table(*(f"row {at}" for at in range(10)))), foot=30.0)
    room = sum(row.height for row in (piece.table.heading, *piece.table.rows) if row is not None) + piece.foot + spare
    rows = [f"row {at}" for at in range(10)]
    expected = [rows] if stay == len(rows) else [rows[:stay], rows[stay:]]
    assert [first_lines(part)[1:] for part in cut_all(piece, room)] == expected


def test_rows_that_go_along_take_their_group() -> None:
    """No group row is left at the foot of a page whose rows went along with a note."""
    titles = ("one", "two", "three")
    rows: list[Row | GroupRow] = [Row((title,)) for title in titles]
    rows += [GroupRow("Group"), Row(("four",)), Row(("five",))]
    piece = replace(lay(Table((Column("Head", 1),), tuple(rows))), foot=30.0)
    room = sum(row.height for row in (piece.table.heading, *piece.table.rows) if row is not None)
    assert [first_lines(part)[1:] for part in cut_all(piece, room)] == [[*titles], ["Group", "four", "five"]]


def test_note_leaves_a_short_table_whole() -> None:
    """A table too short to give rows away is not cut for its note."""
    piece = replace(lay(make_table("one", "two", "three")), foot=30.0)
    room = sum(row.height for row in (piece.table.heading, *piece.table.rows) if row is not None)
    assert [first_lines(part)[1:] for part in cut_all(piece, room)] == [["one", "two", "three"]]


def test_low_row_is_not_cut() -> None:
    """A row that is not tall goes down whole."""
    piece = lay(make_table("one", "a\n" * 9 + "a"))
    first, second = cut_all(piece, 100)
    assert first_lines(first) == ["Head", "one"]
    assert second.rows[1].depth == 10


@pytest.mark.parametrize("field", ["title", "group"])
def test_giant_repeated_rows_leave_room(field: str) -> None:
    """A heading or group of 10,000 characters is not repeated on each page, and nothing hangs."""
    long = "word " * 2_000
    column = Column(long if field == "title" else "Head", 1)
    group = GroupRow(long if field == "group" else "Group")
    parts = cut_all(lay(Table((column, Column("B", 3)), (group, *(Row((str(at), "b")) for at in range(100))))))
    lines = [line for part in parts for row in part.rows for line in row.cells[0]]
    assert lines.count("word word word word word") < 2_000
    assert [line for line in lines if line.isdigit()] == [str(at) for at in range(100)]


def test_columns_hold_their_words() -> None:
    """A column whose share is too small is widened until no word of it is broken."""
    columns = (Column("Statut", 0.1), Column("Texte", 5))
    row = Row((Cell("Information", Level.INFO), "Administrateur de la téléphonie " * 5))
    piece = lay(Table(columns, (row,)))
    assert piece.table.rows[0].cells[0] == ("Information",)
    assert sum(column.width for column in piece.table.columns) == pytest.approx(WIDTH)


def test_columns_too_many_to_hold() -> None:
    """Where the words of all columns together are too wide the table still keeps to its width."""
    columns = tuple(Column("Administrateur" * 3, 1) for _ in range(12))
    piece = lay(Table(columns, ()))
    assert sum(column.width for column in piece.table.columns) == pytest.approx(WIDTH)


def test_split_row_keeps_its_shape_once() -> None:
    """The shape, the anchor and the line to write on of a row that is cut stand once."""
    row = lay(Table((Column("Head", 1),), (Row((Cell("a\nb\nc", Level.OK, "link"),), "here"),))).table.rows[0]
    row = replace(row, writing_label="Comment")
    first, rest = row.split(1)
    assert (first.details[0].shape, rest.details[0].shape) == (Level.OK, None)
    assert (first.landmark, rest.landmark) == (row.landmark, None)
    assert (first.writing_label, rest.writing_label) == (None, "Comment")
    assert [first.cells, rest.cells] == [(("a",),), (("b", "c"),)]
    assert isinstance(first, LaidRow)
