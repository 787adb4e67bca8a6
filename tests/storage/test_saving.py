"""Saving plans: others' changes are never undone, what is replaced is kept, nothing is written that does not open."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories import ROOT, make_answers, make_plan, tell_error
from wizard.domain.evidence.record import Evidence
from wizard.domain.plan import Plan
from wizard.errors import ExportError, WizardError
from wizard.storage.plan_files import open_plan
from wizard.storage.saving import (
    PlanChangedError,
    change_or_make_plan,
    change_plan,
    open_plan_file,
    prepare_plan,
    save_plan,
    write_with_backup,
)

posix_only = pytest.mark.skipif(os.name != "posix", reason="links, pipes and devices of POSIX systems")


def _list(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _named(customer: str) -> Plan:
    return make_plan(project={"customer": customer})


def _add(count: int) -> Callable[[Plan], Plan]:
    one = Evidence(probe="server.memory", state="ok", role="server", machine="M", taken_at="2026-11-24T08:15:00Z",
                   took_ms=1.0)  # fmt: skip
    found = [one.model_copy(update={"machine": f"M{number}"}) for number in range(count)]
    return lambda plan: plan.model_copy(update={"evidence": (*(plan.evidence or ()), *found)})


def test_other_plan_that_is_replaced_is_kept_under_a_name_of_its_own(tmp_path: Path) -> None:
    """Two saves later it is still there: the backup of an unknown file is taken by no later save."""
    path = tmp_path / "clinique.twsplan"
    save_plan(path, _named("The whole plan"))
    saved = save_plan(path, _named("Another"))
    assert saved.is_foreign
    assert saved.backup is not None
    digest = saved.digest
    for customer in ("Another 2", "Another 3"):
        again = save_plan(path, _named(customer), known=digest)
        assert not again.is_foreign
        digest = again.digest
    assert open_plan(saved.backup) == _named("The whole plan")
    assert open_plan(path) == _named("Another 3")
    assert open_plan(tmp_path / "clinique.twsplan.bak") == _named("Another 2")


def test_first_save_leaves_one_file(tmp_path: Path) -> None:
    """Neither a backup of nothing, nor a lock, nor a temporary file; nor one where the bytes are the same."""
    path = tmp_path / "a.twsplan"
    digest = save_plan(path, make_plan()).digest
    assert save_plan(path, make_plan(), known=digest).backup is None
    assert _list(tmp_path) == ["a.twsplan"]


def test_file_changed_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    """Somebody else saved: nothing is written, and what the file holds comes with the error."""
    path = tmp_path / "a.twsplan"
    mine = save_plan(path, _named("Mine"))
    theirs = save_plan(path, _named("Theirs"), known=mine.digest)
    before = path.read_bytes()
    with pytest.raises(PlanChangedError) as caught:
        save_plan(path, _named("Mine again"), known=mine.digest, replaces=False)
    assert caught.value.found == (_named("Theirs"), theirs.digest)
    assert path.read_bytes() == before


def test_file_that_became_something_else_is_not_replaced(tmp_path: Path) -> None:
    """What is no plan any more, an export of another program for instance, is not lost either."""
    path = tmp_path / "a.twsplan"
    digest = save_plan(path, _named("Mine")).digest
    path.write_bytes(b"not a plan")
    with pytest.raises(PlanChangedError) as caught:
        save_plan(path, _named("Mine again"), known=digest, replaces=False)
    assert caught.value.found is None
    saved = save_plan(path, _named("Mine again"), known=digest)
    assert saved.backup is not None
    assert saved.backup.read_bytes() == b"not a plan"


def test_file_that_is_gone_is_written_again(tmp_path: Path) -> None:
    """There is nothing to be lost."""
    path = tmp_path / "a.twsplan"
    digest = save_plan(path, make_plan()).digest
    path.unlink()
    save_plan(path, make_plan(), known=digest, replaces=False)
    assert open_plan(path) == make_plan()


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"project": {"customer": "x" * 20_001}}, "project.customer: expected at most 20000 characters"),
        ({"telephony": {"links": [{"kind": "oxe"}] * 1_001}}, "telephony.links: expected at most 1000 entries"),
        ({"ports": {f"NET-{number}": 1 for number in range(1_001)}}, "ports: expected at most 1000 entries"),
    ],
)
def test_plan_that_would_not_open_is_not_saved(tmp_path: Path, answers: dict[str, object], told: str) -> None:
    """Any answer or list over its limit is told by its field; the old file is whole."""
    path = tmp_path / "a.twsplan"
    save_plan(path, make_plan())
    plan = make_plan()
    for part, content in answers.items():
        section = type(plan).model_fields[part]
        assert section is not None
        plan = plan.model_copy(update={part: _build(part, content)})
    with pytest.raises(ExportError) as caught:
        save_plan(path, plan)
    assert told in tell_error(caught.value)
    assert open_plan(path) == make_plan()
    assert _list(tmp_path) == ["a.twsplan"]


def _build(part: str, content: object) -> object:
    """Build a part of a plan without the checks that a file meets."""
    if isinstance(content, dict) and part == "telephony":
        made = make_plan(telephony={"links": content["links"][:1]}).telephony
        assert made is not None
        assert made.links is not None
        return made.model_copy(update={"links": made.links * len(content["links"])})
    if part == "project" and isinstance(content, dict):
        made_project = make_plan().project
        assert made_project is not None
        return made_project.model_copy(update=content)
    return content


def test_limit_is_met_exactly(tmp_path: Path) -> None:
    """The largest text that a plan takes is saved, one sign more is not."""
    for length, fits in ((20_000, True), (20_001, False)):
        plan = make_plan().model_copy(update={"project": _build("project", {"customer": "x" * length})})
        if fits:
            assert prepare_plan(tmp_path / "a", plan)
        else:
            with pytest.raises(ExportError):
                prepare_plan(tmp_path / "a", plan)


def test_change_is_made_to_what_the_file_holds_now(tmp_path: Path) -> None:
    """A check that read the plan long ago adds its measurements to what was saved since."""
    path = tmp_path / "a.twsplan"
    save_plan(path, _named("Before"))
    save_plan(path, _named("Saved meanwhile"))
    change_plan(path, _add(2))
    plan = open_plan(path)
    assert (plan.project, len(plan.evidence or ())) == (_named("Saved meanwhile").project, 2)


def test_change_that_does_not_fit_leaves_the_file(tmp_path: Path) -> None:
    """More measurements than a plan holds: the old file is whole and opens."""
    path = tmp_path / "a.twsplan"
    save_plan(path, make_plan())
    before = path.read_bytes()
    with pytest.raises(WizardError):
        change_plan(path, _add(200_000))
    assert path.read_bytes() == before
    assert _list(tmp_path) == ["a.twsplan"]


def test_measured_copy_is_added_to_and_another_plan_is_kept(tmp_path: Path) -> None:
    """A file of the same answers gets the new measurements; one of others is kept beside."""
    path, plan = tmp_path / "m.twsplan", _named("Same")
    change_or_make_plan(path, plan, _add(1))
    change_or_make_plan(path, plan, _add(2))
    assert len(open_plan(path).evidence or ()) == 3
    saved = change_or_make_plan(path, _named("Other"), _add(1))
    assert saved.is_foreign
    assert saved.backup is not None
    assert len(open_plan(saved.backup).evidence or ()) == 3
    assert open_plan(path).project == _named("Other").project


@posix_only
def test_link_is_followed_to_its_target(tmp_path: Path) -> None:
    """The plan behind a link is the one that changes, and the link stays one; its backup lies beside the plan."""
    (tmp_path / "shared").mkdir()
    real, link = tmp_path / "shared" / "real.twsplan", tmp_path / "link.twsplan"
    digest = save_plan(real, _named("Old")).digest
    link.symlink_to(real)
    save_plan(link, _named("New"), known=digest)
    assert link.is_symlink()
    assert open_plan(real) == _named("New")
    assert _list(tmp_path / "shared") == ["real.twsplan", "real.twsplan.bak"]


@posix_only
def test_link_to_nothing_makes_its_target(tmp_path: Path) -> None:
    """A link to a plan that is not there yet, on a drive just mounted for instance."""
    link = tmp_path / "link.twsplan"
    link.symlink_to(tmp_path / "real.twsplan")
    save_plan(link, make_plan())
    assert open_plan(tmp_path / "real.twsplan") == make_plan()


def _make_pipe(path: Path) -> None:
    os.mkfifo(path)


def _make_circle(path: Path) -> None:
    path.symlink_to(path)


def _make_device_link(path: Path) -> None:
    path.symlink_to("/dev/null")


@posix_only
@pytest.mark.parametrize("make", [_make_pipe, _make_circle, _make_device_link, Path.mkdir])
@pytest.mark.parametrize("write", ["plan", "picture"])
def test_what_is_no_file_is_never_replaced(tmp_path: Path, make: Callable[[Path], None], write: str) -> None:
    """A pipe, a device, a folder or a circle of links stays what it is, and one line says so at once."""
    path = tmp_path / "a.twsplan"
    make(path)
    before = path.lstat()
    with pytest.raises(ExportError) as caught:
        save_plan(path, make_plan()) if write == "plan" else write_with_backup(path, b"picture")
    assert caught.value.params["file"] == str(path)
    assert os.path.samestat(path.lstat(), before)
    assert _list(tmp_path) == ["a.twsplan"]


@posix_only
def test_link_in_the_backup_s_place_is_not_followed(tmp_path: Path) -> None:
    """In a shared folder anybody may have put it there: what it leads to is not written."""
    path, victim = tmp_path / "a.twsplan", tmp_path / "victim"
    digest = save_plan(path, _named("Old")).digest
    victim.write_bytes(b"mine")
    (tmp_path / "a.twsplan.bak").symlink_to(victim)
    save_plan(path, _named("New"), known=digest)
    assert victim.read_bytes() == b"mine"
    assert open_plan(tmp_path / "a.twsplan.bak") == _named("Old")


def test_longest_name_is_saved_twice(tmp_path: Path) -> None:
    """A name that leaves no room for a backup's ending has one all the same."""
    path = tmp_path / f"{'n' * 246}.twsplan"
    digest = save_plan(path, _named("1")).digest
    saved = save_plan(path, _named("2"), known=digest)
    assert saved.backup is not None
    assert open_plan(saved.backup) == _named("1")


