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
from wizard.checks.proof.ports import LISTENING, PROVING, list_hosts, list_links, list_machines, list_ways
from wizard.checks.proof.selection import Way, select_proof, select_voice
from wizard.domain.levels import Level
from wizard.dossier.evidence_wording import BETWEEN, STANDS_FOR
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.wording import END_WORDS, shorten
from wizard.errors import WizardError
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.list_box import ListBox
from wizard.gui.widgets.notice import Notice
from wizard.gui.widgets.stand_box import OTHER_MACHINE, THIS_MACHINE, StandBox
from wizard.gui.widgets.text_lines import TextLine
from wizard.i18n import Message

ADDRESS, CODE = Message("Address of the listening machine"), Message("Code")
CODE_HINT = Message("as the listening machine shows it")
WHOLE, VOICE = Message("Every port of a ran&ge"), Message("Measure the voice to&o")
LINK = Message("Telephony link")
CALLS_OF, WHOLE_PLAN, OF_SITE = Message("Calls at once of"), Message("the whole plan"), Message("site “{name}”")
NAMES = (THIS_MACHINE, OTHER_MACHINE, LINK, ADDRESS, CODE, CALLS_OF)
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
        self.place, self.other = StandBox(PROVING), StandBox(LISTENING)
        self.address, self.code, self.link, self.site = TextLine(), TextLine(), ListBox(), ListBox()
        self.whole, self.voice, self.start = QCheckBox(), QCheckBox(), QPushButton()
        self.explained, self.notice = Label(), Notice()
        self.fields = (self.place, self.other, self.link, self.address, self.code, self.site)
        self.labels = tuple(Label() for _ in self.fields)
        self.explained.setWordWrap(True)
        self.address.setMaxLength(253)
        self.code.setMaxLength(40)
        self.start.setAutoDefault(False)
        self._lay_out()
        self.start.clicked.connect(self._ask)
        self.code.returnPressed.connect(self._ask)
        for stand in (self.place, self.other):
            stand.currentIndexChanged.connect(lambda _: self._follow())
        self.voice.toggled.connect(lambda _: self._show_sites())

    def _lay_out(self) -> None:
        form, bar, layout = QFormLayout(), QHBoxLayout(), QVBoxLayout(self)
        for label, field in zip(self.labels, self.fields, strict=True):
            label.setBuddy(field)
            field.setMaximumWidth(360)
            form.addRow(label, field)
        for widget in (self.start, self.whole, self.voice):
            bar.addWidget(widget)
        bar.addStretch()
        layout.addWidget(self.explained)
        layout.addLayout(form)
        layout.addLayout(bar)
        layout.addWidget(self.notice)
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
        self.whole.setText(say(WHOLE))
        self.voice.setText(say(VOICE))
        self.start.setText(say(PROVE))
        self.start.setEnabled(not is_busy)
        self._show_sites()
        self._follow()

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
        self._propose_address()

    def _list_machines(self) -> tuple[str | None, ...]:
        """Return what a machine may stand for: links or session hosts; None stands for PCs beside the hosts."""
        flows, ends = self.session.assessment.flows, (self.place.end, self.other.end)
        links, hosts = list_links(flows, *ends), list_hosts(flows, *ends)
        pcs = (None,) if hosts and not links and list_machines(flows, *ends) != hosts else ()
        return (*pcs, *dict.fromkeys((*links, *hosts)))

    def _propose_address(self) -> None:
        server = self.session.plan.server
        if not self.address.isModified():
            # Where a laptop listens in the place of another machine nobody knows before.
            known = server.address if server and self.other.end == "server" else None
            self.address.setText(known or "")

    def _show_sites(self) -> None:
        say, sites = self.session.say, map(shorten, name_sites(self.session.plan))
        names = [say(WHOLE_PLAN), *(spell_hidden(say(OF_SITE.fill(name=name))) for name in sites)]
        if names != [self.site.itemText(place) for place in range(self.site.count())]:
            chosen = self.site.currentIndex()
            self.site.clear()
            self.site.addItems(names)
            self.site.setCurrentIndex(chosen if 0 <= chosen < len(names) else 0)
        for widget in (self.labels[-1], self.site):
            widget.setVisible(self.voice.isChecked() and len(names) > 1)

    def _ask(self) -> None:
        say, address = self.session.say, self.address.text().strip()
        self.notice.clear()
        if not address:
            self.notice.tell(Level.BLOCKER, say(NO_ADDRESS))
            self.address.setFocus()
            return
        try:
            probes = self._select(
                Way(self.place.end, self.other.end, address, self.code.text(), self.link.currentData())
            )
        except WizardError as error:
            self.notice.tell(Level.BLOCKER, say(Message(error.text, error.params)))
            self.code.setFocus()
            return
        if probes:
            self.wanted.emit(probes, PROVING[self.place.end])
        else:
            self._refuse()

    def _select(self, way: Way) -> tuple[Probe, ...]:
        plan, assessment = self.session.plan, self.session.assessment
        probes = select_proof(assessment.flows, way, whole=self.whole.isChecked())
        if not (probes and self.voice.isChecked()):
            return probes
        site = self.site.currentIndex() - 1
        return (*probes, select_voice(plan, assessment, way, site if site >= 0 else None))

    def _refuse(self) -> None:
        say, ways = self.session.say, list_ways(self.session.assessment.flows)
        told = (say(BETWEEN.fill(source=STANDS_FOR[source], destination=STANDS_FOR[owning])) for source, owning in ways)
        self.notice.tell(Level.INFO, say(NOT_THIS_WAY.fill(ways=", ".join(told)) if ways else NOTHING))
