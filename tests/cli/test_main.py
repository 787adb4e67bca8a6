"""Exit codes, the one line on stderr, languages, and a reader that goes away."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import BLOCKED, SMALL, read_folder, run
from tests.factories import ROOT
from wizard import __version__
from wizard.cli.main import COMMANDS, choose_language, main
from wizard.cli.notice import show_notice

_HEAD = {"format": "tws-preinstall-plan", "format_version": 1}
# Plans that cannot be used, by the file's content, and what the line on stderr has to name beside the file.
_PLANS: dict[str, tuple[str, list[str]]] = {
    "not JSON": ("[", ["line 1"]),
    "no plan": ("{}", ["format", "tws-preinstall-plan"]),
    "newer": (json.dumps({**_HEAD, "format_version": 99}), ["format_version", "99"]),
    "unknown key": (json.dumps({**_HEAD, "server": {"ram": 8}}), ["server.ram", "ram_gb"]),
    "unknown key at the top": (json.dumps({**_HEAD, "servers": {}}), ["servers", "server"]),
    "wrong type": (json.dumps({**_HEAD, "licences": {"users": "40"}}), ["licences.users", "whole number"]),
    "negative": (json.dumps({**_HEAD, "load": {"calls_per_hour": -1}}), ["load.calls_per_hour", "at least 0"]),
    "wrong choice": (json.dumps({**_HEAD, "server": {"os": "dos"}}), ["server.os", "windows_server_2022"]),
    "wrong date": (
        json.dumps({**_HEAD, "project": {"installation_date": "soon"}}),
        ["installation_date", "YYYY-MM-DD"],
    ),
    "port of no flow": (json.dumps({**_HEAD, "ports": {"NET-99": 80}}), ["ports.NET-99", "NET-26"]),
    "port that is fixed": (json.dumps({**_HEAD, "ports": {"NET-1": 80}}), ["ports.NET-1", "NET-26"]),
    "port out of range": (json.dumps({**_HEAD, "ports": {"NET-26": 70000}}), ["ports.NET-26", "65535"]),
    "unknown edition": (json.dumps({**_HEAD, "catalogue": "tws-v9"}), ["catalogue", "tws-v9", "tws-v5-2025-04"]),
    "twice": ('{"format": 1, "format": 2}', ["format", "twice"]),
    "not a number": ('{"x": NaN}', ["NaN"]),
    "control characters": (json.dumps({**_HEAD, "\x1b[31m\nred": 1}), ["U+001B"]),
}


def _check_line(err: str, *named: str) -> None:
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert "Traceback" not in err
    assert not [word for word in named if word not in err], err


@pytest.mark.parametrize("kind", _PLANS)
@pytest.mark.parametrize("command", ["assess", "export"])
def test_unusable_plan_is_told_in_one_line(kind: str, command: str, tmp_path: Path, call: Call) -> None:
    """A plan that cannot be used ends with 2 and a line naming file, field and expectation; nothing is written."""
    content, named = _PLANS[kind]
    plan = tmp_path / "bad.twsplan"
    plan.write_text(content, encoding="utf-8")
    before = read_folder(tmp_path)
    result = call(command, plan, *(["--out", tmp_path / "out" / "deep"] if command == "export" else []))
    assert (result.code, result.out) == (2, "")
    _check_line(result.err, str(plan), *named)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", result.err)
    assert read_folder(tmp_path) == before


@pytest.mark.parametrize("command", ["assess", "export"])
def test_plan_that_is_no_file(command: str, tmp_path: Path, call: Call) -> None:
    """A plan that is absent, and one that is a folder, end with 2 and a line naming it; nothing is written."""
    out = ["--out", tmp_path / "out"] if command == "export" else []
    for plan in (tmp_path / "absent.twsplan", tmp_path, tmp_path / "absent.twsplan" / "below"):
        result = call(command, plan, *out)
        assert (result.code, result.out) == (2, "")
        _check_line(result.err, str(plan))
    assert read_folder(tmp_path) == {}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], ["assess", "export"]),
        (["bogus"], ["bogus", "assess"]),
        (["assess"], ["PLAN"]),
        (["assess", str(SMALL), "--bogus"], ["--bogus"]),
        (["assess", str(SMALL), "more"], ["more"]),
        (["assess", str(SMALL), "--format", "xml"], ["--format", "xml", "json"]),
        (["assess", str(SMALL), "--language", "de"], ["--language", "de", "fr"]),
        (["assess", str(SMALL), "--language", "both"], ["--language", "both"]),
        (["assess", str(SMALL), "--fail-on", "ok"], ["--fail-on", "ok", "blocker"]),
        (["assess", str(SMALL), "--fail-on"], ["--fail-on"]),
        (["assess", str(SMALL), "--catalogue", "tws-v9"], ["catalogue", "tws-v9", "tws-v5-2025-04"]),
        (["assess", str(SMALL), "--catalogue", "absent.toml"], ["absent.toml"]),
        (["assess", str(SMALL), "--catalogue", str(SMALL.parent / "x" / "y")], [str(SMALL.parent / "x" / "y")]),
        (["export", str(SMALL)], ["--out"]),
        (["export", str(SMALL), "--out", "OUT", "--formats", "pdf,docx"], ["--formats", "docx", "pdf"]),
        (["export", str(SMALL), "--out", "OUT", "--formats", ","], ["--formats", "pdf"]),
        (["export", str(SMALL), "--out", "OUT", "--date", "tomorrow"], ["--date", "tomorrow", "YYYY-MM-DD"]),
        (["export", str(SMALL), "--out", "OUT", "--date", "2026-02-30"], ["--date", "2026-02-30"]),
        (["export", str(SMALL), "--out", "OUT", "--date", "20260115"], ["--date", "20260115"]),
        (["export", str(SMALL), "--out", "OUT", "--date", "2026-W03-4"], ["--date", "2026-W03-4"]),
        (["catalogue"], ["action"]),
        (["catalogue", "show"], ["show"]),
        (["catalogue", "show", "tws-v9"], ["tws-v9", "tws-v5-2025-04"]),
        (["catalogue", "validate", "absent.toml"], ["absent.toml"]),
        (["schema"], ["what"]),
        (["schema", "dossier"], ["dossier", "plan"]),
        (["samples", "--out"], ["--out"]),
        (["--bogus"], ["COMMAND"]),
    ],
    ids=lambda value: " ".join(value)[-40:] if isinstance(value, list) else "",
)
def test_unusable_call_is_told_in_one_line(
    arguments: list[str], named: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    """A call that cannot be carried out ends with 2 and one line that names what is wrong; nothing is written."""
    monkeypatch.chdir(tmp_path)
    result = call(*arguments)
    assert (result.code, result.out) == (2, "")
    _check_line(result.err, *named)
    assert read_folder(tmp_path) == {}


def test_process_ends_like_the_function(tmp_path: Path) -> None:
    """As a process too: 2, one line, nothing on stdout for a bad plan, an unknown command and none at all."""
    for arguments in (["assess", str(tmp_path / "absent")], ["bogus"], []):
        result = run(*arguments)
        assert (result.code, result.out) == (2, "")
        _check_line(result.err)


def test_argparse_speaks_the_asked_language() -> None:
    """The parser's own sentences follow ``--language`` as ours do."""
    french = run("assess", "--language", "fr").err
    english = run("assess", "--language", "en").err
    _check_line(french, "PLAN")
    _check_line(english, "PLAN", "required")
    assert french != english


