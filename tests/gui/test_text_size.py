"""Enlarged text and what a narrow window leaves: nothing is cut, and what belongs together stands together."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from tests.gui.waiting import settle
from wizard.domain.levels import STATUSES
from wizard.gui.frame import Frame
from wizard.gui.pages.assessment import AssessmentPage
from wizard.gui.session import Session
from wizard.gui.steps import STEP_IDS, find_step
from wizard.gui.widgets.checklist_rows import ItemRow
from wizard.gui.widgets.field_row import FieldRow
from wizard.gui.widgets.rows_view import RowsView
from wizard.gui.widgets.text_size import Heading
from wizard.gui.widgets.word_ruler import SLACK, WordRuler

FACTORY = ROOT / "resources" / "samples" / "factory-blocked.twsplan"
HOSPITAL = ROOT / "resources" / "samples" / "hospital-smartattendant-conference.twsplan"
_STEPS_LARGER = 5


@pytest.fixture(autouse=True)
def _usual_look() -> Iterator[None]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    font, palette = application.font(), application.palette()
    yield
    application.setFont(font)
    application.setPalette(palette)


@pytest.fixture
def large(frame: Frame, qtbot: QtBot) -> Frame:
    """Return the window in French on a plan with many answers, its text enlarged."""
    frame.speak("fr")
    for _ in range(_STEPS_LARGER):
        frame.text_scale.change(1)
    _session(frame).open(HOSPITAL)
    settle(qtbot, frame)
    return frame


def _session(frame: Frame) -> Session:
    assert frame.session is not None
    return frame.session


def test_counts_are_whole_in_either_text_size(frame: Frame, qtbot: QtBot) -> None:
    """The panel's counts stand in two columns, and in one as soon as a word would be cut."""
    assert frame.panel is not None
    texts = [text for _, text in frame.panel.counts.values()]
    assert len({text.y() for text in texts}) == 5
    frame.speak("fr")
    for _ in range(_STEPS_LARGER):
        frame.text_scale.change(1)
    qtbot.waitUntil(lambda: len({text.y() for text in texts}) == len(STATUSES), timeout=30_000)
    assert [text.text() for text in texts if text.width() < text.sizeHint().width()] == []


@pytest.mark.parametrize("step_id", STEP_IDS)
def test_no_page_scrolls_sideways_nor_cuts_a_sentence(large: Frame, qtbot: QtBot, step_id: str) -> None:
    """With enlarged text at 1366 × 768 a page grows downwards only, and every sentence has the lines it needs."""
    large.show_step(step_id)
    settle(qtbot, large)
    page = large.pages[step_id]
    assert page.area.horizontalScrollBar().maximum() == 0
    labels = [each for each in page.findChildren(QLabel) if each.isVisible() and each.wordWrap() and each.text()]
    qtbot.waitUntil(
        lambda: not [each for each in labels if each.height() < each.heightForWidth(each.width())], timeout=30_000
    )


def test_largest_text_folds_the_panel_away_and_still_fits(frame: Frame, qtbot: QtBot) -> None:
    """The largest text leaves the width to the page; the panel comes back with the usual size."""
    assert frame.panel is not None
    for _ in range(20):
        frame.text_scale.change(1)
    qtbot.waitUntil(frame.panel.isHidden)
    for step_id in STEP_IDS:
        frame.show_step(step_id)
        settle(qtbot, frame)
        assert frame.pages[step_id].area.horizontalScrollBar().maximum() == 0, step_id
    frame.text_scale.change(0)
    qtbot.waitUntil(frame.panel.isVisible)


def test_no_word_of_a_table_is_cut(large: Frame, qtbot: QtBot) -> None:
    """Each column is as wide as its longest word, titles included; what does not fit beside the others scrolls."""
    large.show_step("assessment")
    settle(qtbot, large)
    page = large.pages["assessment"]
    assert isinstance(page, AssessmentPage)
    table, metrics = page.table, page.table.fontMetrics()
    for column, title in enumerate(page.model.titles):
        cells = [row.cells[column].text for row in page.model.shown]
        words = [*title.split("\n"), *(word for cell in cells for word in cell.split(" "))]
        short = [word for word in words if len(word) <= 14]
        assert max(map(metrics.horizontalAdvance, short)) <= table.columnWidth(column), title


@pytest.mark.parametrize("step_id", ["assessment", "network"])
def test_no_table_scrolls_sideways_on_a_small_screen(frame: Frame, qtbot: QtBot, step_id: str) -> None:
    """At the usual text size all columns are in sight, at 1280 pixels too: a 1920 pixel screen at 150 %."""
    frame.speak("fr")
    _session(frame).open(FACTORY)
    frame.resize(1280, 680)
    frame.show_step(step_id)
    settle(qtbot, frame)
    tables = frame.pages[step_id].findChildren(RowsView)
    assert [each for each in tables if each.isVisible() and each.horizontalScrollBar().maximum()] == []


def test_signs_of_the_checklist_grow_with_the_text(large: Frame, qtbot: QtBot) -> None:
    """A sign is as high as the letters beside it."""
    large.show_step("checklist")
    settle(qtbot, large)
    rows = [row for row in large.pages["checklist"].findChildren(ItemRow) if row.isVisible()]
    assert {row.sign.width() for row in rows} == {rows[0].fontMetrics().ascent()}
    assert rows[0].fontMetrics().ascent() > 16


