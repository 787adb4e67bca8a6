"""Checklists: a drawn box, id, text, who, facts, and a line to write a comment on by hand."""

from collections.abc import Iterator

from wizard.dossier.blocks import CheckItem, Checklist, Row
from wizard.dossier.pdf.flow import Piece
from wizard.dossier.pdf.panels import Ground, Panel
from wizard.dossier.pdf.shapes import box_of
from wizard.dossier.pdf.signs import lay_signs
from wizard.dossier.pdf.styles import NOTE, WIDTH, span
from wizard.dossier.pdf.table_columns import LaidColumn
from wizard.dossier.pdf.table_rows import CellDetail, LaidRow, RowSetter
from wizard.dossier.pdf.tables import LaidTable, TablePiece
from wizard.dossier.pdf.typesetter import Typesetter

_BOX = 10.5
# Box, id, text, who, facts: widths in points; the text takes what the others leave.
_BOX_WIDTH, _ID_WIDTH, _WHO_WIDTH, _FACTS_WIDTH = 18.0, 66.0, span(3) - 6, span(2) - 6
_TEXT_COLUMN = 2


def lay_checklist(checklist: Checklist, typesetter: Typesetter) -> Iterator[Piece]:
    """Yield the legend of the boxes, where their states have words, and the lines."""
    if checklist.has_key and checklist.state_labels:
        legend = [(box_of(state), word, "") for state, word in checklist.state_labels.items()]
        rows = lay_signs(legend, typesetter, WIDTH)
        yield Panel(rows, Ground(WIDTH, 0, tint=None), above=6, below=4, keeps_next=True)
    columns = _place_columns()
    setter = RowSetter(typesetter, columns)
    label = typesetter.shorten(checklist.comment_label, NOTE, WIDTH / 2)
    rows_of_items = [_lay_item(item, checklist, setter, label) for item in checklist.items]
    yield TablePiece(LaidTable(columns, WIDTH, None, rows_of_items, ""))


def _place_columns() -> tuple[LaidColumn, ...]:
    text = WIDTH - _BOX_WIDTH - _ID_WIDTH - _WHO_WIDTH - _FACTS_WIDTH
    placed, left = [], 0.0
    for width in (_BOX_WIDTH, _ID_WIDTH, text, _WHO_WIDTH, _FACTS_WIDTH):
        placed.append(LaidColumn(left, width))
        left += width
    return tuple(placed)


def _lay_item(item: CheckItem, checklist: Checklist, setter: RowSetter, comment_label: str) -> LaidRow:
    state = checklist.state_labels.get(item.state, "") if item.state != "open" else ""
    name = f"{item.id}\n{state}" if state else item.id
    text = f"{item.text}\n{checklist.comment_label} {item.comment}" if item.comment else item.text
    row = setter.set_row(Row(("", name, text, item.responsible, item.facts)), None)
    row.details = {0: CellDetail(shape=box_of(item.state), shape_size=_BOX)}
    row.writing_column, row.writing_label = _TEXT_COLUMN, comment_label
    return row
