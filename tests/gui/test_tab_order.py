"""The Tab key goes through the window as one reads it, and comes back to where it began."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from wizard.gui.frame import Frame
from wizard.gui.pages.stations import StationsPage
from wizard.gui.pages.telephony import TelephonyPage
from wizard.gui.steps import STEP_IDS

LARGEST = ROOT / "resources" / "samples" / "multi-site-group.twsplan"
_MOST_STOPS = 400


def _find_focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _go_round(frame: Frame, qtbot: QtBot, key: Qt.Key) -> list[QWidget]:
    """Return what the keyboard stops at after the steps' list, until it is there again."""
    frame.activateWindow()
    frame.rail.setFocus()
    stops: list[QWidget] = []
    while len(stops) < _MOST_STOPS:
        qtbot.keyClick(_find_focus(), key)
        if _find_focus() is frame.rail:
            return stops
        # A day has three places to stop at within one field.
        if stops[-1:] != [_find_focus()]:
            stops.append(_find_focus())
    raise AssertionError([type(stop).__name__ for stop in stops[-9:]])


def test_one_can_write_at_once(frame: Frame, qtbot: QtBot) -> None:
    """The first question's field has the keys when the window is there."""
    frame.activateWindow()
    qtbot.keyClicks(_find_focus(), "Valmont")
    assert frame.session is not None
    assert frame.session.read("project.customer") == "Valmont"


@pytest.mark.parametrize("step_id", STEP_IDS)
def test_page_comes_after_the_steps_then_the_buttons_then_the_panel(frame: Frame, qtbot: QtBot, step_id: str) -> None:
    """Forwards and backwards alike, each stop once."""
    assert frame.session is not None
    assert frame.panel is not None
    frame.session.open(LARGEST)
    frame.show_step(step_id)
    stops = _go_round(frame, qtbot, Qt.Key.Key_Tab)
    assert len(stops) == len({id(stop) for stop in stops})
    inside = [frame.pages[step_id].isAncestorOf(stop) for stop in stops]
    last = inside.index(False)
    assert last > 0
    assert not any(inside[last:])
    buttons = [button for button in (frame.back, frame.next) if button.isEnabled()]
    assert stops[last:] == [*buttons, frame.panel.list]
    assert _go_round(frame, qtbot, Qt.Key.Key_Backtab) == stops[::-1]


@pytest.mark.parametrize("step_id", ["project", "licences", "load", "telephony", "server", "security", "stations"])
def test_fields_come_as_they_are_read(frame: Frame, qtbot: QtBot, step_id: str) -> None:
    """From the upper left to the lower right, whichever were made first."""
    assert frame.session is not None
    frame.session.open(LARGEST)
    frame.show_step(step_id)
    page = frame.pages[step_id]
    paper = page.area.widget()
    assert paper is not None
    stops = [stop for stop in _go_round(frame, qtbot, Qt.Key.Key_Tab) if page.isAncestorOf(stop)]
    centres = [stop.mapTo(paper, QPoint(0, stop.height() // 2)) for stop in stops]
    # Fields of one line may differ by some pixels in height.
    places = [(round(centre.y() / 12), centre.x()) for centre in centres]
    assert places == sorted(places)
    assert len(stops) > 2


def test_form_of_a_first_item_comes_right_after_its_list(frame: Frame, qtbot: QtBot) -> None:
    """It is made when the first item is added, long after what stands below it."""
    frame.show_step("stations")
    page = frame.pages["stations"]
    assert isinstance(page, StationsPage)
    page.groups.add.click()
    stops = _go_round(frame, qtbot, Qt.Key.Key_Tab)
    assert page.groups.form is not None
    name = page.groups.form.rows["stations.groups.*.name"].editor.parts[0]
    assert stops.index(page.groups.add) < stops.index(name) < stops.index(page.hosts.add)


def test_form_of_another_kind_of_link_comes_after_its_list(frame: Frame, qtbot: QtBot) -> None:
    """Each kind has a form of its own, made when it is first chosen."""
    frame.show_step("telephony")
    page = frame.pages["telephony"]
    assert isinstance(page, TelephonyPage)
    for kind in ("oxe", "snom"):
        page.links.add_kind(kind)
        stops = _go_round(frame, qtbot, Qt.Key.Key_Tab)
        assert page.links.form is not None
        name = page.links.form.rows["telephony.links.*.name"].editor.parts[0]
        assert stops.index(page.links.add) < stops.index(name) < stops.index(frame.back)
