"""Turn cleaned text into PDF text operators, character by character looked up once for each document."""

from collections.abc import Iterable
from itertools import groupby

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfgen.canvas import Canvas

from wizard.dossier.pdf.reading_order import order_visually
from wizard.dossier.pdf.styles import Style, Weight
from wizard.dossier.pdf.typefaces import find_font

# Never in a cleaned text: stands for a character outside the first subset of Noto.
_ELSEWHERE = "\uffff"

Placed = tuple[float, float, str]


class _Codes(dict[int, str]):
    """The escaped code of each character in the first subset of Noto, for ``str.translate``."""

    def __init__(self, weight: Weight, document: object) -> None:
        super().__init__()
        self._weight = weight
        self._document = document

    def __missing__(self, character: int) -> str:
        font = find_font(self._weight, character)
        ((subset, code),) = font.splitString(chr(character), self._document)
        # Right-to-left text goes the long way too, which puts it in order.
        simple = subset == 0 and font is find_font(self._weight, ord(" "))
        escaped = self[character] = escapePDF(code) if simple else _ELSEWHERE
        return escaped


class Lettering:
    """Writes the text of one document.

    reportlab's own text objects look every character up at every use and write a font's name again where it did not
    change; on thousands of cells that is most of the time. This uses the same public parts of its fonts, once.
    """

    def __init__(self, canvas: Canvas) -> None:
        # The fonts' own methods ask for the document, and there is no other way to it.
        self._document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
        self._codes = {weight: _Codes(weight, self._document) for weight in Weight}

    def write(self, style: Style, placed: Iterable[Placed]) -> str:
        """Return one text object that sets the lines, given as (left, baseline, cleaned text) in points."""
        codes = self._codes[style.weight]
        first = self._select(style, " ")
        operators = [f"{style.colour} rg BT {first}"]
        last_x = last_y = last_right = last_down = 0.0
        move = ""
        for x, y, text in placed:
            right, down = x - last_x, y - last_y
            # Most lines of a column are one step apart: the step is not formatted again.
            if right != last_right or down != last_down or not move:
                move = f"{right:.2f} {down:.2f} Td"
            code = text.translate(codes)
            shown = f"({code}) Tj" if _ELSEWHERE not in code else f"{self._write_mixed(style, text)} {first}"
            operators.append(f"{move} {shown}")
            last_x, last_y, last_right, last_down = x, y, right, down
        operators.append("ET")
        return "\n".join(operators)

    def _select(self, style: Style, character: str, subset: int = 0) -> str:
        font = find_font(style.weight, ord(character))
        return f"{font.getSubsetInternalName(subset, self._document)} {style.size} Tf"

    def _write_mixed(self, style: Style, text: str) -> str:
        """Return the operators of a line that needs DejaVu or a further subset of a font."""
        shown = []
        for font, run in groupby(order_visually(text), lambda character: find_font(style.weight, ord(character))):
            for subset, code in font.splitString("".join(run), self._document):
                name = font.getSubsetInternalName(subset, self._document)
                shown.append(f"{name} {style.size} Tf ({escapePDF(code)}) Tj")
        return " ".join(shown)
