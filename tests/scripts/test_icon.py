"""The program's icon: every size is a picture of that size."""

import struct
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from winbuild.icon import write_icon, write_picture

from tests.factories import ROOT

DRAWING = ROOT / "resources" / "icons" / "application.svg"


def test_every_size_is_a_picture_of_that_size(tmp_path: Path) -> None:
    """The directory names place, length and side of each; 256 is written as 0."""
    content = write_icon(DRAWING, tmp_path / "new" / "x.ico").read_bytes()
    kind, count = struct.unpack_from("<HH", content, 2)
    assert (kind, count) == (1, 9)
    sides = []
    for number in range(count):
        side, length, place = struct.unpack_from("<B7xII", content, 6 + 16 * number)
        image = QImage.fromData(content[place : place + length])
        assert image.width() == image.height() == (side or 256)
        assert image.pixelColor(image.width() // 2, image.height() // 10).alpha() > 200
        sides.append(image.width())
    assert sides == sorted(sides)
    assert sides[-1] == 256


def test_what_is_no_drawing_is_refused(tmp_path: Path) -> None:
    """A file that is no SVG makes no icon."""
    (tmp_path / "x.svg").write_text("no drawing", encoding="ascii")
    with pytest.raises(ValueError, match="no drawing"):
        write_icon(tmp_path / "x.svg", tmp_path / "x.ico")
    assert not (tmp_path / "x.ico").exists()


def test_installers_picture_is_a_bitmap_of_its_size(tmp_path: Path) -> None:
    """The installer's maker takes a Windows bitmap of 164 by 314 pixels; the icon is on it, the rest is paper."""
    file = write_picture(DRAWING, tmp_path / "new" / "x.bmp")
    assert file.read_bytes()[:2] == b"BM"
    image = QImage(str(file))
    assert (image.width(), image.height()) == (164, 314)
    assert image.pixelColor(82, 44) == QColor("#1F4E79")
    assert image.pixelColor(82, 300) == image.pixelColor(2, 2)
