"""Runs checks behind the window, and asks first where this machine is not the server that the plan means."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from wizard.checks.peers import Peers
from wizard.checks.probe import Probe
from wizard.checks.runner import Origin, Run
from wizard.domain.evidence.apart import ADDRESS_PROBE, OTHER_ADDRESS, OTHER_NAME, find_mismatch, keep_run_apart
from wizard.domain.evidence.collection import STOPPED
from wizard.domain.evidence.record import CheckRole, Evidence
from wizard.gui.background import Task
from wizard.gui.plain_text import MessageBox
from wizard.gui.session import Session
from wizard.i18n import Message, Plain

TITLE = Message("Is this the TWS server?")
MISMATCHES = {
    OTHER_ADDRESS: Message("This machine does not have the planned address of the server, {planned}."),
    OTHER_NAME: Message("This machine does not have the planned name of the server, {planned}."),
}
THIS_IS = Message("This is {name}, with the addresses {addresses}.")
TOLD = Message("What is measured here as the server would be kept apart, and count only once you say so.")
RUN_APART, OTHER_ROLE, CANCEL = (
    Message("&Run and keep apart"),
    Message("Choose another r&ole"),
    Message("&Cancel"),
)


class CheckRunner(QObject):
    """One run at a time, told of by its number of checks, each one's progress, and all of its measurements.

    ``refused``: the user found this machine to be another than the role says.
    """

    began = Signal(int)
    progressed = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()
    refused = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.session, self.window = session, window
        self._task: Task | None = None

    @property
    def is_busy(self) -> bool:
        """Say whether a run is under way."""
        return self._task is not None

    def start(self, probes: Sequence[Probe], role: CheckRole) -> None:
        """Run some checks as a machine of a role; as the server only once it is, or is to be taken for it."""
        if not probes or self.is_busy:
            return
        confirming = [probe for probe in probes if probe.id == ADDRESS_PROBE]
        if role == "server" and confirming and len(confirming) < len(probes) and Peers(self.session.plan).server:
            self._confirm(confirming, probes)
        else:
            self._run(probes, role)

    def _confirm(self, confirming: Sequence[Probe], probes: Sequence[Probe]) -> None:
        """Compare this machine with the planned server before anything else is read."""
        found: list[Evidence] = []
        run = Run(confirming, Origin.of_this_machine("server"))
        # Decided once that task is over: one run at a time.
        self._begin(run, len(probes), found.extend).ended.connect(lambda: self._decide(found, probes))

    def _decide(self, found: list[Evidence], probes: Sequence[Probe]) -> None:
        reason = find_mismatch(found)
        if reason is not None:
            self._ask(reason, found[0], probes)
        elif found and found[0].reason != STOPPED:
            self._run(probes, "server")

    def _ask(self, reason: str, found: Evidence, probes: Sequence[Probe]) -> None:
        say, values = self.session.say, found.values or {}
        told = say(MISMATCHES[reason].fill(planned=Plain(found.target)))
        this = say(THIS_IS.fill(name=Plain(values.get("host_name")), addresses=Plain(values.get("addresses"))))
        more = f"{this}\n{say(TOLD)}"
        box = MessageBox(self.window, MessageBox.Icon.Question, told, title=say(TITLE), told=more)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        roles = MessageBox.ButtonRole
        apart = box.addButton(say(RUN_APART), roles.AcceptRole)
        other = box.addButton(say(OTHER_ROLE), roles.ActionRole)
        cancel = box.addButton(say(CANCEL), roles.RejectRole)
        # Enter and Escape measure nothing.
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)

        def answer() -> None:
            if box.clickedButton() is apart:
                self._run(probes, "server")
            elif box.clickedButton() is other:
                self.refused.emit()

        box.finished.connect(lambda _: answer())
        box.open()

    def _run(self, probes: Sequence[Probe], role: CheckRole) -> None:
        def tell(found: Sequence[Evidence]) -> None:
            self.done.emit(keep_run_apart(found, role_said=True))

        task = self._begin(Run(probes, Origin.of_this_machine(role)), len(probes), tell)
        task.partial.connect(self.progressed)

    def _begin(self, run: Run, count: int, tell: Callable[[Sequence[Evidence]], None]) -> Task:
        background = self.session.background
        task = self._task = background.start(lambda work: run.carry_out(work.tell_partial), tell, self.failed.emit)
        task.call_on_stop(run.cancel)
        task.ended.connect(self._end)
        self.began.emit(count)
        return task

    def _end(self) -> None:
        self._task = None
        self.ended.emit()

    def cancel(self) -> None:
        """Stop the run; what was measured is kept."""
        if self._task is not None:
            self._task.cancel()
