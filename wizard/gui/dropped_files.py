"""Files that are dragged onto the window: they are opened, wherever in it they are dropped."""

from PySide6.QtCore import QMimeData


def list_files(dragged: QMimeData) -> list[str]:
    """Return the paths of the local files that are dragged; none for text, pictures and addresses of the web."""
    return [url.toLocalFile() for url in dragged.urls() if url.isLocalFile()] if dragged.hasUrls() else []


def holds_text(copied: QMimeData) -> bool:
    """Say whether there is a text to be put in: of files alone, Qt would make one of their addresses."""
    return copied.hasFormat("text/plain") or (copied.hasText() and not copied.hasUrls())
