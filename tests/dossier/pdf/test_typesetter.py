"""Typesetter: which characters are printed as they are, which are spelled out."""

import pytest

from wizard.dossier.pdf.styles import BODY, NOTE, Weight
from wizard.dossier.pdf.typefaces import find_font, find_widths
from wizard.dossier.pdf.typesetter import Typesetter

PRINTED = "Âge déjà reçu : « œuvre » 1\u202f867 – 3 × 4 ≤ 12, Ελληνικά, Москва, ☐ ✔ → ≥"


@pytest.mark.parametrize("weight", Weight)
def test_printable_texts_stay(weight: Weight) -> None:
    """French, Greek, Cyrillic, symbols and narrow spaces are printed as they are, in both weights."""
    typesetter = Typesetter()
    assert typesetter.clean(PRINTED, weight) == PRINTED
    assert not typesetter.replaced


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\U0001f600", "‹U+1F600›"),
        ("\u65e5", "‹U+65E5›"),
        ("a\u202egpj", "a‹U+202E›gpj"),
        ("\x07", "‹U+0007›"),
        ("\x00", "‹U+0000›"),
        ("\ud800", "‹U+D800›"),
        ("\u200b\ufeff\u00ad", "‹U+200B›‹U+FEFF›‹U+00AD›"),
        ("\u2028", "‹U+2028›"),
        ("\ufffe\uffff", "‹U+FFFE›‹U+FFFF›"),
        ("\ue000", "‹U+E000›"),
    ],
)
def test_others_are_spelled_out(text: str, cleaned: str) -> None:
    """What no font has, what cannot be seen, and what would turn text round is spelled out; that is remembered."""
    typesetter = Typesetter()
    assert typesetter.clean(text) == cleaned
    assert typesetter.replaced
    assert typesetter.clean(text) == cleaned, "the second time too"


def test_white_space() -> None:
    """Tabs and line ends are white space, many empty lines are one; accents are composed."""
    typesetter = Typesetter()
    assert typesetter.clean("a\tb\r\nc\rd") == "a    b\nc\nd"
    assert typesetter.clean("a" + "\n" * 20_000 + "b") == "a\n\nb"
    assert typesetter.clean("e\u0301") == "é"
    assert typesetter.clean_line(" a \n b ") == "a b"
    assert not typesetter.replaced


def test_fallback_glyph_by_glyph() -> None:
    """Noto draws what it has, DejaVu the rest, and a text is measured by both."""
    assert find_font(Weight.REGULAR, ord("é")).fontName == "NotoSans-Regular"
    assert find_font(Weight.BOLD, ord("≥")).fontName == "DejaVuSans-Bold"
    widths = find_widths(Weight.REGULAR)
    assert Typesetter.measure("é≥", BODY) == pytest.approx((widths["é"] + widths["≥"]) * 9.5)


def test_the_short_way_is_right() -> None:
    """No printable ASCII character is wider than an em, as the short way for cells takes for granted."""
    assert max(find_widths(weight)[chr(code)] for weight in Weight for code in range(32, 127)) <= 1


def test_lines_fit() -> None:
    """Lines are no wider than asked for."""
    lines = Typesetter().break_text(PRINTED * 5, BODY, 100)
    assert len(lines) > 5
    assert max(Typesetter.measure(line, BODY) for line in lines) <= 100


def test_shorten() -> None:
    """A text that is too long for its line ends with an ellipsis; one that fits stays whole."""
    typesetter = Typesetter()
    short = typesetter.shorten("reference " * 50, NOTE, 120)
    assert short.endswith("…")
    assert typesetter.measure(short, NOTE) <= 120
    assert typesetter.shorten("R-1", NOTE, 120) == "R-1"
