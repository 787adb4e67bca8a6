"""How an answer stands: a sign, and the words beside it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wizard.domain.levels import Status
from wizard.gui.plain_text import Label
from wizard.gui.widgets.signs import draw_sign, find_colour, fit_sign

_SIDE = 14


class StandingNote(QWidget):
    """A sign and words in the colour of a status; nothing where there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.sign, self.text = Label(), Label()
        self._status: Status | None = None
        self.text.setWordWrap(True)
        # Beside its sign, also where there is more height than it asks for.
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        self.tell(None, "")

    def tell(self, status: Status | None, text: str) -> None:
        """Say how it stands; without a status, nothing."""
        self._status = status
        self.setVisible(status is not None)
        self.text.setText(text)
        if status is not None:
            palette = self.text.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(find_colour(status)))
            self.text.setPalette(palette)
            self._draw(status)

    def _draw(self, status: Status) -> None:
        side, height = fit_sign(self.fontMetrics(), _SIDE), self.fontMetrics().height()
        self.sign.setPixmap(draw_sign(status, side))
        self.sign.setContentsMargins(0, max(0, (height - side) // 2), 0, 0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._status is not None:
            self._draw(self._status)
