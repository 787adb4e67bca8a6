"""Recovery files: whole, checked like any plan, told apart by who runs, removed only when asked."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories import ROOT, make_answers, tell_error
from wizard.errors import ExportError, PlanError
from wizard.storage.recovery import (
    ENDING,
    find_folder,
    look_for_recoveries,
    name_recovery,
    read_recovery,
    remove_recovery,
    write_recovery,
)
from wizard.storage.running import Owner, find_self, is_running

# The number of no program: beyond what any system gives.
DEAD = Owner(2**30, "long ago")


def _change(file: Path, **changes: Any) -> None:  # noqa: ANN401 - any JSON value
    file.write_text(json.dumps({**json.loads(file.read_bytes()), **changes}), encoding="utf-8")


def test_round_trip(tmp_path: Path) -> None:
    """What is kept comes back: answers, the plan's file, and when."""
    file, content = name_recovery(tmp_path / "deep" / "er"), make_answers()
    before = datetime.now(UTC) - timedelta(seconds=1)
    write_recovery(file, content, tmp_path / "é.twsplan")
    recovery = read_recovery(file)
    assert recovery.content == content
    assert recovery.path == tmp_path / "é.twsplan"
    assert before <= recovery.kept_at <= datetime.now(UTC)
    assert recovery.owner == find_self()
    assert recovery.saved_at is None


def test_plan_never_saved_has_no_file(tmp_path: Path) -> None:
    """A plan without a file comes back without one."""
    file = name_recovery(tmp_path)
    write_recovery(file, make_answers(), None)
    assert (read_recovery(file).path, read_recovery(file).saved_at) == (None, None)


def test_date_of_the_saved_file_is_told(tmp_path: Path) -> None:
    """The plan's own file is dated by when it was saved."""
    plan, file = tmp_path / "a.twsplan", name_recovery(tmp_path)
    plan.write_bytes(b"{}")
    os.utime(plan, (1_700_000_000, 1_700_000_000))
    write_recovery(file, make_answers(), plan)
    assert read_recovery(file).saved_at == datetime.fromtimestamp(1_700_000_000, UTC)


def test_only_sessions_that_have_ended_are_listed_newest_first(tmp_path: Path) -> None:
    """The file of a running session, this one, is nobody else's; what is no recovery is passed over and kept."""
    own, older, newer, torn = (tmp_path / f"{name}{ENDING}" for name in ("own", "older", "newer", "torn"))
    write_recovery(own, make_answers(), None)
    for file, moment in ((older, "2026-01-01T00:00:00+00:00"), (newer, "2026-01-01T01:00:00+01:00")):
        write_recovery(file, make_answers(), None, DEAD)
        _change(file, kept_at=moment)
    _change(newer, kept_at="2026-01-01T00:30:00+00:00")
    torn.write_bytes(own.read_bytes()[:-10])
    assert [each.file for each in look_for_recoveries(tmp_path).recoveries] == [newer, older]
    assert torn.exists()


def test_no_folder_holds_no_recovery(tmp_path: Path) -> None:
    """Before the first answer there is nothing, and no fault."""
    assert look_for_recoveries(tmp_path / "absent").recoveries == []


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"null", b"{}", b"\xff", b"[" * 100_000, b'{"format": "tws-preinstall-recovery"}', b"x" * 5_200_000],
)
def test_file_that_is_no_recovery(tmp_path: Path, content: bytes) -> None:
    """Whatever lies there, one error names the file."""
    file = tmp_path / f"a{ENDING}"
    file.write_bytes(content)
    with pytest.raises(PlanError) as caught:
        read_recovery(file)
    assert tell_error(caught.value).startswith(f"{file}: ")


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "other"},
        {"format_version": 2},
        {"path": 5},
        {"kept_at": "yesterday"},
        {"kept_at": None},
        {"pid": "x"},
        {"plan": None},
        {"plan": []},
        {"plan": {"format": "tws-preinstall-plan", "format_version": 1, "userz": 5}},
        {"plan": {"format": "tws-preinstall-plan", "format_version": 1, "project": {"customer": "\ud800"}}},
        {"plan": {"format": "tws-preinstall-plan", "format_version": 1, "load": {"calls_per_hour": float("nan")}}},
    ],
)
def test_recovery_with_a_wrong_value(tmp_path: Path, changes: dict[str, Any]) -> None:
    """Each value is checked; the plan inside as strictly as any other."""
    file = name_recovery(tmp_path)
    write_recovery(file, make_answers(), None, DEAD)
    _change(file, **changes)
    with pytest.raises(PlanError):
        read_recovery(file)
    assert look_for_recoveries(tmp_path).recoveries == []


def test_largest_plan_can_be_kept(tmp_path: Path) -> None:
    """A plan that just may be opened may be kept and read too."""
    content = {"format": "tws-preinstall-plan", "format_version": 1, "x": {"a": "b" * 4_999_900}}
    file = name_recovery(tmp_path)
    write_recovery(file, content, None)
    assert read_recovery(file).content == content


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file stands where the folder should: one error for the user."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ExportError):
        write_recovery(tmp_path / "file" / f"a{ENDING}", make_answers(), None)


def test_removing_twice_is_no_fault(tmp_path: Path) -> None:
    """A recovery that is gone is gone."""
    file = name_recovery(tmp_path)
    write_recovery(file, make_answers(), None)
    remove_recovery(file)
    remove_recovery(file)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_removed_is_told(tmp_path: Path) -> None:
    """A folder of that name is not removed."""
    with pytest.raises(ExportError):
        remove_recovery(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX systems")
def test_folder_is_the_user_s_own(tmp_path: Path) -> None:
    """Nobody else looks into the folder."""
    write_recovery(name_recovery(tmp_path / "recovery"), make_answers(), None)
    assert (tmp_path / "recovery").stat().st_mode & 0o777 == 0o700


def test_folder_is_never_the_temporary_one() -> None:
    """A restart empties the temporary folder."""
    assert find_folder().name == "recovery"
    assert "tws-preinstall" in str(find_folder())


def test_programs_are_told_apart() -> None:
    """This one runs; one with its number but another start, and numbers that are none, do not."""
    own = find_self()
    assert is_running(own)
    assert is_running(Owner(own.pid, ""))
    assert not is_running(DEAD)
    assert not is_running(Owner(0, ""))
    assert not is_running(Owner(-1, ""))
    assert not is_running(Owner(10**30, ""))
    if own.started:
        assert not is_running(Owner(own.pid, "another start"))


def test_recovery_of_a_process_is_offered_only_after_its_end(tmp_path: Path) -> None:
    """Another program's file stays its own while it runs, killed or not; from then on it is offered."""
    file = name_recovery(tmp_path)
    code = (
        "import sys, time; from pathlib import Path; from wizard.storage.recovery import write_recovery;"
        "write_recovery(Path(sys.argv[1]), {'format': 'tws-preinstall-plan', 'format_version': 1}, None);"
        "print('kept', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, file], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert look_for_recoveries(tmp_path).recoveries == []
        process.kill()
        process.wait()
    assert [each.file for each in look_for_recoveries(tmp_path).recoveries] == [file]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_pipe_among_the_recoveries_holds_nobody(tmp_path: Path) -> None:
    """It is no recovery, and the others are offered all the same."""
    os.mkfifo(tmp_path / f"a{ENDING}")
    write_recovery(tmp_path / f"b{ENDING}", make_answers(), None, DEAD)
    left = look_for_recoveries(tmp_path)
    assert [each.file.name for each in left.recoveries] == [f"b{ENDING}"]
    assert [each.name for each in left.unreadable] == [f"a{ENDING}"]