def test_catalogue_file_with_faults_stops_the_assessment(tmp_path: Path, call: Call) -> None:
    """An edition with faults ends an assessment with 2 and one line naming the file."""
    edition = tmp_path / "bad.toml"
    edition.write_text("format = 1\n", encoding="utf-8")
    result = call("assess", SMALL, "--catalogue", edition)
    assert (result.code, result.out) == (2, "")
    _check_line(result.err, str(edition), "fault")


@pytest.mark.parametrize(
    ("env", "french"),
    [
        ({"LANG": "C"}, True),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": ""}, True),
        ({"LANG": "fr_FR.UTF-8"}, True),
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "en_US"}, False),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, False),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, True),
    ],
)
def test_language_is_the_systems_else_french(env: dict[str, str], *, french: bool) -> None:
    """Without ``--language`` the system's language is spoken, French where it is none of ours."""
    first = run("assess", SMALL, env=env).out.partition("\n")[0]
    assert ("Plan conforme" in first, "Plan compliant" in first) == (french, not french)


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["assess", "--language", "fr"], "fr"),
        (["assess", "--language=fr"], "fr"),
        (["assess", "--language", "both"], "en"),
        (["assess", "--language"], "en"),
        (["assess"], "en"),
    ],
)
def test_messages_follow_the_language_option(arguments: list[str], language: str) -> None:
    """Messages take the language of ``--language`` where it is one, else the system's."""
    assert choose_language(arguments) == language


def test_language_option_beats_the_system() -> None:
    """``--language en`` speaks English on a French system, ``fr`` French on an English one."""
    assert "Plan compliant" in run("assess", SMALL, "--language", "en", env={"LANG": "fr_FR.UTF-8"}).out
    assert "Compliant" not in run("assess", SMALL, "--language", "fr").out


