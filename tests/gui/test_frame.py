"""The window as a person uses it: keys and clicks, from an empty plan on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from tests.gui.tooltips import read_tooltip
from tests.gui.waiting import settle
from wizard.domain.questions import QUESTIONS
from wizard.gui.frame import Frame
from wizard.gui.page import Page
from wizard.gui.pages import make_page
from wizard.gui.session import Session
from wizard.gui.steps import STEP_IDS, find_step
from wizard.gui.widgets.choice_editors import ChoiceEditor, TruthEditor
from wizard.gui.widgets.field_row import FieldRow
from wizard.gui.widgets.text_editors import NumberEditor, TextEditor
from wizard.storage.plan_files import open_plan

SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.twsplan"))
LARGEST = ROOT / "resources" / "samples" / "multi-site-group.twsplan"
# Set by the program itself, never asked.
_NOT_ASKED = {"catalogue"}
_MNEMONIC = re.compile("&([^&])")
_ROLE, _NOWHERE = Qt.ItemDataRole, QModelIndex()
# Names of products and files are the same in all languages.
_NAME = re.compile(r"(?:[A-Z0-9/%.\[\\(–][^ ]* ?)+")


def _session(frame: Frame) -> Session:
    assert frame.session is not None
    return frame.session


def _row(frame: Frame, field: str) -> FieldRow:
    frame.show_step(find_step(field))
    rows = frame.pages[frame.step_id].findChildren(FieldRow)
    return next(row for row in rows if row.field == field and row.isVisibleTo(frame))


def test_every_field_of_the_plan_is_on_a_page(qtbot: QtBot, session: Session) -> None:
    """Whatever the plan can hold can be seen and changed."""
    shown: set[str] = set()
    for step_id in STEP_IDS:
        page = make_page(step_id, session)
        qtbot.addWidget(page)
        shown |= page.list_fields()
    assert set(QUESTIONS) - shown == _NOT_ASKED
    assert shown - set(QUESTIONS) == set()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_showing_a_plan_changes_nothing(frame: Frame, sample: Path, tmp_path: Path) -> None:
    """Load, look at every page in both languages, save: the same plan."""
    session = _session(frame)
    session.open(sample)
    for language in ("fr", "en"):
        frame.speak(language)
        for step_id in STEP_IDS:
            frame.show_step(step_id)
    assert not session.history.is_changed
    session.save(tmp_path / "copy.twsplan")
    assert open_plan(tmp_path / "copy.twsplan") == open_plan(sample)


def test_text_number_choice_and_yes_are_filled_in_by_keys(frame: Frame, qtbot: QtBot) -> None:
    """Each kind of field writes what is typed or chosen into the plan."""
    session = _session(frame)
    text = _row(frame, "project.customer").editor
    assert isinstance(text, TextEditor)
    qtbot.keyClicks(text.line, "Ville de Valmont")
    number = _row(frame, "licences.users").editor
    assert isinstance(number, NumberEditor)
    qtbot.keyClicks(number.line, "1 200")
    clock = _row(frame, "server.clock_ghz").editor
    assert isinstance(clock, NumberEditor)
    qtbot.keyClicks(clock.line, "2,4")
    choice = _row(frame, "server.os").editor
    assert isinstance(choice, ChoiceEditor)
    qtbot.keyClick(choice.box, Qt.Key.Key_Down)
    truth = _row(frame, "security.secure_mode").editor
    assert isinstance(truth, TruthEditor)
    truth.buttons[True].click()
    assert session.read("project.customer") == "Ville de Valmont"
    assert session.read("licences.users") == 1200
    assert session.read("server.clock_ghz") == 2.4
    assert session.read("server.os") == "windows_11"
    assert session.read("security.secure_mode") is True


@pytest.mark.parametrize("typed", ["12a", "18O", "-3", "1.5", "99999999999"])
def test_number_that_is_none_is_refused_beside_the_field(frame: Frame, qtbot: QtBot, typed: str) -> None:
    """What is no whole number within bounds never reaches the plan, and the row says what is expected."""
    row = _row(frame, "licences.users")
    assert isinstance(row.editor, NumberEditor)
    qtbot.keyClicks(row.editor.line, typed)
    session = _session(frame)
    assert (session.read("licences.users"), session.read_unread("licences.users")) == (None, typed)
    assert "expected" in row.note.text()
    assert row.editor.accessibleDescription() == row.note.text()


def test_emptied_field_is_not_known_again(frame: Frame, qtbot: QtBot) -> None:
    """Deleting an answer takes it back; undo brings it back."""
    row = _row(frame, "licences.users")
    assert isinstance(row.editor, NumberEditor)
    qtbot.keyClicks(row.editor.line, "7")
    qtbot.keyClick(row.editor.line, Qt.Key.Key_Backspace)
    assert _session(frame).read("licences.users") is None


def test_undo_shows_the_step_where_the_change_was(frame: Frame) -> None:
    """Taking back a change leads to where it was made."""
    session = _session(frame)
    session.write("server.cores", 8)
    frame.show_step("project")
    frame.actions_book.by_name["undo"].trigger()
    assert frame.step_id == "server"
    assert session.read("server.cores") is None


def test_finding_leads_to_its_field(frame: Frame, qtbot: QtBot) -> None:
    """A click on a finding of the panel gives its field the focus, on whatever page it is."""
    _session(frame).open(ROOT / "resources" / "samples" / "factory-blocked.twsplan")
    finding = next(each for each in _session(frame).assessment.findings if each.fact == "SRV-2")
    frame.lead_to(finding)
    assert frame.step_id == "server"
    qtbot.waitUntil(lambda: _row(frame, "server.os").editor.isAncestorOf(frame.focusWidget() or QWidget()))


_CLINIC = {
    "licences": {"users": 180, "caller": 180, "smart_attendant": 1, "conference": False, "media_server_voices": 8},
    "load": {"calls_per_hour": 600},
    "server": {"processor_family": "xeon", "cores": 8, "clock_ghz": 2.4, "ram_gb": 16, "disk_kind": "sas"},
    "telephony": {"links": [{"kind": "oxe", "name": "PABX", "csta_keys": 179}]},
}


@pytest.mark.parametrize("start", ["project", "load", "server", "network"])
@pytest.mark.parametrize(
    ("fact", "field"),
    [("HW-9", "server.cores"), ("TEL-14", "telephony.links.0.csta_keys"), ("SRV-2", "server.os")],
)
def test_finding_leads_to_the_answer_that_falls_short(
    frame: Frame, qtbot: QtBot, start: str, fact: str, field: str
) -> None:
    """Wherever one is: to the smallest change or the first answer still to be given, not to what it rests on too."""
    session = _session(frame)
    session.write_together(_CLINIC)
    frame.show_step(start)
    frame.lead_to(next(each for each in session.assessment.findings if each.fact == fact))
    assert frame.step_id == find_step(field)
    qtbot.waitUntil(lambda: _row(frame, field).editor.isAncestorOf(frame.focusWidget() or QWidget()))


def test_note_beside_a_field_tells_of_that_field_alone(frame: Frame) -> None:
    """Too few cores are told beside the cores, as cores; memory and clock that suffice say nothing of them."""
    _session(frame).write_together(_CLINIC)
    assert "9" in _row(frame, "server.cores").note.text()
    assert "GHz" not in _row(frame, "server.cores").note.text()
    for name in ("clock_ghz", "ram_gb", "processor_family"):
        assert "9 " not in _row(frame, f"server.{name}").note.text(), name


def _list_model_texts(model: QAbstractItemModel) -> Iterator[str]:
    # Qt keeps that of its lists to itself.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(_NOWHERE)
    for row in range(min(model.rowCount(_NOWHERE), 60)):
        for column in range(columns):
            index = model.index(row, column)
            yield str(index.data(_ROLE.DisplayRole) or "")
            yield read_tooltip(str(index.data(_ROLE.ToolTipRole) or ""))
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def _list_texts(widget: QWidget) -> Iterator[str]:
    yield from (
        read_tooltip(widget.toolTip()),
        widget.accessibleName(),
        widget.accessibleDescription(),
        widget.windowTitle(),
    )
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QTabWidget):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _list_model_texts(widget.model())


def _texts(widget: QWidget) -> set[str]:
    everything = (each for each in widget.findChildren(QWidget) if each.isVisibleTo(widget))
    # Figures alone are no words, and some depend on the room there is.
    return {text for each in everything for text in _list_texts(each) if any(map(str.isalpha, text))}


def _static_texts(page: Page, session: Session, language: str) -> set[str]:
    session.speak(language)
    page.show_plan()
    found = _texts(page)
    for tabs in page.findChildren(QTabWidget):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            found |= _texts(page)
        tabs.setCurrentIndex(0)
    return found


@pytest.mark.parametrize("step_id", STEP_IDS)
def test_no_text_stays_in_the_other_language(qtbot: QtBot, session: Session, step_id: str) -> None:
    """Switching there and back gives the same words; the two languages share names and figures alone."""
    session.open(LARGEST)
    page = make_page(step_id, session)
    qtbot.addWidget(page)
    english = _static_texts(page, session, "en")
    french = _static_texts(page, session, "fr")
    assert _static_texts(page, session, "en") == english
    # Lists of file names, one a line, are the same in both.
    alike = {
        text for text in french & english if len(text.split()) > 3 and "\n" not in text and not _NAME.fullmatch(text)
    }
    # What the plan's author wrote is shown as it is, wherever it comes up.
    assert {text for text in alike if not any(answer in text for answer in _answers(session))} == set()


def _answers(session: Session) -> set[str]:
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)
        elif isinstance(value, str) and " " in value.strip():
            found.add(value)

    walk(session.content)
    return found


def test_every_field_has_an_accessible_name(frame: Frame) -> None:
    """A screen reader can name every field of every page."""
    _session(frame).open(LARGEST)
    for step_id in STEP_IDS:
        frame.show_step(step_id)
        for row in frame.pages[step_id].findChildren(FieldRow):
            if row.isVisibleTo(frame):
                names = [part.accessibleName() for part in row.editor.parts]
                assert all(name.startswith(row.name) for name in names)
                assert len(set(names)) == len(names)
                assert row.name


@pytest.mark.parametrize("language", ["fr", "en"])
def test_mnemonics_of_menus_and_buttons_do_not_clash(frame: Frame, language: str) -> None:
    """In the menu bar, in each menu, and between the buttons below the page, no letter stands twice."""
    frame.speak(language)
    bars = [[action.text() for action in frame.menuBar().actions()]]
    bars += [[action.text() for action in menu.actions()] for _, menu in frame.actions_book.menus]
    bars.append([frame.back.text(), frame.next.text(), *bars[0]])
    for texts in bars:
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert len(letters) == len(set(letters)), texts


def _list_mnemonics(page: Page) -> Iterator[tuple[str, str]]:
    for widget in page.findChildren(QWidget):
        if not widget.isVisibleTo(page):
            continue
        if isinstance(widget, QTabWidget):
            texts = [widget.tabText(place) for place in range(widget.count())]
        elif isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy() is not None):
            texts = [widget.text()]
        else:
            continue
        yield from ((found[1].lower(), text) for text in texts if (found := _MNEMONIC.search(text)))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("step_id", STEP_IDS)
def test_mnemonics_of_a_page_do_not_clash(frame: Frame, step_id: str, language: str) -> None:
    """Alt and a letter means one thing on a page, whichever of its tabs is in front: no menu's, no button's below."""
    frame.speak(language)
    _session(frame).open(LARGEST)
    frame.show_step(step_id)
    page = frame.pages[step_id]
    tabs = page.findChildren(QTabWidget)
    taken = [action.text() for action in frame.menuBar().actions()] + [frame.back.text(), frame.next.text()]
    letters = {found[1].lower() for text in taken if (found := _MNEMONIC.search(text))}
    for place in range(max([each.count() for each in tabs], default=1)):
        for each in tabs:
            each.setCurrentIndex(min(place, each.count() - 1))
        used = list(_list_mnemonics(page))
        assert [text for letter, text in used if letter in letters] == []
        assert len({letter for letter, _ in used}) == len(used), sorted(used)


@pytest.mark.parametrize("step_id", STEP_IDS)
def test_no_page_scrolls_sideways_on_a_small_screen(frame: Frame, qtbot: QtBot, step_id: str) -> None:
    """At 1366 × 768 the page fits between steps and assessment, in French too."""
    frame.speak("fr")
    _session(frame).open(LARGEST)
    frame.show_step(step_id)
    settle(qtbot, frame)
    assert not frame.pages[step_id].area.horizontalScrollBar().isVisible()
