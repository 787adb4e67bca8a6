"""Diagrams drawn on the page from the geometry every renderer shares."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wizard.dossier.blocks import Diagram, Machine, Wire
from wizard.dossier.diagram import Measure, layout_diagram
from wizard.dossier.pdf.flow import Cut
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import ACCENT, HEIGHT, INK, PANEL_TINT, WEAK, WHITE, WIDTH, Style, Weight
from wizard.dossier.pdf.typesetter import Typesetter
from wizard.dossier.placed_diagram import (
    TEXT_LEADING,
    TEXT_SIZE,
    TITLE_LEADING,
    TITLE_SIZE,
    PlacedBox,
    PlacedDiagram,
    PlacedLabel,
    PlacedWire,
    Point,
    shape_head,
)

_LINE = 0.8
_SERVER_COLUMN = 1
# Drawn no larger than this, so that heading and caption stay with it.
_TALLEST = HEIGHT - 90
# Smaller than this its text can no longer be read on paper.
_LEAST_SCALE = 0.75


def lay_diagram(diagram: Diagram, typesetter: Typesetter) -> Iterator["DiagramPiece"]:
    """Yield a diagram as wide as the page; one too tall to be legible on a page is drawn in parts."""
    yield from _lay_parts(_clean(diagram, typesetter), _measurer(typesetter))


def _lay_parts(diagram: Diagram, measure: Measure) -> Iterator["DiagramPiece"]:
    placed = layout_diagram(diagram, WIDTH, measure)
    scale = min(1.0, _TALLEST / max(placed.height, 1), WIDTH / max(placed.width, 1))
    parts = _halve(diagram) if scale < _LEAST_SCALE else []
    if any(len(part.machines) >= len(diagram.machines) for part in parts):
        parts = []
    for part in parts:
        yield from _lay_parts(part, measure)
    if not parts and diagram.machines:
        yield DiagramPiece(placed, scale)


def _halve(diagram: Diagram) -> list[Diagram]:
    """Return the upper and the lower half of the outer columns, each with the middle, then what joins the halves."""
    columns = [[machine for machine in diagram.machines if machine.column == at] for at in range(3)]
    halves = [
        {machine.id for machine in (*left, *columns[1], *right)}
        for left, right in zip(_halve_list(columns[0]), _halve_list(columns[2]), strict=True)
    ]
    parts = [
        _take(diagram, [wire for wire in diagram.wires if {wire.source, wire.target} <= half], half) for half in halves
    ]
    rest = [wire for wire in diagram.wires if not any({wire.source, wire.target} <= half for half in halves)]
    joined = {name for wire in rest for name in (wire.source, wire.target)}
    return [*parts, _take(diagram, rest, joined)] if rest else parts


def _halve_list(machines: list[Machine]) -> tuple[list[Machine], list[Machine]]:
    middle = (len(machines) + 1) // 2
    return machines[:middle], machines[middle:]


def _take(diagram: Diagram, wires: list[Wire], names: set[str]) -> Diagram:
    machines = tuple(machine for machine in diagram.machines if machine.id in names)
    return replace(diagram, machines=machines, wires=tuple(wires))


def _clean(diagram: Diagram, typesetter: Typesetter) -> Diagram:
    machines = tuple(
        replace(
            machine,
            title=typesetter.clean(machine.title, Weight.BOLD),
            detail=typesetter.clean(machine.detail),
        )
        for machine in diagram.machines
    )
    wires = tuple(replace(wire, labels=tuple(map(typesetter.clean, wire.labels))) for wire in diagram.wires)
    return replace(diagram, machines=machines, wires=wires)


def _measurer(typesetter: Typesetter) -> Measure:
    return lambda text, size: typesetter.measure(text, Style(Weight.REGULAR, size, size))


@dataclass(frozen=True, slots=True)
class DiagramPiece:
    """A placed diagram at a scale; never cut."""

    diagram: PlacedDiagram
    scale: float
    above: float = 10.0
    below: float = 6.0
    keeps_next: bool = True

    @property
    def height(self) -> float:
        """Return the height as drawn, in points."""
        return self.diagram.height * self.scale

    @property
    def least(self) -> float:
        """Return the whole height."""
        return self.height

    def cut(self, room: float, whole: float) -> Cut:
        """Return the whole diagram where it fits."""
        return (self, None) if self.height <= room or room >= whole else (None, self)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw wires, then their labels over them, then the boxes."""
        spare = max(WIDTH - self.diagram.width * self.scale, 0)
        pen = _Pen(sheet, left + spare / 2, top, self.scale)
        for wire in self.diagram.wires:
            pen.draw_wire(wire)
        for wire in self.diagram.wires:
            pen.draw_label(wire.label)
        for box in self.diagram.boxes:
            pen.draw_box(box)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws geometry, whose y grows downwards, on a sheet, at a place and scale."""

    sheet: Sheet
    left: float
    top: float
    scale: float

    def _at(self, point: Point) -> Point:
        return self.left + point[0] * self.scale, self.top - point[1] * self.scale

    def draw_wire(self, wire: PlacedWire) -> None:
        points = [self._at(point) for point in wire.points]
        self.sheet.draw_path(points, WEAK, _LINE)
        self._draw_head(points[-2], points[-1])
        if wire.both_ways:
            self._draw_head(points[1], points[0])

    def _draw_head(self, before: Point, tip: Point) -> None:
        """Draw an arrowhead at the end of a horizontal or vertical line."""
        self.sheet.fill_path(list(shape_head(before, tip)), WEAK)

    def draw_label(self, label: PlacedLabel) -> None:
        left, top = self._at((label.left, label.top))
        self.sheet.tint(WHITE, left, top, label.width * self.scale, label.height * self.scale)
        style = self._style(Weight.REGULAR, TEXT_SIZE, TEXT_LEADING)
        first = label.top + (label.height - len(label.lines) * TEXT_LEADING) / 2
        self._write_centred(style, label.lines, label.left + label.width / 2, first)

    def draw_box(self, box: PlacedBox) -> None:
        left, top = self._at((box.left, box.top))
        width, height = box.width * self.scale, box.height * self.scale
        server = box.machine.column == _SERVER_COLUMN
        self.sheet.tint(PANEL_TINT, left, top, width, height)
        self.sheet.frame(left, top, width, height, ACCENT)
        if server:
            self.sheet.tint(ACCENT, left, top, width, 2.5 * self.scale)
        middle = box.left + box.width / 2
        self._write_centred(self._style(Weight.BOLD, TITLE_SIZE, TITLE_LEADING), box.title, middle, box.text_top)
        below = box.text_top + len(box.title) * TITLE_LEADING
        self._write_centred(self._style(Weight.REGULAR, TEXT_SIZE, TEXT_LEADING), box.detail, middle, below)

    def _style(self, weight: Weight, size: float, leading: float) -> Style:
        return Style(weight, round(size * self.scale, 2), leading * self.scale, INK)

    def _write_centred(self, style: Style, lines: Sequence[str], middle: float, top: float) -> None:
        x, y = self._at((middle, top))
        placed = [
            (x - Typesetter.measure(line, style) / 2, y - at * style.leading - style.drop, line)
            for at, line in enumerate(lines)
        ]
        if placed:
            self.sheet.write(style, placed)
