"""Run by itself, in a folder: plans, files and errors full of markup, in a window of which everything is looked at.

``window``: every page, tooltip and box, then a report of what was shown, as JSON; ``control``: one label and one
tooltip that take the same markup for markup. Whoever starts it watches which files are opened.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QListWidget,
    QMessageBox,
    QTabWidget,
    QToolTip,
    QWidget,
)

from tests.dossier.building import Json, fill_plan, make_minimal
from tests.factories import make_evidence
from tests.gui.waiting import DEAD, is_idle, make_pdf
from wizard.errors import WizardError
from wizard.gui.crash import BugHandler
from wizard.gui.frame import Frame
from wizard.gui.pages.checks import ChecksPage
from wizard.gui.pages.network import NetworkPage
from wizard.gui.session import Session
from wizard.gui.steps import STEP_IDS
from wizard.storage.recovery import name_recovery, write_recovery

CANARY = "canary-"
# By what they name. The first is short, so that it is whole where a name is cut.
VARIANTS = {
    "img": "<img src={name}>",
    "url": "<img src='file://{folder}/{name}'>",
    "table": "<table background={name}><tr><td>x</td></tr></table>",
    "line": "<p style='background-image: url({name})'>x</p>",
    "ground": "<style>p {{ background: url({name}) }}</style><p>x</p>",
    "style": "<style>@import url({name});</style>",
    "link": "<html><head><link rel=stylesheet type=text/css href={name}></head><body>x</body></html>",
    "a": "<a href={name}>x</a>",
    "object": "<object data={name}></object>",
}
_ROLES = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_PLAN = {"format": "tws-preinstall-plan", "format_version": 1}
_MOST_ROWS = 300


def write_markup(place: str) -> str:
    """Return markup of every kind that names files, which are called after a place."""
    return "".join(_write_variant(kind, place) for kind in VARIANTS)


def _write_variant(kind: str, place: str) -> str:
    name = f"{CANARY}{''.join(each if each.isalnum() else '_' for each in place)}-{kind}"
    return VARIANTS[kind].format(name=name, folder=Path.cwd())


def write_short(place: str) -> str:
    """Return markup short enough for a key or a file's name."""
    return f"<img src={CANARY}{place}>"


def make_plan() -> Json:
    """Return a plan with markup in every text field, and in every text of a measurement."""
    content = fill_plan(lambda field: write_markup(f"field.{field}"))
    states = (("ok", "server.memory", None), ("failed", "ldap.bind", "refused"), ("unknown", "proof.flow", "fault"))
    content["evidence"] = [
        make_evidence(
            probe=probe,
            state=state,
            reason=reason,
            values={"said": write_short(f"{state}-value")},
            basis={write_short(f"{state}-basis"): write_markup(f"{state}.basis")},
            flow={"fact": "NET-7", "subject": write_markup(f"{state}.flow"), "protocol": "tcp", "port": 9001},
            **{each: write_markup(f"{state}.{each}") for each in ("target", "detail", "machine", "source")},
            destination=write_markup(f"{state}.destination"),
        )
        for state, probe, reason in states
    ]
    return content


def list_refused() -> Iterator[tuple[str, str]]:
    """Yield files that no plan can be read from, as (name, content): the error of each names its text."""

    def write(**changes: object) -> str:
        return json.dumps({**_PLAN, **changes})

    yield "duplicate", '{"a":1,"%s":1,"%s":1}' % ((write_short("duplicate"),) * 2)
    yield "edition", write(catalogue=write_short("edition"))
    yield "key", write(**{write_short("key"): 1})
    yield "deep", write(licences={write_short("deep"): 1})
    yield "port", write(ports={write_short("port"): 0})
    yield "choice", write(server={"os": write_markup("choice")})
    yield "kind", write(telephony={"links": [{"kind": write_markup("kind")}]})
    yield "item", write(sign_off={"items": {write_short("item"): {"state": "done"}}})
    yield "part", write(sign_off={"signatures": [{"parts": {write_short("part"): "x"}}]})
    yield "date", write(project={"installation_date": write_markup("date")})
    yield "format", write(format=write_markup("format"))
    yield "version", write(format_version=write_markup("version"))
    yield "probe", write(evidence=[make_evidence(probe=write_short("probe"))])
    yield "moment", write(evidence=[make_evidence(taken_at=write_markup("moment"))])
    yield write_short("file"), "{"


