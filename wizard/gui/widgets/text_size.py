"""Sizes that grow with the text: at the usual text size as designed, never narrower than what has to be read."""

from PySide6.QtWidgets import QApplication, QWidget

from wizard.gui.plain_text import Label

_DIGIT = "0"


def fit_width(widget: QWidget, least: int, digits: int) -> int:
    """Return a width in pixels: room for so many digits in the widget's font, and no less than ``least``."""
    return max(least, widget.fontMetrics().horizontalAdvance(_DIGIT) * digits)


def fit_height(widget: QWidget, least: int, lines: int) -> int:
    """Return a height in pixels: room for so many lines in the widget's font, and no less than ``least``."""
    return max(least, widget.fontMetrics().lineSpacing() * lines + widget.fontMetrics().height() // 2)


class Heading(Label):
    """A bold line, so many times as large as the text. Whoever changes the text's size calls ``fit``."""

    def __init__(self, larger: float = 1.0) -> None:
        super().__init__()
        self._larger = larger
        self.setWordWrap(True)
        self.fit()

    def fit(self) -> None:
        """Take the size that goes with the text: Qt leaves a font alone whose size was ever set."""
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * self._larger)
        font.setBold(True)
        self.setFont(font)
