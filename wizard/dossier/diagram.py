"""Where the boxes, lines and labels of a network diagram stand: pure geometry, for any renderer.

Flows between neighbouring columns are straight where they can be, flows within a column run between its boxes or at its
outer side, flows past the middle run above or below it.
"""

from collections.abc import Callable

from wizard.dossier.blocks import Diagram, Wire
from wizard.dossier.diagram_parts import LABEL_PADDING, STEP, Box, Link, order_bends, order_machines, spread
from wizard.dossier.pdf.lines import break_lines
from wizard.dossier.placed_diagram import TEXT_SIZE, TITLE_SIZE, PlacedDiagram, PlacedWire, Point

Measure = Callable[[str, float], float]

_BOLD = 1.12  # bold letters are about this much wider than those ``measure`` knows
_PADDING = 7.0
_ARROW = 13.0  # free line on each side of a label
_LANE = 8.0  # between lines beside each other
_WIDEST_LABEL = 0.19  # of the whole width
_NARROWEST_BOX = 0.19  # of the whole width
_LAST = 2  # the rightmost column
_LOOP = 16.0  # how far a line from a box to itself reaches out


def layout_diagram(diagram: Diagram, width: float, measure: Measure) -> PlacedDiagram:
    """Return the diagram laid out in a width in points; ``measure`` gives the width of a text at a size.

    It is wider than asked for where labels beside a column leave too little for the boxes.
    """
    return _Layout(diagram, width, measure).place()


