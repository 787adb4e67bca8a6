"""The port of a whole flow: for links without a port of their own, and for flows that the plan does not need yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from wizard.assessment.evaluate import order_fact
from wizard.dossier.hidden import spell_hidden
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.field_row import FieldRow
from wizard.gui.widgets.list_box import ListBox
from wizard.i18n import Message, Plain

WHOLE_FLOW = Message("Port of a whole flow, used by each link that has none of its own:")
NAMED = Message("{fact} – {title}")
NAMED_SET = Message("{fact} – {title} ({port})")
PREFIX = "ports."


class PortForm(QWidget):
    """A flow to choose, and its port."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.facts: list[str] = []
        self.title, self.flow = Label(), ListBox()
        self.title.setWordWrap(True)
        self.title.setBuddy(self.flow)
        self.flow.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.flow.setMinimumContentsLength(24)
        self.flow.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.flow.activated.connect(lambda _: self._show_port())
        self.row = FieldRow(session, f"{PREFIX}*")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addWidget(self.flow)
        layout.addWidget(self.row)

    def show_ports(self) -> None:
        """Show the flows whose port a plan may give, and the chosen one's."""
        session, say = self.session, self.session.say
        self.title.setText(say(WHOLE_FLOW))
        self.flow.setAccessibleName(say(WHOLE_FLOW))
        facts = sorted(session.edition.changeable_ports, key=order_fact)
        place = max(self.flow.currentIndex(), 0)
        names = [spell_hidden(self._name(fact)) for fact in facts]
        if names != [self.flow.itemText(at) for at in range(self.flow.count())]:
            self.facts = facts
            self.flow.clear()
            self.flow.addItems(names)
            self.flow.setCurrentIndex(min(place, len(facts) - 1))
        self._show_port()

    def _name(self, fact: str) -> str:
        title = self.session.edition.facts[fact].title
        port = self.session.read(f"{PREFIX}{fact}")
        named = NAMED if port is None else NAMED_SET
        return self.session.say(named.fill(fact=fact, title=title, port=Plain(port)))

    def _show_port(self) -> None:
        place = self.flow.currentIndex()
        self.row.setVisible(place >= 0)
        if place >= 0:
            self.row.show_item(self.facts[place], set())

    def choose(self, field: str) -> bool:
        """Turn to a flow's port; return whether a plan may give it."""
        fact = field.removeprefix(PREFIX)
        if not field.startswith(PREFIX) or fact not in self.facts:
            return False
        self.flow.setCurrentIndex(self.facts.index(fact))
        self._show_port()
        return True
