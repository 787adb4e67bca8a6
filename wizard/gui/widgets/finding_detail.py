"""One finding in full: what is required and planned, what to do, where to read it, and what would make it pass."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wizard.domain.findings import Change, Finding
from wizard.domain.levels import Level
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.wording import describe, name_status, name_subject
from wizard.errors import WizardError
from wizard.gui.plain_text import Label, explain
from wizard.gui.session import Answers, Session
from wizard.gui.widgets.finding_rows import name_answer, name_change
from wizard.gui.widgets.signs import draw_sign, find_colour, find_link_colour
from wizard.gui.widgets.text_size import fit_height
from wizard.i18n import Message

NOTHING_CHOSEN = Message("Choose a finding above to read it in full.")
HEADING = Message("{word}\u00a0· {fact}\u00a0· {title}\u00a0· {subject}")
IN_DOCUMENT = Message("Vendor's document: page {page}, fact {fact}.")
NOT_IN_DOCUMENT = Message("Not from the vendor's document: fact {fact} of this program.")
GO = Message("Go to the answer")
ANSWERS = Message("Answers that it rests on")
PASS_TITLE = Message("What would make this pass")
NO_CHANGE = Message("No single answer would: follow what is to be done.")
GIVE_ANSWERS = Message("The missing answers: go to them, one by one.")
APPLY, APPLY_NAMED = Message("Apply"), Message("Apply: {change}")
APPLY_ALL, APPLY_ALL_HELP = (
    Message("Apply all"),
    Message("All these answers at once; one step of undo takes them back."),
)
_LISTED_HEIGHT, _LISTED_LINES = 78, 3
_LOWEST, _LOWEST_LINES = 90, 4
_SIGN_SIDE = 20


class FindingDetail(QScrollArea):
    """``wanted`` carries the finding whose answers are asked for; ``applied`` follows a change that was made."""

    wanted = Signal(object)
    applied = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.finding: Finding | None = None
        self._shown: tuple[object, ...] = ()
        self.sign, self.heading, self.message, self.action, self.source = (Label() for _ in range(5))
        self.answers_title, self.pass_title, self.pass_note = Label(), Label(), Label()
        self.go, self.answers = QPushButton(), QListWidget()
        self.changes: list[tuple[Label, QPushButton]] = []
        self.apply_all = QPushButton()
        self.apply_all.setAutoDefault(False)
        self.apply_all.clicked.connect(self._apply_all)
        self.go.setAutoDefault(False)
        self.go.clicked.connect(lambda: self.wanted.emit(self.finding))
        self.answers.itemActivated.connect(self._go_to)
        self.answers.itemClicked.connect(self._go_to)
        self._lay_out()
        self._fit()

    def _lay_out(self) -> None:
        self._set_up_labels()
        body = QWidget()
        head = QHBoxLayout()
        head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.heading, 1)
        head.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        change = QHBoxLayout()
        change.addWidget(self.pass_title, 1)
        change.addWidget(self.apply_all)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addWidget(self.action)
        layout.addLayout(change)
        layout.addWidget(self.pass_note)
        self.grid = QGridLayout()
        self.grid.setColumnStretch(0, 1)
        layout.addLayout(self.grid)
        layout.addWidget(self.source)
        layout.addWidget(self.answers_title)
        layout.addWidget(self.answers)
        layout.addStretch()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)

    def _set_up_labels(self) -> None:
        for label in (self.heading, self.message, self.action, self.source, self.pass_note):
            _make_readable(label)
        for label in (self.heading, self.pass_title, self.answers_title):
            font = label.font()
            font.setBold(True)
            label.setFont(font)
        self.answers_title.setBuddy(self.answers)

    def _fit(self) -> None:
        self.answers.setFixedHeight(fit_height(self, _LISTED_HEIGHT, _LISTED_LINES))
        self.setMinimumHeight(fit_height(self, _LOWEST, _LOWEST_LINES))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no more room than is needed: it scrolls by itself."""
        return self.minimumSizeHint().expandedTo(self.minimumSize())

    def show_finding(self, finding: Finding | None) -> None:
        """Show a finding in the session's language, or that none is chosen."""
        session = self.session
        names = () if finding is None else tuple(name_answer(session, field) for field in finding.fields)
        shown = (finding, session.say.language, names, find_colour(Level.BLOCKER))
        if shown == self._shown:
            return
        self._shown, self.finding = shown, finding
        self._write_texts(finding)
        self._list_answers(finding, names)
        self._list_changes(finding)
        self.verticalScrollBar().setValue(0)

    def _write_texts(self, finding: Finding | None) -> None:
        say = self.session.say
        for widget in (self.sign, self.message, self.action, self.source, self.go):
            widget.setVisible(finding is not None)
        self.go.setText(say(GO))
        if finding is None:
            self.heading.setText(say(NOTHING_CHOSEN))
            self.heading.setStyleSheet("")
            return
        told = describe(finding, say)
        heading = HEADING.fill(
            word=name_status(finding),
            fact=finding.fact,
            title=finding.title,
            subject=name_subject(finding.subject),
        )
        self.sign.setPixmap(draw_sign(finding.status, _SIGN_SIDE))
        self.heading.setText(say(heading))
        self.heading.setStyleSheet(f"color: {find_colour(finding.status)}")
        self.message.setText(told.message)
        self.action.setText(told.action)
        self.action.setVisible(bool(told.action))
        source = NOT_IN_DOCUMENT if finding.page is None else IN_DOCUMENT
        self.source.setText(say(source.fill(page=finding.page, fact=finding.fact)))
        self.go.setEnabled(bool(finding.fields))
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(f"{told.message} {told.action}")

    def _list_answers(self, finding: Finding | None, names: tuple[str, ...]) -> None:
        say = self.session.say
        self.answers.clear()
        self.answers_title.setText(say(ANSWERS))
        self.answers.setAccessibleName(say(ANSWERS))
        for widget in (self.answers_title, self.answers):
            widget.setVisible(bool(names))
        link = find_link_colour()
        for field, name in zip(finding.fields if finding else (), names, strict=True):
            item = QListWidgetItem(spell_hidden(name))
            item.setData(Qt.ItemDataRole.UserRole, field)
            item.setForeground(link)
            font = item.font()
            font.setUnderline(True)
            item.setFont(font)
            self.answers.addItem(item)

    def _go_to(self, item: QListWidgetItem) -> None:
        if self.finding is not None:
            # The finding with this answer alone: whoever leads there looks for no other.
            self.wanted.emit(self.finding._replace(fields=(item.data(Qt.ItemDataRole.UserRole),), aspects=()))

    def _list_changes(self, finding: Finding | None) -> None:
        say = self.session.say
        for pair in self.changes:
            for widget in pair:
                self.grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.changes = []
        self.apply_all.hide()
        fails = finding is not None and finding.level not in (Level.OK, Level.INFO)
        for label in (self.pass_title, self.pass_note):
            label.setVisible(fails)
        if finding is None or not fails:
            return
        self.pass_title.setText(say(PASS_TITLE))
        changes = list(dict.fromkeys(finding.changes))
        self.pass_note.setText(say(GIVE_ANSWERS if finding.level is Level.MISSING else NO_CHANGE))
        self.pass_note.setVisible(not changes)
        for place, change in enumerate(changes):
            self._add_change(place, change)
        self.apply_all.setText(say(APPLY_ALL))
        explain(self.apply_all, say(APPLY_ALL_HELP))
        # Where two of them give the same answer, only a person can choose.
        self.apply_all.setVisible(len(changes) > 1 and len(_list_answers(changes)) == len(changes))

    def _add_change(self, place: int, change: Change) -> None:
        text = name_change(self.session, change)
        label, button = Label(text), QPushButton(self.session.say(APPLY))
        _make_readable(label)
        button.setAutoDefault(False)
        button.setAccessibleName(self.session.say(APPLY_NAMED.fill(change=text)))
        button.clicked.connect(lambda: self.apply(change))
        self.grid.addWidget(label, place, 0)
        self.grid.addWidget(button, place, 1)
        self.changes.append((label, button))

    def apply(self, change: Change) -> None:
        """Give the answer that a change proposes; it can be undone like any other."""
        self._give(_list_answers([change]))

    def _apply_all(self) -> None:
        if self.finding is not None:
            self._give(_list_answers(self.finding.changes))

    def _give(self, answers: Answers) -> None:
        try:
            self.session.write_together(answers)
        except WizardError as error:
            self.pass_note.setText(self.session.say(Message(error.text, error.params)))
            self.pass_note.setVisible(True)
            return
        self.applied.emit()


def _list_answers(changes: Iterable[Change]) -> Answers:
    return {each.field: list(each.value) if isinstance(each.value, tuple) else each.value for each in changes}


def _make_readable(label: Label) -> None:
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
