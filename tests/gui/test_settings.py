"""What the window remembers: a file that was spoiled never stops the start."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from wizard.gui.frame import Frame
from wizard.gui.recent import list_recent
from wizard.gui.settings import read_bytes, read_list, read_number, read_text

_WHOLE = b"""[General]
geometry=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3\\0\\0\\0\\0\\0\\n\\0\\0\\0\\x14\\0\\0\\x5\\t\\0\\0\\x3\\v\\0\\0\\0\\n\\0\\0\\0\\x14)
language=en
recent=/plans/a.twsplan, /plans/b.twsplan
larger_by=2

[export]
folder=/plans
formats=pdf, csv
languages=fr
"""
_BY_HAND = (
    b"[General]\ngeometry=abc\n",
    b"[General]\ngeometry=\n",
    b"[General]\ngeometry=@ByteArray(\n",
    b"[General]\ngeometry=@Variant(\\0\\0\\0\\x7f)\n",
    b"[General]\ngeometry=@Invalid()\nlanguage=@Invalid()\nrecent=@Invalid()\nlarger_by=@Invalid()\n",
    b"[General]\ngeometry=1, 2, 3\nlanguage=fr, en\nlarger_by=a, b\n",
    b"[General]\nrecent=@ByteArray(\\xff)\nlarger_by=nan\n[export]\nfolder=a, b\nformats=7\nlanguages=@Invalid()\n",
    b"[General]\nlarger_by=1e308\nsaving=@Variant(\\0)\n",
    b"\xff\xfe\x00 not a settings file \x00",
    b"",
)


@pytest.fixture(autouse=True)
def _no_qt_warning() -> None:
    """Let Qt say what it makes of a spoiled file."""


def _spoil(seed: int) -> bytes:
    """Return the file with a byte changed, or cut."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secret
    place = chance.randrange(len(_WHOLE))
    if seed % 2:
        return _WHOLE[:place]
    return _WHOLE[:place] + bytes([chance.randrange(256)]) + _WHOLE[place + 1 :]


@pytest.mark.parametrize("content", [*_BY_HAND, *(_spoil(seed) for seed in range(40))])
def test_spoiled_file_does_not_stop_the_start(qtbot: QtBot, tmp_path: Path, content: bytes) -> None:
    """Cut anywhere, or a byte changed: the window comes up, and its pages too."""
    file = tmp_path / "spoiled.ini"
    file.write_bytes(content)
    window = Frame("en", QSettings(str(file), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.load(None)
    window.show_step("export")
    window.keep_answers()
    assert window.session is not None
    assert window.step_id == "export"
    assert list_recent(window.settings) is not None


def test_values_of_another_kind_count_as_none(tmp_path: Path) -> None:
    """Each reader gives its own kind or nothing."""
    file = tmp_path / "a.ini"
    file.write_bytes(b"[General]\ntext=a\nlist=a, b\nbytes=@ByteArray(ab)\n")
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    kinds = ("text", "list", "bytes", "absent")
    assert [read_text(settings, kind) for kind in kinds] == ["a", "", "", ""]
    assert [read_list(settings, kind) for kind in kinds] == [["a"], ["a", "b"], [], []]
    found = [read_bytes(settings, kind) for kind in kinds]
    assert [None if each is None else bytes(each.data()) for each in found] == [None, None, b"ab", None]
    assert [read_number(settings, kind) for kind in kinds] == [0, 0, 0, 0]
