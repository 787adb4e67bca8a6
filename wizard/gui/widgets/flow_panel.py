"""The flow matrix with what is needed around it: filters, order, copy, and what is wrong with a port."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wizard.domain.levels import Level
from wizard.dossier.content.network import NO_FLOW
from wizard.dossier.wording import END_WORDS
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.widgets.flow_table import FlowModel, FlowTable
from wizard.gui.widgets.list_box import ListBox
from wizard.gui.widgets.port_form import PortForm
from wizard.gui.widgets.rows_model import Row, fold, matches
from wizard.gui.widgets.signs import draw_sign, find_colour, fit_sign
from wizard.gui.widgets.sort_box import SORT, SortBox
from wizard.gui.widgets.text_lines import TextLine
from wizard.gui.widgets.wrap_layout import WrapLayout, pair
from wizard.i18n import Message

MACHINE, EVERY_MACHINE = Message("Machine"), Message("All machines")
FIND, FIND_HINT = Message("Find"), Message("port, link, purpose…")
CHANGE_PORT, COPY = Message("Change port"), Message("Copy table")
MATRIX_NAME = Message("Flow matrix")
HINT = Message("{shown} of {all} flows. Underlined ports can be changed: F2, Enter or a double click.")


class FlowPanel(QWidget):
    """Filters above, the matrix, complaints and the ports of whole flows below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.model = FlowModel(session)
        self.table = FlowTable(self.model)
        self.machine, self.search = ListBox(), TextLine()
        self.machine.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.machine.setMinimumContentsLength(17)
        self.sort = SortBox(self.table)
        self.change, self.copy = QPushButton(), QPushButton()
        self.hint, self.sign, self.complaint = Label(), Label(), Label()
        self.labels = tuple((text, Label()) for text in (MACHINE, FIND, SORT))
        self.form = PortForm(session)
        self._lay_out()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._filter())
        self.machine.activated.connect(lambda _: self._filter())
        self.change.clicked.connect(self._change)
        self.copy.clicked.connect(lambda: self.table.copy_rows(everything=True))
        self.table.chosen.connect(self._follow)
        self.model.complained.connect(self._complain)

    def _lay_out(self) -> None:
        bar = WrapLayout()
        fields: tuple[QWidget, ...] = (self.machine, self.search, self.sort)
        for (_, label), field in zip(self.labels, fields, strict=True):
            label.setBuddy(field)
            bar.addWidget(pair(label, field, above=True))
        for button in (self.change, self.copy):
            button.setAutoDefault(False)
            bar.addWidget(button)
        trouble = QHBoxLayout()
        trouble.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        trouble.addWidget(self.complaint, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self.hint)
        layout.addWidget(self.table, 1)
        layout.addLayout(trouble)
        layout.addWidget(self.form)
        self.hint.setWordWrap(True)
        self.complaint.setWordWrap(True)

    def show_flows(self) -> None:
        """Show the flows as they are now, in the session's language."""
        say = self.session.say
        for text, label in self.labels:
            label.setText(say(text))
        self.machine.setAccessibleName(say(MACHINE))
        self.search.setAccessibleName(say(FIND))
        self.search.setPlaceholderText(say(FIND_HINT))
        self.change.setText(say(CHANGE_PORT))
        self.copy.setText(say(COPY))
        self.table.setAccessibleName(say(MATRIX_NAME))
        self.model.show_flows()
        self._list_machines()
        self.sort.speak(say)
        self.form.show_ports()
        self._follow()
        self._show_complaints()

    def _list_machines(self) -> None:
        say, flows = self.session.say, self.session.assessment.flows
        used = {end for flow in flows for end in (flow.source, flow.destination)}
        ends = [end for end in END_WORDS if end in used]
        items = [("", say(EVERY_MACHINE)), *((end, say(END_WORDS[end])) for end in ends)]
        if items == [(self.machine.itemData(at), self.machine.itemText(at)) for at in range(self.machine.count())]:
            return
        chosen = self.machine.currentData()
        self.machine.clear()
        for end, name in items:
            self.machine.addItem(name, end)
        self.machine.setCurrentIndex(max(0, self.machine.findData(chosen)))
        if self.machine.currentData() != (chosen or ""):
            self._filter()

    def _filter(self) -> None:
        end, words = self.machine.currentData(), fold(self.search.text()).split()

        def accepts(row: Row) -> bool:
            flow = row.item.flow
            return (not end or end in (flow.source, flow.destination)) and matches(row, words)

        self.model.filter(accepts)
        self._follow()

    def _follow(self) -> None:
        self.change.setEnabled(self.table.can_edit())
        shown, every = len(self.model.shown), len(self.model.rows)
        self.hint.setText(self.session.say(HINT.fill(shown=shown, all=every) if every else NO_FLOW))
        self.copy.setEnabled(bool(shown))

    def _change(self) -> None:
        self.table.setFocus()
        self.table.edit_port()

    def _show_complaints(self) -> None:
        text = "\n".join(self.model.list_complaints())
        self.complaint.setText(text)
        for label in (self.sign, self.complaint):
            label.setVisible(bool(text))
        if text:
            self.sign.setPixmap(draw_sign(Level.BLOCKER, fit_sign(self.fontMetrics())))
            self.complaint.setStyleSheet(f"color: {find_colour(Level.BLOCKER)}")

    def _complain(self) -> None:
        self._show_complaints()
        if self.complaint.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.table, self.complaint.text()))

    def focus_field(self, field: str) -> bool:
        """Lead to a port: in its flow's row, else in the form below; return whether a plan may give it."""
        if not self.form.choose(field):
            return False
        key = self.table.find_row(field)
        if key is None:
            QTimer.singleShot(0, self.form.row.editor, self.form.row.editor.take_keys)
            return True
        if self.model.find_place(key) is None:
            self.machine.setCurrentIndex(0)
            self.search.clear()
            self._filter()
        self.table.choose(key)
        self._change()
        return True
