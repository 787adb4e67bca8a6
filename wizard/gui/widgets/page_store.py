"""Pictures of a PDF's pages: drawn in the background when asked for, kept while there is room."""

from collections import OrderedDict

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage, QPixmap

from wizard.gui.background import Background
from wizard.gui.pdf_pages import PdfPages

# Some fifteen pages at a comfortable size, and all thumbnails.
_ROOM_BYTES = 128_000_000
_BYTES_PER_PIXEL = 4
Key = tuple[int, int]


class PageStore(QObject):
    """Pictures by page and width in pixels; ``drawn`` tells which one is there now."""

    drawn = Signal(int, int)

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._pages: PdfPages | None = None
        self._pictures: OrderedDict[Key, QPixmap] = OrderedDict()
        self._asked: set[Key] = set()

    @property
    def sizes(self) -> list[QSizeF]:
        """Return the sizes of all pages, in points."""
        return self._pages.sizes if self._pages else []

    def show_pages(self, pages: PdfPages) -> None:
        """Turn to another PDF; the old one is closed as soon as no page of it is being drawn."""
        old, self._pages = self._pages, pages
        self._pictures.clear()
        self._asked.clear()
        if old is not None:
            self._background.start(lambda _: old.close())

    def find(self, number: int, width: int) -> QPixmap | None:
        """Return a picture that is there; else None, and it is drawn."""
        key = number, width
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        if self._pages is not None and key not in self._asked and width > 0:
            self._ask(key, self._pages)
        return None

    def find_any(self, number: int) -> QPixmap | None:
        """Return the largest picture of a page that is there, whatever its width."""
        widths = [width for each, width in self._pictures if each == number]
        return self._pictures[number, max(widths)] if widths else None

    def _ask(self, key: Key, pages: PdfPages) -> None:
        self._asked.add(key)

        def take(image: QImage) -> None:
            # Another PDF may be shown by now.
            if pages is self._pages and not image.isNull():
                self._keep(key, image)

        self._background.start(lambda _: pages.draw(*key), take)

    def _keep(self, key: Key, image: QImage) -> None:
        self._asked.discard(key)
        self._pictures[key] = QPixmap.fromImage(image)
        room = _ROOM_BYTES
        for each, picture in reversed(list(self._pictures.items())):
            room -= picture.width() * picture.height() * _BYTES_PER_PIXEL
            if room < 0 and each != key:
                del self._pictures[each]
        self.drawn.emit(*key)
