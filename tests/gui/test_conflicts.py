"""A plan's file that was changed elsewhere: noticed, told, and settled so that nothing of either side is lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.waiting import is_idle
from wizard.cli.main import main
from wizard.gui.files import FileKeeper
from wizard.gui.frame import Frame
from wizard.gui.session import Session
from wizard.gui.watching import FileWatch
from wizard.gui.widgets.change_bar import ChangeBar
from wizard.gui.widgets.conflict_dialog import ConflictDialog
from wizard.storage.plan_files import open_plan

_PATIENCE_MS = 30_000


def _session(frame: Frame) -> Session:
    assert frame.session is not None
    return frame.session


def _keeper(frame: Frame) -> FileKeeper:
    assert frame.keeper is not None
    return frame.keeper


def _watch(frame: Frame) -> FileWatch:
    assert frame.watch is not None
    return frame.watch


@pytest.fixture
def path(frame: Frame, tmp_path: Path) -> Path:
    """Return the file of the plan that is open, saved with a customer and a reference."""
    path = tmp_path / "plans" / "a.twsplan"
    path.parent.mkdir()
    _session(frame).write("project.customer", "Before")
    _session(frame).write("project.reference", "R-1")
    _session(frame).save(path)
    return path


def _change_outside(path: Path, part: str, **answers: object) -> None:
    content = json.loads(path.read_bytes())
    content[part] = {**(content.get(part) or {}), **answers}
    path.write_text(json.dumps(content), encoding="utf-8")


def _decide(choice: str, seen: list[str] | None = None, *, theirs: bool = False) -> None:
    """Press a button of the conflict dialog once it stands."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConflictDialog)
        if seen is not None:
            seen.extend(label.text() for label in dialog.findChildren(QLabel))
        for kept in dialog.findChildren(QComboBox):
            kept.setCurrentIndex(int(theirs))
        button = dialog.findChild(QPushButton, choice)
        assert button is not None
        button.click()

    QTimer.singleShot(0, press)


def _backups(path: Path) -> list[Path]:
    return sorted(each for each in path.parent.iterdir() if each.suffix == ".bak")


def test_merge_keeps_what_both_changed(frame: Frame, path: Path) -> None:
    """Somebody changed another answer meanwhile: saving merges, and the file holds both."""
    _change_outside(path, "licences", users=77)
    _session(frame).write("project.reference", "R-2")
    seen: list[str] = []
    _decide("merge", seen)
    assert _keeper(frame).save()
    plan = open_plan(path)
    assert plan.project is not None
    assert plan.licences is not None
    assert (plan.project.reference, plan.licences.users) == ("R-2", 77)
    assert any("a.twsplan" in text for text in seen)
    assert not _session(frame).history.is_changed
    # One step of undo brings back what this window had.
    _session(frame).undo()
    assert (_session(frame).read("licences.users"), _session(frame).read("project.reference")) == (None, "R-2")


@pytest.mark.parametrize(("theirs", "kept"), [(False, "Mine"), (True, "Theirs")])
def test_same_answer_is_chosen(frame: Frame, path: Path, *, theirs: bool, kept: str) -> None:
    """Both changed the customer: the choice beside the two decides; the other version is in the backup or the undo."""
    _change_outside(path, "project", customer="Theirs")
    _session(frame).write("project.customer", "Mine")
    _decide("merge", theirs=theirs)
    assert _keeper(frame).save()
    assert _session(frame).read("project.customer") == kept
    assert open_plan(path) == _session(frame).plan


def test_keeping_mine_keeps_their_file_beside(frame: Frame, path: Path) -> None:
    """What is replaced is kept under a name with its date, and the status bar says so."""
    _change_outside(path, "project", customer="Theirs")
    theirs = path.read_bytes()
    _session(frame).write("project.customer", "Mine")
    _decide("mine")
    assert _keeper(frame).save()
    assert json.loads(path.read_bytes())["project"]["customer"] == "Mine"
    assert theirs in [each.read_bytes() for each in _backups(path)]


def test_taking_theirs_can_be_undone(frame: Frame, path: Path) -> None:
    """The file's answers come in; Ctrl+Z brings mine back."""
    _change_outside(path, "project", customer="Theirs")
    _session(frame).write("project.customer", "Mine")
    _decide("theirs")
    assert _keeper(frame).save()
    assert _session(frame).read("project.customer") == "Theirs"
    assert not _session(frame).history.is_changed
    _session(frame).undo()
    assert _session(frame).read("project.customer") == "Mine"
    assert _session(frame).history.is_changed


