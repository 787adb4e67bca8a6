"""One page of the preview, at a zoom or as wide as there is room."""

from PySide6.QtCore import QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea

from wizard.gui.plain_text import Label
from wizard.gui.widgets.page_store import PageStore
from wizard.i18n import Message, Translator

PAGE_OF = Message("Page {number} of {count}")
ZOOMS = (25, 33, 50, 67, 75, 90, 100, 125, 150, 200, 300, 400)
_DOTS_PER_POINT = 96 / 72
_MARGIN = 16


class PageView(QScrollArea):
    """A page. ``zoomed`` follows each change of the zoom, ``turned`` asks for the page before or after."""

    zoomed = Signal(int)
    turned = Signal(int)

    def __init__(self, store: PageStore) -> None:
        super().__init__()
        self._store, self._number = store, 0
        # Percent; None fits the page's width to the room there is.
        self._zoom: int | None = None
        self.page = Label()
        self.page.setScaledContents(True)
        self.setWidget(self.page)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        store.drawn.connect(self._take)

    @property
    def zoom(self) -> int:
        """Return the zoom in percent, as it is or as it comes out of the room there is."""
        if self._zoom is not None or not self._store.sizes:
            return self._zoom or 100
        # Room for the bar is kept, so that it does not come and go with the width it takes.
        room = self.width() - self.verticalScrollBar().sizeHint().width() - _MARGIN
        width = self._store.sizes[self._number].width() * _DOTS_PER_POINT
        return max(ZOOMS[0], int(100 * room / width))

    def show_page(self, number: int, say: Translator) -> None:
        """Show a page from its top."""
        turned, self._number = number != self._number, number
        name = PAGE_OF.fill(number=number + 1, count=len(self._store.sizes))
        self.page.setAccessibleName(say(name))
        if turned:
            self.verticalScrollBar().setValue(0)
        self._show()

    def zoom_by(self, steps: int) -> None:
        """Take the next larger or smaller zoom."""
        larger, smaller = [z for z in ZOOMS if z > self.zoom], [z for z in ZOOMS if z < self.zoom]
        self._set_zoom(next(iter(larger), ZOOMS[-1]) if steps > 0 else next(reversed(smaller), ZOOMS[0]))

    def fit(self) -> None:
        """Make the page as wide as there is room, and keep it so."""
        self._set_zoom(None)

    def _set_zoom(self, zoom: int | None) -> None:
        self._zoom = zoom
        self._show()

    def _find_size(self) -> QSize:
        return (self._store.sizes[self._number] * (_DOTS_PER_POINT * self.zoom / 100)).toSize()

    def _show(self) -> None:
        if self._number >= len(self._store.sizes):
            return
        size = self._find_size()
        exact = self._store.find(self._number, self._find_pixels(size))
        # A picture of another size stands in until the right one is drawn; that one is not scaled, it would blur.
        picture = exact or self._store.find_any(self._number)
        if picture is None:
            self.page.clear()
        else:
            self.page.setPixmap(picture)
        if exact is not None:
            size = (QSizeF(exact.size()) / self.devicePixelRatioF()).toSize()
        self.page.resize(size)
        self.zoomed.emit(self.zoom)

    def _find_pixels(self, size: QSize) -> int:
        return round(size.width() * self.devicePixelRatioF())

    def _take(self, number: int, width: int) -> None:
        if number == self._number and number < len(self._store.sizes) and width == self._find_pixels(self._find_size()):
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit again."""
        super().resizeEvent(event)
        if self._zoom is None:
            self._show()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom with Ctrl, turn the page at its end, else scroll."""
        down, bar = event.angleDelta().y(), self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if down > 0 else -1)
            event.accept()
        elif (down < 0 and bar.value() == bar.maximum()) or (down > 0 and bar.value() == bar.minimum()):
            self.turned.emit(1 if down < 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)
