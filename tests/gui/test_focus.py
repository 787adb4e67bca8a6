"""Where the keyboard goes after an item was added or copied, and after Next: into a field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.rows import find_row, get_session, turn_to
from wizard.gui.frame import Frame
from wizard.gui.pages.load import LoadPage
from wizard.gui.pages.telephony import TelephonyPage
from wizard.gui.steps import STEP_IDS


def test_name_with_spaces_after_duplicate_makes_one_copy(frame: Frame, qtbot: QtBot) -> None:
    """The spaces of a name press no button again."""
    session = get_session(frame)
    session.write("sites", [{"name": "Annexe"}])
    frame.show_step("load")
    page = frame.pages["load"]
    assert isinstance(page, LoadPage)
    turn_to(frame, page.sites.duplicate, qtbot)
    QTest.keyClick(page.sites.duplicate, Qt.Key.Key_Space)
    row = find_row(frame, "sites.1.name")
    qtbot.waitUntil(lambda: frame.focusWidget() is row.editor.parts[0])
    QTest.keyClicks(frame.focusWidget(), " du Nord 2")
    assert len(session.read("sites")) == 2
    assert session.read("sites.0.name") == "Annexe"


@pytest.mark.parametrize("kind", ["oxe", None])
def test_added_link_is_filled_in_at_once(frame: Frame, qtbot: QtBot, kind: str | None) -> None:
    """The keyboard is in the new link's form, whatever the menu had before."""
    frame.show_step("telephony")
    page = frame.pages["telephony"]
    assert isinstance(page, TelephonyPage)
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    page.links.add_kind(kind)
    row = find_row(frame, "telephony.links.0.kind")
    qtbot.waitUntil(lambda: row.editor.isAncestorOf(frame.focusWidget()))
    QTest.keyClick(frame.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(frame.focusWidget(), "PABX du site")
    session = get_session(frame)
    assert len(session.read("telephony.links")) == 1
    assert session.read("telephony.links.0.name") == "PABX du site"


@pytest.mark.parametrize("step_id", STEP_IDS[:-1])
def test_next_leads_into_the_page(frame: Frame, qtbot: QtBot, step_id: str) -> None:
    """After Next the keyboard is on the page, and a space changes no answer by surprise."""
    frame.show_step(step_id)
    turn_to(frame, frame.next, qtbot)
    QTest.keyClick(frame.next, Qt.Key.Key_Space)
    page = frame.pages[frame.step_id]
    assert page.step_id != step_id
    qtbot.waitUntil(lambda: page.isAncestorOf(frame.focusWidget()))


def test_next_leads_to_the_first_field(frame: Frame, qtbot: QtBot) -> None:
    """What is typed after Next is the first answer of the page."""
    frame.show_step("project")
    turn_to(frame, frame.next, qtbot)
    QTest.keyClick(frame.next, Qt.Key.Key_Space)
    QTest.keyClicks(frame.focusWidget(), "5.3")
    assert get_session(frame).read("licences.tws_version") == "5.3"
