"""Shapes with their words side by side: the counts of a verdict, the legend of a checklist."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wizard.dossier.pdf.flow import Drawable
from wizard.dossier.pdf.lettering import Placed
from wizard.dossier.pdf.shapes import Shape
from wizard.dossier.pdf.sheet import Sheet
from wizard.dossier.pdf.styles import CELL, STRONG_CELL
from wizard.dossier.pdf.typesetter import Typesetter

_SIZE = 10.0
_AFTER = 4.0  # after the shape, and after the number
_STEP = 18.0  # between one sign and the next
_HEIGHT = 17.0


class Sign(NamedTuple):
    """A shape with its word and, before it, a number where there is one."""

    shape: Shape
    word: str
    number: str = ""

    @property
    def number_width(self) -> float:
        """Return the width of the number and the space after it."""
        return Typesetter.measure(self.number, STRONG_CELL) + _AFTER if self.number else 0.0

    @property
    def width(self) -> float:
        """Return the width in points."""
        return _SIZE + _AFTER + self.number_width + Typesetter.measure(self.word, CELL)


@dataclass(frozen=True, slots=True)
class SignRow:
    """Some signs from left to right, each with its distance from the left edge."""

    signs: Sequence[tuple[float, Sign]]
    height: float = _HEIGHT

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw shapes, numbers and words."""
        baseline = top - (_HEIGHT - CELL.leading) / 2 - CELL.drop
        numbers: list[Placed] = []
        words: list[Placed] = []
        for distance, sign in self.signs:
            sheet.stamp(sign.shape, left + distance, top - (_HEIGHT - _SIZE) / 2, _SIZE)
            after = left + distance + _SIZE + _AFTER
            if sign.number:
                numbers.append((after, baseline, sign.number))
            words.append((after + sign.number_width, baseline, sign.word))
        if numbers:
            sheet.write(STRONG_CELL, numbers)
        sheet.write(CELL, words)


def lay_signs(
    signs: Sequence[tuple[Shape, str, str]], typesetter: Typesetter, room: float, columns: int = 0
) -> list[Drawable]:
    """Return signs, given as (shape, word, number), in as many rows as a width in points asks for.

    They stand below each other in some columns of equal width, or without any as close as they may.
    """
    widest = (room / columns if columns else room) - 4 * _SIZE
    all_signs = [Sign(shape, typesetter.shorten(word, CELL, widest), number) for shape, word, number in signs]
    rows: list[list[tuple[float, Sign]]] = [[]]
    left = 0.0
    for sign in all_signs:
        if rows[-1] and left + sign.width > room:
            rows.append([])
            left = 0.0
        rows[-1].append((left, sign))
        left += room / columns if columns else sign.width + _STEP
    return [SignRow(row) for row in rows]
