"""The floor of the PDF benchmark: the same content drawn on a bare reportlab canvas, with nothing worked out.

It breaks no cell, keeps nothing together, counts no pages, has no links and no contents: it only draws. The diagrams
are laid out beforehand, outside of what is timed.
"""

from io import BytesIO

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from wizard.dossier.blocks import Diagram, Dossier, Row, Table, Text
from wizard.dossier.diagram import layout_diagram
from wizard.dossier.placed_diagram import PlacedDiagram
from wizard.paths import find_resources

_LEFT, _WIDTH, _TOP, _BOTTOM = 51.0, 493.2, 790.0, 51.0
_ROW, _LEADING = 16.0, 13.0
_REGULAR, _BOLD = "FloorRegular", "FloorBold"


def prepare_fonts() -> None:
    """Load the two fonts the floor draws with."""
    for name, file in ((_REGULAR, "NotoSans-Regular"), (_BOLD, "NotoSans-Bold")):
        pdfmetrics.registerFont(TTFont(name, str(find_resources() / "fonts" / f"{file}.ttf")))


def place_diagrams(dossier: Dossier) -> dict[Diagram, PlacedDiagram]:
    """Lay out all diagrams."""
    diagrams = [block for chapter in dossier.chapters for block in chapter.blocks if isinstance(block, Diagram)]
    return {diagram: layout_diagram(diagram, _WIDTH, _measure) for diagram in diagrams}


def _measure(text: str, size: float) -> float:
    return pdfmetrics.stringWidth(text, _REGULAR, size)


class FloorPrinter:
    """Draws one dossier."""

    def __init__(self, dossier: Dossier, diagrams: dict[Diagram, PlacedDiagram]) -> None:
        self._dossier = dossier
        self._diagrams = diagrams
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file,
            pageCompression=1,
            invariant=1,
            initialFontName=_REGULAR,  # type: ignore[arg-type]  # the stubs say a number
        )
        self._y = _TOP

    def print(self) -> bytes:
        """Return the PDF."""
        for chapter in self._dossier.chapters:
            self._draw_lines(chapter.title, _BOLD, 20, 26)
            for block in chapter.blocks:
                if isinstance(block, Text):
                    self._draw_lines(block.text, _REGULAR, 9.5, _LEADING)
                elif isinstance(block, Table):
                    self._draw_table(block)
                elif isinstance(block, Diagram):
                    self._draw_diagram(self._diagrams[block])
        self._end_page()
        self._canvas.save()
        return self._file.getvalue()

    def _end_page(self) -> None:
        self._canvas.setFont(_REGULAR, 7.5)
        self._canvas.drawString(_LEFT, 28, self._dossier.footer)
        self._canvas.showPage()
        self._y = _TOP

    def _need(self, height: float) -> None:
        if self._y - height < _BOTTOM:
            self._end_page()

    def _draw_lines(self, text: str, font: str, size: float, leading: float) -> None:
        for line in simpleSplit(text, font, size, 367):
            self._need(leading)
            self._canvas.setFont(font, size)
            self._y -= leading
            self._canvas.drawString(_LEFT, self._y, line)
        self._y -= 6

    def _draw_table(self, table: Table) -> None:
        rows = [tuple(column.title for column in table.columns)]
        rows += [tuple(map(str, row.cells)) for row in table.rows if isinstance(row, Row)]
        start = 0
        while start < len(rows):
            self._need(3 * _ROW)
            count = min(len(rows) - start, int((self._y - _BOTTOM) / _ROW))
            self._draw_rows(table, rows[start : start + count])
            self._y -= count * _ROW + 14
            start += count

    def _draw_rows(self, table: Table, rows: list[tuple[str, ...]]) -> None:
        canvas, top = self._canvas, self._y
        canvas.setFillGray(0.9)
        canvas.rect(_LEFT, top - _ROW, _WIDTH, _ROW, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setLineWidth(0.4)
        canvas.line(_LEFT, top - len(rows) * _ROW, _LEFT + _WIDTH, top - len(rows) * _ROW)
        left = _LEFT
        total = sum(column.share for column in table.columns)
        for at, column in enumerate(table.columns):
            text = canvas.beginText(left + 4, top - 11)
            text.setFont(_REGULAR, 8.5, _ROW)
            for row in rows:
                text.textLine(row[at])
            canvas.drawText(text)
            left += _WIDTH * column.share / total

    def _draw_diagram(self, diagram: PlacedDiagram) -> None:
        canvas = self._canvas
        self._need(diagram.height)
        for wire in diagram.wires:
            path = canvas.beginPath()
            path.moveTo(_LEFT + wire.points[0][0], self._y - wire.points[0][1])
            for x, y in wire.points[1:]:
                path.lineTo(_LEFT + x, self._y - y)
            canvas.drawPath(path)
            canvas.setFont(_REGULAR, 7.5)
            for at, line in enumerate(wire.label.lines):
                canvas.drawString(_LEFT + wire.label.left, self._y - wire.label.top - 10 * at, line)
        for box in diagram.boxes:
            canvas.rect(_LEFT + box.left, self._y - box.top - box.height, box.width, box.height)
            for at, line in enumerate((*box.title, *box.detail)):
                canvas.drawString(_LEFT + box.left + 7, self._y - box.text_top - 10 * at, line)
        self._y -= diagram.height + 20
