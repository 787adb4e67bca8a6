"""The listening end: a code to read out, the ports and how they stand, and who reached them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wizard.checks.proof.challenge import Port, PortState
from wizard.checks.proof.code import make_code
from wizard.checks.proof.events import Closed, Event, Opened, Reached, Refused
from wizard.checks.proof.invitation import PLACES, Invitation, make_invitation
from wizard.checks.proof.listener import Listener
from wizard.checks.proof.ports import LISTENING, PROVING, leads_between, list_flow_ends
from wizard.checks.proof.windows_rules import REMOVAL, list_rules
from wizard.domain.levels import SEVERITY, Level
from wizard.dossier.content.report import NOT_KNOWN
from wizard.dossier.evidence_wording import tell_moment
from wizard.errors import WizardError
from wizard.gui.background import Task
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.notice import Notice
from wizard.gui.widgets.rows_model import Cell, Row, RowsModel
from wizard.gui.widgets.rows_view import RowsView
from wizard.gui.widgets.stand_box import CHOOSE_FIRST, THIS_MACHINE, StandBox
from wizard.gui.widgets.text_size import Heading
from wizard.i18n import Message

START, STOP = Message("&Open the ports"), Message("Clo&se the ports")
QUICK = Message("Only five ports of a ran&ge")
EXPLAINED = Message(
    "The ports that the plan’s flows lead to here are opened for 30 minutes. They answer only to whoever has the code."
)
CODE = Message("Code to type at the other end: {code}")
ASKED = Message("At the other end, in the window or on the command line; the program asks for the code:")
UNTIL = Message("{count} ports are open until {time}.")
STRANGERS = Message("Came in without this code, and got no answer: {count}, the last from {source}.")
RULES = Message(
    "Windows’ own firewall blocks what comes in. As an administrator, in PowerShell, the first lines open the ports for"
    " the test (by number: a rule for this program would not hold for the services of TWS), the last one removes that:"
)
ENDED = Message(
    "The ports are closed. Ports reached: {heard}. Messages without the code that got no answer: {refused}."
)
ADDRESSES = Message("Addresses of this machine: {addresses}")
CALL = Message("{place}: {command}")
NOTHING = Message("No flow of this plan leads to such a machine yet.")
MISTAKE = Message("The program made a mistake; the ports are closed.")
PORTS_NAME = Message("Ports of this machine")
TITLES = (Message("Protocol"), Message("Port"), Message("Status"), Message("Reached from"))
WORDS = {
    PortState.OPEN: (Level.INFO, Message("open, waiting")),
    PortState.TAKEN: (Level.WARNING, Message("another program uses it")),
    PortState.NOT_PERMITTED: (Level.WARNING, Message("this user may not open it")),
    PortState.NOT_OPENED: (Level.WARNING, Message("it cannot be opened")),
    PortState.NOT_LISTED: (Level.WARNING, Message("it belongs to no flow")),
}
REACHED = Message("reached")


class ListenPanel(QWidget):
    """The listening end. Nothing is opened before it is asked for."""

    _told = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.model = session, RowsModel()
        self.stand, self.stand_label = StandBox(LISTENING, is_asked=True), Label()
        self.explained, self.code, self.until, self.calls = Label(), Heading(), Label(), Label()
        self.start, self.stop, self.quick, self.strangers = QPushButton(), QPushButton(), QCheckBox(), Label()
        self.table, self.notice = RowsView(self.model, (1, 1, 2, 2.5)), Notice()
        self._task: Task | None = None
        self._states: dict[Port, PortState] = {}
        self._reached: dict[Port, dict[str, None]] = {}
        self._opened: Opened | None = None
        self._refused: Refused | None = None
        self._invitation: Invitation | None = None
        self._lay_out()
        # Emitted by the listener's thread, taken on this one.
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.start.clicked.connect(self.open_ports)
        self.stop.clicked.connect(self.close_ports)
        self.stand.currentIndexChanged.connect(lambda _: self.show_plan())

    def _lay_out(self) -> None:
        for label in (self.explained, self.calls):
            label.setWordWrap(True)
        for label in (self.code, self.calls):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.stand_label.setBuddy(self.stand)
        bar = QHBoxLayout()
        for widget in (self.stand_label, self.stand):
            bar.addWidget(widget)
        for button in (self.start, self.stop):
            button.setAutoDefault(False)
            bar.addWidget(button)
        bar.addWidget(self.quick)
        bar.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self.explained)
        layout.addLayout(bar)
        for told in (self.notice, self.code, self.calls, self.until, self.strangers):
            layout.addWidget(told)
        layout.addWidget(self.table, 1)

    def show_plan(self) -> None:
        """Show everything in the session's language."""
        say, is_open = self.session.say, self._task is not None
        flows = self.session.assessment.flows
        stand = self.stand.end
        is_led_to = stand is not None and any(leads_between(flow, end, stand) for flow in flows for end in PROVING)
        self.stand_label.setText(say(THIS_MACHINE))
        self.stand.speak(say, THIS_MACHINE)
        self.stand.setEnabled(not is_open)
        self.explained.setText(say(CHOOSE_FIRST if stand is None else EXPLAINED if is_led_to or is_open else NOTHING))
        self.start.setText(say(START))
        self.stop.setText(say(STOP))
        self.quick.setText(say(QUICK))
        self.start.setEnabled(is_led_to and not is_open)
        self.quick.setEnabled(not is_open)
        self.stop.setEnabled(is_open)
        for label in (self.code, self.calls, self.until):
            label.setVisible(is_open)
        self.strangers.setVisible(self._refused is not None)
        if self._refused is not None:
            self.strangers.setText(say(STRANGERS.fill(count=self._refused.count, source=self._refused.source)))
        self.table.setAccessibleName(say(PORTS_NAME))
        if self._invitation is not None:
            self._show_invitation(self._invitation)
        if self._opened is not None:
            count = sum(state is PortState.OPEN for state in self._states.values())
            self.until.setText(say(UNTIL.fill(count=count, time=tell_moment(self._opened.until, say))))
        self.model.show_rows([self._make_row(port) for port in self._states], tuple(say(title) for title in TITLES))

    def _show_invitation(self, invitation: Invitation) -> None:
        say = self.session.say
        self.code.setText(say(CODE.fill(code=invitation.code)))
        addresses = ADDRESSES.fill(addresses=", ".join(invitation.addresses) or NOT_KNOWN)
        calls = (CALL.fill(place=PLACES[end], command=command) for end, command in invitation.calls)
        lines = [addresses, ASKED, *calls]
        rules = list_rules([port for port, state in self._states.items() if state is PortState.OPEN])
        self.calls.setText("\n".join(map(say, [*lines, RULES, *rules, REMOVAL] if rules else lines)))

    def _make_row(self, port: Port) -> Row:
        say, sources = self.session.say, self._reached.get(port, {})
        level, word = (Level.OK, REACHED) if sources else WORDS[self._states[port]]
        number = Cell(str(port.number), port.number)
        status = Cell(say(word), SEVERITY[level], level)
        return Row(tuple(port), (Cell(port.protocol.upper()), number, status, Cell(", ".join(sources))), port)

    def open_ports(self) -> None:
        """Open the ports, with a new code."""
        flows, end = self.session.assessment.flows, self.stand.end
        if end is None:
            return
        ends = list_flow_ends(flows, listening=end, whole=not self.quick.isChecked())
        if self._task is not None or not ends:
            return
        self.notice.clear()
        self._states, self._reached, self._opened, self._refused = {}, {}, None, None
        self._invitation = make_invitation(flows, end, make_code())
        listener, background = Listener(ends, self._invitation.code, tell=self._told.emit), self.session.background
        task = self._task = background.start(lambda _: listener.carry_out(), self._end, self._fail)
        task.call_on_stop(listener.stop)
        task.ended.connect(self._let_go)
        self.show_plan()
        self.stop.setFocus()

    def close_ports(self) -> None:
        """Close all ports at once."""
        if self._task is not None:
            self._task.cancel()

    def _take(self, event: Event) -> None:
        if isinstance(event, Opened):
            self._opened, self._states = event, dict(event.states)
        elif isinstance(event, Reached):
            for port in event.ports:
                self._reached.setdefault(port, {})[event.source] = None
        elif isinstance(event, Refused):
            self._refused = event
        else:
            # A thousand ports that are heard one by one are told together as well.
            return
        self.show_plan()

    def _end(self, closed: Closed) -> None:
        told = ENDED.fill(heard=len(closed.reached), refused=closed.refused)
        self.notice.tell(Level.INFO, self.session.say(told))

    def _fail(self, error: Exception) -> None:
        reason = Message(error.text, error.params) if isinstance(error, WizardError) else MISTAKE
        self.notice.tell(Level.BLOCKER, self.session.say(reason))

    def _let_go(self) -> None:
        self._task = self._opened = self._invitation = None
        self.show_plan()
