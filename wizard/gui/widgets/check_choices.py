"""What is to be checked: as which machine, of which group, and whether anything may leave it. Nothing is preset."""

from PySide6.QtCore import Qt, Signal
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
from wizard.gui.widgets.stand_box import CHOOSE
from wizard.gui.widgets.text_lines import TextLine
from wizard.gui.widgets.wrap_layout import WrapLayout, pair
from wizard.i18n import Message

ROLE, GROUP = Message("This machine is the"), Message("Group of this PC")
DRIVE, DRIVE_HINT = Message("Drive for TWS"), Message("for instance D:")
LOCAL_ONLY = Message("Read this machine only; send nothing")
NO_GROUP = Message("none of them")
ROLE_MISSING = Message("Choose what this machine is first: nobody else can tell.")
GROUP_MISSING = Message("Choose the group of this PC first, or none of them.")


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
        for role in (None, *ROLES):
            self.role.addItem("", role)
        # The user's choice, by name: positions move with the plan's groups. Empty: none of them.
        self._group: str | None = None
        self.role.activated.connect(lambda _: self._follow())
        self.drive.editingFinished.connect(self.changed)
        self.group.activated.connect(lambda _: self._choose_group())
        self.local_only.toggled.connect(lambda _: self.changed.emit())

    def speak(self) -> None:
        """Show everything in the session's language, with the plan's groups as they are now."""
        say = self.session.say
        for label, text in zip(self.labels, (ROLE, GROUP, DRIVE), strict=True):
            label.setText(say(text))
        for place, word in enumerate((CHOOSE, *ROLES.values())):
            self.role.setItemText(place, say(word))
        self.role.setAccessibleName(say(ROLE))
        self.group.setAccessibleName(say(GROUP))
        self.drive.setAccessibleName(say(DRIVE))
        self.drive.setPlaceholderText(say(DRIVE_HINT))
        self.local_only.setText(say(LOCAL_ONLY))
        self._list_groups()
        self._show_for_role()

    def _list_groups(self) -> None:
        say = self.session.say
        groups = [(spell_hidden(shorten(name)), name) for name in name_groups(self.session.plan)]
        items = [(say(CHOOSE), None), *groups, (say(NO_GROUP), "")]
        if items != [(self.group.itemText(place), self.group.itemData(place)) for place in range(self.group.count())]:
            self.group.clear()
            for text, name in items:
                self.group.addItem(text, name)
            self._group = self._group if self._group in dict(items).values() else None
            self.group.setCurrentIndex(self.group.findData(self._group))

    def _choose_group(self) -> None:
        self._group = self.group.currentData()
        self.changed.emit()

    def _show_for_role(self) -> None:
        role = self.role.currentData()
        self._pairs[1].setVisible(role in ("station", "admin") and bool(name_groups(self.session.plan)))
        self._pairs[2].setVisible(role == "server")

    def _follow(self) -> None:
        self._show_for_role()
        self.changed.emit()

    def ask_role(self) -> None:
        """Have the role chosen anew."""
        self.role.setCurrentIndex(0)
        self._follow()
        self.role.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_missing(self) -> Message | None:
        """Return what has to be chosen before anything can be run; None where nothing has to."""
        if self.role.currentData() is None:
            return ROLE_MISSING
        is_asked = self.role.currentData() == "station" and bool(name_groups(self.session.plan))
        return GROUP_MISSING if is_asked and self._group is None else None

    def read_wanted(self) -> Wanted | None:
        """Return what is to be checked; None while something has to be chosen."""
        if self.find_missing() is not None:
            return None
        role: CheckRole = self.role.currentData()
        names = name_groups(self.session.plan)
        group = names.index(self._group) if role != "server" and self._group in names else None
        drive = self.drive.text().strip() if role == "server" else ""
        return Wanted(role, group, drive or None, local_only=self.local_only.isChecked())
