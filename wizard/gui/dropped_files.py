"""Files that are dragged onto the window: they are opened, wherever in it they are dropped."""

from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_TAKEN = (QEvent.Type.DragEnter, QEvent.Type.Drop)


def list_files(dragged: QMimeData) -> list[str]:
    """Return the paths of the local files that are dragged; none for text, pictures and addresses of the web."""
    return [url.toLocalFile() for url in dragged.urls() if url.isLocalFile()] if dragged.hasUrls() else []


def holds_text(copied: QMimeData) -> bool:
    """Say whether there is a text to be put in: of files alone, Qt would make one of their addresses."""
    return copied.hasFormat("text/plain") or (copied.hasText() and not copied.hasUrls())


class Opener(Protocol):
    """What opens a file."""

    def open_dropped(self, name: str) -> None:
        """Open the file of a name."""


class FileDrop(QObject):
    """Has a window take files: the first one that is dropped on it is opened, once the drop is over."""

    def __init__(self, window: QWidget, keeper: Opener) -> None:
        super().__init__(window)
        self._keeper = keeper
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take a file that is dragged here, open one that is dropped."""
        if not isinstance(event, QDropEvent) or event.type() not in _TAKEN:
            return False
        files = list_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                QTimer.singleShot(0, self, lambda: self._keeper.open_dropped(files[0]))
        return True
