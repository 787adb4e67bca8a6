"""Where ``prove`` takes the one-time code from, and that it leaves no trace."""

import io
import json
import os
import pty
import sys
from pathlib import Path

import pytest

from tests.factories import ROOT, make_answers
from wizard.checks.proof.selection import Way
from wizard.cli.code import VARIABLE
from wizard.cli.main import hide_codes, main
from wizard.storage.plan_files import open_plan

CODE = "7XTQ-NC7X-SQRC"
WRONG = "7XTQ-NC7X-SQRD"
SPELLINGS = (CODE, CODE.lower(), CODE.replace("-", ""), CODE.replace("-", " "))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Write a plan whose flows lead to a server that nobody listens for."""
    file = tmp_path / "small.twsplan"
    answers = make_answers(server={"address": "127.0.0.1"}, security={"secure_mode": False, "keep_plain_ports": False})
    file.write_text(json.dumps(answers), encoding="utf-8")
    return file


def prove(small: Path, *options: str) -> int:
    """Prove against this machine, where nobody listens; return the exit code."""
    return main(["prove", str(small), "--server", "127.0.0.1", "--language", "en", *options])


def give_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Let standard input hold some bytes."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


@pytest.mark.parametrize(
    "content",
    [
        b"7XTQ-NC7X-SQRC\n",
        b"7xtq nc7x sqrc\r\n",
        b"  7XTQNC7XSQRC",
        b"\xef\xbb\xbf7XTQ-NC7X-SQRC\n",
        "\ufeff7XTQ-NC7X-SQRC\r\n".encode("utf-16-le"),
    ],
)
def test_file_and_standard_input_are_forgiving(small: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Case, blanks, line ends and what Windows' own programs put before a text are forgiven."""
    file = small.with_name("code")
    file.write_bytes(content)
    assert prove(small, "--code-file", str(file)) == 0
    # The first line of a text of two bytes for each sign ends within one.
    give_stdin(monkeypatch, content)
    assert prove(small, "--code", "-") == 0


def test_variables(small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A variable that is named holds the code, else the usual one; an option is stronger than the usual variable."""
    monkeypatch.setenv("OTHER", CODE)
    assert prove(small, "--code-env", "OTHER") == 0
    monkeypatch.setenv(VARIABLE, CODE)
    assert prove(small) == 0
    monkeypatch.setenv(VARIABLE, "wrong")
    assert prove(small, "--code", CODE) == 0
    assert prove(small) == 2
    capsys.readouterr()
    monkeypatch.setenv("OTHER", "")
    assert prove(small, "--code-env", "OTHER") == 2
    assert "“OTHER”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--code", CODE, "--code-file", "x"], "--code and --code-file"),
        (["--code-file", "x", "--code-env", "OTHER"], "--code-file and --code-env"),
        (["--code", "-", "--code-env", "OTHER"], "--code and --code-env"),
        (["--code-file", "absent"], "absent cannot be read"),
        (["--code-file", "."], "--code-file: ."),
        (["--code-file", "pipe"], "pipe is no regular file"),
        (["--code-file", "/dev/zero"], "/dev/zero is no regular file"),
        (["--code-file", "large"], "large holds more than a code"),
        (["--code-file", "\0"], "--code-file"),
        (["--code-env", "ABSENT"], "“ABSENT” is not set"),
        (["--code-env", "A=B"], "“A=B” is not set"),
        (["--code", "-"], "12 letters"),
        ([], VARIABLE),
    ],
)
def test_unusable_source_is_one_line(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    """Two sources, none, or one that holds no code: one line says which, nothing is sent and the plan stays."""
    monkeypatch.chdir(small.parent)
    os.mkfifo("pipe")
    Path("large").write_text(CODE * 100, encoding="ascii")
    give_stdin(monkeypatch, b"")
    before = small.read_bytes()
    assert prove(small, *options) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert len(said.err.splitlines()) == 1
    assert not any(each in said.err for each in SPELLINGS)
    assert small.read_bytes() == before


def test_code_is_typed_unseen(small: Path) -> None:
    """At a terminal the code is asked for; what is typed is not shown, and proves as any other."""
    command = [sys.executable, "-m", "wizard", "prove", str(small), "--server", "127.0.0.1", "--language", "en"]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.environ.pop(VARIABLE, None)
        os.execv(command[0], command)  # noqa: S606 - the project's own program
    shown = read_until(terminal, "as you type): ")
    os.write(terminal, f"{CODE.lower()}\n".encode())
    shown += read_until(terminal, None)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, shown
    assert "Ports tested" in shown
    assert not any(each in shown for each in SPELLINGS)
    assert open_plan(small).evidence


def read_until(terminal: int, end: str | None) -> str:
    """Return what a terminal shows up to some words; None: until its program has ended."""
    shown = b""
    while end is None or end.encode() not in shown:
        try:
            read = os.read(terminal, 4_096)
        except OSError:
            break
        if not read:
            break
        shown += read
    return shown.decode()


def test_code_leaves_no_trace(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither plan nor output nor the folder of temporary files holds the code, right or with a wrong letter."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    for code in (CODE, WRONG):
        monkeypatch.setenv(VARIABLE, code)
        prove(small)
    said = capsys.readouterr()
    written = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()).decode()
    for code in (*SPELLINGS, WRONG):
        assert code not in said.out + said.err + written
    assert not list(scratch.iterdir())
    assert CODE not in repr(Way("station", "server", "127.0.0.1", CODE))


@pytest.mark.parametrize(
    "typed",
    [["prove", "x.twsplan", CODE], ["prove", "x", "--server", "s", "--cod", CODE], ["listen", CODE.lower(), "x"]],
)
def test_code_in_the_wrong_place_is_not_repeated(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A call that is refused is told without the code that stands in it: the line may go to a log."""
    assert main(typed) == 2
    said = capsys.readouterr().err
    assert not any(each in said for each in SPELLINGS)


def test_other_words_are_repeated() -> None:
    """Words of twelve letters, dates and names are no codes."""
    text = "unrecognized arguments: plan-one-more 2026-11-24 installation Valmont-mairie-2026"
    assert hide_codes(text) == text
    assert hide_codes(f"--cod={CODE.replace('-', '')}!") == "--cod=…!"
    assert hide_codes(WRONG) == "…"