def test_cancelling_writes_nothing(frame: Frame, path: Path) -> None:
    """Both versions stay where they are."""
    _change_outside(path, "project", customer="Theirs")
    before = path.read_bytes()
    _session(frame).write("project.customer", "Mine")
    _decide("cancel")
    assert not _keeper(frame).save()
    assert path.read_bytes() == before
    assert _session(frame).history.is_changed


def test_saving_beside_leaves_their_file(frame: Frame, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mine goes under another name, which is this window's file from then on."""
    other = path.with_name("b.twsplan")
    monkeypatch.setattr("wizard.gui.targets.QFileDialog.getSaveFileName", lambda *_, **__: (str(other), ""))
    _change_outside(path, "project", customer="Theirs")
    before = path.read_bytes()
    _session(frame).write("project.customer", "Mine")
    _decide("beside")
    assert _keeper(frame).save()
    assert path.read_bytes() == before
    assert (_session(frame).path, open_plan(other)) == (other, _session(frame).plan)


def test_file_that_holds_no_plan_any_more_is_kept(frame: Frame, path: Path) -> None:
    """Half a synchronised file, for instance: it can be replaced, and is kept beside."""
    path.write_bytes(b"<<<<<<< conflict")
    _session(frame).write("project.customer", "Mine")
    seen: list[str] = []
    _decide("mine", seen)
    assert _keeper(frame).save()
    assert b"<<<<<<< conflict" in [each.read_bytes() for each in _backups(path)]
    assert any("no longer holds a plan" in text for text in seen)


def test_check_beside_the_window_is_merged_without_a_question(frame: Frame, path: Path) -> None:
    """A check on the command line adds its measurements to the file; saving in the window keeps them and the answer."""
    assert main(["check", str(path), "--role", "server", "--local", "--only", "server.memory"]) == 0
    _session(frame).write("project.customer", "After")
    assert _keeper(frame).save()
    plan = open_plan(path)
    assert plan.project is not None
    assert plan.project.customer == "After"
    assert [each.probe for each in plan.evidence or ()] == ["server.memory"]


def test_two_windows_lose_nothing(frame: Frame, path: Path, qtbot: QtBot) -> None:
    """The second window's save is not undone by the first one's."""
    other = Session("en")
    other.open(path)
    other.write("project.notes", "from window 2")
    other.save(path)
    _session(frame).write("project.reference", "from window 1")
    _decide("merge")
    assert _keeper(frame).save()
    plan = open_plan(path)
    assert plan.project is not None
    assert (plan.project.notes, plan.project.reference) == ("from window 2", "from window 1")
    qtbot.waitUntil(is_idle(_session(frame)))


def test_change_is_noticed_while_the_plan_is_open(frame: Frame, path: Path, qtbot: QtBot) -> None:
    """A line above the page says so, leads to the decision, and goes once it is taken."""
    bar = frame.findChild(ChangeBar)
    assert bar is not None
    _change_outside(path, "project", customer="Theirs")
    _watch(frame).look()
    qtbot.waitUntil(bar.isVisible, timeout=_PATIENCE_MS)
    assert "a.twsplan" in bar.notice.text.text()
    frame.speak("fr")
    assert "modifié" in bar.notice.text.text()
    _decide("theirs")
    bar.decide.click()
    assert not bar.isVisible()
    assert _session(frame).read("project.customer") == "Theirs"


def test_system_s_word_is_heard(frame: Frame, path: Path, qtbot: QtBot) -> None:
    """Nobody has to turn to the window: the watcher tells by itself, also of a file that was replaced twice."""
    bar = frame.findChild(ChangeBar)
    assert bar is not None
    for customer in ("One", "Two"):
        fresh = path.with_name("fresh")
        fresh.write_bytes(path.read_bytes())
        _change_outside(fresh, "project", customer=customer)
        fresh.replace(path)
        qtbot.waitUntil(bar.isVisible, timeout=_PATIENCE_MS)
        _decide("theirs")
        bar.decide.click()
        assert _session(frame).read("project.customer") == customer


def test_measurements_come_in_by_themselves(frame: Frame, path: Path, qtbot: QtBot) -> None:
    """While the window is open a check adds to the file: the window shows it, unsaved answers stay unsaved."""
    session = _session(frame)
    session.write("project.customer", "Not saved yet")
    assert main(["check", str(path), "--role", "server", "--local", "--only", "server.memory"]) == 0
    _watch(frame).look()
    qtbot.waitUntil(lambda: bool(session.plan.evidence), timeout=_PATIENCE_MS)
    assert session.read("project.customer") == "Not saved yet"
    assert session.history.is_changed
    assert _keeper(frame).save()
    assert open_plan(path) == session.plan


def test_file_that_is_gone_is_told(frame: Frame, path: Path, qtbot: QtBot) -> None:
    """A stick that was pulled out, a folder renamed; saving writes it anew."""
    bar = frame.findChild(ChangeBar)
    assert bar is not None
    path.unlink()
    _watch(frame).look()
    qtbot.waitUntil(bar.isVisible, timeout=_PATIENCE_MS)
    assert "not there any more" in bar.notice.text.text()
    assert not bar.decide.isVisible()
    assert _keeper(frame).save()
    assert path.exists()


def _answer(button: str) -> Callable[[], None]:
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(each for each in box.buttons() if button in each.text()).click()

    return press


def _choose(monkeypatch: pytest.MonkeyPatch, *names: Path) -> list[str]:
    """Have the dialog for saving answer with some names, one after the other; return what it proposed."""
    left, proposed = [str(each) for each in names], []

    def choose(_parent: object, _title: str, start: str, *_: object, **__: Any) -> tuple[str, str]:  # noqa: ANN401 - Qt's options
        proposed.append(start)
        return (left.pop(0) if left else "", "")

    monkeypatch.setattr("wizard.gui.targets.QFileDialog.getSaveFileName", choose)
    return proposed


@pytest.mark.parametrize("typed", ["client", "client.twsplan", "client.TWSPLAN"])
def test_the_real_file_is_asked_about(
    frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """A name without its ending gets the question that the whole name gets; the other name is proposed again."""
    there = tmp_path / ("client.twsplan" if typed != "client.TWSPLAN" else typed)
    there.write_bytes(b"another plan")
    proposed = _choose(monkeypatch, tmp_path / typed)
    QTimer.singleShot(0, _answer("Choose another name"))
    assert not _keeper(frame).save_as()
    assert there.read_bytes() == b"another plan"
    assert Path(proposed[1]) == there


def test_replaced_plan_is_kept(frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the user says yes: what was there is beside, under a name that no later save takes."""
    there = tmp_path / "client.twsplan"
    there.write_bytes(b"another plan")
    _choose(monkeypatch, tmp_path / "client")
    QTimer.singleShot(0, _answer("Replace"))
    assert _keeper(frame).save_as()
    for customer in ("1", "2"):
        _session(frame).write("project.customer", customer)
        assert _keeper(frame).save()
    assert b"another plan" in [each.read_bytes() for each in _backups(there)]
    assert open_plan(there) == _session(frame).plan


@pytest.mark.parametrize(
    ("project", "proposed"),
    [
        ({"reference": "VAL-2026-014", "customer": "Ville de Valmont"}, "VAL-2026-014 – Ville de Valmont.twsplan"),
        ({"customer": 'A/B: "C" | <D>?*\\E'}, "A B C D E.twsplan"),
        ({"customer": "Clinique v1.2"}, "Clinique v1.2.twsplan"),
        ({"customer": "Κλινική"}, "Κλινική.twsplan"),
        ({"customer": "con"}, "New plan.twsplan"),
        ({"customer": "aux.txt"}, "New plan.twsplan"),
        ({"customer": "..."}, "New plan.twsplan"),
        ({"customer": "x" * 500}, f"{'x' * 80}.twsplan"),
        ({}, "New plan.twsplan"),
    ],
)
def test_name_is_proposed(
    frame: Frame, monkeypatch: pytest.MonkeyPatch, project: dict[str, str], proposed: str
) -> None:
    """Reference and customer, as every system takes them; a name that was typed with a point gets its ending."""
    for name, value in project.items():
        _session(frame).write(f"project.{name}", value)
    asked = _choose(monkeypatch)
    assert not _keeper(frame).save()
    assert Path(asked[0]).name == proposed
