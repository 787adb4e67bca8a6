"""The verdict panel: a large shape, the verdict's word, a sentence, the next step, and the counts."""

from dataclasses import dataclass

from wizard.domain.levels import Status
from wizard.dossier.blocks import Cell, VerdictPanel
from wizard.dossier.pdf.flow import Drawable
from wizard.dossier.pdf.panels import Ground, Panel, stack_lines
from wizard.dossier.pdf.paragraphs import Gap, Paragraph
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.signs import lay_signs
from wizard.dossier.pdf.styles import BODY, MEASURE, STATUS_COLOURS, STRONG, WIDTH, Style, Weight
from wizard.dossier.pdf.typesetter import Typesetter

_PADDING = 14.0
_SIGN = 34.0
_INDENT = 50.0
_MARK_INDENT = 14.0
_TITLE_SIZE, _TITLE_LEADING = 16, 21


def lay_verdict(panel: VerdictPanel, typesetter: Typesetter) -> Panel:
    """Return the verdict of a dossier as a panel."""
    colour = STATUS_COLOURS[panel.status]
    title = Style(Weight.BOLD, _TITLE_SIZE, _TITLE_LEADING, colour)
    room = min(MEASURE, WIDTH - 2 * _PADDING - _INDENT)
    named = stack_lines(typesetter.break_text(panel.title, title, room), title)
    rows: list[Drawable] = [LargeSign(panel.status), *named, *_lay_text(panel.sentence, BODY, typesetter, room)]
    for each in panel.remaining:
        rows += [Gap(4), *_lay_marked(each, typesetter, room)]
    rows += _lay_text(panel.next_step, STRONG, typesetter, room)
    if panel.counts:
        counts = [(status, word, str(number)) for status, word, number in panel.counts]
        rows += [Gap(8), *lay_signs(counts, typesetter, room, columns=3)]
    return Panel(rows, Ground(WIDTH, _PADDING, bar=colour), indent=_INDENT)


def _lay_text(text: str, style: Style, typesetter: Typesetter, room: float) -> list[Drawable]:
    return [Gap(4), *stack_lines(typesetter.break_text(text, style, room), style)] if text else []


def _lay_marked(cell: Cell, typesetter: Typesetter, room: float) -> list[Drawable]:
    """Return a sentence with its shape before the first line."""
    first, *more = typesetter.break_text(cell.text, BODY, room - _MARK_INDENT)
    rows: list[Drawable] = [Paragraph((first,), BODY, indent=_MARK_INDENT, shape=cell.status)]
    return [*rows, *(Paragraph((line,), BODY, indent=_MARK_INDENT) for line in more)]


@dataclass(frozen=True, slots=True)
class LargeSign:
    """The verdict's shape, at the left of the rows that follow; takes no height of its own."""

    status: Status
    height: float = 0.0

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the shape into the panel's indent."""
        sheet.stamp(self.status, left - _INDENT, top - 1, _SIGN)
