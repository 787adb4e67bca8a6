"""The size of all text: what the system gives, or larger or smaller by some points."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from wizard.gui.settings import read_number

_LARGER_BY = "text_larger_by"
_SMALLEST, _LARGEST = 7.0, 20.0


class TextScale:
    """The application's text size, in points; what was chosen is remembered."""

    def __init__(self, settings: QSettings) -> None:
        self._settings, self._usual = settings, QApplication.font().pointSizeF()

    def restore(self) -> None:
        """Take the size that was chosen last."""
        self._set_size(self._usual + read_number(self._settings, _LARGER_BY))

    def change(self, by: float) -> None:
        """Make all text larger or smaller by some points; 0 brings back the usual size."""
        self._set_size(self._usual if by == 0 else QApplication.font().pointSizeF() + by)
        self._settings.setValue(_LARGER_BY, QApplication.font().pointSizeF() - self._usual)

    def _set_size(self, size: float) -> None:
        font = QApplication.font()
        wanted = min(max(size, _SMALLEST), _LARGEST)
        if wanted != font.pointSizeF():
            font.setPointSizeF(wanted)
            QApplication.setFont(font)
