"""The choice of what a machine of the proof stands for."""

from collections.abc import Iterable

from wizard.checks.proof.ports import End
from wizard.gui.widgets.list_box import ListBox
from wizard.i18n import Message, Translator

THIS_MACHINE, OTHER_MACHINE = Message("This machine stands for"), Message("The listening machine stands for")
CHOOSE, CHOOSE_FIRST = Message("choose…"), Message("Say first what this machine stands for: only you know.")
STANDS: dict[End, Message] = {
    "server": Message("the TWS server"),
    "station": Message("a user’s PC"),
    "admin_station": Message("an administrator’s PC"),
    "pabx": Message("the PABX (or a PC in its network)"),
    "phone": Message("a phone (or a PC in their network)"),
}


class StandBox(ListBox):
    """Some ends of flows; a laptop in the network of one stands for it.

    With ``is_asked`` none is chosen before somebody does: only they know where the machine stands.
    """

    def __init__(self, ends: Iterable[End], *, is_asked: bool = False) -> None:
        super().__init__()
        for end in (None,) if is_asked else ():
            self.addItem("", end)
        for end in ends:
            self.addItem("", end)

    @property
    def end(self) -> End | None:
        """Return the end that is chosen; None: none yet."""
        chosen: End | None = self.currentData()
        return chosen

    def choose(self, end: End) -> None:
        """Choose an end."""
        self.setCurrentIndex(self.findData(end))

    def speak(self, say: Translator, name: Message) -> None:
        """Show the ends in a language, under a name for screen readers."""
        for place in range(self.count()):
            end: End | None = self.itemData(place)
            self.setItemText(place, say(CHOOSE if end is None else STANDS[end]))
        self.setAccessibleName(say(name))
