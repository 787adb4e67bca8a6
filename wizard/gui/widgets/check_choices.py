"""What is to be checked: as which machine, of which group, and whether anything may leave it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from wizard.assessment.situation import name_groups
from wizard.checks.selection import Wanted
from wizard.domain.evidence.record import CheckRole
from wizard.dossier.evidence_wording import ROLES
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.wording import shorten
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.list_box import ListBox
from wizard.gui.widgets.text_lines import TextLine
from wizard.gui.widgets.wrap_layout import WrapLayout, pair
from wizard.i18n import Message

ROLE, GROUP = Message("This machine is the"), Message("Group of this PC")
DRIVE, DRIVE_HINT = Message("Drive for TWS"), Message("for instance D:")
LOCAL_ONLY = Message("Read this machine only; send nothing")
NO_GROUP = Message("none of them")


class CheckChoices(QWidget):
    """The choices; ``changed`` follows every change of one."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.role, self.group, self.local_only, self.drive = ListBox(), ListBox(), QCheckBox(), TextLine()
        self.drive.setMaxLength(200)
        self.labels = (Label(), Label(), Label())
        layout = WrapLayout()
        self.setLayout(layout)
        for label, field in zip(self.labels, (self.role, self.group, self.drive), strict=True):
            label.setBuddy(field)
        for field in (self.role, self.group):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(20)
        fields = (self.role, self.group, self.drive)
        self._pairs = tuple(pair(label, field, above=True) for label, field in zip(self.labels, fields, strict=True))
        for each in (*self._pairs, self.local_only):
            layout.addWidget(each)
        for role in ROLES:
            self.role.addItem("", role)
        self.role.activated.connect(lambda _: self._follow())
        self.drive.editingFinished.connect(self.changed)
        self.group.activated.connect(lambda _: self.changed.emit())
        self.local_only.toggled.connect(lambda _: self.changed.emit())

    def speak(self) -> None:
        """Show everything in the session's language, with the plan's groups as they are now."""
        say = self.session.say
        for label, text in zip(self.labels, (ROLE, GROUP, DRIVE), strict=True):
            label.setText(say(text))
        for place, word in enumerate(ROLES.values()):
            self.role.setItemText(place, say(word))
        self.role.setAccessibleName(say(ROLE))
        self.group.setAccessibleName(say(GROUP))
        self.drive.setAccessibleName(say(DRIVE))
        self.drive.setPlaceholderText(say(DRIVE_HINT))
        self.local_only.setText(say(LOCAL_ONLY))
        self._list_groups()
        self._show_for_role()

    def _list_groups(self) -> None:
        groups = (spell_hidden(shorten(name)) for name in name_groups(self.session.plan))
        names = [self.session.say(NO_GROUP), *groups]
        if names != [self.group.itemText(place) for place in range(self.group.count())]:
            chosen = self.group.currentIndex()
            self.group.clear()
            self.group.addItems(names)
            # The first group rather than none, where nobody has chosen yet.
            self.group.setCurrentIndex(min(max(chosen, 1), len(names) - 1))

    def _show_for_role(self) -> None:
        is_server = self.role.currentData() == "server"
        self._pairs[1].setVisible(not is_server)
        self._pairs[2].setVisible(is_server)

    def _follow(self) -> None:
        self._show_for_role()
        self.changed.emit()

    def read_wanted(self) -> Wanted:
        """Return what is to be checked."""
        role: CheckRole = self.role.currentData()
        group = self.group.currentIndex() - 1
        of_group = role != "server" and group >= 0
        drive = self.drive.text().strip() if role == "server" else ""
        return Wanted(role, group if of_group else None, drive or None, local_only=self.local_only.isChecked())
