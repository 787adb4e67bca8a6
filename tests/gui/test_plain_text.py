"""Texts in the window are shown as they are, and what they hide is spelled out."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPushButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.dossier.building import fill_plan
from tests.gui.tooltips import read_tooltip
from tests.gui.waiting import is_idle
from wizard.gui.frame import Frame
from wizard.gui.plain_text import (
    Label,
    MessageBox,
    explain,
    make_tooltip,
    show_in_bar,
    write_in_menu,
    write_in_title,
)
from wizard.gui.steps import STEP_IDS
from wizard.gui.widgets.rows_model import Cell
from wizard.gui.widgets.text_size import Heading

_ROLE = Qt.ItemDataRole
_MARKUP = "<img src=x> &lt; <b>a</b>"
_TURNED = "a\u202eb"
_SPELLED = "a‹U+202E›b"
_UNSEEN = "\u202e"
_NOWHERE = QModelIndex()


@pytest.mark.parametrize("make", [Label, Heading])
def test_label_shows_its_text_as_it_is(qtbot: QtBot, make: type[Label]) -> None:
    """Markup stays text, an ampersand stays itself, and a change of direction is spelled out."""
    label = make()
    qtbot.addWidget(label)
    label.setText(f"{_MARKUP} {_TURNED}")
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == f"{_MARKUP} {_SPELLED}"
    assert not label.openExternalLinks()


def test_box_shows_all_its_texts_as_they_are(qtbot: QtBot) -> None:
    """Both texts of a message box are plain."""
    parent = QWidget()
    qtbot.addWidget(parent)
    box = MessageBox(parent, MessageBox.Icon.Warning, f"{_MARKUP} {_TURNED}", title="T", told=f"{_TURNED} {_MARKUP}")
    box.show()
    labels = [each for each in box.findChildren(QLabel) if each.text()]
    assert sorted(each.text() for each in labels) == sorted((f"{_MARKUP} {_SPELLED}", f"{_SPELLED} {_MARKUP}"))
    assert {each.textFormat() for each in labels} == {Qt.TextFormat.PlainText}
    box.close()


@pytest.mark.parametrize(
    "text",
    [
        _MARKUP,
        "two\nlines,  two spaces",
        "a & b &amp; c",
        "</p><img src=x>",
        "“quoted” \"so\" 'too'",
    ],
)
def test_tooltip_reads_as_its_text(text: str) -> None:
    """What the markup of a tooltip shows is the text, letter by letter."""
    assert read_tooltip(make_tooltip(text)) == text


def test_tooltip_spells_and_cuts() -> None:
    """Hidden signs are spelled out; no text makes no tooltip; two thousand letters are shown and not one more."""
    assert read_tooltip(make_tooltip(_TURNED)) == _SPELLED
    assert make_tooltip("") == ""
    words = "words " * 333
    assert read_tooltip(make_tooltip(f"{words}ab")) == f"{words}ab"
    assert len(f"{words}ab") == 2_000
    assert read_tooltip(make_tooltip(f"{words}abc")) == f"{words}a…"
    assert len(read_tooltip(make_tooltip(_UNSEEN * 9_000)).replace("\u200b", "")) == 2_000


@pytest.mark.parametrize("text", ["word " * 300, "x" * 1_900, "<" * 1_900])
def test_tooltip_is_no_wider_than_can_be_read(qtbot: QtBot, text: str) -> None:
    """Long texts are broken into lines, long words too."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QToolTip.showText(QPoint(10, 10), make_tooltip(text), window)
    (tip,) = (each for each in QApplication.topLevelWidgets() if each.metaObject().className() == "QTipLabel")
    most = 130 * max(map(tip.fontMetrics().horizontalAdvance, "x<w"))
    assert tip.width() <= most
    assert tip.height() > 3 * tip.fontMetrics().lineSpacing()
    QToolTip.hideText()


def test_tooltip_is_heard_as_its_text(qtbot: QtBot) -> None:
    """A screen reader is given the words of a widget's tooltip, not their markup; an item of a list has none."""
    button, item = QPushButton(), QListWidgetItem()
    qtbot.addWidget(button)
    explain(button, _MARKUP)
    explain(item, _MARKUP)
    assert button.accessibleDescription() == _MARKUP
    assert read_tooltip(button.toolTip()) == read_tooltip(item.toolTip()) == _MARKUP


def test_status_bar_and_menu(qtbot: QtBot) -> None:
    """A status bar spells out what is hidden; a menu underlines no letter of a name."""
    window = QMainWindow()
    qtbot.addWidget(window)
    show_in_bar(window, _TURNED, 60_000)
    assert window.statusBar().currentMessage() == _SPELLED
    window.statusBar().clearMessage()
    assert write_in_menu("R&D & co\tCtrl+Q") == "R&&D && co‹U+0009›Ctrl+Q"


@pytest.mark.parametrize("name", ["a[*]b", "[*]", "[*][*]", "a.twsplan"])
def test_title_shows_a_name_whole(frame: Frame, name: str) -> None:
    """A file's name that holds Qt's sign for changes is shown whole, and the sign stands behind it."""
    assert frame.session is not None
    frame.setWindowTitle(f"{write_in_title(name)}[*] – x")
    # What Qt makes of a title is on the window's frame; the sign it puts in place is the star behind the name.
    for changed, sign in ((False, ""), (True, "*")):
        frame.setWindowModified(changed)
        assert _read_title(frame) == f"{name}{sign} – x"


def _read_title(frame: Frame) -> str:
    return frame.windowHandle().title()


def test_cell_spells_what_it_hides() -> None:
    """A table's cell is measured, shown, sorted and copied as it is read; a tab in it is a space."""
    assert (Cell(_TURNED).text, Cell("", told=_TURNED).told, Cell("a\tb").text) == (_SPELLED, _SPELLED, "a b")


def _list_shown(widget: QWidget) -> Iterator[str]:
    """Yield what a widget shows, other than what is typed into it."""
    yield widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        if isinstance(widget, QListWidget):
            for row in range(widget.count()):
                widget.itemEntered.emit(widget.item(row))
        model, roles = widget.model(), (_ROLE.DisplayRole, _ROLE.ToolTipRole)
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(_NOWHERE)
        for row in range(model.rowCount(_NOWHERE)):
            for column in range(columns):
                yield from (str(model.index(row, column).data(role) or "") for role in roles)


@pytest.mark.parametrize("step_id", STEP_IDS)
def test_no_page_turns_a_text_around(frame: Frame, qtbot: QtBot, tmp_path: Path, step_id: str) -> None:
    """A change of direction in any text of a plan and in its file's name is spelled out wherever it is shown."""
    path = tmp_path / f"a{_UNSEEN}b.twsplan"
    path.write_text(json.dumps(fill_plan(lambda field: f"a{_UNSEEN}b {field}")), encoding="utf-8")
    assert frame.session is not None
    frame.session.open(path)
    frame.show_step(step_id)
    qtbot.waitUntil(is_idle(frame.session), timeout=30_000)
    shown = [text for each in frame.findChildren(QWidget) for text in _list_shown(each)]
    shown.append(frame.windowTitle())
    assert [text for text in shown if _UNSEEN in text] == []
    # Such texts there were.
    assert any(_SPELLED in text for text in shown)
