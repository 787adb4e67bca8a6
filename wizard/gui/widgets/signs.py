"""The status signs of the window: the same shapes as in the dossier, in the colours of a light or a dark ground."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap, Qt
from PySide6.QtSvg import QSvgRenderer

from wizard.domain.levels import Basis, Level, Status
from wizard.paths import find_resources

# Light and dark, each at least 4.5 : 1 on its ground.
COLOURS: dict[Status, tuple[str, str]] = {
    Level.BLOCKER: ("#B3261E", "#F2B8B5"),
    Level.MISSING: ("#6B4EA0", "#CDBBF0"),
    Level.CONSULT: ("#8A5A00", "#F0C36B"),
    Level.WARNING: ("#7A6A00", "#E6D36A"),
    Level.INFO: ("#37618E", "#A5C8F0"),
    Level.OK: ("#1F6E43", "#8FD8AE"),
    Basis.ANSWERED: ("#1F6E43", "#8FD8AE"),
    Basis.DERIVED: ("#1F6E43", "#8FD8AE"),
    Basis.MEASURED: ("#1F6E43", "#8FD8AE"),
    Basis.TO_DO: ("#4A5560", "#B8C2CC"),
}
# The full tick is for what was measured; what is said or computed has a hollow one.
_DRAWINGS: dict[Status, str] = {Basis.DERIVED: Basis.ANSWERED.value, Basis.MEASURED: Level.OK.value}
_SIDE = 16


def is_dark() -> bool:
    """Say whether the window's ground is dark."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128  # noqa: PLR2004 - half of 255


def find_colour(status: Status) -> str:
    """Return the colour of a status on the present ground."""
    return COLOURS[status][is_dark()]


def find_link_colour() -> QColor:
    """Return the colour of what leads elsewhere; the style's own is too dark on a dark ground."""
    return QColor(find_colour(Level.INFO)) if is_dark() else QGuiApplication.palette().color(QPalette.ColorRole.Link)


def draw_sign(status: Status, side: int = _SIDE) -> QPixmap:
    """Return a status' sign as a square of so many device-independent pixels."""
    return _draw(
        _DRAWINGS.get(status, status.value), side, find_colour(status), "#202020" if is_dark() else "#ffffff", _ratio()
    )


def fit_sign(metrics: QFontMetrics, least: int = _SIDE) -> int:
    """Return the side, in device-independent pixels, of a sign beside text: no lower than its letters."""
    return max(least, metrics.ascent())


class _Engine(QIconEngine):
    """An icon that paints itself whenever it is shown, so that it fits the size and the ground there are then."""

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap


def _find_square(rect: QRect) -> QRect:
    side = min(rect.width(), rect.height())
    square = QRect(0, 0, side, side)
    square.moveCenter(rect.center())
    return square


class _SignEngine(_Engine):
    """Paints a status' sign in the size asked for and in the colours of the ground that there is now."""

    def __init__(self, status: Status) -> None:
        super().__init__()
        self.status = status

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        place = _find_square(rect)
        if mode is QIcon.Mode.Selected:
            # A status keeps its colour in a chosen row, which has a colour of its own: so on a ground of its own.
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QGuiApplication.palette().brush(QPalette.ColorRole.Base))
            painter.drawRoundedRect(QRectF(place).adjusted(-1, -1, 1, 1), place.width() / 4, place.width() / 4)
            painter.restore()
        painter.drawPixmap(place, draw_sign(self.status, place.width()))

    def clone(self) -> QIconEngine:
        return _SignEngine(self.status)


class _ToolEngine(_Engine):
    """Paints a tool's drawing in the colour that words on a button have now."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        colour = QGuiApplication.palette().color(group, QPalette.ColorRole.ButtonText).name()
        place = _find_square(rect)
        painter.drawPixmap(place, _draw(self.name, place.width(), colour, colour, _ratio()))

    def clone(self) -> QIconEngine:
        return _ToolEngine(self.name)


class _ApplicationEngine(_Engine):
    """Paints the program's own sign, which has its own colours on any ground."""

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del mode, state
        place = _find_square(rect)
        painter.drawPixmap(place, _draw("application", place.width(), "#1F4E79", "#ffffff", _ratio()))

    def availableSizes(self, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> list[QSize]:  # noqa: N802 - Qt's name
        del mode, state
        return [QSize(side, side) for side in (16, 24, 32, 48, 64, 128)]

    def clone(self) -> QIconEngine:
        return _ApplicationEngine()


def make_tool_icon(name: str) -> QIcon:
    """Return the icon of an action: the drawing of that name."""
    return QIcon(_ToolEngine(name))


@cache
def make_icon(status: Status) -> QIcon:
    """Return a status' sign as an icon."""
    return QIcon(_SignEngine(status))


def make_blank() -> QIcon:
    """Return an icon that shows nothing but takes the room of a sign."""
    pixmap = QPixmap(QSize(_SIDE, _SIDE))
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)


def make_application_icon() -> QIcon:
    """Return the program's own icon, drawn in the sizes that the system asks for."""
    return QIcon(_ApplicationEngine())


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
