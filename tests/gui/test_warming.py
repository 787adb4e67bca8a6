"""Pages made ready while nobody asks: all of them, nothing changed, nothing asked of the machine."""

import ast
import sys
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from wizard.gui.frame import Frame
from wizard.gui.steps import STEP_IDS
from wizard.gui.warming import HEAVY
from wizard.gui.widgets.checklist_rows import ItemRow

LARGEST = ROOT / "resources" / "samples" / "multi-site-group.twsplan"


@pytest.fixture
def warm(frame: Frame, qtbot: QtBot) -> Frame:
    """Return the window on the largest sample, all its pages ready."""
    assert frame.session is not None
    frame.session.open(LARGEST)
    frame.warm_up()
    assert frame.warmer is not None
    warmer = frame.warmer
    qtbot.waitUntil(lambda: not warmer.is_busy)
    return frame


def test_every_page_is_ready_and_the_first_still_shown(warm: Frame) -> None:
    """Whoever turns to a step finds its page made; the plan counts as unchanged."""
    assert set(warm.pages) == set(STEP_IDS)
    assert warm.stack.currentWidget() is warm.pages["project"]
    assert warm.session is not None
    assert not warm.session.history.is_changed
    rows = warm.pages["checklist"].findChildren(ItemRow)
    assert len(rows) == len(warm.session.assessment.checklist)
    assert {row.id for row in rows} == {item.id for item in warm.session.assessment.checklist}


def test_page_made_ready_shows_the_plan_of_the_moment(warm: Frame) -> None:
    """What was answered, and in which language, after the page was made."""
    assert warm.session is not None
    warm.session.write("server.cores", 37)
    warm.speak("fr")
    warm.show_step("server")
    row = warm.pages["server"].form.rows["server.cores"]  # type: ignore[attr-defined]
    assert row.editor.line.text() == "37"
    assert warm.pages["server"].title.text() == warm.session.say(warm.pages["server"].step.title)


def test_page_that_was_shown_before_stays(frame: Frame, qtbot: QtBot) -> None:
    """A page that somebody was quicker to ask for is not made again."""
    frame.show_step("checklist")
    before = frame.pages["checklist"]
    frame.warm_up()
    warmer = frame.warmer
    assert warmer is not None
    qtbot.waitUntil(lambda: not warmer.is_busy)
    assert frame.pages["checklist"] is before


def _list_imports() -> Iterator[str]:
    for file in (ROOT / "wizard").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                yield from (each.name for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
                yield from (f"{node.module}.{each.name}" for each in node.names)


def test_only_what_some_module_imports_is_made_ready() -> None:
    """The built program holds what is imported anywhere; what is named as text alone is missing there."""
    named = {name for names in HEAVY.values() for name in names}
    assert {name for name in named if not name.startswith("wizard.")} <= set(_list_imports())


def test_closing_ends_it(frame: Frame) -> None:
    """Nothing goes on behind a window that is gone."""
    frame.warm_up()
    assert frame.warmer is not None
    assert frame.warmer.is_busy
    frame.close()
    assert not frame.warmer.is_busy


@pytest.mark.skipif(sys.platform == "win32", reason="the paths of Linux are looked for")
def test_nothing_of_the_machine_is_asked(frame: Frame, qtbot: QtBot) -> None:
    """No network, no process, and no file that only a check reads: opening the window measures nothing."""
    seen: list[str] = []
    listening = [True]

    def hear(event: str, words: tuple[object, ...]) -> None:
        if listening and (
            event.startswith(("socket.connect", "socket.sendto", "subprocess", "os.system"))
            or (event == "open" and str(words[0]).startswith(("/etc/resolv", "/proc/", "/sys/")))
        ):
            seen.append(f"{event} {words[0]}")

    sys.addaudithook(hear)
    try:
        frame.warm_up()
        warmer = frame.warmer
        assert warmer is not None
        qtbot.waitUntil(lambda: not warmer.is_busy)
    finally:
        listening.clear()
    assert seen == []
