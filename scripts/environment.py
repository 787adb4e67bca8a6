"""Prepare the project's own virtual environment, from a bare system Python."""

import hashlib
import platform
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SAMPLE = ROOT / "resources" / "samples" / "town-hall-oxe-rds.twsplan"
# The exit code of a script that found nothing wrong, for nothing could be tried (as in Automake's tests).
NOTHING_TRIED = 77

Command = Sequence[str | Path]


def program(name: str = "python") -> Path:
    """Return where the environment keeps a program."""
    return VENV / "Scripts" / f"{name}.exe" if sys.platform == "win32" else VENV / "bin" / name


def run(command: Command) -> int:
    """Run a command from the project's root and return its exit code."""
    # What was printed so far must come before the command's own output, through a pipe too.
    sys.stdout.flush()
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


def must_run(command: Command) -> None:
    """Run a command; end the script with its exit code if it fails."""
    end_on_failure(command, run(command))


def end_on_failure(command: Command, code: int) -> None:
    """End the script with the exit code of a command that failed."""
    if code:
        print(f"Failed with exit code {code}: {' '.join(map(str, command))}")
        sys.exit(code)


def export_sample(folder: Path) -> None:
    """Export the sample plan's dossier in both languages and all formats."""
    options = ("--language", "both", "--formats", "pdf,csv,json")
    must_run((program("tws-preinstall"), "export", SAMPLE, "--out", folder, *options))


def prepare(*requirements: str) -> None:
    """Have the environment hold these requirements and the project; a second run finds nothing to do."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the system's Python, whatever it is, runs this
        sys.exit(f"Python 3.11 or later is needed; this is {platform.python_version()}.")
    files = [ROOT / "requirements" / f"{name}.txt" for name in requirements]
    stamp = VENV / f"ready-{'-'.join(requirements)}"
    digest = _digest(files)
    fresh = _has_environment() and stamp.is_file() and stamp.read_text(encoding="ascii") == digest
    if not fresh:
        _install(files)
        stamp.write_text(digest, encoding="ascii")
    # Outside the stamp: a catalogue changes far more often than the requirements.
    must_run((program(), "translations/compile.py"))


def _digest(files: Sequence[Path]) -> str:
    # The place belongs to it: an environment that was moved or copied still points at the old one.
    digest = hashlib.sha256(str(ROOT).encode())
    for file in (ROOT / "pyproject.toml", *files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _has_environment() -> bool:
    config = VENV / "pyvenv.cfg"
    made_by = f"version = {platform.python_version()}"
    return program().exists() and config.is_file() and made_by in config.read_text(encoding="utf-8").splitlines()


def _install(files: Sequence[Path]) -> None:
    if not _has_environment():
        print(f"Creating {VENV}", flush=True)
        # Without pip: Debian ships ensurepip apart from Python, and the system's pip can do the work.
        venv.EnvBuilder(clear=True, symlinks=sys.platform != "win32").create(VENV)
    pip = find_pip()
    install = (*pip, "install", "--quiet", "--disable-pip-version-check", "--no-input")
    print("Installing", ", ".join(file.name for file in files), "and the project")
    listed = [part for file in files for part in ("--requirement", file)]
    must_run((*install, "--require-hashes", *listed))
    must_run((*install, "--no-deps", "--no-build-isolation", "--editable", ROOT))
    # --no-deps looks at no bounds; this does.
    must_run((*pip, "check"))


def find_pip() -> Command:
    """Return the command of the pip that serves the environment; end the script where there is none."""
    theirs = (sys.executable, "-m", "pip", "--python", program())
    own = (program(), "-m", "pip")
    ensured = (program(), "-m", "ensurepip")
    if _works((*theirs, "--version")):
        return theirs
    if _works((*own, "--version")) or _works(ensured):
        return own
    sys.exit("This Python has neither pip 22.3 or later nor ensurepip: install python3-pip or python3-venv.")


def _works(command: Command) -> bool:
    return subprocess.run([str(part) for part in command], capture_output=True, check=False).returncode == 0