class Visit:
    """One window, and everything that it showed."""

    def __init__(self, application: QApplication) -> None:
        self.application = application
        self.boxes: list[str] = []
        self.tips: set[str] = set()
        self.loose: set[str] = set()
        self.plain = 0
        settings = QSettings(str(Path.cwd() / "window.ini"), QSettings.Format.IniFormat)
        self.frame = Frame("en", settings)
        self.frame.resize(1366, 768)
        self.frame.show()
        self.frame.load(None)
        self.frame.keep_answers()
        self.keeper, self.session = _sure(self.frame.keeper), _sure(self.frame.session)
        self._closer = QTimer()
        self._closer.timeout.connect(self._close_boxes)
        self._closer.start(20)

    def wait(self) -> None:
        """Wait until nothing goes on, and no box is open."""
        for _ in range(500):
            QTest.qWait(20)
            if is_idle(self.session)() and not self._find_boxes():
                return
        raise TimeoutError

    def _find_boxes(self) -> list[QMessageBox]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]

    def _close_boxes(self) -> None:
        for box in self._find_boxes():
            self.look_at(box)
            self.boxes.append(f"{box.text()}\n{box.informativeText()}")
            box.done(0)

    def look_at(self, widget: QWidget) -> None:
        """Have a widget painted, ask for each of its tooltips, and note what text is left to Qt's guess."""
        widget.grab()
        for each in (widget, *widget.findChildren(QWidget)):
            self._ask_tip(each.toolTip())
            if isinstance(each, QLabel) and CANARY in each.text():
                self.plain += each.textFormat() is Qt.TextFormat.PlainText
                if each.textFormat() is not Qt.TextFormat.PlainText:
                    self.loose.add(f"{type(each).__name__} {each.objectName()}: {each.text()}")
            if isinstance(each, QListWidget):
                for row in range(each.count()):
                    each.itemEntered.emit(each.item(row))
            if isinstance(each, QAbstractItemView) and each.model() is not None:
                self._ask_tips(each.model())

    def _ask_tips(self, model: QAbstractItemModel) -> None:
        rows = min(model.rowCount(_NOWHERE), _MOST_ROWS)
        # Qt keeps that of its lists to itself.
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(_NOWHERE)
        for column in range(columns):
            self._ask_tip(model.headerData(column, Qt.Orientation.Horizontal, _ROLES.ToolTipRole))
            for row in range(rows):
                self._ask_tip(model.index(row, column).data(_ROLES.ToolTipRole))

    def _ask_tip(self, text: object) -> None:
        if not text or str(text) in self.tips:
            return
        self.tips.add(str(text))
        if f"<img src={CANARY}" in str(text):
            self.loose.add(f"tooltip: {text}")
        QToolTip.showText(QPoint(10, 10), str(text), self.frame)
        for each in QApplication.topLevelWidgets():
            if each.metaObject().className() == "QTipLabel":
                each.grab()

    def visit_pages(self) -> None:
        """Look at every page, each of its tabs, and each item of its lists."""
        for step in STEP_IDS:
            self.frame.show_step(step)
            self.wait()
            page = self.frame.pages[step]
            for tabs in page.findChildren(QTabWidget):
                for place in range(tabs.count()):
                    tabs.setCurrentIndex(place)
                    self._visit_rows(page)
            self._visit_rows(page)
            self.look_at(self.frame)

    def _visit_rows(self, page: QWidget) -> None:
        self.look_at(page)
        for view in page.findChildren(QAbstractItemView):
            model = view.model()
            if model is None or not view.isVisible():
                continue
            for row in range(min(model.rowCount(_NOWHERE), 12)):
                view.setCurrentIndex(model.index(row, 0))
            self.look_at(page)

    def visit_refusals(self) -> None:
        """Open what cannot be opened, in the window, as another machine's measurements, and out of a PDF."""
        checks, network = self.frame.pages["checks"], self.frame.pages["network"]
        assert isinstance(checks, ChecksPage)
        assert isinstance(network, NetworkPage)
        for name, content in list_refused():
            file = Path.cwd() / f"{name}.twsplan"
            file.write_text(content, encoding="utf-8")
            self.keeper.open_path(file)
            self.frame.show_step("checks")
            checks.take_over(file)
            self.look_at(checks)
        for name, data in ((write_short("attached"), b"{}"), ("no", b"")):
            pdf = make_pdf(Path.cwd() / f"{name}.pdf", {f"{name}.twsplan": data} if data else {})
            self.keeper.open_dossier(pdf)
            self.wait()
        self.keeper.open_path(Path.cwd() / write_short("gone"))
        self.frame.show_step("network")
        self.wait()
        network.drawing.save_picture(Path.cwd() / write_short("folder") / f"{write_short('picture')}.svg")

    def visit_boxes(self) -> None:
        """Have the window ask and tell: what is not saved, what is left, a bug, a recovery that cannot be kept."""
        self.session.write("project.customer", "another one")
        self.keeper.may_leave()
        self.keeper.about()
        keeper = _sure(self.frame.recovery)
        left = make_minimal(project={"customer": write_markup("left")})
        write_recovery(name_recovery(keeper.folder), left, Path.cwd() / f"{write_short('left')}.twsplan", DEAD)
        keeper.look_for_others()
        self.wait()
        error = WizardError("{file}: no.", file=write_markup("trouble"))
        keeper.troubled.emit(error)
        self.look_at(self.frame)
        BugHandler(self.frame, usual=lambda *_: None)(WizardError, error, None)
        self.wait()
        for menu in self.frame.actions_book.submenus.values():
            menu.aboutToShow.emit()
            self.look_at(menu)

    def report(self) -> Json:
        """Return what was shown, and what of it was left to Qt's guess."""
        titles = [self.frame.windowTitle(), self.frame.statusBar().currentMessage()]
        return {
            "boxes": self.boxes,
            "tips": [each for each in self.tips if CANARY in each],
            "plain": self.plain,
            "loose": sorted(self.loose),
            "elsewhere": [each for each in titles if CANARY in each],
        }


