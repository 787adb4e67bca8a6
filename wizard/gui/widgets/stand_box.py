"""The choice of what a machine of the proof stands for."""

from collections.abc import Iterable

from wizard.checks.proof.ports import End
from wizard.gui.widgets.list_box import ListBox
from wizard.i18n import Message, Translator

THIS_MACHINE, OTHER_MACHINE = Message("This machine stands for"), Message("The listening machine stands for")
STANDS: dict[End, Message] = {
    "server": Message("the TWS server"),
    "station": Message("a user’s PC"),
    "admin_station": Message("an administrator’s PC"),
    "pabx": Message("the PABX (or a PC in its network)"),
    "phone": Message("a phone (or a PC in their network)"),
}


class StandBox(ListBox):
    """Some ends of flows; a laptop in the network of one stands for it."""

    def __init__(self, ends: Iterable[End]) -> None:
        super().__init__()
        for end in ends:
            self.addItem("", end)

    @property
    def end(self) -> End:
        """Return the end that is chosen."""
        chosen: End = self.currentData()
        return chosen

    def choose(self, end: End) -> None:
        """Choose an end."""
        self.setCurrentIndex(self.findData(end))

    def speak(self, say: Translator, name: Message) -> None:
        """Show the ends in a language, under a name for screen readers."""
        for place in range(self.count()):
            self.setItemText(place, say(STANDS[self.itemData(place)]))
        self.setAccessibleName(say(name))
