"""What the page of the checks asks before it runs any, and what becomes of measurements that it shows."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.factories import Json, make_answers, make_evidence, make_group
from tests.gui.checking import name_machine, open_page, take_role
from tests.gui.waiting import is_idle
from wizard.domain.evidence import fullness
from wizard.gui.frame import Frame
from wizard.gui.pages.checks import ChecksPage
from wizard.gui.plain_text import MessageBox


@pytest.fixture
def page(frame: Frame, qtbot: QtBot) -> ChecksPage:
    """Return the page, this machine being the server."""
    found = open_page(frame, qtbot)
    take_role(found, "server")
    return found


def test_one_check_can_be_made_again(page: ChecksPage, qtbot: QtBot) -> None:
    """The chosen measurement of this machine alone is made once more."""
    old = make_evidence(taken_at="2020-01-01T00:00:00Z", machine=name_machine())
    page.session.write("evidence", [old, make_evidence(probe="server.system", machine=name_machine())])
    row = next(row for row in page.results.model.rows if row.item.evidence.probe == "server.memory")
    page.results.table.choose(row.key)
    qtbot.mouseClick(page.results.repeat, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(is_idle(page.session))
    moments = {each.probe: each.taken_at for each in page.session.plan.evidence or ()}
    assert moments["server.memory"] > "2026"
    assert moments["server.system"] == make_evidence()["taken_at"]
    assert len(moments) == 2


def test_another_machine_s_check_is_not_made_here(page: ChecksPage) -> None:
    """Made again here it would be this machine's: that is said, and nothing is measured."""
    page.session.write("evidence", [make_evidence(machine="elsewhere")])
    page.results.table.choose(page.results.model.rows[0].key)
    page.results.repeat.click()
    assert "measured on elsewhere" in page.notice.text.text()
    assert [each.machine for each in page.session.plan.evidence or ()] == ["elsewhere"]
    assert not page.runner.is_busy


def test_nothing_is_preset(frame: Frame, qtbot: QtBot) -> None:
    """Reported: the role stood on the server, so that any laptop was measured as it. Nothing runs until it is said."""
    page = open_page(frame, qtbot)
    assert page.choices.role.currentData() is None
    assert not page.run.isEnabled()
    assert "Choose what this machine is" in page.touches.note.text()
    assert "Choose what this machine is" in page.run.accessibleDescription()
    take_role(page, "station")
    assert not page.run.isEnabled()
    assert "Choose the group" in page.touches.note.text()
    for group, place in (("Bureaux", 0), ("", None)):
        take_role(page, "station", group)
        # Of no group, and with nothing to be sent, there is nothing to check.
        assert page.run.isEnabled() is (group != "")
        assert page.run.accessibleDescription() == ""
        wanted = page.choices.read_wanted()
        assert wanted is not None
        assert (wanted.role, wanted.group) == ("station", place)
    take_role(page, None)
    assert page.choices.read_wanted() is None
    assert not page.run.isEnabled()
    assert page.run.accessibleDescription()


def test_chosen_group_is_known_by_its_name(page: ChecksPage) -> None:
    """A group that moved stays chosen, one that was removed is asked for again; without groups none is asked for."""
    page.session.write("stations.groups", [make_group(name="A"), make_group(name="B")])
    take_role(page, "station", "B")
    page.session.write("stations.groups", [make_group(name="B"), make_group(name="A")])
    wanted = page.choices.read_wanted()
    assert wanted is not None
    assert wanted.group == 0
    page.session.write("stations.groups", [make_group(name="A")])
    assert page.choices.read_wanted() is None
    page.session.write("stations.groups", [])
    wanted = page.choices.read_wanted()
    assert wanted is not None
    assert wanted.group is None
    assert not page.choices.group.isVisibleTo(page)


def test_role_decides_what_is_asked(page: ChecksPage) -> None:
    """A PC has a group, the server a drive; what will be touched follows."""
    take_role(page, "station", "Bureaux")
    assert page.choices.group.isVisibleTo(page)
    assert not page.choices.drive.isVisibleTo(page)
    touched = {row.key for row in page.touches.model.rows}
    take_role(page, "server")
    assert page.choices.drive.isVisibleTo(page)
    assert {row.key for row in page.touches.model.rows} != touched


def press_in_question(page: ChecksPage, qtbot: QtBot, text: str) -> None:
    """Wait for the question whether this is the server, and press one of its buttons."""
    qtbot.waitUntil(lambda: any(box.isVisible() for box in page.findChildren(MessageBox)))
    (box,) = page.findChildren(MessageBox)
    told = f"{box.text()}\n{box.informativeText()}"
    assert "203.0.113.9" in told
    assert name_machine().lower() in told
    next(button for button in box.buttons() if button.text().replace("&", "") == text).click()
    qtbot.waitUntil(lambda: not page.findChildren(MessageBox))
    qtbot.waitUntil(is_idle(page.session))


def test_laptop_is_asked_before_it_is_taken_for_the_server(page: ChecksPage, qtbot: QtBot) -> None:
    """Reported: a laptop was measured as the server, and counted. Cancelling or another role measures nothing."""
    page.session.write("server.address", "203.0.113.9")
    for answer in ("Cancel", "Choose another role"):
        page.run.click()
        press_in_question(page, qtbot, answer)
        assert not page.session.plan.evidence
        assert page.results.model.rows == []
    assert page.choices.role.currentData() is None
    assert not page.run.isEnabled()


