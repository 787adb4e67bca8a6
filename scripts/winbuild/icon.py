"""The program's icon in all sizes that Windows shows, and the installer's picture, from the drawing of the window."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

# 100, 125, 150, 200 and 400 % of what the task bar, lists and the desktop show.
_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
# The picture beside the installer's last page, as its maker wants it.
_PICTURE = (164, 314)
_PAPER, _MARGIN, _ICON = QColor("#dce6f1"), 34.0, 96.0
_HEAD, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")


def write_icon(drawing: Path, target: Path) -> Path:
    """Write an icon file from an SVG drawing and return it."""
    renderer = _open(drawing)
    pictures = [_draw(renderer, size) for size in _SIZES]
    head, place = [_HEAD.pack(0, 1, len(_SIZES))], _HEAD.size + _ENTRY.size * len(_SIZES)
    for size, picture in zip(_SIZES, pictures, strict=True):
        # 256 is written as 0: there is one byte for it.
        head.append(_ENTRY.pack(size % 256, size % 256, 0, 0, 1, 32, len(picture), place))
        place += len(picture)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"".join((*head, *pictures)))
    return target


def write_picture(drawing: Path, target: Path) -> Path:
    """Write the picture beside the installer's last page, as a bitmap, and return it."""
    renderer, image = _open(drawing), QImage(*_PICTURE, QImage.Format.Format_RGB32)
    image.fill(_PAPER)
    painter = QPainter(image)
    renderer.render(painter, QRectF(_MARGIN, _MARGIN, _ICON, _ICON))
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target), "BMP"):  # type: ignore[call-overload] # PySide6 takes text, its types say bytes
        raise OSError(f"{target} cannot be written")
    return target


def _open(drawing: Path) -> QSvgRenderer:
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"{drawing} is no drawing")
    return renderer


def _draw(renderer: QSvgRenderer, size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"PNG")).write(image):
        raise OSError(f"no picture of {size} pixels")
    return bytes(buffer.data().data())
