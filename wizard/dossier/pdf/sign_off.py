"""The sign-off: what is signed, and one panel for each role, two beside each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wizard.domain.levels import Level
from wizard.domain.strokes import FIELD_ASPECT, Stroke, smooth_stroke
from wizard.dossier.blocks import SignaturePanel, SignOff
from wizard.dossier.pdf.flow import Drawable, Piece
from wizard.dossier.pdf.panels import Ground, Panel, SideBySide, stack_lines
from wizard.dossier.pdf.paragraphs import Gap, Paragraph
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import (
    BODY,
    CELL,
    GUTTER,
    HAIRLINE_COLOUR,
    INK,
    MEASURE,
    NOTE,
    SMALL_TITLE,
    STATUS_COLOURS,
    Style,
    Weight,
    span,
)
from wizard.dossier.pdf.typesetter import Typesetter

_WIDTH = span(6)
_PADDING = 12.0
_ROOM = _WIDTH - 2 * _PADDING
_SIGNATURE_HEIGHT = 62.0
_LINE_HEIGHT = 22.0
_NOTE_INDENT = 11.0
_PEN = 1.1
_WORD = Style(Weight.BOLD, 18, 22, STATUS_COLOURS[Level.BLOCKER])
_SIGNS = {"holds": Level.OK, "lapsed": Level.BLOCKER}


def lay_sign_off(sign_off: SignOff, typesetter: Typesetter) -> Iterator[Piece]:
    """Yield what is signed and the panels of the roles."""
    for text in sign_off.subject:
        yield Paragraph(typesetter.break_text(text, BODY, MEASURE), BODY, below=3, keeps_next=True)
    panels = sign_off.panels
    for start in range(0, len(panels), 2):
        pair = [_lay_rows(panel, typesetter) for panel in panels[start : start + 2]]
        tallest = max(sum(row.height for row in rows) for rows in pair)
        yield SideBySide(
            [
                _close_panel(rows, tallest, panel, typesetter)
                for rows, panel in zip(pair, panels[start : start + 2], strict=True)
            ],
            _WIDTH + GUTTER,
            above=12,
            below=12,
        )


def _lay_rows(panel: SignaturePanel, typesetter: Typesetter) -> list[Drawable]:
    """Return the rows of a panel down to its statement."""
    rows: list[Drawable] = [*stack_lines(typesetter.break_text(panel.role, SMALL_TITLE, _ROOM), SMALL_TITLE), Gap(4)]
    names = [typesetter.shorten(label, NOTE, _ROOM / 2) for label, _ in panel.lines]
    begin = max((typesetter.measure(name, NOTE) for name in names), default=0.0) + 6
    for name, (_, value) in zip(names, panel.lines, strict=True):
        first, *more = typesetter.break_text(value, CELL, _ROOM - begin)
        rows.append(FilledLine(name, first, begin))
        rows += [FilledLine("", line, begin) for line in more]
    rows += [Gap(8), *stack_lines(typesetter.break_text(panel.statement, CELL, _ROOM), CELL)]
    return [*rows, *_lay_note(panel, typesetter)]


def _lay_note(panel: SignaturePanel, typesetter: Typesetter) -> list[Drawable]:
    """Return how a signature stands: shape and words."""
    if panel.state == "unsigned":
        return []
    first, *more = typesetter.break_text(panel.note, CELL, _ROOM - _NOTE_INDENT)
    marked = Paragraph((first,), CELL, indent=_NOTE_INDENT, shape=_SIGNS[panel.state])
    return [Gap(4), marked, *(Paragraph((line,), CELL, indent=_NOTE_INDENT) for line in more)]


def _close_panel(rows: list[Drawable], tallest: float, panel: SignaturePanel, typesetter: Typesetter) -> Panel:
    """Return the panel with its signature box, which stands as low as that of the panel beside it."""
    spare = tallest - sum(row.height for row in rows)
    lapsed = panel.state == "lapsed"
    style = _WORD if lapsed else CELL
    box = SignatureBox(
        typesetter.shorten(panel.signature_label, NOTE, _ROOM - 12),
        panel.strokes,
        typesetter.shorten(panel.stamp, style, _ROOM - 24),
        style,
        HAIRLINE_COLOUR if lapsed else INK,
    )
    return Panel([*rows, Gap(8 + spare), box], Ground(_WIDTH, _PADDING, tint=None, outlined=True))


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A label and a line to fill in, with what is known already; ``begin`` is where the line begins."""

    label: str
    value: str
    begin: float
    height: float = _LINE_HEIGHT

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw label, value and line on one baseline."""
        baseline = top - _LINE_HEIGHT + 6
        sheet.write(NOTE, [(left, baseline, self.label)])
        sheet.write(CELL, [(left + self.begin, baseline, self.value)])
        sheet.rule(left + self.begin, baseline - 3, _ROOM - self.begin)


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """The field to sign in, with what was drawn there and what is stamped on it."""

    label: str
    strokes: Sequence[Stroke] = ()
    stamp: str = ""
    stamp_style: Style = CELL
    ink: str = INK
    height: float = _SIGNATURE_HEIGHT

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw the field with its label in the corner, the signature, and the stamp over it."""
        sheet.frame(left, top, _ROOM, self.height)
        sheet.write_lines(NOTE, [self.label], left + 6, top - 4)
        for stroke in self.strokes:
            self._draw_stroke(sheet, stroke, left, top)
        if self.stamp:
            sheet.write_lines(
                self.stamp_style, [self.stamp], left + 12, top - (self.height - self.stamp_style.leading) / 2
            )

    def _draw_stroke(self, sheet: Sheet, stroke: Stroke, left: float, top: float) -> None:
        # Never wider for its height than it was drawn.
        width = min(_ROOM, self.height * FIELD_ASPECT)
        begin, high = left + (_ROOM - width) / 2, width / FIELD_ASPECT
        points = [(begin + x * width, top - y * high) for x, y in smooth_stroke(stroke)]
        if len(set(points)) > 1:
            sheet.draw_path(points, self.ink, _PEN)
        else:
            sheet.fill_squares(points[:1], _PEN, self.ink)
