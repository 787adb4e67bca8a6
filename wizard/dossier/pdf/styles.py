"""Sizes, widths and colours of the printed dossier (look, "Type and grid"); lengths in points."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.domain.levels import Basis, Level, Status

MM = 72 / 25.4
PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
MARGIN = 18 * MM
WIDTH = PAGE_WIDTH - 2 * MARGIN
HEIGHT = PAGE_HEIGHT - 2 * MARGIN
LEFT = MARGIN
TOP = PAGE_HEIGHT - MARGIN
RIGHT = PAGE_WIDTH - MARGIN

GUTTER = 12.0
_COLUMN = (WIDTH - 11 * GUTTER) / 12


def span(columns: int) -> float:
    """Return the width of some columns of the 12-column grid with the gutters between them."""
    return columns * _COLUMN + (columns - 1) * GUTTER


# About 75 characters of body text, of a note and of a summary: look asks for no longer lines.
MEASURE = span(9)
NOTE_MEASURE = span(7)
SUMMARY_MEASURE = span(10)


class Weight(StrEnum):
    """The two weights of the dossier's typeface."""

    REGULAR = "Regular"
    BOLD = "Bold"


def _fill(code: str) -> str:
    """Return the three figures of a colour such as ``#1F4E79`` as PDF operators take them."""
    return " ".join(f"{int(code[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


INK = _fill("#000000")
WEAK = _fill("#4D4D4D")
ACCENT = _fill("#1F4E79")
HEADING_TINT = _fill("#DFE7F0")
GROUP_TINT = _fill("#F0F3F7")
PANEL_TINT = _fill("#F5F7F9")
HAIRLINE_COLOUR = _fill("#9AA5B1")
WHITE = _fill("#FFFFFF")
HAIRLINE = 0.4  # thickness of a thin rule

STATUS_COLOURS: dict[Status, str] = {
    Level.BLOCKER: _fill("#B3261E"),
    Level.MISSING: _fill("#6B4EA0"),
    Level.CONSULT: _fill("#8A5A00"),
    Level.WARNING: _fill("#7A6A00"),
    Level.INFO: _fill("#37618E"),
    Level.OK: _fill("#1F6E43"),
    Basis.ANSWERED: _fill("#1F6E43"),
    Basis.DERIVED: _fill("#1F6E43"),
    Basis.MEASURED: _fill("#1F6E43"),
    Basis.TO_DO: _fill("#4A5560"),
}

# Half of Noto Sans' capital height (0.714 em): a line's capitals stand centred in its leading.
_HALF_CAPITAL = 0.357


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: weight, size and leading in points, colour as PDF operators take it."""

    weight: Weight
    size: float
    leading: float
    colour: str = INK

    @property
    def drop(self) -> float:
        """Return how far below the top of its line the baseline lies."""
        return self.leading / 2 + _HALF_CAPITAL * self.size


TITLE = Style(Weight.BOLD, 20, 26, ACCENT)
SUBTITLE = Style(Weight.BOLD, 13, 17, ACCENT)
SMALL_TITLE = Style(Weight.BOLD, 10.5, 14, ACCENT)
SUMMARY = Style(Weight.REGULAR, 10.5, 15, WEAK)
BODY = Style(Weight.REGULAR, 9.5, 13)
STRONG = Style(Weight.BOLD, 9.5, 13)
NOTE = Style(Weight.REGULAR, 7.5, 10, WEAK)
CELL = Style(Weight.REGULAR, 8.5, 11)
STRONG_CELL = Style(Weight.BOLD, 8.5, 11)
