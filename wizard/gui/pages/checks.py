"""Local checks: what will be touched, the run, and what it measured."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QTabWidget, QWidget

from wizard.assessment.measurements import weigh_all
from wizard.assessment.situation import name_groups
from wizard.checks.manifest import list_touches
from wizard.checks.peers import Peers
from wizard.checks.probe import Probe
from wizard.checks.proof.probes import PROOF_ID
from wizard.checks.proof.voice import VOICE_ID
from wizard.checks.runner import Origin, Progress
from wizard.checks.selection import Wanted, select_probes
from wizard.checks.tls.file_probe import CERTIFICATE_ID, make_certificate_file_probe
from wizard.domain.certificates import read_installation_day
from wizard.domain.evidence.apart import ROLE_NOT_SAID
from wizard.domain.evidence.collection import add_run
from wizard.domain.evidence.record import CheckRole, Evidence
from wizard.domain.evidence.wording import name_probe
from wizard.domain.levels import Level
from wizard.domain.plan.fullness import tell_fullness
from wizard.dossier.wording import shorten
from wizard.errors import WizardError
from wizard.gui.check_runner import CheckRunner
from wizard.gui.evidence_keeper import EvidenceKeeper
from wizard.gui.page import Page
from wizard.gui.plain_text import explain
from wizard.gui.widgets.check_choices import CheckChoices
from wizard.gui.widgets.check_tables import ResultPanel, TouchPanel
from wizard.gui.widgets.form import Form, Group
from wizard.gui.widgets.notice import Notice
from wizard.gui.widgets.proof_panel import ProofPanel
from wizard.i18n import Message, Plain

TITLES = (Message("To be to&uched"), Message("&Addresses"), Message("&Results"), Message("&Proof of flows"))
RUN, STOP = Message("Run the &checks"), Message("S&top")
CERTIFICATE, CERTIFICATE_FILES = (
    Message("&Judge a certificate file…"),
    Message("Certificates (*.pem *.crt *.cer *.der *.p7b *.p7c)"),
)
CERTIFICATE_TOLD = Message(
    "Judge the certificate of a file (PEM, DER or PKCS#7) for the server’s name, before anything serves it"
)
CHOOSE_CERTIFICATE, ALL_FILES = Message("Certificate to judge"), Message("All files (*)")
RUNNING = Message("{done} of {total}: {probe}")
CHOOSE, PLAN_FILES = Message("Copy of the plan from the other machine"), Message("Plans (*.twsplan)")
ELSEWHERE = Message(
    "This was measured on {machine}; whatever is measured here is this machine’s. Run the checks there again."
)
ADDRESSES = Group(
    Message("Other machines"),
    (
        "addresses.sip_proxy",
        "addresses.phone",
        "addresses.ldap_server",
        "addresses.groupware_server",
        "addresses.sms_server",
        "addresses.time_server",
    ),
    hint=Message("Host name or IP address, without a port. The checks contact these, the server and the PABXs only."),
)


class ChecksPage(Page):
    """The checks. Nothing runs before it is asked for; opening the page touches nothing."""

    step_id = "checks"
    widest = 10_000

    def build(self) -> None:
        """Lay out choices, buttons and tabs."""
        self.choices = CheckChoices(self.session)
        self.run, self.certificate, self.stop = QPushButton(), QPushButton(), QPushButton()
        self.progress, self.notice = QProgressBar(), Notice()
        self.touches, self.results = TouchPanel(self.session), ResultPanel(self.session)
        self.form, self.proof = Form(self.session, (ADDRESSES,)), ProofPanel(self.session)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for panel in (self.touches, self._make_room(self.form), self.results, self.proof):
            self.tabs.addTab(panel, "")
        bar = QHBoxLayout()
        for widget in (self.run, self.certificate, self.stop):
            bar.addWidget(widget)
        bar.addWidget(self.progress, 1)
        bar.addStretch()
        self.body.addWidget(self.choices)
        self.body.addLayout(bar)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.tabs, 1)
        self.runner, self.keeper = CheckRunner(self.session, self), EvidenceKeeper(self.session, self)
        self._found: tuple[Evidence, ...] = ()
        self._connect()

    def _make_room(self, form: Form) -> QWidget:
        room = QWidget()
        layout = QHBoxLayout(room)
        form.setMaximumWidth(640)
        layout.addWidget(form, 1, Qt.AlignmentFlag.AlignTop)
        layout.addStretch()
        return room

    def _connect(self) -> None:
        self.choices.changed.connect(self._show_touches)
        self.run.clicked.connect(self._run_all)
        self.proof.wanted.connect(self.start)
        self.certificate.clicked.connect(self._choose_certificate)
        self.stop.clicked.connect(self.cancel)
        self.results.again.connect(self._repeat)
        self.results.take.connect(self._choose_other)
        self.results.removed.connect(self._remove)
        self.results.counted.connect(self.keeper.count_in)
        self.keeper.told.connect(lambda level, told: self.notice.tell(level, self.session.say(told)))
        runner = self.runner
        for signal, follow in (
            (runner.began, self._begin),
            (runner.progressed, self._show_progress),
            (runner.done, self._keep),
            (runner.failed, self._fail),
            (runner.ended, self._end),
            (runner.refused, self.choices.ask_role),
        ):
            signal.connect(follow)

    def prepare(self) -> Iterator[None]:
        """Leave it to whoever opens the page: what will be touched is found out on this machine."""
        yield from ()

    def show_plan(self) -> None:
        """Show everything for the plan as it is now, in the session's language."""
        super().show_plan()
        say = self.session.say
        self.tabs.tabBar().setAccessibleName(say(self.step.title))
        for place, title in enumerate(TITLES):
            self.tabs.setTabText(place, say(title))
        self.run.setText(say(RUN))
        self.certificate.setText(say(CERTIFICATE))
        explain(self.certificate, say(CERTIFICATE_TOLD))
        self.stop.setText(say(STOP))
        self.choices.speak()
        self.form.show_answers()
        self._show_touches()
        self._show_results()

    def _select(self, wanted: Wanted) -> tuple[Probe, ...]:
        session = self.session
        return select_probes(session.plan, session.edition, session.assessment, wanted)

    def _show_touches(self) -> None:
        missing = self.choices.find_missing()
        probes: tuple[Probe, ...] = ()
        try:
            wanted = self.choices.read_wanted()
            probes = self._select(wanted) if wanted is not None else ()
        except WizardError as error:
            self.notice.tell(Level.BLOCKER, self.session.say(Message(error.text, error.params)))
        self.touches.show_lines(list_touches(probes), missing)
        self.run.setEnabled(bool(probes) and not self.runner.is_busy)
        explain(self.run, self.session.say(missing) if missing is not None else "")
        self.certificate.setEnabled(not self.runner.is_busy)

    def _show_results(self) -> None:
        plan, is_busy = self.session.plan, self.runner.is_busy
        kept = add_run(plan.evidence or (), self._found)
        weighed = weigh_all(plan, kept, self.session.clock())
        self.results.show_results(weighed, is_busy=is_busy, fullness=tell_fullness(plan))
        for widget in (self.stop, self.progress):
            widget.setVisible(is_busy)
        self.choices.setEnabled(not is_busy)
        self.proof.show_plan(is_busy=is_busy)

    def _repeat(self, evidence: Evidence) -> None:
        if evidence.probe == CERTIFICATE_ID:
            self._choose_certificate()
        elif evidence.probe in (PROOF_ID, VOICE_ID):
            # It takes the other end and its code.
            self.tabs.setCurrentWidget(self.proof)
        elif evidence.machine != Origin.of_this_machine(evidence.role).machine:
            self.notice.tell(Level.INFO, self.session.say(ELSEWHERE.fill(machine=Plain(shorten(evidence.machine)))))
        elif (wanted := self._want_again(evidence)) is not None:
            probes = self._select(replace(wanted, only=frozenset({evidence.probe})))
            same = tuple(probe for probe in probes if probe.target in (None, evidence.target))
            self.start(same or probes, wanted.role)

    def _want_again(self, evidence: Evidence) -> Wanted | None:
        """Return as what a measurement of this machine is to be made again; None where that has to be chosen first."""
        if evidence.apart == ROLE_NOT_SAID:
            missing = self.choices.find_missing()
            if missing is not None:
                self.notice.tell(Level.INFO, self.session.say(missing))
            return self.choices.read_wanted()
        names = [f"group:{name}" for name in name_groups(self.session.plan)]
        return Wanted(evidence.role, names.index(evidence.subject) if evidence.subject in names else None)

    def _choose_certificate(self) -> None:
        say, filters = self.session.say, (CERTIFICATE_FILES, ALL_FILES)
        path, _ = QFileDialog.getOpenFileName(self, say(CHOOSE_CERTIFICATE), "", ";;".join(map(say, filters)))
        if path:
            self.judge_certificate(Path(path))

    def judge_certificate(self, path: Path) -> None:
        """Judge the certificate of a file for the server's name."""
        plan = self.session.plan
        probe = make_certificate_file_probe(path, Peers(plan).server_name, installation=read_installation_day(plan))
        wanted = self.choices.read_wanted()
        # The file is the same on whatever machine.
        self.start((probe,), wanted.role if wanted is not None else "station")

    def _choose_other(self) -> None:
        say = self.session.say
        path, _ = QFileDialog.getOpenFileName(self, say(CHOOSE), "", say(PLAN_FILES))
        if path:
            self.take_over(Path(path))

    def take_over(self, path: Path) -> None:
        """Add what was measured on another machine, from the plan file that was written there."""
        self.keeper.take_over(path)

    def _remove(self, unwanted: Sequence[Evidence]) -> None:
        # What the plan had no room for is not in it: it is no longer shown.
        self._found = ()
        self.keeper.remove(unwanted)

    def _run_all(self) -> None:
        wanted = self.choices.read_wanted()
        if wanted is not None:
            self.start(self._select(wanted), wanted.role)

    def start(self, probes: Sequence[Probe], role: CheckRole) -> None:
        """Run some checks in the background, as a machine of a role."""
        self.runner.start(probes, role)

    def cancel(self) -> None:
        """Stop the run; what was measured is kept."""
        self.runner.cancel()

    def _begin(self, count: int) -> None:
        self.notice.clear()
        self._found = ()
        self.tabs.setCurrentWidget(self.results)
        self.progress.setRange(0, count)
        self.progress.setValue(0)
        self._show_touches()
        self._show_results()
        self.stop.setFocus()

    def _show_progress(self, told: Progress) -> None:
        self._found = (*self._found, *told.evidence)
        self.progress.setValue(told.done)
        probe = name_probe(told.probe.id)
        self.progress.setFormat(self.session.say(RUNNING.fill(done=told.done, total=told.total, probe=probe)))
        self._show_results()

    def _keep(self, evidence: tuple[Evidence, ...]) -> None:
        # While the plan changes, what is shown is what it holds.
        self._found = ()
        if not self.keeper.keep_run(evidence):
            self._found = evidence

    def _fail(self, error: Exception) -> None:
        self._found = ()
        self.keeper.tell_fault(error)

    def _end(self) -> None:
        self._show_touches()
        self._show_results()
        self.run.setFocus()

    def focus_field(self, field: str) -> bool:
        """Lead to an address."""
        if not self.form.focus_field(field):
            return False
        self.tabs.setCurrentIndex(1)
        return True

    def list_fields(self) -> set[str]:
        """Return the addresses."""
        return set(ADDRESSES.fields)


PAGE = ChecksPage
