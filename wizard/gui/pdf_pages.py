"""The pages of a PDF as pictures, for the preview and for printing. Any thread may ask for them."""

from threading import Lock

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

# PDFium may be called by one thread at a time only, whatever the document.
_PDFIUM = Lock()
_POINTS_PER_INCH = 72


class PdfPages:
    """A PDF in memory. Drawing a closed one gives empty pictures: who asked for them has gone on to another."""

    def __init__(self, content: bytes) -> None:
        # Loading it takes longer than a window may stand still: here that happens on the thread that asks.
        from pypdfium2 import PdfDocument  # noqa: PLC0415 - as said above

        with _PDFIUM:
            self._document: PdfDocument | None = PdfDocument(content)
            # Fields, ticks and stamps are drawn only after this.
            self._document.init_forms()
            self.sizes = [QSizeF(*self._document.get_page_size(number)) for number in range(len(self._document))]

    def draw(self, number: int, width: int) -> QImage:
        """Return a page as a picture of a width in pixels."""
        with _PDFIUM:
            if self._document is None:
                return QImage()
            page = self._document[number]
            bitmap = page.render(scale=width / self.sizes[number].width())
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888)
            # The bitmap's memory goes with it.
            copy = image.copy()
            bitmap.close()
            page.close()
        return copy

    def find_width(self, number: int, dots_per_inch: int) -> int:
        """Return how many pixels wide a page is at a resolution."""
        return round(self.sizes[number].width() * dots_per_inch / _POINTS_PER_INCH)

    def close(self) -> None:
        """Give the memory back, now and on this thread: the collector may run on any, without the lock."""
        with _PDFIUM:
            if self._document is not None:
                self._document.close()
            self._document = None
