"""Lists whose lines are easy to hit and to tell apart, with signs as large as their text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from wizard.gui.widgets.signs import fit_sign

_ROOM = 6


class RoomyDelegate(QStyledItemDelegate):
    """Lines with some room above and below: also where a line of the list is two lines of text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the text, and the room."""
        return super().sizeHint(option, index) + QSize(0, _ROOM)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 - Qt's name
        """Give the sign the size of the text."""
        super().initStyleOption(option, index)
        side = fit_sign(option.fontMetrics)
        option.decorationSize = QSize(side, side)
