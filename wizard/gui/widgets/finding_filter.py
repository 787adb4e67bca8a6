"""Which findings are shown: by status, by who must act, by words."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wizard.domain.levels import STATUSES, Status
from wizard.dossier.wording import RESPONSIBLE_WORDS, STATUS_WORDS
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.flow_panel import COPY
from wizard.gui.widgets.list_box import ListBox
from wizard.gui.widgets.rows_model import Accepts, Row, fold, matches
from wizard.gui.widgets.signs import fit_sign, make_icon
from wizard.gui.widgets.sort_box import SORT, SortBox
from wizard.gui.widgets.text_lines import TextLine
from wizard.gui.widgets.wrap_layout import WrapLayout, pair
from wizard.i18n import Message

STATUS_COUNT = Message("{word} ({count})")
WHO, EVERYBODY = Message("Who"), Message("Everybody")
FIND, FIND_HINT = Message("Find"), Message("fact, subject, text…")


class FindingFilter(QWidget):
    """Check boxes with counts, a list of roles, words; ``changed`` says that another choice was made."""

    changed = Signal()

    def __init__(self, sort: SortBox) -> None:
        super().__init__()
        self.statuses = {status: QCheckBox() for status in STATUSES}
        self.who, self.search, self.sort = ListBox(), TextLine(), sort
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.who.setMinimumContentsLength(14)
        self.count, self.copy = Label(), QPushButton()
        self.copy.setAutoDefault(False)
        self.labels = tuple((text, Label()) for text in (WHO, FIND, SORT))
        self._lay_out()
        for box in self.statuses.values():
            box.setChecked(True)
            box.toggled.connect(lambda _: self.changed.emit())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self.changed.emit())
        self.who.activated.connect(lambda _: self.changed.emit())

    def _lay_out(self) -> None:
        boxes, line = WrapLayout(), WrapLayout()
        for box in self.statuses.values():
            boxes.addWidget(box)
        boxes.addWidget(self.count)
        fields: tuple[QWidget, ...] = (self.who, self.search, self.sort)
        for (_, label), field in zip(self.labels, fields, strict=True):
            label.setBuddy(field)
            line.addWidget(pair(label, field))
        line.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(boxes)
        layout.addLayout(line)

    def show_choices(self, session: Session) -> None:
        """Show counts and roles as they are now, in the session's language."""
        say = session.say
        counts = session.assessment.counts_by_status
        for status, box in self.statuses.items():
            box.setText(say(STATUS_COUNT.fill(word=STATUS_WORDS[status], count=counts[status])))
            box.setIcon(make_icon(status))
            side = fit_sign(box.fontMetrics())
            box.setIconSize(QSize(side, side))
        for text, label in self.labels:
            label.setText(say(text))
        self.who.setAccessibleName(say(WHO))
        self.search.setAccessibleName(say(FIND))
        self.copy.setText(say(COPY))
        self.search.setPlaceholderText(say(FIND_HINT))
        self._list_roles(session)
        self.sort.speak(say)

    def _list_roles(self, session: Session) -> None:
        roles = [("", EVERYBODY), *RESPONSIBLE_WORDS.items()]
        names = [session.say(name) for _, name in roles]
        if names == [self.who.itemText(at) for at in range(self.who.count())]:
            return
        chosen = self.who.currentIndex()
        self.who.clear()
        for (role, _), name in zip(roles, names, strict=True):
            self.who.addItem(name, role)
        self.who.setCurrentIndex(max(chosen, 0))

    def list_statuses(self) -> set[Status]:
        """Return the statuses that are shown."""
        return {status for status, box in self.statuses.items() if box.isChecked()}

    def make_test(self) -> Accepts:
        """Return the function that says which rows are shown."""
        statuses, role, words = self.list_statuses(), self.who.currentData(), fold(self.search.text()).split()

        def accepts(row: Row) -> bool:
            finding = row.item
            return finding.status in statuses and (not role or finding.responsible == role) and matches(row, words)

        return accepts
