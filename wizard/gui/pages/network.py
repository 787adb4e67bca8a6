"""Network flows and bandwidth: the matrix of flows, their diagram, and what they take."""

from PySide6.QtWidgets import QTabWidget

from wizard.dossier.content.network import BANDWIDTH, DRAWN, MATRIX
from wizard.gui.page import Page
from wizard.gui.widgets.diagram_panel import DiagramPanel
from wizard.gui.widgets.flow_panel import FlowPanel
from wizard.gui.widgets.traffic_table import TrafficPanel

_TITLES = (MATRIX, DRAWN, BANDWIDTH)


class NetworkPage(Page):
    """Three views of the same flows, one at a time: each needs all the room there is."""

    step_id = "network"
    widest = 10_000

    def build(self) -> None:
        """Lay out matrix, diagram and bandwidth."""
        self.flows = FlowPanel(self.session)
        self.drawing = DiagramPanel(self.session)
        self.traffic = TrafficPanel(self.session)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for panel in (self.flows, self.drawing, self.traffic):
            self.tabs.addTab(panel, "")
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _: self._show_panel())

    def show_plan(self) -> None:
        """Show the flows as they are now; the views that are out of sight when they come into it."""
        super().show_plan()
        self.tabs.tabBar().setAccessibleName(self.session.say(self.step.title))
        for place, title in enumerate(_TITLES):
            self.tabs.setTabText(place, self.session.say(title))
        self._show_panel()

    def _show_panel(self) -> None:
        shows = (self.flows.show_flows, self.drawing.show_diagram, self.traffic.show_traffic)
        shows[self.tabs.currentIndex()]()

    def focus_field(self, field: str) -> bool:
        """Lead to a port."""
        self.flows.show_flows()
        if not self.flows.form.choose(field):
            return False
        self.tabs.setCurrentWidget(self.flows)
        return self.flows.focus_field(field)

    def list_fields(self) -> set[str]:
        """Return the fields asked here: the ports of all flows that a plan may give one."""
        return {"ports.*"}


PAGE = NetworkPage