def test_picture_that_is_replaced_is_kept(tmp_path: Path) -> None:
    """Any other file of the user's too."""
    path = tmp_path / "flows.svg"
    assert write_with_backup(path, b"1") is None
    assert write_with_backup(path, b"2") == tmp_path / "flows.svg.bak"
    assert (path.read_bytes(), (tmp_path / "flows.svg.bak").read_bytes()) == (b"2", b"1")


_ADDING = """
import sys
import time
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
    # Long enough for another one to come in between.
    time.sleep(0.02)
    return plan.model_copy(update={"evidence": add_evidence(plan.evidence or (), [found])})
print("ready", flush=True)
sys.stdin.readline()
for number in range(5):
    if way == "held":
        change_plan(path, lambda plan: add(plan, number))
    else:
        path.write_bytes(write_plan(add(open_plan(path), number)))
    print(f"{name}-{number}", flush=True)
"""


def _run_together(path: Path, count: int, way: str) -> tuple[set[str], set[str]]:
    """Have several programs add five measurements each at the same time; return those acknowledged and those there."""
    runs = [
        subprocess.Popen([sys.executable, "-c", _ADDING, str(path), f"R{number}", way], cwd=ROOT, text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        for number in range(count)
    ]  # fmt: skip
    for each in runs:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in runs:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    told = [each.communicate()[0] for each in runs]
    acknowledged = {line for text in told for line in text.split()}
    try:
        kept = {each.machine for each in open_plan(path).evidence or ()}
    except WizardError:
        kept = set()
    return acknowledged, kept


def test_runs_at_once_keep_all_their_results(tmp_path: Path) -> None:
    """Eight programs add to one plan at the same time: every measurement that one of them acknowledged is in it."""
    path = tmp_path / "a.twsplan"
    save_plan(path, make_plan())
    acknowledged, kept = _run_together(path, 8, "held")
    assert len(acknowledged) == 40
    assert kept == acknowledged
    assert _list(tmp_path) == ["a.twsplan", "a.twsplan.bak"]


def test_naive_runs_at_once_lose_some(tmp_path: Path) -> None:
    """The control: reading, adding and writing without holding the file loses what others wrote meanwhile."""
    path = tmp_path / "a.twsplan"
    save_plan(path, make_plan())
    acknowledged, kept = _run_together(path, 8, "naive")
    assert kept < acknowledged


@posix_only
def test_killed_at_any_moment_of_a_save(tmp_path: Path) -> None:
    """Killed while it adds and adds: what it acknowledged is there, and the next save leaves nothing beside."""
    path = tmp_path / "a.twsplan"
    for trial in range(int(os.environ.get("TWS_TEST_KILLS", "8"))):
        path.unlink(missing_ok=True)
        save_plan(path, make_plan())
        run = subprocess.Popen([sys.executable, "-c", _ADDING, str(path), "R", "held"], cwd=ROOT, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # fmt: skip
        assert run.stdout is not None
        assert run.stdin is not None
        assert run.stdout.readline() == "ready\n"
        run.stdin.write("go\n")
        run.stdin.flush()
        time.sleep(0.004 * (trial % 25))
        run.send_signal(signal.SIGKILL)
        acknowledged = set(run.communicate()[0].split())
        assert acknowledged <= {each.machine for each in open_plan(path).evidence or ()}
        change_plan(path, _add(1))
        assert [name for name in _list(tmp_path) if name.startswith(".tws-")] == []


def test_plan_of_a_file_comes_with_its_digest(tmp_path: Path) -> None:
    """Any change of the bytes is another digest, also one that means the same."""
    path = tmp_path / "a.twsplan"
    save_plan(path, make_plan())
    first = open_plan_file(path)
    path.write_text(json.dumps(make_answers(), indent=4), encoding="utf-8")
    second = open_plan_file(path)
    assert first.plan == second.plan
    assert first.digest != second.digest


@pytest.mark.parametrize("is_known", [True, False])
def test_backup_cut_short_is_swept_with_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_known: bool
) -> None:
    """Killed while the replaced file is being kept: its half goes with the next save, like a half of the plan."""
    path = tmp_path / "a.twsplan"
    digest = save_plan(path, _named("1")).digest
    left: list[bytes] = []

    def look(_: int) -> None:
        left.extend(each.read_bytes() for each in tmp_path.iterdir() if each.suffix == ".part")
        halves = [each for each in tmp_path.iterdir() if each.suffix == ".part"]
        for each in halves:
            each.with_name(each.name.replace(".part", "0.part")).write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", look)
        with pytest.raises(KeyboardInterrupt):
            save_plan(path, _named("2"), known=digest if is_known else None)
    assert left
    assert len([each for each in tmp_path.iterdir() if each.suffix == ".part"]) == 1
    save_plan(path, _named("2"), known=digest)
    assert [each for each in _list(tmp_path) if each.startswith(".tws-")] == []
