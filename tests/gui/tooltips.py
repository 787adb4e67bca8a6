"""What the tests of texts share."""

from PySide6.QtGui import QTextDocumentFragment


def read_tooltip(markup: str) -> str:
    """Return the text that a tooltip's markup shows."""
    return QTextDocumentFragment.fromHtml(markup).toPlainText()
