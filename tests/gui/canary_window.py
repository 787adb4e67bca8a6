"""Run by itself, in a folder: plans, files and errors full of markup, in a window of which everything is looked at.

``window``: every page, tooltip and box, then a report of what was shown, as JSON; ``control``: one label and one
tooltip that take the same markup for markup. Whoever starts it watches which files are opened.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import TypeVar

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

from tests.dossier.building import Json, make_minimal
from tests.gui.canary_texts import (
    CANARY,
    VARIANTS,
    list_refused,
    make_plan,
    write_edition,
    write_markup,
    write_short,
    write_variant,
)
from tests.gui.waiting import DEAD, is_idle, make_pdf
from wizard.catalogue.shelf import find_user_folder
from wizard.errors import WizardError
from wizard.gui.crash import BugHandler
from wizard.gui.frame import Frame
from wizard.gui.pages.checks import ChecksPage
from wizard.gui.pages.network import NetworkPage
from wizard.gui.steps import STEP_IDS
from wizard.storage.recovery import name_recovery, write_recovery

_Given = TypeVar("_Given")
_ROLES = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_MOST_ROWS = 300
_MARKUP = re.compile(rf"<[a-z]+ [^>]*{CANARY}")


class Visit:
    """One window, and everything that it showed."""

    def __init__(self) -> None:
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
                if each.textFormat() is not Qt.TextFormat.PlainText and _MARKUP.search(each.text()):
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
        if _MARKUP.search(str(text)):
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


def _sure(given: _Given | None) -> _Given:
    assert given is not None
    return given


def show_window() -> Json:
    """Show everything and return the report."""
    visit = Visit()
    write_edition(find_user_folder())
    file = Path.cwd() / f"{write_short('plan')}.twsplan"
    file.write_text(json.dumps(make_plan()), encoding="utf-8")
    visit.keeper.open_path(file)
    session = visit.session
    assert session.path == file
    visit.visit_pages()
    visit.visit_refusals()
    visit.visit_boxes()
    session.history.mark_saved()
    report = visit.report()
    visit.frame.close()
    return report


def show_control() -> Json:
    """Show the same markup in a label and a tooltip as Qt makes them."""
    labels = [QLabel(f"x {write_variant(kind, 'label')}") for kind in VARIANTS]
    for label in labels:
        label.show()
        label.grab()
    QToolTip.showText(QPoint(10, 10), write_markup("tip"), labels[0])
    box = QMessageBox()
    box.setText(f"no: {write_short('box')}")
    box.show()
    box.grab()
    QApplication.processEvents()
    return {}


if __name__ == "__main__":
    os.chdir(sys.argv[2])
    running = QApplication(["canary"])
    told = (show_window if sys.argv[1] == "window" else show_control)()
    Path("report.json").write_text(json.dumps(told), encoding="utf-8")
