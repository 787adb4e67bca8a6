"""The drawn diagram of the network page: it follows the answers, is looked at from near, and is taken along."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QXmlStreamReader
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from wizard.gui.pages.network import NetworkPage
from wizard.gui.session import Session
from wizard.gui.widgets.diagram_output import prepare_printer, print_diagram

MULTI_SITE = ROOT / "resources" / "samples" / "multi-site-group.twsplan"


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> NetworkPage:
    """Return the page on the diagram of the largest sample, shown, following the session."""
    session.open(MULTI_SITE)
    made = NetworkPage(session)
    qtbot.addWidget(made)
    session.changed.connect(made.show_plan)
    made.resize(780, 660)
    made.show()
    made.tabs.setCurrentIndex(1)
    made.show_plan()
    return made


def test_diagram_follows_the_answers(page: NetworkPage, session: Session) -> None:
    """A port shows in the drawing; what changes nothing that is drawn does not draw it again."""
    drawn = page.drawing.view.placed
    session.write("project.customer", "Another customer")
    assert page.drawing.view.placed is drawn
    session.write("ports.NET-19", 5077)
    assert page.drawing.view.placed is not drawn
    assert "5077" in page.drawing.view.accessibleDescription()


def test_diagram_is_zoomed_and_fitted(page: NetworkPage) -> None:
    """Buttons and keys make it larger and smaller, 0 brings the whole back."""
    view = page.drawing.view
    fitted = view.scale_now
    page.drawing.buttons["in"].click()
    assert view.scale_now == pytest.approx(fitted * 1.25)
    QTest.keyClicks(view, "--")
    assert view.scale_now == pytest.approx(fitted / 1.25)
    assert page.drawing.percent.text() == f"{round(view.scale_now * 100)} %"
    QTest.keyClicks(view, "0")
    assert view.scale_now == pytest.approx(fitted)
    for _ in range(40):
        view.zoom_in()
    assert view.scale_now == pytest.approx(8)


def test_diagram_is_saved_as_svg_and_png(page: NetworkPage, tmp_path: Path) -> None:
    """Both files hold the whole drawing, the first as text that can be searched."""
    placed = page.drawing.view.placed
    assert placed is not None
    assert page.drawing.save_picture(tmp_path / "flux é.svg")
    source = (tmp_path / "flux é.svg").read_text(encoding="utf-8")
    assert all(line in source for box in placed.boxes for line in box.title)
    assert QSvgRenderer(str(tmp_path / "flux é.svg")).viewBoxF().width() == pytest.approx(placed.width + 24, abs=1)
    assert page.drawing.save_picture(tmp_path / "flux.png")
    image = QImage(str(tmp_path / "flux.png"))
    assert image.size() == QSize(round(placed.width + 24), round(placed.height + 24)) * 3
    assert image.pixelColor(0, 0).name() == "#ffffff"


def test_svg_of_hostile_names_is_sound(page: NetworkPage, session: Session, tmp_path: Path) -> None:
    """Control characters and markup in names make no broken drawing: they are spelled out, and are no elements."""
    session.write("project.customer", "a\x1bb <image href='x'/> \u202e")
    session.write("security.dns_name", "c\x07d <g>")
    file = tmp_path / "flows.svg"
    assert page.drawing.save_picture(file)
    reader, texts, elements = QXmlStreamReader(file.read_text(encoding="utf-8")), [], set()
    while not reader.atEnd():
        reader.readNext()
        texts.append(reader.text())
        elements.add(reader.name())
    assert not reader.hasError()
    assert "a‹U+001B›b <image href='x'/> ‹U+202E›" in "".join(texts)
    assert "c‹U+0007›d" in "".join(texts)
    assert "image" not in elements


def test_picture_that_cannot_be_written_is_told(
    page: NetworkPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is not there gives one message and no file."""
    told: list[str] = []
    monkeypatch.setattr("wizard.gui.widgets.diagram_panel.warn", lambda *args: told.append(str(args[2])))
    assert not page.drawing.save_picture(tmp_path / "none" / "flux.svg")
    assert len(told) == 1
    assert "flux.svg" in told[0]


def test_diagram_is_printed_on_one_page(page: NetworkPage, tmp_path: Path) -> None:
    """A wide drawing stands across an A4 page."""
    placed = page.drawing.view.placed
    assert placed is not None
    printer = prepare_printer(placed, "Flows")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "flows.pdf"))
    print_diagram(printer, placed, page.drawing.view.family, "Flows")
    data = (tmp_path / "flows.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 842" in data


def test_printer_is_asked_for(page: NetworkPage) -> None:
    """The button opens the system's dialog and does not wait for it."""
    page.drawing.buttons["print"].click()
    dialog = page.drawing.findChild(QPrintDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_diagram_is_saved_where_the_dialog_says(
    page: NetworkPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The buttons ask for a file; a name without the picture's ending gets it; no name writes nothing."""
    for name in (str(tmp_path / "flux.v2"), ""):
        monkeypatch.setattr("wizard.gui.targets.QFileDialog.getSaveFileName", lambda *_, name=name, **__: (name, ""))
        page.drawing.buttons["svg"].click()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["flux.v2.svg"]


def test_ctrl_and_wheel_zoom(page: NetworkPage) -> None:
    """One notch with Ctrl makes it larger by a step; without Ctrl it does not."""
    view = page.drawing.view
    fitted = view.scale_now
    for held, factor in ((Qt.KeyboardModifier.NoModifier, 1), (Qt.KeyboardModifier.ControlModifier, 1.25)):
        at = QPointF(50, 50)
        phase, upright = Qt.ScrollPhase.NoScrollPhase, False
        event = QWheelEvent(at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, held, phase, upright)
        QApplication.sendEvent(view.viewport(), event)
        assert view.scale_now == pytest.approx(fitted * factor)


def test_nothing_to_draw_is_said(qtbot: QtBot, session: Session) -> None:
    """An empty plan has no flows: words instead of an empty drawing, and no buttons to save it."""
    page = NetworkPage(session)
    qtbot.addWidget(page)
    page.show()
    page.show_plan()
    assert page.flows.hint.text().startswith("No flow")
    page.tabs.setCurrentIndex(1)
    assert page.drawing.nothing.isVisible()
    assert not page.drawing.buttons["svg"].isEnabled()
    assert not page.drawing.save_picture(Path("never.svg"))
