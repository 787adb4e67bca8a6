"""Signs, tools and links: readable on a light and a dark ground, in a chosen row, and when the ground changes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from wizard.domain.levels import Level
from wizard.gui.frame import Frame
from wizard.gui.session import Session
from wizard.gui.widgets.field_row import FieldRow
from wizard.gui.widgets.signs import COLOURS, find_link_colour, make_icon, make_tool_icon

FACTORY = ROOT / "resources" / "samples" / "factory-blocked.twsplan"


@pytest.fixture(autouse=True)
def _usual_look() -> Iterator[None]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    font, palette = application.font(), application.palette()
    yield
    application.setFont(font)
    application.setPalette(palette)


def _session(frame: Frame) -> Session:
    assert frame.session is not None
    return frame.session


def _turn_dark() -> None:
    palette = QPalette(QApplication.palette())
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
        palette.setColor(role, QColor("#303030"))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(role, QColor("#f0f0f0"))
    QApplication.setPalette(palette)


def _measure_contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, as WCAG 2.2 defines it."""

    def luminance(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _paint(icon: QIcon, mode: QIcon.Mode, ground: QColor) -> set[str]:
    pixmap = QPixmap(QSize(32, 32))
    pixmap.fill(ground)
    painter = QPainter(pixmap)
    icon.paint(painter, QRect(4, 4, 24, 24), Qt.AlignmentFlag.AlignCenter, mode)
    painter.end()
    image = pixmap.toImage()
    return {image.pixelColor(x, y).name().upper() for x in range(32) for y in range(32)}


@pytest.mark.parametrize("level", list(Level))
def test_sign_keeps_its_colour_and_ground_in_a_chosen_row(level: Level, qtbot: QtBot) -> None:
    """On the colour of a chosen row a sign has a ground of its own, on which it can be told."""
    qtbot.addWidget(QWidget())
    palette = QApplication.palette()
    chosen, base = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.Base)
    found = _paint(make_icon(level), QIcon.Mode.Selected, chosen)
    assert {COLOURS[level][0].upper(), base.name().upper()} <= found
    assert base.name().upper() not in _paint(make_icon(level), QIcon.Mode.Normal, QColor("#123456")) - {"#FFFFFF"}


def test_signs_and_tools_follow_the_ground(frame: Frame, qtbot: QtBot) -> None:
    """A window that turns dark while it is open shows the colours of a dark ground, on field, list and tool."""
    _session(frame).open(FACTORY)
    frame.show_step("server")
    rows = {row.field: row for row in frame.pages["server"].findChildren(FieldRow)}
    note = rows["server.os"].note
    assert note.palette().color(QPalette.ColorRole.WindowText) == QColor(COLOURS[Level.BLOCKER][0])
    _turn_dark()
    dark = QColor(COLOURS[Level.BLOCKER][1])
    qtbot.waitUntil(lambda: note.palette().color(QPalette.ColorRole.WindowText) == dark)
    assert dark.name().upper() in _paint(make_icon(Level.BLOCKER), QIcon.Mode.Normal, QColor("#303030"))
    words = QApplication.palette().color(QPalette.ColorRole.ButtonText).name().upper()
    assert words in _paint(make_tool_icon("save"), QIcon.Mode.Normal, QColor("#777777"))


def test_links_can_be_read_on_either_ground(qtbot: QtBot) -> None:
    """What leads elsewhere has a contrast of 4.5 : 1 at least."""
    qtbot.addWidget(QWidget())
    assert _measure_contrast(find_link_colour(), QColor("#ffffff")) >= 4.5
    _turn_dark()
    assert _measure_contrast(find_link_colour(), QColor("#303030")) >= 4.5


def test_every_tool_has_its_drawing_and_its_words(frame: Frame) -> None:
    """Each tool is drawn from a file of its own and carries its name."""
    tools = frame.actions_book.toolbar.actions()
    names = [name for name, action in frame.actions_book.by_name.items() if action in tools]
    assert len(names) == len(tools) == 6
    assert all((ROOT / "resources" / "icons" / f"{name}.svg").is_file() for name in names)
    assert frame.actions_book.toolbar.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert all(action.text() and not action.icon().isNull() for action in tools)
