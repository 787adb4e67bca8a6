"""Running text: paragraphs, headings and list entries, cut between lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from wizard.dossier.pdf.flow import Cut
from wizard.dossier.pdf.shapes import Shape
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import ACCENT, WEAK, Style

# No fewer lines than these stand alone at the foot or the head of a page.
_TOGETHER = 2
_DOT = 2.4


class Landmark(NamedTuple):
    """A place to jump to: by links to its anchor, and from the outline where it has a title there."""

    anchor: str | None
    title: str = ""
    level: int = 0

    def set(self, sheet: Sheet, top: float) -> None:
        """Make the landmark stand at a height of the current page."""
        if self.anchor is not None:
            sheet.mark(self.anchor, top)
        if self.title:
            sheet.list_in_outline(self.title, self.level, top)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one style; ``shape``, a dot or a ``label`` stands before the first where there is an ``indent``."""

    lines: Sequence[str]
    style: Style
    above: float = 0.0
    below: float = 0.0
    keeps_next: bool = False
    landmark: Landmark | None = None
    indent: float = 0.0
    shape: Shape | None = None
    dotted: bool = False
    label: str = ""
    link: str | None = None
    link_width: float = 0.0

    @property
    def height(self) -> float:
        """Return the height of its lines."""
        return len(self.lines) * self.style.leading

    @property
    def least(self) -> float:
        """Return the height of what must not stand alone."""
        count = len(self.lines)
        whole = self.keeps_next or count < 2 * _TOGETHER
        return min(count if whole else _TOGETHER, 6) * self.style.leading

    def cut(self, room: float, whole: float) -> Cut:
        """Return the lines that fit, and the rest."""
        fitting = int((room + 0.01) / self.style.leading)
        count = len(self.lines)
        if fitting >= count:
            return self, None
        fitting = max(min(fitting, count - _TOGETHER), 1 if room >= whole else 0)
        if fitting < _TOGETHER and room < whole:
            return None, self
        first = replace(self, lines=self.lines[:fitting])
        return first, replace(self, lines=self.lines[fitting:], landmark=None, shape=None, dotted=False, label="")

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the lines and what belongs to them."""
        if self.landmark is not None:
            self.landmark.set(sheet, top)
        middle = top - self.style.leading / 2
        if self.shape is not None:
            size = self.style.size
            sheet.stamp(self.shape, left, middle + size / 2, size)
        elif self.dotted:
            sheet.tint(WEAK, left + 3, middle + _DOT / 2, _DOT, _DOT)
        if self.label:
            sheet.write_lines(replace(self.style, colour=WEAK), (self.label,), left, top)
        sheet.write_lines(self.style, self.lines, left + self.indent, top)
        if self.link is not None:
            sheet.link(self.link, left, top, self.link_width, self.height)


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty height inside a panel."""

    height: float

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class AccentRule:
    """A rule in the accent colour; takes no height."""

    width: float
    height: float = 0.0

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the rule."""
        sheet.rule(left, top, self.width, ACCENT, 0.9)
