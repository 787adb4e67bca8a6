"""Where the boxes, lines and labels of a network diagram stand: pure geometry, for any renderer.

Lengths are points, x grows to the right and y downwards from the upper left corner. Flows between neighbouring columns are
straight where they can be, flows within a column run at its outer side, flows past the middle run above or below it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from wizard.dossier.blocks import Diagram, Machine, Wire
from wizard.dossier.pdf.lines import break_lines

Point = tuple[float, float]
Measure = Callable[[str, float], float]

TITLE_SIZE, TITLE_LEADING = 8.5, 11.0  # titles are set bold
TEXT_SIZE, TEXT_LEADING = 7.5, 10.0  # details and labels
_BOLD = 1.12  # bold letters are about this much wider than those ``measure`` knows
_PADDING = 7.0
_LABEL_PADDING = 3.0
_ARROW = 13.0  # free line on each side of a label
_STEP = 14.0  # between boxes, and between the lines that leave a box
_LANE = 8.0  # between lines beside each other
_WIDEST_LABEL = 0.19  # of the whole width


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A machine's box with its text, which stands in the middle from ``text_top`` on."""

    machine: Machine
    left: float
    top: float
    width: float
    height: float
    title: tuple[str, ...]
    detail: tuple[str, ...]
    text_top: float


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A wire's label on its own ground, which hides the line under it; the lines of text are centred."""

    left: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedWire:
    """A line through some points, with an arrowhead at its end, and at its start where it goes both ways."""

    points: tuple[Point, ...]
    both_ways: bool
    label: PlacedLabel


@dataclass(frozen=True, slots=True)
class PlacedDiagram:
    """The whole drawing; wires are drawn first, then labels, then boxes."""

    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    wires: tuple[PlacedWire, ...]


def layout_diagram(diagram: Diagram, width: float, measure: Measure) -> PlacedDiagram:
    """Return the diagram laid out in a width; ``measure`` gives the width of a text at a size."""
    return _Layout(diagram, width, measure).place()


@dataclass(slots=True, eq=False)
class _Box:
    """A box on its way to its place; ``rank`` is its position in its column."""

    machine: Machine
    rank: int
    title: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0
    # Lines that leave at the outer side, as (order from the top, link).
    stubs: list[tuple[tuple[int, int], "_Link"]] = field(default_factory=list)

    @property
    def text_height(self) -> float:
        return len(self.title) * TITLE_LEADING + len(self.detail) * TEXT_LEADING

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def stub_heights(self, link: "_Link") -> list[float]:
        """Return where the lines of a link leave the outer side."""
        step = self.height / (len(self.stubs) + 1)
        ordered = sorted(self.stubs, key=lambda stub: stub[0])
        return [self.top + step * (at + 1) for at, (_, other) in enumerate(ordered) if other is link]


@dataclass(slots=True, eq=False)
class _Link:
    """A wire with its two boxes, the one in the column further left (or higher) first."""

    wire: Wire
    first: _Box
    second: _Box
    lines: tuple[str, ...]
    width: float
    lane: float = 0.0  # where the part across the link's direction runs

    @property
    def height(self) -> float:
        return len(self.lines) * TEXT_LEADING + 2 * _LABEL_PADDING

    @property
    def slot(self) -> float:
        return self.height + _LABEL_PADDING

    @property
    def columns(self) -> tuple[int, int]:
        return self.first.machine.column, self.second.machine.column

    @property
    def distance(self) -> int:
        return abs(self.first.rank - self.second.rank)

    def finish(self, points: Iterable[Point], middle: Point) -> PlacedWire:
        """Return the placed wire from its path, first box to second, and the middle of its label."""
        path = tuple(points)
        if self.wire.source != self.first.machine.id:
            path = path[::-1]
        x, y = middle
        label = PlacedLabel(x - self.width / 2, y - self.height / 2, self.width, self.height, self.lines)
        return PlacedWire(path, self.wire.both_ways, label)


