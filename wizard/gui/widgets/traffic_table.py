"""The bandwidth in total and per site, as a table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wizard.domain.assessment import Traffic
from wizard.domain.findings import Finding
from wizard.domain.levels import RANK
from wizard.dossier.content.network import BUSY, LOGIN, OFFERED, SITE, VOICE, WHOLE
from wizard.dossier.content.report import NOT_KNOWN
from wizard.dossier.wording import describe, name_status, shorten
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.flow_panel import COPY
from wizard.gui.widgets.rows_model import Cell, Row, RowsModel
from wizard.gui.widgets.rows_view import RowsView
from wizard.gui.widgets.sort_box import SortBox
from wizard.i18n import Message

TITLES = (SITE, LOGIN, BUSY, VOICE, OFFERED, Message("Status"))
TABLE_NAME = Message("Bandwidth, in total and per site")
EXPLAINED = Message(
    "A dash stands for a figure that is not known yet. The status compares each figure with the site's link."
)
_FAMILY = "BW-"
_SHARES = (2.2, 1.2, 1.2, 1.3, 1.3, 1.3)
_UNKNOWN = -1.0


class TrafficPanel(QWidget):
    """The table, sorted and copied like the flow matrix."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.model = RowsModel()
        self.table = RowsView(self.model, _SHARES)
        self.note, self.copy = Label(), QPushButton()
        self.note.setWordWrap(True)
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(lambda: self.table.copy_rows(everything=True))
        self.sort = SortBox(self.table)
        bar = QHBoxLayout()
        bar.addWidget(self.note, 1)
        bar.addWidget(self.sort)
        bar.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)

    def show_traffic(self) -> None:
        """Show the bandwidth as it is now, in the session's language."""
        say, assessment = self.session.say, self.session.assessment
        self.note.setText(say(EXPLAINED))
        self.copy.setText(say(COPY))
        self.table.setAccessibleName(say(TABLE_NAME))
        rows = [self._make_row(-1, say(WHOLE), "server", assessment.traffic, None)]
        for place, site in enumerate(assessment.sites):
            name = shorten(site.name)
            rows.append(self._make_row(place, name, f"site:{site.name}", site.traffic, site.link_kbit_s))
        # The unit under its figure: the columns are as narrow as the figures.
        self.model.show_rows(rows, tuple(say(title).replace(" (", "\n(") for title in TITLES))
        self.sort.speak(say)

    def _make_row(self, place: int, name: str, subject: str, traffic: Traffic, offered: float | None) -> Row:
        figures = tuple(self._show_figure(each) for each in (*traffic, offered))
        findings = [
            each
            for each in self.session.assessment.findings
            if each.subject == subject and each.fact.startswith(_FAMILY)
        ]
        worst = min(findings, key=lambda each: RANK[each.status], default=None)
        return Row(place, (Cell(name), *figures, self._show_status(worst)), worst)

    def _show_figure(self, figure: float | None) -> Cell:
        text = NOT_KNOWN if figure is None else self.session.say(figure)
        return Cell(text, _UNKNOWN if figure is None else float(figure), align=Qt.AlignmentFlag.AlignRight)

    def _show_status(self, finding: Finding | None) -> Cell:
        if finding is None:
            return Cell("", len(RANK))
        say = self.session.say
        word = say(name_status(finding))
        return Cell(word, RANK[finding.status], finding.status, f"{word}. {describe(finding, say).message}")
