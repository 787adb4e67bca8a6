"""How an answer stands: a sign, and the words beside it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wizard.domain.levels import Level
from wizard.gui.plain_text import Label
from wizard.gui.widgets.signs import draw_sign, find_colour, fit_sign

_SIDE = 14


class StandingNote(QWidget):
    """A sign and words in the colour of a level; nothing where there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.sign, self.text = Label(), Label()
        self._level: Level | None = None
        self.text.setWordWrap(True)
        # Beside its sign, also where there is more height than it asks for.
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        self.tell(None, "")

    def tell(self, level: Level | None, text: str) -> None:
        """Say how it stands; without a level, nothing."""
        self._level = level
        self.setVisible(level is not None)
        self.text.setText(text)
        if level is not None:
            palette = self.text.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(find_colour(level)))
            self.text.setPalette(palette)
            self._draw(level)

    def _draw(self, level: Level) -> None:
        side, height = fit_sign(self.fontMetrics(), _SIDE), self.fontMetrics().height()
        self.sign.setPixmap(draw_sign(level, side))
        self.sign.setContentsMargins(0, max(0, (height - side) // 2), 0, 0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._level is not None:
            self._draw(self._level)
