"""The diagram with its buttons: zoom, print, save as a picture."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from wizard.dossier.content.flow_drawing import draw_flows
from wizard.dossier.content.network import DRAWN, NO_FLOW
from wizard.dossier.content.report import Report
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.wording import shorten
from wizard.errors import WizardError
from wizard.gui.files import CANNOT
from wizard.gui.plain_text import Label, explain, warn
from wizard.gui.session import Session
from wizard.gui.targets import Asked, ask_target, propose_name
from wizard.gui.widgets.diagram_output import prepare_printer, print_diagram, write_png, write_svg
from wizard.gui.widgets.diagram_view import DiagramView
from wizard.gui.widgets.wrap_layout import WrapLayout
from wizard.i18n import Message
from wizard.storage.saving import write_with_backup

SMALLER, LARGER, FIT = Message("Zoom out"), Message("Zoom in"), Message("Fit")
PRINT, SAVE_SVG, SAVE_PNG = Message("Print…"), Message("Save as SVG…"), Message("Save as PNG…")
SVG_FILES, PNG_FILES = Message("Drawings (*.svg)"), Message("Pictures (*.png)")
PERCENT = Message("{percent} %")
WIRE_BOTH, WIRE = Message("{source} ↔ {destination}: {ports}"), Message("{source} → {destination}: {ports}")
PICTURE_TITLE = Message("{title} – {customer}")
_WORDS = {"out": SMALLER, "in": LARGER, "fit": FIT, "print": PRINT, "svg": SAVE_SVG, "png": SAVE_PNG}
_LOWEST = 260


class DiagramPanel(QWidget):
    """The drawn diagram; it is laid out only while it is in sight."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.view = DiagramView()
        self.view.setMinimumHeight(_LOWEST)
        self.caption, self.percent, self.nothing = Label(), Label(), Label()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self.caption, self.nothing):
            label.setWordWrap(True)
        does: dict[str, Callable[[], object]] = {
            "out": self.view.zoom_out,
            "in": self.view.zoom_in,
            "fit": self.view.fit,
            "print": self.print,
            "svg": partial(self._save, SAVE_SVG, SVG_FILES, ".svg"),
            "png": partial(self._save, SAVE_PNG, PNG_FILES, ".png"),
        }
        self.buttons = {name: QPushButton() for name in does}
        self._lay_out()
        for name, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, do=does[name]: do())
        self.view.zoomed.connect(lambda _: self._show_percent())

    def _lay_out(self) -> None:
        bar = WrapLayout()
        for name, button in self.buttons.items():
            if name == "print":
                bar.addWidget(self.percent)
            bar.addWidget(button)
        for name, sign in (("out", "\u2212"), ("in", "+")):
            self.buttons[name].setText(sign)
            self.buttons[name].setMaximumWidth(36)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.caption)

    def show_diagram(self) -> None:
        """Draw the flows as they are now, in the session's language."""
        say = self.session.say
        for name, text in _WORDS.items():
            button = self.buttons[name]
            button.setAccessibleName(say(text))
            if name in ("in", "out"):
                explain(button, say(text))
            else:
                button.setText(say(text))
        self._show_percent()
        self.nothing.setText(say(NO_FLOW))
        diagram = draw_flows(self._report())
        has_flows = bool(diagram.machines)
        for widget, shown in ((self.view, has_flows), (self.caption, has_flows), (self.nothing, not has_flows)):
            widget.setVisible(shown)
        for button in self.buttons.values():
            button.setEnabled(has_flows)
        self.caption.setText(diagram.caption)
        if diagram != self.view.diagram:
            self.view.show_diagram(diagram)
            self._tell_diagram()

    def _report(self) -> Report:
        session = self.session
        today = datetime.now().astimezone().date()
        return Report(session.plan, session.edition, session.assessment, session.say, today)

    def _tell_diagram(self) -> None:
        say, diagram = self.session.say, self.view.diagram
        if diagram is None:
            return
        names = {machine.id: machine.title for machine in diagram.machines}
        told = (
            say(
                (WIRE_BOTH if wire.both_ways else WIRE).fill(
                    source=names[wire.source], destination=names[wire.target], ports=", ".join(wire.labels)
                )
            )
            for wire in diagram.wires
        )
        self.view.setAccessibleName(say(DRAWN))
        self.view.setAccessibleDescription("\n".join(told))

    def _show_percent(self) -> None:
        self.percent.setText(self.session.say(PERCENT.fill(percent=round(self.view.scale_now * 100))))

    def name_picture(self) -> str:
        """Return the title that stands on paper and in the file."""
        say, project = self.session.say, self.session.plan.project
        # An SVG file with a control character is none.
        customer = spell_hidden(shorten(project.customer or "")) if project else ""
        return say(PICTURE_TITLE.fill(title=DRAWN, customer=customer)) if customer else say(DRAWN)

    def print(self) -> None:
        """Ask for a printer and print."""
        if self.view.placed is None:
            return
        printer = prepare_printer(self.view.placed, self.name_picture())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        placed, family, title = self.view.placed, self.view.family, self.name_picture()
        dialog.accepted.connect(lambda: print_diagram(printer, placed, family, title))
        QDialog.open(dialog)

    def _save(self, title: Message, files: Message, ending: str) -> None:
        say, session = self.session.say, self.session
        folder = session.path.parent if session.path else Path.home()
        stem = session.path.stem if session.path else propose_name(session.plan, "tws")
        path = ask_target(self, Asked(title, files, ending), folder / f"{stem}-{say.language}{ending}", say)
        if path is not None:
            self.save_picture(path)

    def save_picture(self, path: Path) -> bool:
        """Write the diagram as SVG or PNG, by the file's ending; return whether it is written."""
        placed, say = self.view.placed, self.session.say
        if placed is None:
            return False
        svg = path.suffix.lower() == ".svg"
        family = self.view.family
        try:
            write_with_backup(
                path, write_svg(placed, family, self.name_picture()) if svg else write_png(placed, family)
            )
        except WizardError as error:
            warn(self, say(CANNOT), say(Message(error.text, error.params)))
            return False
        return True