class _Layout:
    """Places one diagram: columns, then heights, then lines."""

    def __init__(self, diagram: Diagram, width: float, measure: Measure) -> None:
        self._width = width
        self._measure = measure
        self._columns: tuple[list[_Box], ...] = ([], [], [])
        by_id: dict[str, _Box] = {}
        for machine in diagram.machines:
            column = self._columns[machine.column]
            column.append(_Box(machine, len(column)))
            by_id.setdefault(machine.id, column[-1])
        known = (wire for wire in diagram.wires if wire.source in by_id and wire.target in by_id)
        self._links = [self._make_link(wire, by_id[wire.source], by_id[wire.target]) for wire in known]
        self._across = [link for link in self._links if link.columns in {(0, 1), (1, 2)}]
        within = [link for link in self._links if link.columns[0] == link.columns[1]]
        self._neighbours = [link for link in within if link.distance == 1]
        self._beside = sorted((link for link in within if link.distance != 1), key=lambda link: link.distance)
        around = sorted(
            (link for link in self._links if link.columns == (0, 2)), key=lambda link: link.first.rank + link.second.rank
        )
        self._below = [link for link in around if self._is_nearer_below(link)]
        self._above = [link for link in around if link not in self._below]
        self._add_stubs()

    def place(self) -> PlacedDiagram:
        """Return everything in its place."""
        self._place_columns()
        height = self._place_boxes()
        wires = [*self._draw_across(0), *self._draw_across(2)]
        wires += [self._draw_neighbours(link) for link in self._neighbours]
        wires += [self._draw_beside(link) for link in self._beside]
        wires += [self._draw_around(link) for link in (*self._above, *self._below)]
        boxes = tuple(_finish_box(box) for column in self._columns for box in column)
        return PlacedDiagram(self._width, height, boxes, tuple(wires))

    def _make_link(self, wire: Wire, source: _Box, target: _Box) -> _Link:
        first, second = sorted((source, target), key=lambda box: (box.machine.column, box.rank))
        # Past the middle there is width to spare, and height is dear: the ports stand beside each other.
        past = (first.machine.column, second.machine.column) == (0, 2)
        texts = (" · ".join(wire.labels),) if past else wire.labels
        widest = self._width * (_WIDEST_LABEL * 2 if past else _WIDEST_LABEL)
        lines = tuple(line for text in texts for line in self._break(text, TEXT_SIZE, widest - 2 * _LABEL_PADDING))
        width = max((self._measure(line, TEXT_SIZE) for line in lines), default=0.0) + 2 * _LABEL_PADDING
        return _Link(wire, first, second, lines, width)

    def _break(self, text: str, size: float, width: float) -> list[str]:
        return break_lines(text, lambda part: self._measure(part, size), width) if text else []

    def _is_nearer_below(self, link: _Link) -> bool:
        ends = (link.first, link.second)
        to_top = sum(box.rank > 0 for box in ends)
        to_bottom = sum(box is not self._columns[box.machine.column][-1] for box in ends)
        return to_bottom < to_top

    def _leaves_straight(self, box: _Box, link: _Link) -> bool:
        """Tell whether a line around leaves through the box's top or bottom, with no box in its way."""
        return box is self._columns[box.machine.column][-1 if link in self._below else 0]

    def _add_stubs(self) -> None:
        """Order the lines that leave each box at its outer side so that they need not cross."""
        for link in self._beside:
            for box, other in ((link.first, link.second), (link.second, link.first)):
                steps = other.rank - box.rank
                box.stubs.append(((0, -steps) if steps < 0 else (2, -steps), link))
        for link in (*self._above, *self._below):
            for box in (link.first, link.second):
                if not self._leaves_straight(box, link):
                    box.stubs.append(((1, 0), link))

    # --- columns

    def _place_columns(self) -> None:
        lanes = [sum(link.width + _LANE for link in self._beside if link.columns[0] == column) for column in range(3)]
        outer = [
            lanes[column] + _LANE * sum(any(stub[1] in (*self._above, *self._below) for stub in box.stubs) * len(box.stubs) for box in self._columns[column])
            for column in (0, 2)
        ]
        gaps = [self._gap_width((0, 1)) + lanes[1], self._gap_width((1, 2))]
        width = max((self._width - sum(outer) - sum(gaps)) / 3, self._width * 0.12)
        lefts = (outer[0], outer[0] + width + gaps[0], outer[0] + 2 * width + sum(gaps))
        for left, column in zip(lefts, self._columns, strict=True):
            for box in column:
                box.left, box.width = left, width
                room = width - 2 * _PADDING
                box.title = tuple(self._break(box.machine.title, TITLE_SIZE * _BOLD, room))
                box.detail = tuple(self._break(box.machine.detail, TEXT_SIZE, room))
