"""What every page has: its step, its session, and three things it can be asked to do."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.steps import STEPS, Step
from wizard.gui.tab_order import list_tab_stops
from wizard.gui.widgets.field_row import FieldRow
from wizard.gui.widgets.form import Form, Group
from wizard.gui.widgets.text_size import Heading, fit_width

_WIDEST = 640
_WIDEST_DIGITS = 90
_MARGIN = 24


class Page(QWidget):
    """A step's page. It knows its widgets and the session, nothing else."""

    wanted = Signal(object)
    """Carries a finding whose field is to be shown, wherever that is."""

    step_id = ""
    widest = _WIDEST

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.step: Step = next(step for step in STEPS if step.id == self.step_id)
        self.title, self.summary = Heading(1.5), Label()
        self.summary.setWordWrap(True)
        body = self._paper = QWidget()
        self.body = QVBoxLayout(body)
        self.body.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        self.body.addWidget(self.title)
        self.body.addWidget(self.summary)
        self._fit()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        # It follows the field that has the keys; to stop at it first would be a key too many.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        self.area = area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.build()

    def _fit(self) -> None:
        # A line of larger text needs more room for as many words.
        self._paper.setMaximumWidth(fit_width(self, self.widest, _WIDEST_DIGITS) + 2 * _MARGIN)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def build(self) -> None:
        """Make the page's own widgets, in ``body``."""
        raise NotImplementedError

    def show_plan(self) -> None:
        """Show the plan as it is now, in the session's language."""
        self.title.setText(self.session.say(self.step.title))
        self.summary.setText(self.session.say(self.step.summary))

    def prepare(self) -> Iterator[None]:
        """Do, out of sight, what showing the page first would take; a piece of some milliseconds at a time."""
        self.show_plan()
        yield

    def focus_field(self, field: str) -> bool:
        """Lead to a field; return whether it is on this page."""
        raise NotImplementedError

    def take_keys(self) -> None:
        """Turn the keyboard to the page's first field, or to what else comes first."""
        stops = (stop for stop in list_tab_stops(self) if stop.isVisibleTo(self) and stop.isEnabled())
        stop = next(stops, None)
        if stop is None:
            return
        row = next((row for row in self.findChildren(FieldRow) if row.editor.isAncestorOf(stop)), None)
        if row is not None:
            row.editor.take_keys()
        else:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def list_fields(self) -> set[str]:
        """Return the fields that the page asks, with ``*`` for positions."""
        return set()


class FormPage(Page):
    """A page of questions only."""

    groups: tuple[Group, ...] = ()

    def build(self) -> None:
        """Lay the groups of questions one below the other."""
        self.form = Form(self.session, self.groups)
        self.body.addWidget(self.form)
        self.body.addStretch()

    def show_plan(self) -> None:
        """Show all answers."""
        super().show_plan()
        self.form.show_answers()

    def focus_field(self, field: str) -> bool:
        """Lead to a field."""
        return self.form.focus_field(field)

    def list_fields(self) -> set[str]:
        """Return the fields of all groups."""
        return {field for group in self.groups for field in group.fields}
