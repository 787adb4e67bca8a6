"""One line that says how something went: sign and words, told to a screen reader too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wizard.domain.levels import Level
from wizard.gui.plain_text import Label
from wizard.gui.widgets.signs import draw_sign, find_colour

_SIDE = 16


class Notice(QWidget):
    """The line; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.sign, self.text = Label(), Label()
        self.text.setWordWrap(True)
        # Names of files may be copied.
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        self.hide()

    def tell(self, level: Level, text: str) -> None:
        """Say something."""
        self.sign.setPixmap(draw_sign(level, _SIDE))
        self.text.setText(text)
        self.text.setStyleSheet(f"color: {find_colour(level)}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.text, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing."""
        self.text.clear()
        self.hide()
