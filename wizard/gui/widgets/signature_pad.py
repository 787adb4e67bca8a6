"""The field to sign in: by mouse, pen or finger. What is drawn are lines, so that it prints as sharp as text."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wizard.domain.levels import Level
from wizard.domain.strokes import FIELD_ASPECT, Point, smooth_stroke
from wizard.gui.widgets.signs import find_colour
from wizard.gui.widgets.strokes import Strokes, keep_within

_WIDTH = 420
_PEN = 2.0
_BASELINE = 0.78
_BEGUN = {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}


class SignaturePad(QWidget):
    """A field to sign in. It keeps what is being drawn; a signature that was given is only shown."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strokes: list[list[Point]] = []
        self.locked = False
        self.word = ""
        self._given: Strokes = ()
        self._drawing = False
        # A pen hovering over the field or a finger elsewhere on it must not go on with a stroke.
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size that keeps the proportions of the printed field."""
        return QSize(_WIDTH, round(_WIDTH / FIELD_ASPECT))

    def show_given(self, strokes: Strokes, *, locked: bool, word: str) -> None:
        """Show a signature that was given: one that holds is locked; across one that has lapsed stands a word."""
        if (strokes, locked, word) == (self._given, self.locked, self.word):
            return
        self._given, self.locked, self.word = strokes, locked, word
        self.setCursor(Qt.CursorShape.ArrowCursor if locked else Qt.CursorShape.CrossCursor)
        self.update()

    def clear(self) -> None:
        """Take away what is being drawn."""
        self.strokes, self._drawing = [], False
        self.update()

    def _begin(self, at: QPointF) -> None:
        self._drawing = True
        self.strokes.append([self._place(at)])
        self._tell()

    def _go_on(self, at: QPointF) -> None:
        point = self._place(at)
        if self._drawing and self.strokes and point != self.strokes[-1][-1]:
            self.strokes[-1].append(point)
            self.update()

    def _end(self) -> None:
        self._drawing = False

    def _tell(self) -> None:
        self.update()
        self.drawn.emit()

    def _place(self, at: QPointF) -> Point:
        return keep_within(at.x() / self.width(), at.y() / self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a stroke."""
        if self.locked or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with the stroke."""
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End the stroke."""
        self._go_on(event.position())
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802 - Qt's name
        """Draw with a pen; how hard it is pressed does not matter."""
        if self.locked:
            event.ignore()
        elif event.type() == QEvent.Type.TabletPress:
            self._begin(event.position())
        elif event.type() == QEvent.Type.TabletMove:
            self._go_on(event.position())
        else:
            self._end()
        # Else Qt would send the same movement again as a mouse's.
        event.setAccepted(not self.locked)

    def event(self, event: QEvent) -> bool:
        """Draw with a finger, the first that touches the field."""
        if event.type() not in _BEGUN or not isinstance(event, QTouchEvent) or self.locked:
            return super().event(event)
        if event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self._end()
        elif event.points():
            first = event.points()[0].position()
            if event.type() == QEvent.Type.TouchBegin:
                self._begin(first)
            else:
                self._go_on(first)
        event.accept()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw field, base line, signature, and the word across a lapsed one."""
        del event
        palette, painter = self.palette(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        base = self.height() * _BASELINE
        painter.drawLine(QPointF(16, base), QPointF(self.width() - 16, base))
        shown: Strokes = tuple(map(tuple, self.strokes)) if self.strokes else self._given
        is_old = bool(self.word) and not self.strokes
        role = QPalette.ColorRole.PlaceholderText if is_old else QPalette.ColorRole.Text
        self._draw(painter, shown, QPen(palette.color(role), _PEN, c=Qt.PenCapStyle.RoundCap))
        if is_old:
            self._draw_word(painter)
        painter.end()

    def _draw(self, painter: QPainter, strokes: Strokes, pen: QPen) -> None:
        painter.setPen(pen)
        for stroke in strokes:
            points = [QPointF(x * self.width(), y * self.height()) for x, y in smooth_stroke(stroke)]
            if len(points) == 1:
                painter.drawPoint(points[0])
                continue
            path = QPainterPath(points[0])
            for point in points[1:]:
                path.lineTo(point)
            painter.drawPath(path)

    def _draw_word(self, painter: QPainter) -> None:
        font = painter.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.8)
        painter.setFont(font)
        painter.setPen(find_colour(Level.BLOCKER))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.word)
