"""The boxes and links of a network diagram while it is laid out."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from wizard.dossier.blocks import Diagram, Machine, Wire
from wizard.dossier.placed_diagram import (
    TEXT_LEADING,
    TITLE_LEADING,
    PlacedBox,
    PlacedLabel,
    PlacedWire,
    Point,
)

LABEL_PADDING = 3.0
STEP = 14.0  # between boxes, and between the lines that leave a box
_STRAIGHT = 0.5  # heights that differ by less are the same


@dataclass(slots=True, eq=False)
class Box:
    """A box on its way to its place; ``rank`` is its position in its column.

    ``stubs`` are the lines that leave at its outer side, as (order from the top, link), ``across`` those to a
    neighbouring column, ``stacked`` those to the box under it.
    """

    machine: Machine
    rank: int
    title: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0
    stubs: "list[tuple[tuple[int, int], Link]]" = field(default_factory=list)
    across: "list[Link]" = field(default_factory=list)
    stacked: "list[Link]" = field(default_factory=list)

    @property
    def text_height(self) -> float:
        """Return the height of title and detail."""
        return len(self.title) * TITLE_LEADING + len(self.detail) * TEXT_LEADING

    @property
    def bottom(self) -> float:
        """Return the height of the lower edge."""
        return self.top + self.height

    def stub_heights(self, link: "Link") -> list[float]:
        """Return where the lines of a link leave the outer side."""
        step = self.height / (len(self.stubs) + 1)
        ordered = sorted(self.stubs, key=lambda stub: stub[0])
        return [self.top + step * (at + 1) for at, (_, other) in enumerate(ordered) if other is link]

    def finish(self) -> PlacedBox:
        """Return the placed box."""
        text_top = self.top + (self.height - self.text_height) / 2
        place = (self.left, self.top, self.width, self.height)
        return PlacedBox(self.machine, *place, self.title, self.detail, text_top)


@dataclass(slots=True, eq=False)
class Link:
    """A wire with its two boxes, the one further left, else higher, first; ``lane`` is where its long part runs."""

    wire: Wire
    first: Box
    second: Box
    lines: tuple[str, ...]
    width: float
    lane: float = 0.0

    @property
    def height(self) -> float:
        """Return the label's height."""
        return len(self.lines) * TEXT_LEADING + LABEL_PADDING

    @property
    def is_loop(self) -> bool:
        """Tell whether it leads from a box to itself."""
        return self.first is self.second

    @property
    def slot(self) -> float:
        """Return the height a line with its label asks for."""
        return self.height + LABEL_PADDING

    @property
    def columns(self) -> tuple[int, int]:
        """Return the columns of both boxes."""
        return self.first.machine.column, self.second.machine.column

    @property
    def distance(self) -> int:
        """Return how many boxes further down the second stands."""
        return self.second.rank - self.first.rank

    def finish(self, points: Iterable[Point], middle: Point) -> PlacedWire:
        """Return the placed wire from its path, first box to second, and the middle of its label."""
        path = tuple(points)
        if self.wire.source != self.first.machine.id:
            path = path[::-1]
        x, y = middle
        label = PlacedLabel(x - self.width / 2, y - self.height / 2, self.width, self.height, self.lines)
        return PlacedWire(path, self.wire.both_ways, label)


def order_machines(diagram: Diagram) -> list[Machine]:
    """Return the machines with those of one column that talk to each other next to each other, where that can be.

    A machine has two neighbours at most: the first two wires that ask for one get it.
    """
    columns = {machine.id: machine.column for machine in diagram.machines}
    chains = {machine.id: [machine.id] for machine in diagram.machines}
    for wire in diagram.wires:
        source, target = wire.source, wire.target
        if source not in columns or columns[source] != columns.get(target):
            continue
        first, second = chains[source], chains[target]
        if first is second or source not in (first[0], first[-1]) or target not in (second[0], second[-1]):
            continue
        joined = [*(first if first[-1] == source else first[::-1]), *(second if second[0] == target else second[::-1])]
        chains.update(dict.fromkeys(joined, joined))
    places: dict[str, int] = {}
    for chain in chains.values():
        for name in chain:
            places.setdefault(name, len(places))
    return sorted(diagram.machines, key=lambda machine: places[machine.id])


def order_bends(starts: dict[Link, float], ends: dict[Link, float]) -> dict[Link, int]:
    """Return for each line that turns in which lane it does.

    Of lines that turn down the uppermost turns last, of those that turn up the lowest: so they need not cross.
    """
    down = [link for link in starts if ends[link] - starts[link] > _STRAIGHT]
    up = [link for link in starts if starts[link] - ends[link] > _STRAIGHT]
    down.sort(key=starts.__getitem__, reverse=True)
    up.sort(key=starts.__getitem__)
    return {link: at for turning in (down, up) for at, link in enumerate(turning)}


def spread(wanted: list[float], box: Box) -> list[float]:
    """Return heights at a box's side as near to the wanted ones as their order and a step between them allow."""
    step = min(STEP, box.height / (len(wanted) + 1))
    placed: list[float] = []
    for at, y in enumerate(wanted):
        lowest = placed[-1] + step if placed else box.top + step / 2
        highest = box.bottom - step / 2 - step * (len(wanted) - at - 1)
        placed.append(max(min(y, highest), lowest))
    return placed
