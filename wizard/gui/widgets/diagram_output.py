"""The diagram as SVG, as PNG and on paper: always dark on light, whatever the window's colours."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgGenerator

from wizard.dossier.placed_diagram import TITLE_LEADING, TITLE_SIZE, PlacedDiagram
from wizard.gui.widgets.diagram_painter import FINE, ON_LIGHT, DiagramPainter, make_font

_POINTS_PER_INCH = 72
_METRES_PER_INCH = 0.0254
_PNG_SCALE = 3  # 216 pixels an inch
_MARGIN = 12.0
_PAGE_MARGIN_MM = 18.0
_HEAD = 3 * TITLE_LEADING


def write_svg(diagram: PlacedDiagram, family: str, title: str) -> bytes:
    """Return the diagram as SVG, with text that can be searched and copied."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    size = _size(diagram)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_POINTS_PER_INCH)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    painter = QPainter(generator)
    _draw(painter, diagram, family)
    painter.end()
    return _take(buffer)


def write_png(diagram: PlacedDiagram, family: str) -> bytes:
    """Return the diagram as PNG, fine enough to be printed."""
    image = QImage(_size(diagram) * _PNG_SCALE, QImage.Format.Format_RGB32)
    dots = round(_POINTS_PER_INCH * _PNG_SCALE / _METRES_PER_INCH)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    painter = QPainter(image)
    painter.scale(_PNG_SCALE, _PNG_SCALE)
    _draw(painter, diagram, family)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs know bytes only, Qt wants a name
    return _take(buffer)


def prepare_printer(diagram: PlacedDiagram, title: str) -> QPrinter:
    """Return a printer set to A4, upright or across as the diagram is."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    across = diagram.width > diagram.height
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    margins = QMarginsF(*(_PAGE_MARGIN_MM,) * 4)
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, margins, QPageLayout.Unit.Millimeter))
    printer.setDocName(title)
    return printer


def print_diagram(printer: QPrinter, diagram: PlacedDiagram, family: str, title: str) -> None:
    """Print the diagram under its title, as large as the page allows."""
    painter = QPainter(printer)
    unit = printer.resolution() / _POINTS_PER_INCH
    page = printer.pageRect(QPrinter.Unit.Point)
    painter.scale(unit, unit)
    painter.save()
    painter.scale(1 / FINE, 1 / FINE)
    painter.setFont(make_font(family, TITLE_SIZE, bold=True))
    painter.drawText(QRectF(0, 0, page.width() * FINE, _HEAD * FINE), title)
    painter.restore()
    painter.translate(0, _HEAD)
    scale = min(page.width() / max(diagram.width, 1.0), (page.height() - _HEAD) / max(diagram.height, 1.0))
    painter.scale(scale, scale)
    DiagramPainter(painter, family, ON_LIGHT).draw(diagram)
    painter.end()


def _size(diagram: PlacedDiagram) -> QSize:
    return QSize(round(diagram.width + 2 * _MARGIN), round(diagram.height + 2 * _MARGIN))


def _draw(painter: QPainter, diagram: PlacedDiagram, family: str) -> None:
    size = _size(diagram)
    painter.fillRect(0, 0, size.width(), size.height(), ON_LIGHT.ground)
    painter.translate(_MARGIN, _MARGIN)
    DiagramPainter(painter, family, ON_LIGHT).draw(diagram)


def _take(buffer: QBuffer) -> bytes:
    data: QByteArray = buffer.data()
    buffer.close()
    return bytes(data.data())
