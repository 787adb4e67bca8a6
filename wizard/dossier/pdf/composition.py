"""From chapters and blocks to pieces that can be placed."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from wizard.dossier.blocks import (
    Block,
    Bullets,
    Chapter,
    Checklist,
    Diagram,
    Dossier,
    Figures,
    Heading,
    Row,
    SignOff,
    Table,
    Text,
    VerdictPanel,
)
from wizard.dossier.pdf.checklists import lay_checklist
from wizard.dossier.pdf.diagrams import lay_diagram
from wizard.dossier.pdf.figures import lay_figures
from wizard.dossier.pdf.flow import Piece
from wizard.dossier.pdf.panels import Ground, Panel
from wizard.dossier.pdf.paragraphs import AccentRule, Gap, Landmark, Paragraph
from wizard.dossier.pdf.sign_off import lay_sign_off
from wizard.dossier.pdf.styles import (
    BODY,
    MEASURE,
    NOTE,
    NOTE_MEASURE,
    STRONG,
    SUBTITLE,
    SUMMARY,
    SUMMARY_MEASURE,
    TITLE,
    WIDTH,
)
from wizard.dossier.pdf.tables import TablePiece, lay_table
from wizard.dossier.pdf.typesetter import Typesetter
from wizard.dossier.pdf.verdict import lay_verdict

_TEXT_STYLES = {"body": (BODY, MEASURE), "strong": (STRONG, MEASURE), "note": (NOTE, NOTE_MEASURE)}
_BULLET_INDENT = 16.0


def collect_anchors(dossier: Dossier) -> set[str]:
    """Return everything in a dossier that a link can jump to."""
    anchors: set[str | None] = {chapter.anchor for chapter in dossier.chapters}
    for chapter in dossier.chapters:
        for block in chapter.blocks:
            if isinstance(block, Heading):
                anchors.add(block.anchor)
            elif isinstance(block, Table):
                anchors.update(row.anchor for row in block.rows if isinstance(row, Row))
    return {anchor for anchor in anchors if anchor is not None}


class Composer:
    """Turns blocks into pieces, all through one typesetter."""

    def __init__(self, typesetter: Typesetter, continued: str) -> None:
        self._typesetter = typesetter
        self._continued = continued

    def compose_chapter(self, chapter: Chapter) -> Iterator[Piece]:
        """Yield a chapter's title, summary and blocks."""
        name = self._typesetter.clean_line(chapter.title)
        title = self._typesetter.break_text(chapter.title, TITLE, WIDTH)
        yield Paragraph(title, TITLE, 36, 4, keeps_next=True, landmark=Landmark(chapter.anchor, name))
        yield Panel((Gap(4), AccentRule(WIDTH), Gap(4)), Ground(WIDTH, 0, tint=None), above=0, below=0, keeps_next=True)
        if chapter.summary:
            summary = self._typesetter.break_text(chapter.summary, SUMMARY, SUMMARY_MEASURE)
            yield Paragraph(summary, SUMMARY, 4, 12, keeps_next=True)
        for block, following in zip_longest(chapter.blocks, chapter.blocks[1:]):
            if isinstance(block, Table) and isinstance(following, Text) and following.style == "note":
                yield self._lay_noted(block, following)
            else:
                yield from self._compose(block)

    def compose_text(self, text: Text) -> Paragraph:
        """Return a paragraph."""
        style, width = _TEXT_STYLES[text.style]
        return Paragraph(self._typesetter.break_text(text.text, style, width), style, below=6)

    def _compose(self, block: Block) -> Iterator[Piece]:
        match block:
            case Heading():
                yield self._compose_heading(block)
            case Text():
                yield self.compose_text(block)
            case Bullets():
                yield from self._compose_bullets(block)
            case Figures():
                yield from lay_figures(block, self._typesetter)
            case VerdictPanel():
                yield lay_verdict(block, self._typesetter)
            case Table():
                yield lay_table(block, self._typesetter, WIDTH, self._continued)
            case Checklist():
                yield from lay_checklist(block, self._typesetter)
            case SignOff():
                yield from lay_sign_off(block, self._typesetter)
            case Diagram():
                yield from lay_diagram(block, self._typesetter)
                yield self.compose_text(Text(block.caption, "note"))

    def _lay_noted(self, table: Table, note: Text) -> TablePiece:
        """Return a table that ends where the note after it has room."""
        piece = lay_table(table, self._typesetter, WIDTH, self._continued)
        return replace(piece, foot=piece.below + self.compose_text(note).height)

    def _compose_heading(self, heading: Heading) -> Paragraph:
        lines = self._typesetter.break_text(heading.text, SUBTITLE, WIDTH)
        landmark = Landmark(heading.anchor, self._typesetter.clean_line(heading.text), 1)
        return Paragraph(lines, SUBTITLE, 18, 6, keeps_next=True, landmark=landmark)

    def _compose_bullets(self, bullets: Bullets) -> Iterator[Paragraph]:
        last = len(bullets.items) - 1
        for at, item in enumerate(bullets.items):
            style = STRONG if item.bold else BODY
            yield Paragraph(
                self._typesetter.break_text(item.text, style, MEASURE - _BULLET_INDENT),
                style,
                below=10 if at == last else 4,
                indent=_BULLET_INDENT,
                shape=item.status,
                dotted=item.status is None,
                link=item.link,
                link_width=MEASURE,
            )
