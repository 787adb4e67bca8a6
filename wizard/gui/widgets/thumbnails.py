"""The pages of the preview in small, on its left; only those in sight are drawn."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPalette, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from wizard.gui.widgets.page_store import PageStore
from wizard.i18n import Message, Translator

NAME = Message("Pages")
PAGE_NAME = Message("Page {number}")
_WIDTH, _ICON = 132, QSize(84, 120)


class Thumbnails(QListWidget):
    """The list of pages; the current row is the page shown."""

    def __init__(self, store: PageStore) -> None:
        super().__init__()
        self._store = store
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setIconSize(_ICON)
        self.setFixedWidth(_WIDTH)
        self.setUniformItemSizes(True)
        self.setSpacing(4)
        # White pages want another ground.
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._blank = QPixmap(_ICON)
        self._blank.fill(Qt.GlobalColor.white)
        store.drawn.connect(self._take)
        self.verticalScrollBar().valueChanged.connect(self._ask_visible)

    def _find_pixels(self) -> int:
        return round(_ICON.width() * self.devicePixelRatioF())

    def show_pages(self, say: Translator) -> None:
        """List the pages of the PDF that the store holds; the current page stays where there is one."""
        row = self.currentRow()
        count = len(self._store.sizes)
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.clear()
        for _ in range(count):
            self.addItem(QListWidgetItem(QIcon(self._blank), ""))
        self.setCurrentRow(min(max(row, 0), count - 1))
        self.blockSignals(False)  # noqa: FBT003 - as above
        self.speak(say)
        self._ask_visible()

    def speak(self, say: Translator) -> None:
        """Write names in a language."""
        self.setAccessibleName(say(NAME))
        for number in range(self.count()):
            item = self.item(number)
            item.setText(say.write_number(number + 1))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, say(PAGE_NAME.fill(number=number + 1)))

    def _ask_visible(self) -> None:
        if not self.isVisible():
            return
        for number in range(self.count()):
            if self.visualItemRect(self.item(number)).intersects(self.viewport().rect()):
                picture = self._store.find(number, self._find_pixels())
                if picture is not None:
                    self._show(number, picture)

    def _take(self, number: int, width: int) -> None:
        if width == self._find_pixels() and number < self.count():
            picture = self._store.find(number, width)
            if picture is not None:
                self._show(number, picture)

    def _show(self, number: int, picture: QPixmap) -> None:
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.item(number).setIcon(QIcon(picture))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """More pages may be in sight."""
        super().resizeEvent(event)
        self._ask_visible()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As above."""
        super().showEvent(event)
        self._ask_visible()
