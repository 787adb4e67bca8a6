"""A list to choose one of."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class ListBox(QComboBox):
    """A list box that the mouse wheel never changes, with the keyboard in it or not: what lies around it scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the wheel to the page."""
        event.ignore()
