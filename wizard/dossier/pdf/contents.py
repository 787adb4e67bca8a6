"""The list of contents: chapter titles with their page numbers, clickable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wizard.dossier.blocks import Chapter
from wizard.dossier.pdf.flow import Cut
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import BODY, WEAK, span
from wizard.dossier.pdf.typesetter import Typesetter

_WIDTH = span(9)
_NUMBER_WIDTH = 30.0
_STEP = 22.0
_DOT, _DOT_STEP = 0.7, 4.0


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A chapter's title and page; ``pages`` is filled by chapter number once all have been placed."""

    title: str
    anchor: str
    number: int
    pages: Mapping[int, int]
    height: float = _STEP
    above: float = field(default=0.0)
    below: float = field(default=0.0)
    keeps_next: bool = False

    @property
    def least(self) -> float:
        """Return its height."""
        return self.height

    def cut(self, room: float, whole: float) -> Cut:
        """Return the line where it fits."""
        return (self, None) if self.height <= room or room >= whole else (None, self)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw title, leader and number."""
        page = str(self.pages[self.number])
        baseline = top - BODY.drop
        right = left + _WIDTH
        number_left = right - Typesetter.measure(page, BODY)
        sheet.write(BODY, [(left, baseline, self.title), (number_left, baseline, page)])
        first = left + Typesetter.measure(self.title, BODY) + 6
        # All leaders share one grid, so that their dots stand below each other.
        dots = range(int(first / _DOT_STEP) + 1, int((right - _NUMBER_WIDTH + 10) / _DOT_STEP))
        sheet.fill_squares(((dot * _DOT_STEP, baseline) for dot in dots), _DOT, WEAK)
        sheet.link(self.anchor, left, top, _WIDTH, BODY.leading)


def lay_contents(chapters: Sequence[Chapter], typesetter: Typesetter, pages: Mapping[int, int]) -> list[ContentsLine]:
    """Return a line for each chapter."""
    room = _WIDTH - _NUMBER_WIDTH - 6
    return [
        ContentsLine(typesetter.shorten(chapter.title, BODY, room), chapter.anchor, number, pages)
        for number, chapter in enumerate(chapters)
    ]
