"""The dossier's typeface in two weights: Noto Sans, and DejaVu Sans glyph by glyph where Noto lacks one."""

import unicodedata
from functools import cache

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from wizard.dossier.pdf.styles import Weight
from wizard.paths import find_resources

_FALLBACKS = {Weight.REGULAR: "DejaVuSans", Weight.BOLD: "DejaVuSans-Bold"}
# What may not be drawn though a font has a glyph for it: it would be invisible, or turn the text around it.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
# Beyond the basic plane reportlab writes a wrong ToUnicode: such a character could not be copied or searched.
_LAST_OF_BASIC_PLANE = 0xFFFF


@cache
def _load_font(name: str) -> TTFont:
    return TTFont(name, str(find_resources() / "fonts" / f"{name}.ttf"))


class _Widths(dict[str, float]):
    """Widths of characters in ems, looked up on first use."""

    def __init__(self, weight: Weight) -> None:
        super().__init__()
        self._weight = weight

    def __missing__(self, character: str) -> float:
        code = ord(character)
        face = find_font(self._weight, code).face
        width: float = face.charWidths.get(code, face.defaultWidth) / 1000
        self[character] = width
        return width


@cache
def find_widths(weight: Weight) -> dict[str, float]:
    """Return the widths of a weight's characters, in ems; the mapping fills itself."""
    return _Widths(weight)


def find_font(weight: Weight, code: int) -> TTFont:
    """Return the font that draws a character: DejaVu, loaded on first need, only where Noto has no glyph."""
    first = _load_font(f"NotoSans-{weight}")
    return first if code in first.face.charToGlyph else _load_font(_FALLBACKS[weight])


def has_glyph(weight: Weight, character: str) -> bool:
    """Tell whether a character can be drawn, seen and copied in a weight."""
    code = ord(character)
    if code > _LAST_OF_BASIC_PLANE or unicodedata.category(character) in _HIDDEN_CATEGORIES:
        return False
    return code in find_font(weight, code).face.charToGlyph


def register_first_font() -> str:
    """Make Noto Sans known to reportlab, which begins every page in a font it knows by name; return the name."""
    font = _load_font(f"NotoSans-{Weight.REGULAR}")
    registerFont(font)
    return font.fontName
