"""A network diagram with everything in its place: what a renderer needs to draw it.

Lengths are points, x grows to the right and y downwards from the upper left corner.
"""

from dataclasses import dataclass

from wizard.dossier.blocks import Machine

Point = tuple[float, float]
_HEAD_LENGTH, _HEAD_HALF_WIDTH = 5.5, 2.2

TITLE_SIZE, TITLE_LEADING = 8.5, 11.0  # titles are set bold
TEXT_SIZE, TEXT_LEADING = 7.5, 10.0  # details and labels


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


def shape_head(before: Point, tip: Point) -> tuple[Point, Point, Point]:
    """Return the corners of the arrowhead at the end of a horizontal or vertical line, in points."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    length = max(abs(dx), abs(dy)) or 1.0
    dx, dy = dx / length * _HEAD_LENGTH, dy / length * _HEAD_LENGTH
    side = _HEAD_HALF_WIDTH / _HEAD_LENGTH
    x, y = tip[0] - dx, tip[1] - dy
    return tip, (x - dy * side, y + dx * side), (x + dy * side, y - dx * side)
