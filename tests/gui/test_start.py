"""How the window is started: by a call without a command, or with a plan alone."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from wizard.cli import main as module
from wizard.cli.main import COMMANDS, find_plan, has_display, main
from wizard.gui import app
from wizard.gui.frame import Frame
from wizard.paths import list_samples
from wizard.storage.recovery import find_folder, look_for_recoveries


@pytest.mark.parametrize(
    ("arguments", "plan"),
    [
        ([], None),
        (["a.twsplan"], "a.twsplan"),
        (["A.TWSPLAN"], "A.TWSPLAN"),
        (["folder/plan"], "folder/plan"),
        (["here"], "here"),
        (["bogus"], None),
        (["--help"], None),
        (["export"], None),
        (["a.twsplan", "b.twsplan"], None),
    ],
)
def test_plan_is_told_from_a_mistyped_command(
    arguments: list[str], plan: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file, or what looks like one, is a plan; any other word is a command or a mistake."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").write_bytes(b"")
    assert find_plan(arguments) == (None if plan is None else Path(plan))


@pytest.mark.parametrize(
    ("arguments", "opened"), [([], [None]), (["a.twsplan"], [Path("a.twsplan")]), (["bogus"], []), (["--version"], [])]
)
def test_call_without_a_command_opens_the_window(
    arguments: list[str], opened: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window's exit code is that of the call."""
    plans: list[Path | None] = []

    def run(plan: Path | None) -> int:
        plans.append(plan)
        return 7

    monkeypatch.setattr(app, "run_window", run)
    try:
        code = main(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    assert plans == opened
    assert (code == 7) == bool(opened)


@pytest.mark.parametrize("arguments", [[], ["a.twsplan"]])
@pytest.mark.parametrize("lacking", ["display", "qt"])
def test_without_screen_or_qt_the_commands_are_told(
    arguments: list[str], lacking: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """2, and one line that lists what can be called."""
    if lacking == "display":
        monkeypatch.setattr(module, "has_display", lambda: False)
    else:
        monkeypatch.setitem(sys.modules, "wizard.gui.app", None)
    assert main([*arguments]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert all(command in err for command in COMMANDS)


@pytest.mark.parametrize(
    ("names", "found"), [((), False), (("DISPLAY",), True), (("WAYLAND_DISPLAY",), True), (("QT_QPA_PLATFORM",), True)]
)
def test_screen_is_read_off_the_environment(
    names: tuple[str, ...], found: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any of the three is enough; on Windows and macOS there always is one."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name in names:
        monkeypatch.setenv(name, "offscreen")
    assert has_display() is found
    monkeypatch.setattr(sys, "platform", "win32")
    assert has_display()


def test_window_runs_on_a_plan_and_puts_the_handler_of_bugs_back(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real start, in this process: frame, plan, then close."""
    seen: list[str] = []
    monkeypatch.setattr(app, "QApplication", _Borrowed)
    before = sys.__excepthook__

    def look() -> None:
        frame = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Frame) and each.isVisible())
        if frame.session is None or not frame.session.name:
            QTimer.singleShot(10, look)
            return
        seen.append(frame.session.name)
        frame.close()
        frame.deleteLater()

    QTimer.singleShot(0, look)
    assert app.run_window(list_samples()[0]) == 0
    assert seen == [list_samples()[0].name]
    assert sys.excepthook is before
    qtbot.wait(10)


def test_first_bug_of_a_started_window_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The handler is made with the first bug, and tells it as it tells the next."""
    told: list[bool] = []
    monkeypatch.setattr(app, "QApplication", _Borrowed)
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)

    class Broken(Frame):
        def keep_answers(self) -> None:
            super().keep_answers()
            for _ in range(2):
                sys.excepthook(ZeroDivisionError, ZeroDivisionError(), None)
                boxes = [box for box in self.findChildren(QMessageBox) if box.isVisible()]
                told.append(len(boxes) == 1)
                for box in boxes:
                    box.accept()
            QTimer.singleShot(0, self, self.close)

    monkeypatch.setattr(app, "Frame", Broken)
    assert app.run_window(None) == 0
    assert told == [True, True]
    qtbot.wait(10)


def test_window_is_painted_before_the_plan_model_is_loaded(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user sees a window, not a blank; the answers are kept as soon as the page stands."""
    told: list[str] = []

    class Watched(Frame):
        def event(self, event: QEvent) -> bool:
            done = super().event(event)
            if event.type() == QEvent.Type.Paint and "painted" not in told:
                told.append("painted")
            return done

        def load(self, path: Path | None) -> None:
            told.append("loading")
            super().load(path)

        def keep_answers(self) -> None:
            told.append("kept")
            super().keep_answers()
            QTimer.singleShot(0, self, self.close)

    monkeypatch.setattr(app, "QApplication", _Borrowed)
    monkeypatch.setattr(app, "Frame", Watched)
    assert app.run_window(None) == 0
    assert told == ["painted", "loading", "kept"]
    qtbot.wait(10)


class _Borrowed:
    """The tests' own application under the name by which the program makes one."""

    def __init__(self, _: list[str]) -> None:
        instance = QApplication.instance()
        assert isinstance(instance, QApplication)
        self.setApplicationName = instance.setApplicationName
        self.exec: Callable[[], int] = instance.exec


_KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from wizard.gui import app, recovery

recovery.DELAY_MS = 50
load = app._load

def act(frame):
    if frame.recovery is not None and frame.recovery.file.exists():
        os.kill(os.getpid(), signal.SIGKILL)
    QTimer.singleShot(10, lambda: act(frame))

def load_and_answer(frame, plan):
    load(frame, plan)
    frame.session.write("project.customer", "Kept")
    act(frame)

app._load = load_and_answer
app.run_window(Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that no program can catch is needed")
def test_killed_program_leaves_its_answers(tmp_path: Path) -> None:
    """The real program, killed without warning: its plan is as saved, its answers are offered."""
    plan = tmp_path / "a.twsplan"
    plan.write_bytes(list_samples()[0].read_bytes())
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, plan], env=env, cwd=ROOT, capture_output=True, check=False, timeout=300
    )
    assert done.returncode == -9, done.stderr.decode()
    assert plan.read_bytes() == list_samples()[0].read_bytes()
    (recovery,) = look_for_recoveries(find_folder()).recoveries
    assert recovery.path == plan
    assert recovery.plan.project is not None
    assert recovery.plan.project.customer == "Kept"


def test_window_loads_no_code_that_a_variable_names(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Folders of plug-ins from the environment are dropped before Qt looks; which platform is wanted stays."""
    for name in ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML_IMPORT_PATH", "QML2_IMPORT_PATH"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    found: list[dict[str, str]] = []

    class Looking(_Borrowed):
        """Notes what Qt would find when the application is made."""

        def __init__(self, arguments: list[str]) -> None:
            found.append({name: value for name, value in os.environ.items() if value == str(tmp_path)})
            super().__init__(arguments)

    def close() -> None:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, Frame) and each.isVisible():
                each.close()
                each.deleteLater()

    monkeypatch.setattr(app, "QApplication", Looking)
    QTimer.singleShot(500, close)
    assert app.run_window(None) == 0
    assert found == [{}]
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    qtbot.wait(10)
