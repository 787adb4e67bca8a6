"""The live assessment on the right: verdict, required server, counts, and findings that lead to their field."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wizard.domain.assessment import ServerNeed, Unread
from wizard.domain.choices import name_choice
from wizard.domain.findings import Finding
from wizard.domain.levels import STATUSES, WORST_FIRST, Level
from wizard.domain.questions import locate_field
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.wording import (
    LEVEL_WORDS,
    STATUS_WORDS,
    conclude_in_words,
    describe,
    judge_verdict,
    name_subject,
    name_verdict,
    shorten,
)
from wizard.gui.plain_text import Label, explain
from wizard.gui.session import Session
from wizard.gui.widgets.remaining_notes import RemainingNotes
from wizard.gui.widgets.roomy import RoomyDelegate
from wizard.gui.widgets.signs import draw_sign, find_colour, fit_sign, make_icon
from wizard.gui.widgets.text_size import Heading, fit_width
from wizard.i18n import Message, Quantity, Translator

TITLE = Message("Assessment")
SERVER = Message("Required server: {cores} cores, {ram} of RAM, {disk}")
NO_SERVER = Message("Required server: not known yet")
COUNT = Message("{count} · {word}")
ON_THIS_PAGE, ELSEWHERE = Message("On this page"), Message("On other pages")
CANNOT_BE_READ = Message("Cannot be read")
UNREAD_LINE = Message("{field}: “{text}”")
LINE = Message("{fact}\u00a0· {title}\u00a0· {subject}")
SPOKEN = Message("{word}: {text}")
FINDINGS_NAME = Message("Findings")
_WIDTH = 320
_COUNT_SIDE = 14
# The narrowest window with the assessment beside the page, in pixels and in digits of the text.
_LEAST_WINDOW, _LEAST_WINDOW_DIGITS = 1180, 118
_SHOWN = (Level.BLOCKER, Level.MISSING, Level.CONSULT, Level.WARNING)
_UNKNOWN = "?"
_LONGEST_TOLD = 600


def _tell_apart(finding: Finding) -> tuple[str, str, str]:
    return finding.fact, finding.subject, finding.level


class AssessmentPanel(QFrame):
    """The assessment as it stands; ``wanted`` carries a finding that was clicked, ``field_wanted`` an unread field."""

    wanted = Signal(object)
    field_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self.sign, self.verdict, self.sentence, self.server = Label(), Heading(1.4), Label(), Label()
        self.remaining = RemainingNotes()
        for label in (self.sentence, self.server):
            label.setWordWrap(True)
        self.counts = {status: (Label(), Label()) for status in STATUSES}
        self._columns = 0
        self._say: Translator | None = None
        self._shown: list[Finding | Unread | None] = []
        self._told: tuple[str, tuple[object, ...]] = ("", ())
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(RoomyDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.itemEntered.connect(self._explain)
        self.list.itemActivated.connect(self._ask)
        self.list.itemClicked.connect(self._ask)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self.sign)
        head.addWidget(self.verdict, 1)
        layout.addLayout(head)
        layout.addWidget(self.sentence)
        layout.addWidget(self.remaining)
        layout.addWidget(self.server)
        counts = QWidget()
        self.grid = QGridLayout(counts)
        self.grid.setContentsMargins(0, 4, 0, 4)
        for column in (1, 3):
            self.grid.setColumnStretch(column, 1)
        layout.addWidget(counts)
        layout.addWidget(self.list, 1)

    def _has_room(self, window_width: int) -> bool:
        return window_width >= fit_width(self, _LEAST_WINDOW, _LEAST_WINDOW_DIGITS)

    def fit_into(self, window_width: int) -> None:
        """Show beside the page where the window, so many pixels wide, has room for both."""
        self.setVisible(self._has_room(window_width))

    def follow(self, width_before: int, width_now: int) -> None:
        """Fold away or come back where the window's width passes the bound; else stay as the user wants it."""
        if self._has_room(width_before) != self._has_room(width_now):
            self.fit_into(width_now)

    def _place_counts(self) -> None:
        """Place the counts in two columns, or in one where their words would be cut."""
        texts = [text.sizeHint().width() for _, text in self.counts.values()]
        around = 4 * self.grid.horizontalSpacing() + 2 * fit_sign(self.fontMetrics(), _COUNT_SIDE)
        margins = self.contentsMargins() + (self.layout() or self.grid).contentsMargins()
        room = _WIDTH - margins.left() - margins.right() - around
        columns = 2 if max(texts[::2]) + max(texts[1::2]) <= room else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, (sign, text) in enumerate(self.counts.values()):
            row, column = divmod(place, columns)
            self.grid.addWidget(sign, row, 2 * column)
            self.grid.addWidget(text, row, 2 * column + 1)

    def _write_counts(self, session: Session) -> None:
        counts = session.assessment.counts_by_status
        for status, (sign, text) in self.counts.items():
            sign.setPixmap(draw_sign(status, fit_sign(self.fontMetrics(), _COUNT_SIDE)))
            text.setText(session.say(COUNT.fill(count=counts[status], word=STATUS_WORDS[status])))
        self._place_counts()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place_counts()

    def _ask(self, item: QListWidgetItem) -> None:
        asked = self._shown[self.list.row(item)]
        if isinstance(asked, Unread):
            self.field_wanted.emit(asked.field)
        elif asked is not None:
            self.wanted.emit(asked)

    def _explain(self, item: QListWidgetItem) -> None:
        """Say more of a finding, once the mouse is on it."""
        finding = self._shown[self.list.row(item)]
        if isinstance(finding, Finding) and self._say is not None:
            told = describe(finding, self._say)
            explain(item, f"{shorten(told.message, _LONGEST_TOLD)}\n{shorten(told.action, _LONGEST_TOLD)}".strip())

    def show_assessment(self, session: Session, step_id: str) -> None:
        """Show the assessment, the findings of a step first."""
        say, assessment = session.say, session.assessment
        self._say = say
        status = judge_verdict(assessment)
        self.setAccessibleName(say(TITLE))
        self.sign.setPixmap(draw_sign(status, fit_sign(self.verdict.fontMetrics(), 24)))
        self.verdict.setText(say(name_verdict(assessment)))
        palette = self.verdict.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(find_colour(status)))
        self.verdict.setPalette(palette)
        self.sentence.setText(say(conclude_in_words(assessment)))
        self.remaining.show_remaining(session)
        self.server.setText(self._tell_server(session, assessment.server))
        self._write_counts(session)
        self._list(session, step_id)

    def _tell_server(self, session: Session, need: ServerNeed | None) -> str:
        if need is None:
            return session.say(NO_SERVER)
        cores = _UNKNOWN if need.cores_required is None else need.cores_required
        disk = name_choice("disk_kind", need.disk)
        return session.say(SERVER.fill(cores=cores, ram=Quantity(need.ram_gb, "GB"), disk=disk))

    def _list(self, session: Session, step_id: str) -> None:
        here = [each for each in session.standings.list_of_step(step_id) if each.level in _SHOWN]
        known = {id(each) for each in here}
        others = [each for each in session.assessment.findings if each.level in _SHOWN and id(each) not in known]
        others.sort(key=lambda each: WORST_FIRST.index(each.level))
        groups = tuple((title, found) for title, found in ((ON_THIS_PAGE, here), (ELSEWHERE, others)) if found)
        # Beside the list, not in it: Qt would take a finding apart into a list of its own.
        unread = session.assessment.unread
        self._shown = [*((None, *unread) if unread else ()), *(each for _, found in groups for each in (None, *found))]
        findings = tuple((title.text, tuple(map(_tell_apart, found))) for title, found in groups)
        told = (session.say.language, (unread, findings))
        if told == self._told:
            return
        self._told = told
        self.list.setAccessibleName(session.say(FINDINGS_NAME))
        self.list.clear()
        if unread:
            self._add_title(session.say(CANNOT_BE_READ))
        for each in unread:
            text = UNREAD_LINE.fill(field=locate_field(each.field), text=shorten(each.text))
            self._add_line(session.say, Level.MISSING, CANNOT_BE_READ, session.say(text))
        for title, found in groups:
            self._add_title(session.say(title))
            for finding in found:
                self._add(session, finding)

    def _add_title(self, text: str) -> None:
        item = QListWidgetItem(text)
        # Enabled, so that its words keep their contrast, but nothing to choose.
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self.list.addItem(item)

    def _add(self, session: Session, finding: Finding) -> None:
        say = session.say
        line = LINE.fill(fact=finding.fact, title=finding.title, subject=name_subject(finding.subject))
        self._add_line(say, finding.level, LEVEL_WORDS[finding.level], say(line))

    def _add_line(self, say: Translator, level: Level, word: Message, line: str) -> None:
        text = spell_hidden(line)
        item = QListWidgetItem(make_icon(level), text)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, say(SPOKEN.fill(word=word, text=text)))
        self.list.addItem(item)
