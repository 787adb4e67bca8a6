"""Assessment: the verdict, every finding in a table, and the chosen one in full."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from wizard.gui.page import Page
from wizard.gui.widgets.finding_detail import FindingDetail
from wizard.gui.widgets.finding_filter import FindingFilter
from wizard.gui.widgets.finding_rows import TITLES, FindingRows
from wizard.gui.widgets.rows_model import RowsModel
from wizard.gui.widgets.rows_view import RowsView
from wizard.gui.widgets.sort_box import SortBox
from wizard.gui.widgets.verdict_head import VerdictHead
from wizard.i18n import Message

TABLE_NAME = Message("All findings")
WORST_FIRST = Message("Worst first")
SHOWN = Message("{shown} of {all} findings")
_SHARES = (1.4, 0.8, 1.3, 2.2, 1.4, 1.3, 1.3, 0.5)
_LOWEST_TABLE = (130, 7)
# What is required and what is planned: the chosen finding says both in full.
_TOLD_BELOW = frozenset((4, 5))


class AssessmentPage(Page):
    """Every finding; ``wanted`` carries the one whose answer is asked for."""

    step_id = "assessment"
    widest = 10_000

    def build(self) -> None:
        """Lay out verdict, filters, table and detail."""
        self.verdict = VerdictHead()
        self.model, self.rows = RowsModel(), FindingRows()
        self.table = RowsView(self.model, _SHARES, lowest=_LOWEST_TABLE, yielding=_TOLD_BELOW)
        self.filter = FindingFilter(SortBox(self.table, WORST_FIRST))
        self.detail = FindingDetail(self.session)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.detail)
        self.splitter.setSizes([220, 240])
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.splitter, 1)
        self._connect()

    def _connect(self) -> None:
        self.filter.copy.clicked.connect(lambda: self.table.copy_rows(everything=True))
        self.filter.changed.connect(self._filter)
        self.table.chosen.connect(self._show_detail)
        self.table.activated.connect(lambda _: self.wanted.emit(self.detail.finding))
        self.detail.wanted.connect(self.wanted)
        # The button that made the change is gone: the table is where one goes on.
        self.detail.applied.connect(self.table.setFocus)

    def show_plan(self) -> None:
        """Show the findings as they are now."""
        super().show_plan()
        say = self.session.say
        self.verdict.show_verdict(self.session)
        self.table.setAccessibleName(say(TABLE_NAME))
        self.model.show_rows(self.rows.list_rows(self.session), tuple(say(title) for title in TITLES))
        self.filter.show_choices(self.session)
        if self.table.find_current() is None and self.model.shown:
            self.table.choose(self.model.shown[0].key)
        self._show_detail()

    def _filter(self) -> None:
        self.model.filter(self.filter.make_test())
        self._show_detail()

    def _show_detail(self) -> None:
        row = self.table.find_current()
        self.detail.show_finding(row.item if row else None)
        shown = SHOWN.fill(shown=len(self.model.shown), all=len(self.model.rows))
        self.filter.count.setText(self.session.say(shown))
        self.filter.copy.setEnabled(bool(self.model.shown))

    def focus_field(self, field: str) -> bool:
        """Lead nowhere: nothing is asked here."""
        del field
        return False


PAGE = AssessmentPage
