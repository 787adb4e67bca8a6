"""The list of steps on the left, each with how its answers stand; any step can be gone to at any time."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from wizard.domain.levels import Status
from wizard.gui.plain_text import explain
from wizard.gui.steps import STEPS, find_step
from wizard.gui.widgets.roomy import RoomyDelegate
from wizard.gui.widgets.signs import make_blank, make_icon
from wizard.i18n import Message, Translator

STEPS_NAME = Message("Steps")
NUMBERED = Message("{number}. {title}")
STANDS = Message("{title}: {word}")
WITH_UNREAD = Message("{title} – cannot be read: {count}")
_WIDTH = 248


class StepRail(QListWidget):
    """The steps; ``wanted`` carries the id of the one that was chosen."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self.setWordWrap(True)
        self.setItemDelegate(RoomyDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: tuple[object, ...] = ()
        for _ in STEPS:
            self.addItem(QListWidgetItem())
        self.currentRowChanged.connect(lambda row: self.wanted.emit(STEPS[row].id))

    def show_steps(self, say: Translator, statuses: dict[str, Status], unread: Iterable[str] = ()) -> None:
        """Write the steps' titles in a language, with how each stands where that is known.

        ``unread`` are the fields that hold a text which is no answer: their steps say how many.
        """
        counts = Counter(map(find_step, unread))
        shown = (say.language, dict(statuses), counts)
        if shown == self._shown:
            return
        self._shown = shown
        self.setAccessibleName(say(STEPS_NAME))
        for number, step in enumerate(STEPS):
            item = self.item(number)
            title = say(NUMBERED.fill(number=number + 1, title=step.title))
            if counts[step.id]:
                title = say(WITH_UNREAD.fill(title=title, count=counts[step.id]))
            item.setText(title)
            status = statuses.get(step.id)
            if status is None:
                item.setIcon(make_blank())
                continue
            item.setIcon(make_icon(status))
            from wizard.dossier.wording import STATUS_WORDS  # noqa: PLC0415 - not before the first frame

            told = say(STANDS.fill(title=title, word=STATUS_WORDS[status]))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            explain(item, told)

    def show_current(self, step_id: str) -> None:
        """Mark a step as the one shown, without asking for it."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.setCurrentRow([step.id for step in STEPS].index(step_id))
        self.blockSignals(False)  # noqa: FBT003 - as above
