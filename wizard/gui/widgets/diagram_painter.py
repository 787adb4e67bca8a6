"""Draws a placed diagram with any painter: on the screen, on paper, into a picture."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from wizard.dossier.placed_diagram import (
    TEXT_LEADING,
    TEXT_SIZE,
    TITLE_LEADING,
    TITLE_SIZE,
    PlacedBox,
    PlacedDiagram,
    PlacedWire,
    Point,
    shape_head,
)

# Fonts have whole pixel sizes: in quarters of a point 7.5 and 8.5 points are whole.
FINE = 4
_LINE = 0.9
_SERVER_COLUMN = 1
_BAR = 2.5
_REFERENCE = 100


@dataclass(frozen=True, slots=True)
class Colours:
    """What a diagram is drawn in."""

    ground: str
    box: str
    accent: str
    text: str
    weak: str


ON_LIGHT = Colours("#FFFFFF", "#F5F7F9", "#1F4E79", "#000000", "#4D4D4D")
ON_DARK = Colours("#1B1D20", "#2A2E33", "#8FB8E0", "#F2F2F2", "#B4BAC2")


def make_font(family: str, size: float, *, bold: bool = False) -> QFont:
    """Return a font of a size in points of the diagram, for a painter scaled by ``FINE``."""
    font = QFont(family)
    font.setPixelSize(round(size * FINE))
    font.setBold(bold)
    # So that letters stand alike at every zoom, and on paper.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class Ruler:
    """Measures texts in a font; each text once."""

    def __init__(self, family: str) -> None:
        font = make_font(family, _REFERENCE / FINE)
        self._metrics = QFontMetricsF(font)
        self._known: dict[str, float] = {}

    def measure(self, text: str, size: float) -> float:
        """Return a text's width at a size."""
        width = self._known.get(text)
        if width is None:
            width = self._known[text] = self._metrics.horizontalAdvance(text) / _REFERENCE
        return width * size


class DiagramPainter:
    """Draws in points; the painter may be scaled as one likes."""

    def __init__(self, painter: QPainter, family: str, colours: Colours) -> None:
        self.painter, self.colours = painter, colours
        self._title = make_font(family, TITLE_SIZE, bold=True)
        self._text = make_font(family, TEXT_SIZE)

    def draw(self, diagram: PlacedDiagram) -> None:
        """Draw wires, then their labels over them, then the boxes."""
        self.painter.save()
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.scale(1 / FINE, 1 / FINE)
        for wire in diagram.wires:
            self._draw_wire(wire)
        for wire in diagram.wires:
            label = wire.label
            self._fill(QRectF(label.left, label.top, label.width, label.height), self.colours.ground)
            top = label.top + (label.height - len(label.lines) * TEXT_LEADING) / 2
            self._write(label.lines, self._text, label.left + label.width / 2, top, TEXT_LEADING)
        for box in diagram.boxes:
            self._draw_box(box)
        self.painter.restore()

    def _draw_wire(self, wire: PlacedWire) -> None:
        self.painter.setPen(QPen(QColor(self.colours.weak), _LINE * FINE))
        self.painter.drawPolyline(QPolygonF([QPointF(x * FINE, y * FINE) for x, y in wire.points]))
        self._draw_head(wire.points[-2], wire.points[-1])
        if wire.both_ways:
            self._draw_head(wire.points[1], wire.points[0])

    def _draw_head(self, before: Point, tip: Point) -> None:
        corners = shape_head(before, tip)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.colours.weak))
        self.painter.drawPolygon(QPolygonF([QPointF(px * FINE, py * FINE) for px, py in corners]))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_box(self, box: PlacedBox) -> None:
        frame = QRectF(box.left, box.top, box.width, box.height)
        self._fill(frame, self.colours.box)
        self.painter.setPen(QPen(QColor(self.colours.accent), _LINE * FINE))
        self.painter.drawRect(_refine(frame))
        if box.machine.column == _SERVER_COLUMN:
            self._fill(QRectF(box.left, box.top, box.width, _BAR), self.colours.accent)
        middle = box.left + box.width / 2
        self._write(box.title, self._title, middle, box.text_top, TITLE_LEADING)
        below = box.text_top + len(box.title) * TITLE_LEADING
        self._write(box.detail, self._text, middle, below, TEXT_LEADING)

    def _fill(self, area: QRectF, colour: str) -> None:
        self.painter.fillRect(_refine(area), QColor(colour))

    def _write(self, lines: tuple[str, ...], font: QFont, middle: float, top: float, leading: float) -> None:
        self.painter.setFont(font)
        self.painter.setPen(QColor(self.colours.text))
        metrics = QFontMetricsF(font)
        # Capitals stand centred in their leading.
        drop = (leading * FINE + metrics.capHeight()) / 2
        for at, line in enumerate(lines):
            x = middle * FINE - metrics.horizontalAdvance(line) / 2
            self.painter.drawText(QPointF(x, (top + at * leading) * FINE + drop), line)


def _refine(area: QRectF) -> QRectF:
    return QRectF(area.left() * FINE, area.top() * FINE, area.width() * FINE, area.height() * FINE)
