"""Make any text printable and break it into lines; remembers whether a character had to be replaced."""

import re
import unicodedata

from wizard.dossier.pdf.lines import Measure, break_lines
from wizard.dossier.pdf.styles import Style, Weight
from wizard.dossier.pdf.typefaces import find_widths, has_glyph

# Three or more line ends in a row say no more than two, and may come in thousands.
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_LINE_ENDS = re.compile(r"\r\n?")
# No line of a page holds as many characters.
_MORE_THAN_A_LINE = 1_000


class Typesetter:
    """Cleans, measures and breaks all texts of one dossier; nothing is drawn that did not pass through here."""

    def __init__(self) -> None:
        self.replaced = False
        # What is known of each weight's characters so far: those drawn as they are, and those spelled out.
        self._plain: dict[Weight, set[str]] = {weight: {"\n"} for weight in Weight}
        self._spelled: dict[Weight, dict[int, str]] = {weight: {} for weight in Weight}
        self._ems = {weight: _measurer(weight) for weight in Weight}

    def clean(self, text: str, weight: Weight = Weight.REGULAR) -> str:
        """Return the text with every character that cannot be drawn spelled out as ‹U+1F600›, tabs as spaces."""
        plain = self._plain[weight]
        if "\n\n\n" not in text and plain.issuperset(text):
            return text
        text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).replace("\t", "    "))
        text = _BLANK_LINES.sub("\n\n", text)
        spelled = self._spelled[weight]
        for character in set(text) - plain:
            code = ord(character)
            if code in spelled or not has_glyph(weight, character):
                spelled[code] = f"‹U+{code:04X}›"
                self.replaced = True
            elif not unicodedata.category(character).startswith("M"):
                # Marks stay out: a text with marks is composed first, each time.
                plain.add(character)
        return text.translate(spelled)

    def clean_line(self, text: str, weight: Weight = Weight.REGULAR) -> str:
        """Return the cleaned text on one line."""
        return self.clean(" ".join(text.split()), weight)

    @staticmethod
    def measure(text: str, style: Style) -> float:
        """Return the width of a cleaned text in points."""
        return sum(map(find_widths(style.weight).__getitem__, text)) * style.size

    def break_text(self, text: str, style: Style, width: float) -> list[str]:
        """Return the cleaned lines of a text set in a style, none wider than ``width`` points."""
        # The short way for most cells of a table: no printable ASCII character of the fonts is wider than an em.
        if len(text) * style.size <= width and text.isascii() and text.isprintable():
            return [text]
        return break_lines(self.clean(text, style.weight), self._ems[style.weight], width / style.size)

    def shorten(self, text: str, style: Style, width: float) -> str:
        """Return the text on one line, cut and ended by … where it is wider than ``width`` points."""
        line = self.clean_line(text[:_MORE_THAN_A_LINE], style.weight)
        if self.measure(line, style) <= width:
            return line
        return break_lines(line, lambda part: self.measure(part, style), width - style.size)[0] + "…"


def _measurer(weight: Weight) -> Measure:
    """Return what measures texts of a weight in ems."""
    look_up = find_widths(weight).__getitem__
    return lambda text: sum(map(look_up, text))
