"""Reading order: right-to-left runs are turned round for drawing."""

import pytest

from wizard.dossier.pdf.reading_order import order_visually


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("abc 123", "abc 123"),
        ("a \u05d0\u05d1 b", "a \u05d1\u05d0 b"),
        ("\u05d0\u05d1 \u05d2\u05d3", "\u05d3\u05d2 \u05d1\u05d0"),
        ("\u05d0\u05b8\u05d1", "\u05d1\u05d0\u05b8"),
    ],
)
def test_order(line: str, drawn: str) -> None:
    """Left-to-right text stays, a Hebrew run is turned round as a whole, marks stay behind their letters."""
    assert order_visually(line) == drawn
