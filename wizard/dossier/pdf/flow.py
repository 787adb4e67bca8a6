"""Place pieces on pages, top down, before anything is drawn: so the number of pages is known when drawing begins."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import HEIGHT, LEFT, TOP


class Drawable(Protocol):
    """Something that has been given its place."""

    @property
    def height(self) -> float:
        """Return the height it takes, in points."""
        ...

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw it with its upper left corner at a point."""
        ...


class Piece(Protocol):
    """Something to be placed; it may be cut at the foot of a page."""

    @property
    def above(self) -> float:
        """Return the space wanted above it, in points; dropped at the head of a page."""
        ...

    @property
    def below(self) -> float:
        """Return the space wanted below it; of two meeting spaces the larger counts."""
        ...

    @property
    def keeps_next(self) -> bool:
        """Tell whether it must stand on the same page as the beginning of what follows it."""
        ...

    @property
    def least(self) -> float:
        """Return the height without which it should not begin on a page."""
        ...

    def cut(self, room: float, whole: float) -> "Cut":
        """Return what fits into ``room`` and the rest, either may be None; something always fits an empty page.

        ``whole`` is the height of an empty page.
        """
        ...


Cut = tuple[Drawable | None, Piece | None]


@dataclass(slots=True)
class Page:
    """A page's things with the height at which each begins, and the text of its header."""

    header: str
    items: list[tuple[Drawable, float]] = field(default_factory=list)

    def draw(self, sheet: Sheet) -> None:
        """Draw everything on the page but its header and footer."""
        for drawable, top in self.items:
            drawable.draw(sheet, LEFT, top)


class Flow:
    """Fills pages with pieces."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._room = 0.0
        self._below = 0.0

    def begin_page(self, header: str) -> None:
        """Begin an empty page."""
        self.pages.append(Page(header))
        self._room = HEIGHT
        self._below = 0.0

    def add(self, pieces: Sequence[Piece], header: str) -> int:
        """Place the pieces from here on and return the number of the page the first begins on, from 1."""
        began = 0
        for piece, least in zip(pieces, _heights_wanted(pieces), strict=True):
            space = self._space_above(piece)
            if self.pages[-1].items and space + min(least, HEIGHT) > self._room:
                self.begin_page(header)
                space = 0.0
            began = began or len(self.pages)
            self._place(piece, space, header)
        return began

    def add_foot(self, drawable: Drawable, header: str) -> None:
        """Place something at the foot of this page, or of another where it does not fit."""
        if drawable.height > self._room:
            self.begin_page(header)
        self.pages[-1].items.append((drawable, TOP - HEIGHT + drawable.height))
        self._room = 0.0

    def _space_above(self, piece: Piece) -> float:
        return max(self._below, piece.above) if self.pages[-1].items else 0.0

    def _place(self, piece: Piece, space: float, header: str) -> None:
        rest: Piece | None = piece
        while rest is not None:
            part, rest = rest.cut(self._room - space, HEIGHT)
            if part is not None:
                self.pages[-1].items.append((part, TOP - HEIGHT + self._room - space))
                self._room -= space + part.height
            if rest is not None:
                self.begin_page(header)
                space = 0.0
        self._below = piece.below


def _heights_wanted(pieces: Sequence[Piece]) -> list[float]:
    """Return for each piece the height it needs to begin, with the beginning of what it must stand above."""
    wanted: list[float] = []
    following: tuple[Piece, float] | None = None
    for piece in reversed(pieces):
        height = piece.least
        if piece.keeps_next and following is not None:
            height += max(piece.below, following[0].above) + following[1]
        wanted.append(height)
        following = (piece, height)
    wanted.reverse()
    return wanted
