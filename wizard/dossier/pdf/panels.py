"""Panels: rows that belong together on one ground, and panels side by side; cut only where a page cannot hold them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wizard.dossier.pdf.flow import Cut, Drawable
from wizard.dossier.pdf.paragraphs import Paragraph
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import HAIRLINE_COLOUR, PANEL_TINT, Style


@dataclass(frozen=True, slots=True)
class Ground:
    """What a panel stands on: a tint, a bar at its left, or an outline; lengths in points."""

    width: float
    padding: float
    bar: str | None = None
    tint: str | None = PANEL_TINT
    outlined: bool = False

    def draw(self, sheet: Sheet, left: float, top: float, height: float) -> None:
        """Draw the ground under a panel."""
        if self.tint is not None:
            sheet.tint(self.tint, left, top, self.width, height)
        if self.outlined:
            sheet.frame(left, top, self.width, height, HAIRLINE_COLOUR)
        if self.bar is not None:
            sheet.tint(self.bar, left, top, 3, height)


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows on a ground; cut between rows, and only if a whole page cannot hold them."""

    rows: Sequence[Drawable]
    ground: Ground
    indent: float = 0.0
    above: float = 6.0
    below: float = 12.0
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Return the height of the rows with the padding around them."""
        return sum(row.height for row in self.rows) + 2 * self.ground.padding

    @property
    def least(self) -> float:
        """Return its whole height: it does not begin where it cannot end."""
        return self.height

    def cut(self, room: float, whole: float) -> Cut:
        """Return the whole panel where it fits; the rows that fit where no page holds it whole."""
        if self.height > room + 0.01 and room < whole:
            return None, self
        return self.split(room)

    def split(self, room: float) -> "tuple[Panel, Panel | None]":
        """Return the rows that fit, at least one, and the rest."""
        used, count = 2 * self.ground.padding, 0
        while count < len(self.rows) and (not count or used + self.rows[count].height <= room + 0.01):
            used += self.rows[count].height
            count += 1
        rest = replace(self, rows=self.rows[count:]) if count < len(self.rows) else None
        return replace(self, rows=self.rows[:count]), rest

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the ground and the rows on it."""
        self.ground.draw(sheet, left, top, self.height)
        at = top - self.ground.padding
        for row in self.rows:
            row.draw(sheet, left + self.ground.padding + self.indent, at)
            at -= row.height


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One or two panels beside each other, ``step`` points apart from left edge to left edge."""

    panels: Sequence[Panel]
    step: float
    above: float = 6.0
    below: float = 12.0
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Return the height of the taller one."""
        return max(panel.height for panel in self.panels)

    @property
    def least(self) -> float:
        """Return its whole height."""
        return self.height

    def cut(self, room: float, whole: float) -> Cut:
        """Cut both panels where the taller one does not fit an empty page."""
        if self.height > room + 0.01 and room < whole:
            return None, self
        parts = [panel.split(room) for panel in self.panels]
        if all(rest is None for _, rest in parts):
            return self, None
        # A panel that has ended keeps its place empty, so that the other stays in its column.
        rests = [replace(panel, rows=()) if rest is None else rest for panel, rest in parts]
        return replace(self, panels=[panel for panel, _ in parts]), replace(self, panels=rests)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the panels, but for those that have ended on an earlier page."""
        for at, panel in enumerate(self.panels):
            if panel.rows:
                panel.draw(sheet, left + at * self.step, top)


def stack_lines(lines: Sequence[str], style: Style) -> list[Drawable]:
    """Return lines as rows of their own, so that a panel can be cut between them."""
    return [Paragraph((line,), style) for line in lines]
