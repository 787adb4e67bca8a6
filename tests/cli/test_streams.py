"""What the command line does where it cannot print, is stopped, or has a bug: one line and an exit code, never more."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import DAY, SMALL, run
from tests.factories import ROOT
from wizard.cli import assess
from wizard.cli.main import main
from wizard.errors import find_bug, name_bug, trace_bug

BASH = shutil.which("bash") or ""
WITH_BASH = pytest.mark.skipif(not BASH, reason="no shell to close streams with")
WITH_FULL = pytest.mark.skipif(not BASH or not Path("/dev/full").exists(), reason="no /dev/full here")


def _shell(script: str) -> tuple[int, str]:
    """Return exit code and stderr of a shell's call of the program, as which ``@tws`` stands."""
    call = script.replace("@tws", f"{sys.executable} -m wizard")
    environment = {**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": "", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([BASH, "-c", call], capture_output=True, cwd=ROOT, env=environment, check=False)
    return done.returncode, done.stderr.decode()


@WITH_BASH
def test_closed_output_is_told_before_anything_is_done(tmp_path: Path) -> None:
    """What would be printed has nowhere to go: an export leaves no file either."""
    for call in ("samples", f"export {SMALL} --out {tmp_path / 'out'}"):
        assert _shell(f"@tws {call} >&-") == (2, "stdout: cannot be written (it is closed).\n")
    assert list(tmp_path.iterdir()) == []


@WITH_BASH
def test_closed_errors_take_nothing(tmp_path: Path) -> None:
    """The exit code alone tells; no file that is opened takes the closed stream's place."""
    out = tmp_path / "out"
    assert _shell("@tws assess absent.twsplan 2>&-") == (2, "")
    assert _shell(f"@tws samples --out {out} <&- 2>&- >&-") == (0, "")
    samples = ROOT / "resources" / "samples"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {
        path.name: path.read_bytes() for path in samples.glob("*.twsplan")
    }


@WITH_FULL
@pytest.mark.parametrize("call", ["--help", "--version", "assess --help", "schema plan", f"assess {SMALL}"])
@pytest.mark.parametrize("unbuffered", ["", "PYTHONUNBUFFERED=1 "])
def test_full_disk_behind_the_output_is_told(call: str, unbuffered: str) -> None:
    """Also by what argparse prints itself, and whether it is printed at once or at the end."""
    assert _shell(f"{unbuffered}@tws {call} >/dev/full") == (2, "stdout: cannot be written (the disk is full).\n")


@WITH_FULL
def test_full_disk_behind_the_errors_changes_nothing() -> None:
    """The exit code is that of the fault, or of the work that was done."""
    assert _shell("@tws assess absent.twsplan 2>/dev/full") == (2, "")
    assert _shell("@tws samples 2>/dev/full") == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_ctrl_c_is_one_line(tmp_path: Path) -> None:
    """At whatever it is pressed, once the program runs: one line, 130."""
    # The module that a command loads is where it is pressed.
    script = (
        "import os, signal, sys, time, wizard.cli.samples as samples\n"
        # Whoever starts the tests in the background may have it ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "samples.carry_out = lambda options: (os.kill(os.getpid(), signal.SIGINT), time.sleep(60))\n"
        "sys.argv[1:] = ['samples', '--out', sys.argv[1]]\n"
        "from wizard.cli.main import run\n"
        "run()\n"
    )
    environment = {**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": "", "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", script, str(tmp_path / "out")]
    done = subprocess.run(words, capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"Stopped by Ctrl+C.\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_ctrl_c_during_an_export_leaves_one_line(tmp_path: Path) -> None:
    """The real program, while it makes the dossier."""
    plan = SMALL.parent / "multi-site-group.twsplan"
    words = [sys.executable, "-m", "wizard", "export", str(plan), "--out", str(tmp_path / "out"), "--language", "both"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONVERBOSE": ""}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=ROOT) as child:
        # Once the program itself is at work: its fonts are open or read.
        status = Path(f"/proc/{child.pid}/maps")
        while status.exists() and child.poll() is None and "pydantic_core" not in status.read_text(encoding="utf-8"):
            time.sleep(0.01)
        child.send_signal(signal.SIGINT)
        _, told = child.communicate(timeout=60)
    assert b"Traceback" not in told
    assert (child.returncode, told.count(b"\n")) in ((130, 1), (0, 0))


def test_bug_is_one_line_without_an_answer(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its kind and place, never its text."""

    def fail(_: object) -> int:
        raise KeyError("canary")

    monkeypatch.setattr(assess, "carry_out", fail)
    result = call("assess", SMALL)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("The program made a mistake (KeyError in wizard/cli/main.py:")
    assert result.err.count("\n") == 1
    assert "canary" not in result.err


def test_bug_of_the_system_keeps_its_reason(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of memory, or of descriptors: what the system says holds no answer."""

    def fail(_: object) -> int:
        raise OSError(24, "Too many open files", "canary")

    monkeypatch.setattr(assess, "carry_out", fail)
    told = call("assess", SMALL).err
    assert "(OSError, Too many open files in " in told
    assert "canary" not in told
    monkeypatch.setattr(assess, "carry_out", lambda _: bytes(1 << 62))
    assert "(MemoryError in " in call("assess", SMALL).err


def test_traces_of_bugs_hold_no_text() -> None:
    """For logs and consoles: files, lines and the kind."""
    with pytest.raises(ValueError, match="canary") as caught:
        int("canary")
    assert name_bug(caught.value) == "ValueError"
    assert find_bug(caught.value).startswith("test_streams.py:")
    assert trace_bug(caught.value).endswith("ValueError\n")
    assert "invalid literal" not in trace_bug(caught.value)
    assert find_bug(ValueError()) == "wizard"


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed there")
def test_working_folder_that_is_gone(tmp_path: Path) -> None:
    """An export by whole paths works; one into the folder that is gone is told in one line."""
    gone = tmp_path / "gone"
    go = f"mkdir {gone}; cd {gone}; rmdir {gone}; PYTHONSAFEPATH=1"
    assert _shell(f"{go} @tws export {SMALL} --out {tmp_path / 'out'} --date {DAY}") == (0, "")
    assert any(path.suffix == ".pdf" for path in (tmp_path / "out").iterdir())
    code, told = _shell(f"{go} @tws export {SMALL} --out out")
    assert (code, told.count("\n")) == (2, 1)
    assert told.startswith("out: ")


def test_version_and_help_end_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    """In this process too: 0, on stdout."""
    assert main(["--version"]) == 0
    assert main(["assess", "--help"]) == 0
    assert "tws-preinstall" in capsys.readouterr().out
    assert run("--version").code == 0