def test_laptop_taken_for_the_server_all_the_same_is_kept_apart(page: ChecksPage, qtbot: QtBot) -> None:
    """Everything that it measures is kept with the reason and counts for nothing, until somebody says that it does."""
    page.session.write("server.address", "203.0.113.9")
    before = page.session.assessment.findings
    page.run.click()
    press_in_question(page, qtbot, "Run and keep apart")
    kept = page.session.plan.evidence or ()
    assert {each.apart for each in kept} == {"other_address"}
    assert len(kept) > 3
    assert page.session.assessment.findings == before
    assert "kept apart" in page.notice.text.text()
    assert all("kept apart" in row.cells[2].text for row in page.results.model.rows)
    page.results.table.selectAll()
    page.results.count_in.click()
    left = {each.probe for each in page.session.plan.evidence or () if each.apart}
    assert left == {"server.address"}
    assert page.session.assessment.findings != before
    page.session.undo()
    assert {each.apart for each in page.session.plan.evidence or ()} == {"other_address"}


def test_planned_server_is_not_asked(page: ChecksPage, qtbot: QtBot) -> None:
    """A machine that has the planned name is measured at once, and counts."""
    page.session.write("security.dns_name", name_machine())
    page.run.click()
    qtbot.waitUntil(is_idle(page.session))
    assert page.findChildren(MessageBox) == []
    assert {each.apart for each in page.session.plan.evidence or ()} == {None}


def test_stopping_while_it_is_compared_measures_nothing(page: ChecksPage, qtbot: QtBot) -> None:
    """Whoever stops before it is known which machine this is has measured nothing."""
    page.session.write("server.address", "203.0.113.9")
    page.run.click()
    page.stop.click()
    qtbot.waitUntil(is_idle(page.session))
    assert not page.session.plan.evidence
    for box in page.findChildren(MessageBox):
        box.close()


@pytest.mark.parametrize("way", ["button", "key", "menu"])
def test_measurements_are_removed(page: ChecksPage, qtbot: QtBot, way: str) -> None:
    """Chosen rows go by button, key or menu, and one undo brings them back; nothing chosen, nothing to press."""
    evidence = [make_evidence(machine=f"PC{number}") for number in range(3)]
    page.session.write("evidence", evidence)
    page.tabs.setCurrentWidget(page.results)
    page.results.table.clearSelection()
    assert not page.results.remove.isEnabled()
    page.results.table.choose(page.results.model.rows[1].key)
    gone = page.results.model.rows[1].item.evidence.machine
    if way == "button":
        page.results.remove.click()
    elif way == "key":
        page.results.table.setFocus()
        qtbot.keyClick(page.results.table, Qt.Key.Key_Delete)
    else:
        names = [each.text() for each in page.results.table.actions()]
        assert names == ["Let it count", "Remove", "Check this again"]
        page.results.table.actions()[1].trigger()
    assert {each.machine for each in page.session.plan.evidence or ()} == {"PC0", "PC1", "PC2"} - {gone}
    assert "1 measurements removed" in page.notice.text.text()
    page.session.undo()
    assert len(page.session.plan.evidence or ()) == 3


def test_old_plan_s_laptop_can_be_removed(page: ChecksPage) -> None:
    """What an earlier version kept of a laptop is shown apart, and goes with all its rows chosen."""
    address: Json = {"probe": "server.address", "facts": [], "answers": None, "state": "failed", "target": "10.20.0.15"}
    laptop = [make_evidence(machine="LAPTOP"), make_evidence(machine="LAPTOP", **address)]
    page.session.recover(make_answers() | {"evidence": [*laptop, make_evidence()]}, None)
    apart = [row for row in page.results.model.rows if "kept apart" in row.cells[2].text]
    assert len(apart) == 2
    for row in apart:
        page.results.table.choose(row.key)
        page.results.remove.click()
    assert [each.machine for each in page.session.plan.evidence or ()] == ["TWS01"]


def test_full_plan_stays_and_the_results_are_shown(
    page: ChecksPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a full plan cannot take is shown until the next run; the plan is as it was, and both are said."""
    monkeypatch.setattr(fullness, "MOST_KEPT", 3)
    page.session.write("evidence", [make_evidence(machine=f"PC{number}") for number in range(3)])
    assert "the most that it can hold is 3" in page.results.note.text()
    before = page.session.plan
    qtbot.mouseClick(page.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(is_idle(page.session), timeout=15_000)
    assert page.session.plan is before
    assert "The plan is full" in page.notice.text.text()
    assert len(page.results.model.rows) > 3
    assert not page.session.history.can_redo


def test_full_plan_takes_nothing_over(page: ChecksPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Measurements of another machine for which there is no room are not taken over; a newer one of the same is."""
    monkeypatch.setattr(fullness, "MOST_KEPT", 1)
    page.session.write("evidence", [make_evidence()])
    other = tmp_path / "pc.twsplan"
    other.write_text(json.dumps(make_answers() | {"evidence": [make_evidence(machine="PC7")]}), encoding="utf-8")
    page.take_over(other)
    assert [each.machine for each in page.session.plan.evidence or ()] == ["TWS01"]
    assert "The plan is full" in page.notice.text.text()
    newer = make_evidence(taken_at="2026-11-24T09:00:00Z")
    other.write_text(json.dumps(make_answers() | {"evidence": [newer]}), encoding="utf-8")
    page.take_over(other)
    assert [each.taken_at for each in page.session.plan.evidence or ()] == ["2026-11-24T09:00:00Z"]