def test_help_names_every_command() -> None:
    """``--help`` ends with 0 and tells of each command."""
    result = run("--help")
    assert (result.code, result.err) == (0, "")
    assert not [command for command in COMMANDS if command not in result.out]


def test_version() -> None:
    """``--version`` prints program and version."""
    result = run("--version")
    assert (result.code, result.out.split()) == (0, ["tws-preinstall", __version__])


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash to pipe with")
@pytest.mark.parametrize(
    "arguments", [f"assess {BLOCKED} --format json", "schema plan", "catalogue show tws-v5-2025-04"]
)
def test_a_reader_that_goes_away_is_no_fault(arguments: str) -> None:
    """``| head -1`` ends quietly with 0, whatever was still to be printed."""
    # Output not buffered, so that the reader is gone before the last line.
    script = f'{sys.executable} -u -m wizard {arguments} | head -1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run([shutil.which("bash") or "", "-c", script], capture_output=True, cwd=ROOT, check=False)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 2
    assert done.stdout.endswith(b"\n0\n")


def test_an_early_closed_pipe_is_quiet() -> None:
    """Output into a pipe that nobody reads any more ends with 0 and says nothing."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "wizard", "samples"],
            stdout=output,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_told() -> None:
    """Output that cannot be written ends with 2 and one line."""
    with Path("/dev/full").open("wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "wizard", "samples"],
            stdout=output,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 2
    _check_line(done.stderr.decode(), "stdout")


def test_library_that_qt_lacks_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With Qt there but a system library missing, the one line says which, not which commands there are."""

    class Broken:
        """Finds the window's module, and fails as the loader of shared libraries does."""

        def find_spec(self, name: str, *_: object) -> None:
            """Refuse the window."""
            if name == "wizard.gui.app":
                raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delitem(sys.modules, "wizard.gui.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    assert main([]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "libEGL.so.1" in line


def _run_without_console(arguments: list[str], before: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run the program as the packaged window runs; a box of the system's writes to file descriptor 1."""
    show = "notice.show_notice = lambda title, text: os.write(1, f'{title}: {text}'.encode())"
    begin = f"import os, sys; from wizard.cli import notice; {show}; sys.stdout = sys.stderr = None"
    call = f"sys.argv[1:] = {arguments}; from wizard.cli.main import run; {before}run()"
    command = [sys.executable, "-c", f"{begin}; {call}"]
    env = {**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": "", "LANGUAGE": ""}
    return subprocess.run(command, capture_output=True, cwd=ROOT, env=env, check=False)


@pytest.mark.parametrize(
    ("arguments", "code", "shown"),
    [
        (["samples"], 0, ""),
        (["no-command"], 2, "tws-preinstall: “no-command” is no command"),
        (["assess", "absent.twsplan"], 2, "tws-preinstall: absent.twsplan"),
    ],
)
def test_a_program_without_a_console_ends_as_any_other(arguments: list[str], code: int, shown: str) -> None:
    """The packaged window has neither stdout nor stderr: what cannot be carried out is shown in a box."""
    done = _run_without_console(arguments)
    assert (done.returncode, done.stderr) == (code, b"")
    told = done.stdout.decode()
    assert told.startswith(shown)
    assert bool(told) == bool(shown)


def test_window_that_cannot_be_loaded_is_told_in_a_box() -> None:
    """A double-click on a program whose Qt does not load ends with one line in sight, its own and not Qt's."""
    before = (
        "import wizard.gui; os.environ['QT_QPA_PLATFORM'] = 'offscreen'; "
        "sys.meta_path.insert(0, type('Broken', (), {'find_spec': lambda self, name, *_: name == 'PySide6' and "
        "(print('Unable to import Shiboken', file=sys.stderr), (_ for _ in ()).throw(ImportError('no Qt6Core.dll')))"
        " or None})()); "
    )
    done = _run_without_console([], before)
    assert (done.returncode, done.stderr) == (2, b"")
    assert done.stdout.decode() == "tws-preinstall: The window cannot be opened (no Qt6Core.dll)."


@pytest.mark.skipif(sys.platform == "win32", reason="a box would wait for somebody")
def test_system_with_a_console_shows_no_box(capfd: pytest.CaptureFixture[str]) -> None:
    """Elsewhere than on Windows there is always an stderr: nothing is shown, and nothing said a second time."""
    show_notice("title", "text")
    assert capfd.readouterr() == ("", "")