def _sure(given: Any) -> Any:  # noqa: ANN401 - whatever is given
    assert given is not None
    return given


def show_window(application: QApplication) -> Json:
    """Show everything and return the report."""
    visit = Visit(application)
    file = Path.cwd() / f"{write_short('plan')}.twsplan"
    file.write_text(json.dumps(make_plan()), encoding="utf-8")
    visit.keeper.open_path(file)
    session: Session = visit.session
    assert session.path == file
    visit.visit_pages()
    visit.visit_refusals()
    visit.visit_boxes()
    session.history.mark_saved()
    report = visit.report()
    visit.frame.close()
    return report


def show_control(application: QApplication) -> Json:
    """Show the same markup in a label and a tooltip as Qt makes them."""
    labels = [QLabel(f"x {_write_variant(kind, 'label')}") for kind in VARIANTS]
    for label in labels:
        label.show()
        label.grab()
    QToolTip.showText(QPoint(10, 10), write_markup("tip"), labels[0])
    box = QMessageBox()
    box.setText(f"no: {write_short('box')}")
    box.show()
    box.grab()
    application.processEvents()
    return {}


if __name__ == "__main__":
    os.chdir(sys.argv[2])
    running = QApplication(["canary"])
    told = (show_window if sys.argv[1] == "window" else show_control)(running)
    Path("report.json").write_text(json.dumps(told), encoding="utf-8")
