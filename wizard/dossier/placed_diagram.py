"""A network diagram with everything in its place: what a renderer needs to draw it.

Lengths are points, x grows to the right and y downwards from the upper left corner.
"""

from dataclasses import dataclass

from wizard.dossier.blocks import Machine

Point = tuple[float, float]

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
