"""The proving end: what both machines stand for, the listening one's address and its code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wizard.assessment.situation import name_sites
from wizard.checks.probe import Probe
from wizard.checks.proof.diagnosis import diagnose
from wizard.checks.proof.planned import find_server
from wizard.checks.proof.ports import LISTENING, PROVING, End, list_hosts, list_links, list_machines, list_ways
from wizard.checks.proof.probes import PROOF_ID
from wizard.checks.proof.remaining import find_remaining, tell_remaining
from wizard.checks.proof.selection import Way, find_planned, may_stand_in_a_site, select_proof, select_voice
from wizard.domain.levels import Level
from wizard.dossier.evidence_wording import BETWEEN, STANDS_FOR
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.wording import END_WORDS, shorten
from wizard.errors import WizardError
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.list_box import ListBox
from wizard.gui.widgets.notice import Notice
from wizard.gui.widgets.stand_box import CHOOSE_FIRST, OTHER_MACHINE, THIS_MACHINE, StandBox
from wizard.gui.widgets.text_lines import TextLine
from wizard.i18n import Choice, Message

ADDRESS, CODE = Message("Address of the listening machine"), Message("Code")
CODE_HINT = Message("as the listening machine shows it")
QUICK, VOICE = Message("Only five ports of a ran&ge"), Message("Measure the voice to&o")
LINK = Message("Telephony link")
CALLS_OF, WHOLE_PLAN, OF_SITE = Message("Calls at once of"), Message("the whole plan"), Message("site “{name}”")
STANDS_IN, MAIN_SITE = Message("The PC or phone stands in"), Message("the main site")
NAMES = (THIS_MACHINE, OTHER_MACHINE, LINK, ADDRESS, CODE, STANDS_IN)
PLANNED = Message(
    "The plan has {address} for the listening machine: reached at another address, nothing is proven of it."
)
NOT_PLANNED = Message(
    "The plan has no address for the listening machine, and without one nothing is proven of it: give it in the plan."
)
ANY_MACHINE = Message("Any other machine that stands for this will do: the plan has no address for one of many.")
OWN_PLANNED = Message("This machine must have the TWS server’s planned address, {address}.")
OWN_NOT_PLANNED = Message("The plan has no address for the TWS server, and nothing is proven from it without one.")
PROVE = Message("Prove the flo&ws")
NO_ADDRESS = Message("The address of the listening machine is needed.")
NOTHING = Message("No flow of this plan has ports that are known yet.")
NOT_THIS_WAY = Message("No flow of this plan goes that way. There are flows this way: {ways}.")
EXPLAINED = Message(
    "Each port of the plan is tried against the listening machine. What gets through is proven in this direction, what"
    " does not is blocked and says how."
)


class ProvePanel(QWidget):
    """The proving end; ``wanted`` carries the probes and the role in which they are run."""

    wanted = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.place, self.other = StandBox(PROVING, is_asked=True), StandBox(LISTENING)
        self.address, self.code, self.link, self.site = TextLine(), TextLine(), ListBox(), ListBox()
        self.quick, self.voice, self.start = QCheckBox(), QCheckBox(), QPushButton()
        self.explained, self.planned, self.left, self.notice = Label(), Label(), Label(), Notice()
        self.fields = (self.place, self.other, self.link, self.address, self.code, self.site)
        self.labels = tuple(Label() for _ in self.fields)
        for label in (self.explained, self.planned, self.left):
            label.setWordWrap(True)
        self.address.setMaxLength(253)
        self.code.setMaxLength(40)
        self.start.setAutoDefault(False)
        self._lay_out()
        self.start.clicked.connect(self._ask)
        self.code.returnPressed.connect(self._ask)
        for stand in (self.place, self.other):
            stand.currentIndexChanged.connect(lambda _: self._follow())
        self.link.currentIndexChanged.connect(lambda _: self._propose_address())
        self.voice.toggled.connect(lambda _: self._show_sites())

    def _lay_out(self) -> None:
        form, bar, layout = QFormLayout(), QHBoxLayout(), QVBoxLayout(self)
        for label, field in zip(self.labels, self.fields, strict=True):
            label.setBuddy(field)
            field.setMaximumWidth(360)
            form.addRow(label, field)
        for widget in (self.start, self.quick, self.voice):
            bar.addWidget(widget)
        bar.addStretch()
        layout.addWidget(self.explained)
        layout.addLayout(form)
        layout.addWidget(self.planned)
        layout.addLayout(bar)
        layout.addWidget(self.notice)
        layout.addWidget(self.left)
        layout.addStretch()

    def show_plan(self, *, is_busy: bool) -> None:
        """Show everything in the session's language; the server's address is proposed until another one is typed."""
        say = self.session.say
        for text, label, field in zip(NAMES, self.labels, self.fields, strict=True):
            label.setText(say(text))
            field.setAccessibleName(say(text))
        self.place.speak(say, THIS_MACHINE)
        self.other.speak(say, OTHER_MACHINE)
        self.code.setPlaceholderText(say(CODE_HINT))
        self.explained.setText(say(EXPLAINED))
        self.quick.setText(say(QUICK))
        self.voice.setText(say(VOICE))
        self.start.setText(say(PROVE))
        self.start.setEnabled(not is_busy)
        self._follow()
        self._show_left()

    def _show_left(self) -> None:
        """Show what the newest run has seen that nobody answered, and what is left to be tested."""
        say, flows = self.session.say, self.session.assessment.flows
        proofs = [each for each in self.session.plan.evidence or () if each.probe == PROOF_ID]
        newest = max((each.taken_at for each in proofs), default=None)
        lines = diagnose([each for each in proofs if each.taken_at == newest])
        if proofs:
            remaining = find_remaining(flows, self._ends)
            lines += tell_remaining(flows, remaining, self._ends[1], self.address.text().strip() or None)
        self.left.setText(spell_hidden("\n".join(map(say, lines))))
        self.left.setVisible(bool(lines))

    def _follow(self) -> None:
        """Show what goes with both ends: the links between them where there are several, an address."""
        machines = self._list_machines()
        if list(machines) != [self.link.itemData(place) for place in range(self.link.count())]:
            self.link.clear()
            for name in machines:
                told = self.session.say(END_WORDS["station"]) if name is None else spell_hidden(shorten(name))
                self.link.addItem(told, name)
        for widget in (self.labels[self.fields.index(self.link)], self.link):
            widget.setVisible(len(machines) > 1)
        self._show_sites()
        self._propose_address()

    def _list_machines(self) -> tuple[str | None, ...]:
        """Return what a machine may stand for: links or session hosts; None stands for PCs beside the hosts."""
        flows, ends = self.session.assessment.flows, self._ends
        links, hosts = list_links(flows, *ends), list_hosts(flows, *ends)
        pcs = (None,) if hosts and not links and list_machines(flows, *ends) != hosts else ()
        return (*pcs, *dict.fromkeys((*links, *hosts)))

    def _propose_address(self) -> None:
        """Propose the planned address, and say which one it is; one of many PCs or phones nobody knows before."""
        say, plan = self.session.say, self.session.plan
        places = find_planned(plan, self.session.assessment.flows, self._select_way())
        if not self.address.isModified():
            self.address.setText(places[0].host if places and len(places) == 1 else "")
        hosts = Choice(shorten(each.host) for each in places or ())
        told = [ANY_MACHINE if places is None else PLANNED.fill(address=hosts) if places else NOT_PLANNED]
        if self._ends[0] == "server":
            own = find_server(plan)
            told.append(OWN_NOT_PLANNED if own is None else OWN_PLANNED.fill(address=shorten(own.host)))
        self.planned.setText(spell_hidden(" ".join(map(say, told))))

    def _show_sites(self) -> None:
        say, sites = self.session.say, map(shorten, name_sites(self.session.plan))
        main, label = (WHOLE_PLAN, CALLS_OF) if self.voice.isChecked() else (MAIN_SITE, STANDS_IN)
        self.labels[-1].setText(say(label))
        self.site.setAccessibleName(say(label))
        names = [say(main), *(spell_hidden(say(OF_SITE.fill(name=name))) for name in sites)]
        if names != [self.site.itemText(place) for place in range(self.site.count())]:
            chosen = self.site.currentIndex()
            self.site.clear()
            self.site.addItems(names)
            self.site.setCurrentIndex(chosen if 0 <= chosen < len(names) else 0)
        is_asked = self.voice.isChecked() or self._may_stand_in_a_site()
        for widget in (self.labels[-1], self.site):
            widget.setVisible(is_asked and len(names) > 1)

    def _may_stand_in_a_site(self) -> bool:
        return may_stand_in_a_site(self._ends)

    def _ask(self) -> None:
        say, address = self.session.say, self.address.text().strip()
        self.notice.clear()
        if self.place.end is None:
            self.notice.tell(Level.BLOCKER, say(CHOOSE_FIRST))
            self.place.setFocus()
            return
        if not address:
            self.notice.tell(Level.BLOCKER, say(NO_ADDRESS))
            self.address.setFocus()
            return
        try:
            probes = self._select(self._select_way(address, self.code.text()))
        except WizardError as error:
            self.notice.tell(Level.BLOCKER, say(Message(error.text, error.params)))
            self.code.setFocus()
            return
        if probes:
            self.wanted.emit(probes, PROVING[self._ends[0]])
        else:
            self._refuse()

    @property
    def _ends(self) -> tuple[End, End]:
        """Return what both machines stand for; until it is said, what is proposed is for a user's PC and the server."""
        return self.place.end or "station", self.other.end or "server"

    def _select_way(self, address: str = "", code: str = "") -> Way:
        return Way(*self._ends, address, code, self.link.currentData(), self._site)

    @property
    def _site(self) -> str | None:
        """Return the name of the site in which the PC or phone stands; None: the main site, or neither is one."""
        chosen = self.site.currentIndex() - 1
        return name_sites(self.session.plan)[chosen] if chosen >= 0 and self._may_stand_in_a_site() else None

    def _select(self, way: Way) -> tuple[Probe, ...]:
        plan, assessment = self.session.plan, self.session.assessment
        probes = select_proof(plan, assessment.flows, way, whole=not self.quick.isChecked())
        if not (probes and self.voice.isChecked()):
            return probes
        site = self.site.currentIndex() - 1
        return (*probes, select_voice(plan, assessment, way, site if site >= 0 else None))

    def _refuse(self) -> None:
        say, ways = self.session.say, list_ways(self.session.assessment.flows)
        told = (say(BETWEEN.fill(source=STANDS_FOR[source], destination=STANDS_FOR[owning])) for source, owning in ways)
        self.notice.tell(Level.INFO, say(NOT_THIS_WAY.fill(ways=", ".join(told)) if ways else NOTHING))
