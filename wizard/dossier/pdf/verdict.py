"""The verdict panel: a large shape, the verdict's word, a sentence, the next step, and the counts."""

from dataclasses import dataclass

from wizard.domain.levels import Status
from wizard.dossier.blocks import VerdictPanel
from wizard.dossier.pdf.flow import Drawable
from wizard.dossier.pdf.panels import Ground, Panel, stack_lines
from wizard.dossier.pdf.paragraphs import Gap
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.signs import lay_signs
from wizard.dossier.pdf.styles import BODY, MEASURE, STATUS_COLOURS, STRONG, WIDTH, Style, Weight
from wizard.dossier.pdf.typesetter import Typesetter

_PADDING = 14.0
_SIGN = 34.0
_INDENT = 50.0
_TITLE_SIZE, _TITLE_LEADING = 16, 21


def lay_verdict(panel: VerdictPanel, typesetter: Typesetter) -> Panel:
    """Return the verdict of a dossier as a panel."""
    colour = STATUS_COLOURS[panel.status]
    title = Style(Weight.BOLD, _TITLE_SIZE, _TITLE_LEADING, colour)
    room = min(MEASURE, WIDTH - 2 * _PADDING - _INDENT)
    rows: list[Drawable] = [
        LargeSign(panel.status),
        *stack_lines(typesetter.break_text(panel.title, title, room), title),
    ]
    for text, style in ((panel.sentence, BODY), (panel.next_step, STRONG)):
        if text:
            rows += [Gap(4), *stack_lines(typesetter.break_text(text, style, room), style)]
    if panel.counts:
        counts = [(status, word, str(number)) for status, word, number in panel.counts]
        rows += [Gap(8), *lay_signs(counts, typesetter, room, columns=3)]
    return Panel(rows, Ground(WIDTH, _PADDING, bar=colour), indent=_INDENT)


@dataclass(frozen=True, slots=True)
class LargeSign:
    """The verdict's shape, at the left of the rows that follow; takes no height of its own."""

    status: Status
    height: float = 0.0

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the shape into the panel's indent."""
        sheet.stamp(self.status, left - _INDENT, top - 1, _SIGN)
