"""How wide words are and into how many lines a text wraps, measured once a word (no widgets here)."""

from PySide6.QtGui import QFontMetrics

# What kerning across a space may add.
SLACK = 2


class WordRuler:
    """Measures texts in one font; all figures are device-independent pixels."""

    def __init__(self, metrics: QFontMetrics) -> None:
        self.metrics = metrics
        self._space = metrics.horizontalAdvance(" ")
        self._known: dict[str, int] = {}

    def measure(self, word: str) -> int:
        """Return the width of a text on one line."""
        width = self._known.get(word)
        if width is None:
            width = self._known[word] = self.metrics.horizontalAdvance(word)
        return width

    def find_longest(self, text: str) -> int:
        """Return the width of the longest word."""
        return max(map(self.measure, _split(text)), default=0)

    def count_lines(self, text: str, width: int) -> int:
        """Return into how many lines a text wraps; a word wider than the line takes one of its own."""
        lines, used, room = 1, 0, width - SLACK
        for word in _split(text):
            wanted = self.measure(word)
            if used and used + self._space + wanted > room:
                lines, used = lines + 1, wanted
            else:
                used += wanted + (self._space if used else 0)
        return lines


def _split(text: str) -> list[str]:
    # Not at no-break spaces, which split() would take for spaces too.
    return [word for line in text.split("\n") for word in line.split(" ") if word]
