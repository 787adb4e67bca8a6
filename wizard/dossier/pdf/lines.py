"""Break plain text into lines; knows no font and no file format."""

import re
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]

# Where a word may be broken when it has to be: after each of these.
_PIECES = re.compile(r"[^-/.,]*[-/.,]+|[^-/.,]+")
# A word is broken at its hyphens, dots and slashes only where moving it down whole would leave less of the line filled.
_LEAST_FILLED = 0.3


def break_lines(text: str, measure: Measure, width: float) -> list[str]:
    r"""Return the lines of a text that are at most ``width`` wide; ``measure`` gives a string's width in the same unit.

    Lines end at ``\\n`` and at spaces, never at no-break spaces; words that are too long end after ``- / . ,``, else
    anywhere. A single character wider than ``width`` stands alone.
    """
    if "\n" not in text and measure(text) <= width:
        return [text]
    return [line for paragraph in text.split("\n") for line in _fill_lines(paragraph, measure, width)]


def _fill_lines(paragraph: str, measure: Measure, width: float) -> Iterator[str]:
    if measure(paragraph) <= width:
        yield paragraph
        return
    space = measure(" ")
    line: list[str] = []
    used = 0.0
    for word in paragraph.split(" "):
        taken = measure(word)
        lead = space if line else 0.0
        if used + lead + taken <= width:
            line.append(word)
            used += lead + taken
            continue
        if taken <= width and used > width * _LEAST_FILLED:
            yield " ".join(line)
            line, used = [word], taken
        else:
            *full, rest = _break_word(" ".join(line), word, measure, width)
            yield from full
            line, used = [rest], measure(rest)
    yield " ".join(line)


def _break_word(begun: str, word: str, measure: Measure, width: float) -> Iterator[str]:
    """Yield the line that was begun with as much of the word as it holds, then the rest of the word, line by line."""
    line = begun + " " if begun else ""
    used = measure(line)
    for piece in _PIECES.findall(word):
        taken = measure(piece)
        if used + taken <= width:
            line += piece
            used += taken
            continue
        if line:
            yield line.rstrip(" ")
        *full, line = _cut(piece, measure, width)
        yield from full
        used = measure(line)
    yield line


def _cut(piece: str, measure: Measure, width: float) -> Iterator[str]:
    """Yield the parts of a piece without any break opportunity, each as wide as fits; the whole where it fits."""
    start, used = 0, 0.0
    for at, character in enumerate(piece):
        taken = measure(character)
        if used + taken > width and at > start:
            yield piece[start:at]
            start, used = at, 0.0
        used += taken
    yield piece[start:]
