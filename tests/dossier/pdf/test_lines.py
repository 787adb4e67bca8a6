"""Lines: where texts are broken."""

import pytest

from tests.stopwatch import Stopwatch
from wizard.dossier.pdf.lines import break_lines


def measure(text: str) -> float:
    """Return the number of characters: each is one wide."""
    return float(len(text))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("fits", 5, ["fits"]),
        ("one two three", 7, ["one two", "three"]),
        ("one\ntwo", 20, ["one", "two"]),
        ("one\n\ntwo", 20, ["one", "", "two"]),
        ("1\u00a0867\u202fkbit/s now", 13, ["1\u00a0867\u202fkbit/s", "now"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("user-name-long", 6, ["user-", "name-", "long"]),
        ("9001,9005,9011", 10, ["9001,9005,", "9011"]),
        ("a/b.c", 2, ["a/", "b.", "c"]),
        ("at 10.20.0.15 ok", 12, ["at 10.20.0.", "15 ok"]),
        ("about 10.20.0.15", 12, ["about", "10.20.0.15"]),
        ("wide", 0.5, ["w", "i", "d", "e"]),
    ],
)
def test_breaks(text: str, width: float, lines: list[str]) -> None:
    """Lines end at line ends and spaces, after punctuation in long words, else anywhere; never at no-break spaces."""
    assert break_lines(text, measure, width) == lines


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "a " * 5_000, "-" * 10_000, " " * 10_000, "a-b" * 3_000, "a\n" * 20_000]
)
def test_nothing_is_lost_and_nothing_is_too_wide(text: str) -> None:
    """However long a text, its lines hold all of it but spaces, none is too wide, and it takes no time to speak of."""
    with Stopwatch() as watch:
        lines = break_lines(text, measure, 17)
    assert watch.seconds < 1
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(len, lines)) <= 17
