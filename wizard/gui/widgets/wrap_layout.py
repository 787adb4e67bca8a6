"""Widgets beside each other as long as there is room, then on the next line: for narrow windows and large text."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

_GAP = 8


class WrapLayout(QLayout):
    """Lines of items; what a line leaves over goes to those of its items that can use it.

    ``even`` items stand below each other in columns, each as wide as the widest.
    """

    def __init__(self, *, even: bool = False) -> None:
        super().__init__()
        self._even = even
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - None ends Qt's loops
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - as above
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Grow across only."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height of all lines in a width."""
        lines = self._break(width)
        return sum(_measure_height(line) for line in lines) + _GAP * max(len(lines) - 1, 0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size on one line."""
        shown = self._list_shown()
        width = sum(self._measure_widths(shown)) + _GAP * max(len(shown) - 1, 0)
        return QSize(width, _measure_height(shown))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the widest item: everything else can go below it."""
        shown = self._list_shown()
        return QSize(max((item.sizeHint().width() for item in shown), default=0), _measure_height(shown))

    def setGeometry(self, area: QRect) -> None:  # noqa: N802 - Qt's name
        """Place all items."""
        super().setGeometry(area)
        y = area.top()
        for line in self._break(area.width()):
            height = _measure_height(line)
            self._place(line, QRect(area.left(), y, area.width(), height))
            y += height + _GAP

    def _list_shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _break(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        shown = self._list_shown()
        for item, wanted in zip(shown, self._measure_widths(shown), strict=True):
            if lines and used + _GAP + wanted <= width:
                lines[-1].append(item)
                used += _GAP + wanted
            else:
                lines.append([item])
                used = wanted
        return lines

    def _measure_widths(self, items: list[QLayoutItem]) -> list[int]:
        widths = [item.sizeHint().width() for item in items]
        if not self._even:
            return widths
        return [max((each.sizeHint().width() for each in self._list_shown()), default=0)] * len(items)

    def _place(self, line: list[QLayoutItem], area: QRect) -> None:
        if self._even:
            self._place_evenly(line, area)
            return
        growing = [item for item in line if item.expandingDirections() & Qt.Orientation.Horizontal]
        spare = area.width() - sum(item.sizeHint().width() for item in line) - _GAP * (len(line) - 1)
        x = area.left()
        for item in line:
            width = item.sizeHint().width() + (max(spare, 0) // len(growing) if item in growing else 0)
            # What may be higher is as high as its line: words stand beside the words of the others.
            height = min(area.height(), item.maximumSize().height())
            item.setGeometry(QRect(QPoint(x, area.bottom() + 1 - height), QSize(width, height)))
            x += width + _GAP

    def _place_evenly(self, line: list[QLayoutItem], area: QRect) -> None:
        x = area.left()
        for item, width in zip(line, self._measure_widths(line), strict=True):
            item.setGeometry(QRect(x, area.top(), width, area.height()))
            x += width + _GAP


def _measure_height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)


def pair(label: QWidget, field: QWidget, *, above: bool = False) -> QWidget:
    """Return a label with its field, to be wrapped as one."""
    both = QWidget()
    layout = QVBoxLayout(both) if above else QHBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(label)
    layout.addWidget(field, 1)
    return both
