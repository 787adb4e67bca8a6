"""The pages on top of each other, each made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from wizard.gui.plain_text import Label

if TYPE_CHECKING:
    from wizard.gui.page import Page
    from wizard.gui.session import Session


class PageStack(QStackedWidget):
    """The pages by their steps; before the first of them, a line that says what is being waited for.

    ``wanted`` carries a finding whose field is to be shown.
    """

    wanted = Signal(object)

    def __init__(self, waiting: str) -> None:
        super().__init__()
        self.pages: dict[str, Page] = {}
        label = Label(waiting)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(label)

    def find_page(self, step_id: str, session: Session) -> Page:
        """Return a step's page; it is made where it is not there yet."""
        if step_id not in self.pages:
            from wizard.gui.pages import make_page  # noqa: PLC0415 - a page is loaded when it is first asked for

            page = self.pages[step_id] = make_page(step_id, session)
            page.wanted.connect(self.wanted)
            self.addWidget(page)
        return self.pages[step_id]