class _Layout:
    """Places one diagram: columns, then heights, then lines."""

    def __init__(self, diagram: Diagram, width: float, measure: Measure) -> None:
        self._width = width
        self._measure = measure
        self._columns: tuple[list[Box], ...] = ([], [], [])
        by_id: dict[str, Box] = {}
        for machine in order_machines(diagram):
            column = self._columns[machine.column]
            column.append(Box(machine, len(column)))
            by_id.setdefault(machine.id, column[-1])
        known = [wire for wire in diagram.wires if wire.source in by_id and wire.target in by_id]
        self._beside: list[Link] = []
        self._around: list[Link] = []
        for link in [self._make_link(wire, by_id[wire.source], by_id[wire.target]) for wire in known]:
            self._sort_in(link)
        self._beside.sort(key=lambda link: link.distance)
        self._around.sort(key=lambda link: link.first.rank + link.second.rank)
        self._below = {link for link in self._around if self._is_nearer_below(link)}
        self._order_stubs()

    def place(self) -> PlacedDiagram:
        """Return everything in its place."""
        right = self._place_columns()
        height = self._place_boxes()
        wires = [*self._draw_across(0), *self._draw_across(2)]
        all_boxes = [box for column in self._columns for box in column]
        wires += [self._draw_stacked(link, at) for box in all_boxes for at, link in enumerate(box.stacked)]
        wires += [self._draw_beside(link) for link in self._beside]
        wires += [self._draw_around(link) for link in self._around]
        return PlacedDiagram(right, height, tuple(box.finish() for box in all_boxes), tuple(wires))

    def _make_link(self, wire: Wire, source: Box, target: Box) -> Link:
        first, second = sorted((source, target), key=lambda box: (box.machine.column, box.rank))
        # Past the middle there is width to spare, and height is dear: there the ports stand beside each other.
        past = second.machine.column - first.machine.column > 1
        texts = (" · ".join(wire.labels),) if past else wire.labels
        widest = self._width * _WIDEST_LABEL * (2 if past else 1) - 2 * LABEL_PADDING
        lines = tuple(line for text in texts for line in self._break(text, TEXT_SIZE, widest))
        width = max((self._measure(line, TEXT_SIZE) for line in lines), default=0.0) + 2 * LABEL_PADDING
        return Link(wire, first, second, lines, width)

    def _break(self, text: str, size: float, width: float) -> list[str]:
        return break_lines(text, lambda part: self._measure(part, size), width) if text else []

    def _sort_in(self, link: Link) -> None:
        """Add a link to those that are drawn like it."""
        left, right = link.columns
        if right - left > 1:
            self._around.append(link)
        elif right > left:
            link.first.across.append(link)
            link.second.across.append(link)
        elif link.distance == 1:
            link.first.stacked.append(link)
        else:
            self._beside.append(link)

    def _is_last(self, box: Box) -> bool:
        return box is self._columns[box.machine.column][-1]

    def _is_nearer_below(self, link: Link) -> bool:
        ends = (link.first, link.second)
        return sum(not self._is_last(box) for box in ends) < sum(box.rank > 0 for box in ends)

    def _leaves_straight(self, link: Link, box: Box) -> bool:
        """Tell whether a link around leaves its box through the top or the bottom, with no box in its way."""
        return self._is_last(box) if link in self._below else box.rank == 0

    def _leave_outwards(self, *, right: bool) -> list[Link]:
        """Return the links around that run down or up outside of a side column, from the inside out."""
        ends = [(link, link.second if right else link.first) for link in self._around]
        return [link for link, box in ends if not self._leaves_straight(link, box)]

    def _order_stubs(self) -> None:
        """Order the lines at the outer side of each box so that they need not cross: nearest partners at the ends."""
        for link in self._beside:
            link.first.stubs.append(((2, -link.distance), link))
            link.second.stubs.append(((0, link.distance) if link.distance else (3, 0), link))
        for link in self._around:
            for box in (link.first, link.second):
                if not self._leaves_straight(link, box):
                    box.stubs.append(((1, 0), link))

    # Columns: outer lanes, left boxes, labels, middle boxes, labels, right boxes, outer lanes.

    def _place_columns(self) -> float:
        """Give each box its left edge, width and text; return the width of the whole."""
        self._beside_width = [
            sum(self._lane_width(link) for link in self._beside if link.columns[0] == at) for at in range(3)
        ]
        before = self._beside_width[0] + self._lanes_outside(right=False)
        after = self._beside_width[2] + self._lanes_outside(right=True)
        gaps = (self._gap_width(0) + self._beside_width[1], self._gap_width(2))
        width = max((self._width - before - after - sum(gaps)) / 3, self._width * _NARROWEST_BOX)
        self._box_width = width
        self._lefts = (before, before + width + gaps[0], before + 2 * width + sum(gaps))
        for left, column in zip(self._lefts, self._columns, strict=True):
            for box in column:
                box.left, box.width = left, width
                box.title = tuple(self._break(box.machine.title, TITLE_SIZE * _BOLD, width - 2 * _PADDING))
                box.detail = tuple(self._break(box.machine.detail, TEXT_SIZE, width - 2 * _PADDING))
        self._place_lanes()
        return self._lefts[2] + width + after

    def _lanes_outside(self, *, right: bool) -> float:
        count = len(self._leave_outwards(right=right))
        # The first lane leaves room for an arrowhead.
        return _LANE * (count + 1) if count else 0.0

    def _gap_width(self, side: int) -> float:
        links = [link for box in self._columns[side] for link in box.across]
        bends = _LANE * len(links) if len(self._columns[1]) > 1 else 0.0
        return max((link.width for link in links), default=0.0) + 2 * _ARROW + bends

    def _place_lanes(self) -> None:
        """Give each link beside a column its lane: the shortest runs nearest to the boxes."""
        used = [0.0] * 3
        for link in self._beside:
            column = link.columns[0]
            # A line from a box to itself is too short to hold its label, which stands outside of it.
            offset = used[column] + (_LOOP if link.is_loop else _LANE / 2 + link.width / 2)
            used[column] += self._lane_width(link)
            link.lane = self._outwards(column, offset)

    @staticmethod
    def _lane_width(link: Link) -> float:
        return link.width + _LANE + (_LOOP if link.is_loop else 0.0)

    def _outwards(self, column: int, distance: float) -> float:
        """Return the x that lies some way outside of a column: to the right of the last, to the left of others."""
        left = self._lefts[column]
        return left + self._box_width + distance if column == _LAST else left - distance

    # Heights: links around above, the three stacks of boxes, links around below.

    def _place_boxes(self) -> float:
        """Give each box its top and height; return the height of the whole."""
        above = sum(link.slot for link in self._around if link not in self._below)
        below = sum(link.slot for link in self._below)
        for box in (box for column in self._columns for box in column):
            box.height = self._least_height(box)
        total = max(self._stack_height(column) for column in self._columns)
        self._stretch_middle(total)
        start = above + (STEP / 2 if above else 0.0)
        for column in self._columns:
            top = start + (total - self._stack_height(column)) / 2
            for box in column:
                box.top = top
                top += box.height + self._space_under(box)
        self._place_lines_around(start, start + total)
        return start + total + below + (STEP / 2 if below else 0.0)

    def _stretch_middle(self, total: float) -> None:
        """Make the middle reach as far as its neighbours, so that lines to it can run straight."""
        middle = self._columns[1]
        spare = total - self._stack_height(middle)
        for box in middle:
            box.height += spare / len(middle)

    def _least_height(self, box: Box) -> float:
        sides = (sum(link.slot for link in box.across if link.columns[0] == left) + _PADDING for left in (0, 1))
        return max(box.text_height + 2 * _PADDING, STEP * (len(box.stubs) + 1), *sides)

    def _space_under(self, box: Box) -> float:
        return sum(link.slot for link in box.stacked) + 2 * _ARROW if box.stacked else STEP

    def _stack_height(self, column: list[Box]) -> float:
        return sum(box.height + (0.0 if self._is_last(box) else self._space_under(box)) for box in column)

    def _place_lines_around(self, top: float, bottom: float) -> None:
        up, down = top - STEP / 2, bottom + STEP / 2
        for link in self._around:
            if link in self._below:
                link.lane, down = down + link.slot / 2, down + link.slot
            else:
                link.lane, up = up - link.slot / 2, up - link.slot

    # Lines.

    def _draw_across(self, side: int) -> list[PlacedWire]:
        """Return the lines between a side column and the middle, straight where the boxes face each other."""
        starts: dict[Link, float] = {}
        for box in self._columns[side]:
            y = box.top + (box.height - sum(link.slot for link in box.across)) / 2
            for link in sorted(box.across, key=lambda link: (link.second if side == 0 else link.first).rank):
                starts[link] = y + link.slot / 2
                y += link.slot
        ends: dict[Link, float] = {}
        for box in self._columns[1]:
            own = sorted((link for link in box.across if link in starts), key=starts.__getitem__)
            ends |= zip(own, spread([starts[link] for link in own], box), strict=True)
        widest = max((link.width for link in starts), default=0.0)
        bends = order_bends(starts, ends)
        return [self._bend(link, (starts[link], ends[link]), side, widest, bends.get(link)) for link in starts]

    def _bend(self, link: Link, heights: Point, side: int, widest: float, bend: int | None) -> PlacedWire:
        """Return a line across; ``bend`` says in which of the lanes between label and middle it turns."""
        near, middle = (link.first, link.second) if side == 0 else (link.second, link.first)
        away = 1 if side == 0 else -1
        begin = near.left + near.width if side == 0 else near.left
        end = middle.left if side == 0 else middle.left + middle.width
        start, finish = heights
        points = [(begin, start), (end, finish)]
        if bend is not None:
            x = begin + away * (_ARROW + widest + _LANE * (bend + 0.5))
            points[1:1] = [(x, start), (x, finish)]
        return link.finish(points if side == 0 else points[::-1], (begin + away * (_ARROW + widest / 2), start))

    def _draw_stacked(self, link: Link, at: int) -> PlacedWire:
        """Return the line from a box to the one under it; of several, that at a position."""
        between = link.first.stacked
        x = link.first.left + link.first.width * (at + 1) / (len(between) + 1)
        y = link.first.bottom + _ARROW + sum(other.slot for other in between[:at]) + link.slot / 2
        return link.finish([(x, link.first.bottom), (x, link.second.top)], (x, y))

    def _draw_beside(self, link: Link) -> PlacedWire:
        """Return the line between two boxes of a column that have others between them, or from a box to itself."""
        start, finish = link.first.stub_heights(link)[0], link.second.stub_heights(link)[-1]
        edge = self._outwards(link.columns[0], 0.0)
        points = [(edge, start), (link.lane, start), (link.lane, finish), (edge, finish)]
        beyond = (link.width / 2 + 1.0) * (1 if link.lane > edge else -1) if link.is_loop else 0.0
        return link.finish(points, (link.lane + beyond, (start + finish) / 2))

    def _draw_around(self, link: Link) -> PlacedWire:
        """Return the line from a left box past the middle to a right box."""
        points = [*self._leave(link, right=False), *reversed(self._leave(link, right=True))]
        return link.finish(points, (self._lefts[1] + self._box_width / 2, link.lane))

    def _leave(self, link: Link, *, right: bool) -> list[Point]:
        """Return the way of a link around from one of its boxes to its lane."""
        box = link.second if right else link.first
        if self._leaves_straight(link, box):
            own = [other for other in self._around if box in (other.first, other.second)]
            part = (own.index(link) + 1) / (len(own) + 1)
            x = box.left + box.width * (part if right else 1 - part)
            return [(x, box.bottom if link in self._below else box.top), (x, link.lane)]
        y = box.stub_heights(link)[0]
        out = _LANE * (self._leave_outwards(right=right).index(link) + 1.4)
        edge = box.left + box.width if right else box.left
        x = edge + self._beside_width[2] + out if right else edge - self._beside_width[0] - out
        return [(edge, y), (x, y), (x, link.lane)]