def test_rows_are_as_high_as_their_text_up_to_two_lines(frame: Frame, qtbot: QtBot) -> None:
    """A row of short words takes one line, another two, none more: the rest is read below the table."""
    frame.speak("fr")
    _session(frame).open(FACTORY)
    frame.show_step("assessment")
    settle(qtbot, frame)
    table = frame.pages["assessment"].findChildren(RowsView)[0]
    line = table.fontMetrics().lineSpacing()
    lines = {round((table.rowHeight(at) - 6) / line) for at in range(table.rows.rowCount())}
    assert lines == {1, 2}


def test_texts_are_broken_at_spaces_only() -> None:
    """A line is filled with whole words; a no-break space joins two; a word too wide has a line of its own."""
    ruler = WordRuler(QLabel().fontMetrics())
    room = ruler.measure("TWS") + ruler.measure(" ") + ruler.measure("server") + SLACK
    assert ruler.count_lines("TWS server", room) == 1
    assert ruler.count_lines("TWS server", room - 1) == 2
    assert ruler.count_lines("TWS\u00a0server", 10) == 1
    assert ruler.count_lines("one\ntwo", 1) == 2
    assert ruler.find_longest("a longest b") == ruler.measure("longest")
    assert ruler.find_longest("") == 0


def test_titles_grow_with_the_text(large: Frame) -> None:
    """A title stays larger than the text that it stands above, whenever its page was made."""
    large.show_step("project")
    page = large.pages["project"]
    text = page.summary.font().pointSizeF()
    assert text == QApplication.font().pointSizeF()
    assert page.title.font().pointSizeF() == pytest.approx(text * 1.5)
    assert {each.font().bold() for each in page.findChildren(Heading)} == {True}


def test_text_size_is_remembered(frame: Frame, settings: QSettings, qtbot: QtBot) -> None:
    """The next window opens with the size chosen, the usual one comes back, and a spoiled file changes nothing."""
    usual = QApplication.font().pointSizeF()
    frame.text_scale.change(2)
    font = QApplication.font()
    font.setPointSizeF(usual)
    QApplication.setFont(font)
    other = Frame("en", settings)
    qtbot.addWidget(other)
    assert QApplication.font().pointSizeF() == usual + 2
    other.text_scale.change(0)
    assert QApplication.font().pointSizeF() == usual
    settings.setValue("text_larger_by", "much")
    qtbot.addWidget(Frame("en", settings))
    assert QApplication.font().pointSizeF() == usual


@pytest.mark.parametrize("field", ["project.customer", "licences.rules", "licences.caller", "server.os"])
def test_label_stands_beside_the_first_line_of_its_field(frame: Frame, qtbot: QtBot, field: str) -> None:
    """Label and field share their middle where both are one line."""
    step_id = find_step(field)
    frame.show_step(step_id)
    settle(qtbot, frame)
    row = next(row for row in frame.pages[step_id].findChildren(FieldRow) if row.field == field)
    label = row.label.y() + row.label.contentsMargins().top() + row.fontMetrics().height() / 2
    assert label == pytest.approx(row.editor.geometry().center().y(), abs=2)


def test_questions_take_no_more_room_than_they_need(frame: Frame, qtbot: QtBot) -> None:
    """On a page with room to spare it is left at the end, not between the questions, and a note follows its field."""
    _session(frame).open(FACTORY)
    frame.show_step("security")
    settle(qtbot, frame)
    rows = [row for row in frame.pages["security"].findChildren(FieldRow) if row.isVisible()]
    assert [row.field for row in rows if row.height() > row.heightForWidth(row.width())] == []
    noted = [row for row in rows if row.note.isVisible()]
    assert noted
    assert max(row.note.y() - row.editor.geometry().bottom() for row in noted) < 10


def test_fields_end_below_each_other(frame: Frame, qtbot: QtBot) -> None:
    """Fields for words end where the list above them ends; those for less are as wide as what they take."""
    _session(frame).open(FACTORY)
    frame.show_step("project")
    settle(qtbot, frame)
    rows = [row for row in frame.pages["project"].findChildren(FieldRow) if row.isVisible()]
    wide = {row for row in rows if row.editor.kind.kind == "text"}
    assert {row.editor.geometry().right() for row in wide} == {rows[0].width() - 1}
    assert max(row.editor.geometry().right() for row in {*rows} - wide) < rows[0].width() - 100


def test_choices_that_do_not_fit_go_on_in_columns(large: Frame, qtbot: QtBot) -> None:
    """Boxes of one question stand below each other in columns, whatever the text's size, and none is cut."""
    large.show_step("licences")
    settle(qtbot, large)
    rows = {row.field: row for row in large.pages["licences"].findChildren(FieldRow)}
    boxes = list(rows["licences.groupware"].editor.boxes.values())  # type: ignore[attr-defined]
    assert len({box.x() for box in boxes}) < len(boxes)
    assert {box.width() >= box.sizeHint().width() for box in boxes} == {True}
    last = max(box.geometry().bottom() for box in boxes)
    assert last <= rows["licences.groupware"].editor.height()
