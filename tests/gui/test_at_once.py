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
path, name, way = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
session = Session("en", QSettings(sys.argv[4], QSettings.Format.IniFormat))
print("ready", flush=True)
sys.stdin.readline()
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
"""
_CHECK = """
import sys, time
from pathlib import Path
from wizard.domain.evidence.collection import add_evidence
from wizard.domain.evidence.record import Evidence
from wizard.domain.plan.writing import write_plan
from wizard.storage.plan_files import open_plan
from wizard.storage.saving import change_plan
path, name, way = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
def add(plan, number):
    found = Evidence(probe="server.memory", state="ok", role="server", machine=f"{name}-{number}",
                     taken_at="2026-11-24T08:15:00Z", took_ms=1.0)
    time.sleep(0.01)
    return plan.model_copy(update={"evidence": add_evidence(plan.evidence or (), [found])})
print("ready", flush=True)
sys.stdin.readline()
for number in range(6):
    if way == "held":
        change_plan(path, lambda plan: add(plan, number))
    else:
        path.write_bytes(write_plan(add(open_plan(path), number)))
    print(f"{name}-{number}", flush=True)
"""


def _start(script: str, path: Path, name: str, way: str) -> "subprocess.Popen[str]":
    own = str(path.parent / f"{name}.ini")
    run = subprocess.Popen([sys.executable, "-c", script, str(path), name, way, own], cwd=ROOT, text=True,
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # fmt: skip
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    return run


def _go(run: "subprocess.Popen[str]") -> None:
    assert run.stdin is not None
    run.stdin.write("go\n")
    run.stdin.flush()


def _list_kept(path: Path) -> set[str]:
    plan = open_plan(path)
    assert plan.project is not None
    return {each.name or "" for each in plan.project.contacts or ()} | {each.machine for each in plan.evidence or ()}


def _run_trial(path: Path, scripts: tuple[str, ...], way: str, kill_after: float | None = None) -> set[str]:
    """Let some programs work on one plan at once, one of them killed perhaps; return what was acknowledged."""
    path.write_text(json.dumps(make_answers(project={"customer": "Valmont"})), encoding="utf-8")
    runs = [_start(script, path, f"R{number}", way) for number, script in enumerate(scripts)]
    for each in runs:
        _go(each)
    if kill_after is not None:
        time.sleep(kill_after)
        runs[0].send_signal(signal.SIGKILL)
    return {line for each in runs for line in each.communicate()[0].split()}


@pytest.mark.parametrize(
    "scripts",
    [(_WINDOW, _WINDOW), (_WINDOW, _CHECK), (_CHECK,) * 3, (_CHECK,) * 8],
    ids=["two windows", "window and check", "three runs", "eight runs"],
)
def test_nothing_acknowledged_is_lost(tmp_path: Path, scripts: tuple[str, ...]) -> None:
    """Every answer and measurement that was said to be saved is in the plan in the end, and nothing lies beside."""
    path = tmp_path / "plans" / "a.twsplan"
    path.parent.mkdir()
    for _ in range(TRIALS):
        acknowledged = _run_trial(path, scripts, "held")
        assert len(acknowledged) == _TURNS * len(scripts)
        assert acknowledged <= _list_kept(path)
        assert [each.name for each in path.parent.iterdir() if each.name.startswith(".tws-")] == []


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX systems do")
@pytest.mark.parametrize("scripts", [(_WINDOW, _CHECK), (_CHECK, _WINDOW)], ids=["window killed", "check killed"])
def test_killed_in_the_middle(tmp_path: Path, scripts: tuple[str, ...]) -> None:
    """Whatever the moment: what was acknowledged is there, the other one goes on, and nothing is left beside."""
    path = tmp_path / "plans" / "a.twsplan"
    path.parent.mkdir()
    for trial in range(TRIALS):
        acknowledged = _run_trial(path, scripts, "held", kill_after=0.003 * (trial * 7 % 40))
        assert acknowledged <= _list_kept(path)
        assert f"R1-{_TURNS - 1}" in acknowledged


def test_naive_programs_lose_some(tmp_path: Path) -> None:
    """The control: windows that replace what they have not seen, and runs that hold nothing, lose answers."""
    path = tmp_path / "plans" / "a.twsplan"
    path.parent.mkdir()
    for scripts in ((_WINDOW, _WINDOW), (_CHECK,) * 3):
        acknowledged = _run_trial(path, scripts, "naive")
        try:
            kept = _list_kept(path)
        except Exception:  # noqa: BLE001 - torn by two writers: all of it is lost
            kept = set()
        assert acknowledged - kept
