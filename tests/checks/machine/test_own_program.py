"""How a process that runs this very program is known, whoever started it."""

import os
import subprocess
import sys

import psutil
import pytest

from wizard.checks.machine.live.figures import identify_program, is_own_name, runs_own_program


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("tws-preinstall", True),
        ("tws-preinstall.exe", True),
        ("TWS-Preinstall-CLI.EXE", True),
        ("tws-preinstall-other", False),
        ("tws.exe", False),
        ("python3", False),
    ],
)
def test_program_is_known_by_its_name(name: str, own: bool) -> None:  # noqa: FBT001 - a column of the table
    """As it is built and installed; TWS's own programs are others."""
    assert is_own_name(name) == own


@pytest.mark.parametrize(
    ("arguments", "own"),
    [
        (["python3", "-m", "wizard", "listen"], True),
        (["python3", "-X", "dev", "-u", "-m", "wizard"], True),
        (["python3", "/opt/venv/bin/tws-preinstall", "listen"], True),
        (["python3", "-W", "error", "/src/wizard/__main__.py"], True),
        (["python3", "-m", "pytest", "wizard"], False),
        (["python3", "/src/other.py", "-m", "wizard"], False),
        (["python3", "/src/other/__main__.py"], False),
        (["python3", "-X", "tws-preinstall"], False),
        (["python3", "-m"], False),
        (["python3"], False),
        ([], False),
    ],
)
def test_interpreter_is_known_by_what_it_runs(arguments: list[str], own: bool) -> None:  # noqa: FBT001 - as above
    """A script or a module of this program, whatever stands before and behind it."""
    assert runs_own_program(arguments) == own


def test_this_process_is_own() -> None:
    """The window may listen and check at once."""
    assert identify_program(os.getpid())[1]
    assert identify_program(None) == (None, False)


@pytest.mark.parametrize("fault", [OSError(22, "of no use"), psutil.NoSuchProcess(1), psutil.AccessDenied(1)])
def test_program_without_a_name_is_nobody_s(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """Where the system names no program, this process alone is known to be this program's."""

    def refuse(_: psutil.Process) -> str:
        raise fault

    monkeypatch.setattr(psutil.Process, "name", refuse)
    assert identify_program(os.getpid()) == (None, True)
    assert identify_program(os.getppid()) == (None, False)


@pytest.mark.skipif(sys.platform == "win32", reason="other processes' arguments are not read there")
def test_other_processes_are_told_apart() -> None:
    """Another Python that runs this program is own, one that runs something else is not."""
    script = "import sys; sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE) as other:
        assert identify_program(other.pid) == (identify_program(os.getpid())[0], False)
        other.communicate(b"")
