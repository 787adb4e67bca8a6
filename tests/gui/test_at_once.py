"""Windows and checks that work on one plan at the same time, or are killed: nothing acknowledged is lost.

``TWS_TRIALS`` sets how often each trial is made; a few are enough to notice, hundreds to be sure.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.factories import ROOT, make_answers
from wizard.errors import WizardError
from wizard.storage.leftovers import sweep_leftovers
from wizard.storage.plan_files import open_plan

TRIALS = int(os.environ.get("TWS_TRIALS", "2"))
_TURNS = 6

_WINDOW = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QSettings
from wizard.gui.copies import take_merged
from wizard.gui.session import Session
from wizard.storage.saving import PlanChangedError
name, way, own = sys.argv[1:]
session = Session("en", QSettings(own, QSettings.Format.IniFormat))
print("ready", flush=True)
for line in sys.stdin:
    path = Path(line.strip())
    session.open(path)
    for number in range(6):
        session.add("project.contacts", {"role": "customer", "name": f"{name}-{number}"})
        time.sleep(0.01)
        while True:
            try:
                session.save(path, replaces=way == "naive")
                break
            except PlanChangedError as error:
                take_merged(session, error.found)
        print(f"{name}-{number}", flush=True)
    print("end", flush=True)
"""
_CHECK = """
import sys, time
from pathlib import Path
from wizard.domain.evidence.collection import add_evidence
from wizard.domain.evidence.record import Evidence
from wizard.domain.plan.writing import write_plan
from wizard.errors import WizardError
from wizard.storage.leftovers import sweep_leftovers
from wizard.storage.plan_files import open_plan
from wizard.storage.saving import change_plan
name, way, own = sys.argv[1:]
def add(plan, number):
    found = Evidence(probe="server.memory", state="ok", role="server", machine=f"{name}-{number}",
                     taken_at="2026-11-24T08:15:00Z", took_ms=1.0)
    time.sleep(0.01)
    return plan.model_copy(update={"evidence": add_evidence(plan.evidence or (), [found])})
print("ready", flush=True)
for line in sys.stdin:
    path = Path(line.strip())
    for number in range(6):
        if way == "held":
            change_plan(path, lambda plan: add(plan, number))
        else:
            path.write_bytes(write_plan(add(open_plan(path), number)))
        print(f"{name}-{number}", flush=True)
    print("end", flush=True)
"""


class _Run:
    """One program, which works on a plan each time that it is told to."""

    def __init__(self, script: str, name: str, way: str, folder: Path) -> None:
        call = [sys.executable, "-c", script, name, way, str(folder / f"{name}.ini")]
        self._process = subprocess.Popen(call, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=subprocess.DEVNULL)  # fmt: skip
        assert self._read() == "ready"

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def begin(self, path: Path) -> None:
        """Have it work on a plan."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()

    def wait(self) -> set[str]:
        """Return what it acknowledged until its end, or until it died."""
        lines = set[str]()
        while (line := self._read()) not in ("", "end"):
            lines.add(line)
        return lines

    def kill(self) -> set[str]:
        """Kill it; return what it had acknowledged."""
        self._process.send_signal(signal.SIGKILL)
        return {line for line in self._process.communicate()[0].split() if line != "end"}

    def end(self) -> None:
        """Let it end."""
        self._process.communicate()


def _start(scripts: tuple[str, ...], way: str, folder: Path) -> list[_Run]:
    return [_Run(script, f"R{number}", way, folder) for number, script in enumerate(scripts)]


def _make_plan(path: Path) -> None:
    path.write_text(json.dumps(make_answers(project={"customer": "Valmont"})), encoding="utf-8")


def _list_kept(path: Path) -> set[str]:
    plan = open_plan(path)
    assert plan.project is not None
    return {each.name or "" for each in plan.project.contacts or ()} | {each.machine for each in plan.evidence or ()}


@pytest.mark.parametrize(
    "scripts",
    [(_WINDOW, _WINDOW), (_WINDOW, _CHECK), (_CHECK,) * 3, (_CHECK,) * 8],
    ids=["two windows", "window and check", "three runs", "eight runs"],
)
def test_nothing_acknowledged_is_lost(tmp_path: Path, scripts: tuple[str, ...]) -> None:
    """Every answer and measurement that was said to be saved is in the plan in the end, and nothing lies beside."""
    path = tmp_path / "plans" / "a.twsplan"
    path.parent.mkdir()
    runs = _start(scripts, "held", tmp_path)
    for _ in range(TRIALS):
        _make_plan(path)
        for each in runs:
            each.begin(path)
        acknowledged = set().union(*(each.wait() for each in runs))
        assert len(acknowledged) == _TURNS * len(scripts)
        assert acknowledged <= _list_kept(path)
        assert [each.name for each in path.parent.iterdir() if each.name.startswith(".tws-")] == []
    for each in runs:
        each.end()


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX systems do")
@pytest.mark.parametrize("scripts", [(_WINDOW, _CHECK), (_CHECK, _WINDOW)], ids=["window killed", "check killed"])
def test_killed_in_the_middle(tmp_path: Path, scripts: tuple[str, ...]) -> None:
    """Whatever the moment: what was acknowledged is there, the other one goes on, and nothing is left beside."""
    path = tmp_path / "plans" / "a.twsplan"
    path.parent.mkdir()
    other = _Run(scripts[1], "R1", "held", tmp_path)
    for trial in range(TRIALS):
        _make_plan(path)
        killed = _Run(scripts[0], "R0", "held", tmp_path)
        for each in (killed, other):
            each.begin(path)
        time.sleep(0.003 * (trial * 7 % 40))
        acknowledged = killed.kill() | other.wait()
        assert acknowledged <= _list_kept(path)
        assert f"R1-{_TURNS - 1}" in acknowledged
        sweep_leftovers(path)
        assert [each.name for each in path.parent.iterdir() if each.name.startswith(".tws-")] == []
    other.end()


def test_naive_programs_lose_some(tmp_path: Path) -> None:
    """The control: windows that replace what they have not seen, and runs that hold nothing, lose answers."""
    path = tmp_path / "plans" / "a.twsplan"
    path.parent.mkdir()
    for scripts in ((_WINDOW, _WINDOW), (_CHECK,) * 3):
        _make_plan(path)
        runs = _start(scripts, "naive", tmp_path)
        for each in runs:
            each.begin(path)
        # One that met half a plan has died.
        acknowledged = {line for each in runs for line in each.wait()}
        try:
            kept = _list_kept(path)
        except WizardError:
            kept = set()
        assert acknowledged - kept
        for each in runs:
            each.end()
