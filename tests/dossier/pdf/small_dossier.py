"""Small dossiers around the blocks of one test."""

from wizard.domain.levels import Level
from wizard.dossier.blocks import Block, Chapter, Column, Cover, Dossier, Row, Table, VerdictPanel, Wording

VERDICT = VerdictPanel(Level.OK, "Compliant", "Nothing is missing.", "Install.", ())
COVER = Cover("Dossier", "Customer", "Site", VERDICT, (("Reference", "R-1"),), "Read first.", "CODE")
WORDING = Wording("Contents", "page {page} of {total}", "(continued)", "Some characters were replaced.")


def make_dossier(*blocks: Block, cover: Cover = COVER) -> Dossier:
    """Return a dossier with one chapter."""
    chapter = Chapter("only", "The only chapter", "Its summary.", blocks)
    return make_book(chapter, cover=cover)


def make_book(*chapters: Chapter, cover: Cover = COVER) -> Dossier:
    """Return a dossier with some chapters."""
    return Dossier("en", "Title", "Author", "Subject", "R-1 · revision 1", cover, chapters, WORDING)


def make_table(*texts: str) -> Table:
    """Return a table of one column, a row for each text."""
    return Table((Column("Head", 1),), tuple(Row((text,)) for text in texts))
