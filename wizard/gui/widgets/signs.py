"""The status signs of the window: the same shapes as in the dossier, in the colours of a light or a dark ground."""

from functools import cache

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap, Qt
from PySide6.QtSvg import QSvgRenderer

from wizard.domain.levels import Level, Verdict
from wizard.paths import find_resources

# Light and dark, each at least 4.5 : 1 on its ground.
COLOURS = {
    Level.BLOCKER: ("#B3261E", "#F2B8B5"),
    Level.MISSING: ("#6B4EA0", "#CDBBF0"),
    Level.CONSULT: ("#8A5A00", "#F0C36B"),
    Level.WARNING: ("#7A6A00", "#E6D36A"),
    Level.INFO: ("#37618E", "#A5C8F0"),
    Level.OK: ("#1F6E43", "#8FD8AE"),
}
OF_VERDICT = {
    Verdict.BLOCKED: Level.BLOCKER,
    Verdict.INCOMPLETE: Level.MISSING,
    Verdict.TO_CONFIRM: Level.CONSULT,
    Verdict.COMPLIANT: Level.OK,
}
_SIDE = 16


def is_dark() -> bool:
    """Say whether the window's ground is dark."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128  # noqa: PLR2004 - half of 255


def find_colour(level: Level) -> str:
    """Return the colour of a level on the present ground."""
    return COLOURS[level][is_dark()]


def draw_sign(level: Level, side: int = _SIDE) -> QPixmap:
    """Return a level's sign as a square of so many device-independent pixels."""
    return _draw(level.value, side, find_colour(level), "#202020" if is_dark() else "#ffffff", _ratio())


def make_icon(level: Level) -> QIcon:
    """Return a level's sign as an icon."""
    icon, pixmap = QIcon(), draw_sign(level)
    # A chosen row tints its icon; a status keeps its colour.
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(pixmap, mode)
    return icon


def make_blank() -> QIcon:
    """Return an icon that shows nothing but takes the room of a sign."""
    pixmap = QPixmap(QSize(_SIDE, _SIDE))
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)


def make_application_icon() -> QIcon:
    """Return the program's own icon."""
    icon = QIcon()
    for side in (16, 32, 64, 128):
        icon.addPixmap(_draw("application", side, "#1F4E79", "#ffffff", 1.0))
    return icon


def _ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0


@cache
def _read(name: str) -> str:
    return (find_resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _draw(name: str, side: int, colour: str, ground: str, ratio: float) -> QPixmap:
    source = _read(name).replace("currentColor", colour).replace('"#ffffff"', f'"{ground}"')
    pixmap = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
