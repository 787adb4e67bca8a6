"""The drawn diagram, to be looked at from near and far."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from wizard.dossier.blocks import Diagram
from wizard.dossier.diagram import layout_diagram
from wizard.dossier.placed_diagram import PlacedDiagram
from wizard.gui.widgets.diagram_painter import ON_DARK, ON_LIGHT, DiagramPainter, Ruler
from wizard.gui.widgets.signs import is_dark

# The width of an A4 page between its margins: the drawing on the screen is that of the dossier.
WIDTH = 493.0
_MARGIN = 14.0
_STEP = 1.25
_LEAST, _MOST = 0.5, 8.0
_MOST_FITTED = 2.5
_NOTCH = 120


class _Drawing(QGraphicsItem):
    """The whole diagram as one item."""

    def __init__(self, placed: PlacedDiagram, family: str) -> None:
        super().__init__()
        self.placed, self.family = placed, family

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return QRectF(-_MARGIN, -_MARGIN, self.placed.width + 2 * _MARGIN, self.placed.height + 2 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        del option, widget
        DiagramPainter(painter, self.family, ON_DARK if is_dark() else ON_LIGHT).draw(self.placed)


class DiagramView(QGraphicsView):
    """The diagram; Ctrl and the wheel, + and - zoom, 0 fits it in again. ``zoomed`` carries the scale."""

    zoomed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.diagram: Diagram | None = None
        self.placed: PlacedDiagram | None = None
        self.family = QApplication.font().family()
        self._ruler = Ruler(self.family)
        self._fits = True
        self.setScene(QGraphicsScene(self))
        # A file that is dropped on it is the window's.
        self.setAcceptDrops(False)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._colour()

    def show_diagram(self, diagram: Diagram) -> None:
        """Draw a diagram; nothing happens where it is the one that is drawn."""
        if diagram == self.diagram:
            return
        self.diagram = diagram
        self.placed = layout_diagram(diagram, WIDTH, self._ruler.measure) if diagram.machines else None
        scene = self.scene()
        scene.clear()
        if self.placed is not None:
            drawing = _Drawing(self.placed, self.family)
            scene.addItem(drawing)
            scene.setSceneRect(drawing.boundingRect())
        if self._fits:
            self.fit()

    @property
    def scale_now(self) -> float:
        """Return how many pixels a point of the drawing takes."""
        return self.transform().m11()

    def zoom(self, factor: float) -> None:
        """Show the diagram larger or smaller."""
        self._fits = False
        self._set_scale(min(max(self.scale_now * factor, _LEAST), _MOST))

    def zoom_in(self) -> None:
        """Show the diagram larger."""
        self.zoom(_STEP)

    def zoom_out(self) -> None:
        """Show the diagram smaller."""
        self.zoom(1 / _STEP)

    def fit(self) -> None:
        """Show the whole diagram, and go on doing so when the window's size changes."""
        self._fits = True
        area, room = self.sceneRect(), self.maximumViewportSize()
        if area.isEmpty() or room.isEmpty():
            return
        scale = min((room.width() - 2) / area.width(), (room.height() - 2) / area.height(), _MOST_FITTED)
        self._set_scale(max(scale, _LEAST))
        self.centerOn(area.center())

    def _set_scale(self, scale: float) -> None:
        self.resetTransform()
        self.scale(scale, scale)
        self.zoomed.emit(scale)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP ** (event.angleDelta().y() / _NOTCH))
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom by key; the arrows scroll."""
        do = {"+": self.zoom_in, "-": self.zoom_out, "0": self.fit}.get(event.text())
        if do is None:
            super().keyPressEvent(event)
        else:
            do()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the whole diagram in sight where it was."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the window's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        self.setBackgroundBrush(QBrush(QColor((ON_DARK if is_dark() else ON_LIGHT).ground)))
        self.viewport().update()
