"""Local checks: what will be touched, the run, and what it measured."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
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
from wizard.checks.runner import Origin, Progress, Run
from wizard.checks.selection import Wanted, select_probes
from wizard.checks.tls.file_probe import CERTIFICATE_ID, make_certificate_file_probe
from wizard.domain.certificates import read_installation_day
from wizard.domain.evidence.collection import STOPPED, add_run
from wizard.domain.evidence.fullness import MOST_KEPT
from wizard.domain.evidence.record import CheckRole, Evidence
from wizard.domain.evidence.wording import name_probe
from wizard.domain.levels import Level
from wizard.domain.plan.fullness import is_overfilled, tell_fullness
from wizard.domain.plan.writing import LARGEST_FILE
from wizard.errors import WizardError
from wizard.gui.background import Task
from wizard.gui.page import Page
from wizard.gui.plain_text import explain
from wizard.gui.widgets.check_choices import CheckChoices
from wizard.gui.widgets.check_tables import ResultPanel, TouchPanel
from wizard.gui.widgets.form import Form, Group
from wizard.gui.widgets.notice import Notice
from wizard.gui.widgets.proof_panel import ProofPanel
from wizard.i18n import Message
from wizard.storage.plan_files import open_plan

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
FULL = Message(
    "The plan is full: it holds at most {count} measurements and {size} MB. It is as it was; these results are shown "
    "until the next run and can be copied."
)
FULL_OTHER = Message("The plan is full: it holds at most {count} measurements and {size} MB. Nothing was taken over.")
ENDED = Message("{count} measurements made and kept in the plan.")
STOPPED_EARLY = Message("Stopped; {count} measurements made until then are kept in the plan.")
MISTAKE = Message("The program made a mistake; what was measured is not kept.")
CHOOSE, PLAN_FILES = Message("Copy of the plan from the other machine"), Message("Plans (*.twsplan)")
TAKEN = Message("{count} measurements taken over from the other machine.")
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
        self._task: Task | None = None
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
        try:
            probes = self._select(self.choices.read_wanted())
        except WizardError as error:
            probes = ()
            self.notice.tell(Level.BLOCKER, self.session.say(Message(error.text, error.params)))
        self.touches.show_lines(list_touches(probes))
        self.run.setEnabled(bool(probes) and self._task is None)
        self.certificate.setEnabled(self._task is None)

    def _show_results(self) -> None:
        plan = self.session.plan
        kept = add_run(plan.evidence or (), self._found)
        weighed = weigh_all(plan, kept, datetime.now(UTC))
        self.results.show_results(weighed, is_busy=self._task is not None, fullness=tell_fullness(plan))
        for widget in (self.stop, self.progress):
            widget.setVisible(self._task is not None)
        self.choices.setEnabled(self._task is None)
        self.proof.show_plan(is_busy=self._task is not None)

    def _repeat(self, evidence: Evidence) -> None:
        names = [f"group:{name}" for name in name_groups(self.session.plan)]
        group = names.index(evidence.subject) if evidence.subject in names else None
        probes = self._select(Wanted(evidence.role, group, only=frozenset({evidence.probe})))
        same = tuple(probe for probe in probes if probe.target in (None, evidence.target))
        if evidence.probe == CERTIFICATE_ID:
            self._choose_certificate()
        elif evidence.probe in (PROOF_ID, VOICE_ID):
            # It takes the other end and its code.
            self.tabs.setCurrentWidget(self.proof)
        else:
            self.start(same or probes, evidence.role)

    def _choose_certificate(self) -> None:
        say, filters = self.session.say, (CERTIFICATE_FILES, ALL_FILES)
        path, _ = QFileDialog.getOpenFileName(self, say(CHOOSE_CERTIFICATE), "", ";;".join(map(say, filters)))
        if path:
            self.judge_certificate(Path(path))

    def judge_certificate(self, path: Path) -> None:
        """Judge the certificate of a file for the server's name."""
        plan = self.session.plan
        probe = make_certificate_file_probe(path, Peers(plan).server_name, installation=read_installation_day(plan))
        self.start((probe,), self.choices.read_wanted().role)

    def _choose_other(self) -> None:
        say = self.session.say
        path, _ = QFileDialog.getOpenFileName(self, say(CHOOSE), "", say(PLAN_FILES))
        if path:
            self.take_over(Path(path))

    def take_over(self, path: Path) -> None:
        """Add what was measured on another machine, from the plan file that was written there."""
        try:
            found = open_plan(path).evidence or ()
            if not self._has_room(found):
                self._tell_full(FULL_OTHER)
                return
            self.session.keep_evidence(found)
        except WizardError as error:
            self._fail(error)
        else:
            self.notice.tell(Level.OK if found else Level.INFO, self.session.say(TAKEN.fill(count=len(found))))

    def _run_all(self) -> None:
        wanted = self.choices.read_wanted()
        self.start(self._select(wanted), wanted.role)

    def start(self, probes: Sequence[Probe], role: CheckRole) -> None:
        """Run some checks in the background, as a machine of a role."""
        if not probes or self._task is not None:
            return
        self.notice.clear()
        self._found = ()
        self.tabs.setCurrentWidget(self.results)
        run = Run(probes, Origin.of_this_machine(role))
        background = self.session.background
        task = self._task = background.start(lambda work: run.carry_out(work.tell_partial), self._keep, self._fail)
        task.call_on_stop(run.cancel)
        task.partial.connect(self._show_progress)
        task.ended.connect(self._end)
        self.progress.setRange(0, len(probes))
        self.progress.setValue(0)
        self._show_touches()
        self._show_results()
        self.stop.setFocus()

    def cancel(self) -> None:
        """Stop the run; what was measured is kept."""
        if self._task is not None:
            self._task.cancel()

    def _show_progress(self, told: Progress) -> None:
        self._found = (*self._found, *told.evidence)
        self.progress.setValue(told.done)
        probe = name_probe(told.probe.id)
        self.progress.setFormat(self.session.say(RUNNING.fill(done=told.done, total=told.total, probe=probe)))
        self._show_results()

    def _keep(self, evidence: tuple[Evidence, ...]) -> None:
        made = [each for each in evidence if each.reason != STOPPED]
        template = ENDED if len(made) == len(evidence) else STOPPED_EARLY
        if not self._has_room(evidence):
            self._found = evidence
            self._tell_full(FULL)
            return
        self._found = ()
        try:
            self.session.keep_evidence(evidence, add_run)
        except WizardError as error:
            self._fail(error)
        else:
            self.notice.tell(Level.OK, self.session.say(template.fill(count=len(made))))

    def _has_room(self, found: tuple[Evidence, ...]) -> bool:
        plan = self.session.plan
        return not is_overfilled(plan, plan.model_copy(update={"evidence": add_run(plan.evidence or (), found)}))

    def _tell_full(self, template: Message) -> None:
        told = template.fill(count=MOST_KEPT, size=LARGEST_FILE // 1_000_000)
        self.notice.tell(Level.BLOCKER, self.session.say(told))

    def _fail(self, error: Exception) -> None:
        self._found = ()
        reason = Message(error.text, error.params) if isinstance(error, WizardError) else MISTAKE
        self.notice.tell(Level.BLOCKER, self.session.say(reason))

    def _end(self) -> None:
        self._task = None
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
