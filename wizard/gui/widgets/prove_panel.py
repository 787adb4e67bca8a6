"""The proving end: where this PC stands, the listening server's address and its code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wizard.checks.proof.ports import End
from wizard.checks.proof.selection import find_voice_test, select_proof
from wizard.domain.evidence.record import CheckRole
from wizard.domain.levels import Level
from wizard.errors import WizardError
from wizard.gui.session import Session
from wizard.gui.widgets.notice import Notice
from wizard.i18n import Message

PLACE, ADDRESS, CODE = Message("This PC stands among the"), Message("Address of the server"), Message("Code")
CODE_HINT = Message("as the server shows it")
WHOLE, VOICE = Message("Every port of a ra&nge"), Message("Measure the &voice too")
PROVE = Message("Prove the &flows")
NO_ADDRESS = Message("The address of the listening server is needed.")
NOTHING = Message("No flow of this plan leads from there to the server.")
EXPLAINED = Message(
    "Each port of the plan is tried against the listening server. What gets through is proven, what does not is blocked"
    " and says how."
)
PLACES: dict[End, tuple[Message, CheckRole]] = {
    "station": (Message("user PCs"), "station"),
    "admin_station": (Message("administrators’ PCs"), "admin"),
    "phone": (Message("phones (in their network)"), "station"),
    "pabx": (Message("PABX (in its network)"), "station"),
}


class ProvePanel(QWidget):
    """The proving end; ``wanted`` carries the probes and the role in which they are run."""

    wanted = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.place, self.address, self.code = QComboBox(), QLineEdit(), QLineEdit()
        self.whole, self.voice, self.start = QCheckBox(), QCheckBox(), QPushButton()
        self.explained, self.notice = QLabel(), Notice()
        self.labels = (QLabel(), QLabel(), QLabel())
        self.explained.setWordWrap(True)
        self.address.setMaxLength(253)
        self.code.setMaxLength(40)
        self.start.setAutoDefault(False)
        for end in PLACES:
            self.place.addItem("", end)
        self._lay_out()
        self.start.clicked.connect(self._ask)
        self.code.returnPressed.connect(self._ask)

    def _lay_out(self) -> None:
        form, bar, layout = QFormLayout(), QHBoxLayout(), QVBoxLayout(self)
        for label, field in zip(self.labels, (self.place, self.address, self.code), strict=True):
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
        """Show everything in the session's language; the plan's address is proposed until another one is typed."""
        say, server = self.session.say, self.session.plan.server
        for label, text in zip(self.labels, (PLACE, ADDRESS, CODE), strict=True):
            label.setText(say(text))
        for at, (word, _) in enumerate(PLACES.values()):
            self.place.setItemText(at, say(word))
        for field, text in ((self.place, PLACE), (self.address, ADDRESS), (self.code, CODE)):
            field.setAccessibleName(say(text))
        self.code.setPlaceholderText(say(CODE_HINT))
        self.explained.setText(say(EXPLAINED))
        self.whole.setText(say(WHOLE))
        self.voice.setText(say(VOICE))
        self.start.setText(say(PROVE))
        self.start.setEnabled(not is_busy)
        if not self.address.isModified():
            self.address.setText((server.address if server else None) or "")

    def _ask(self) -> None:
        say, end, server = self.session.say, self.place.currentData(), self.address.text().strip()
        self.notice.clear()
        if not server:
            self.notice.tell(Level.BLOCKER, say(NO_ADDRESS))
            self.address.setFocus()
            return
        plan, assessment, code = self.session.plan, self.session.assessment, self.code.text()
        try:
            probes = select_proof(assessment, end, server, code, whole=self.whole.isChecked())
            if self.voice.isChecked():
                probes = (*probes, *find_voice_test(plan, assessment, end, server, code))
        except WizardError as error:
            self.notice.tell(Level.BLOCKER, say(Message(error.text, error.params)))
            self.code.setFocus()
            return
        if probes:
            self.wanted.emit(probes, PLACES[end][1])
        else:
            self.notice.tell(Level.INFO, say(NOTHING))
