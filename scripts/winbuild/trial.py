"""What the trials of the built program share: where they work, how they call it, how they fail."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from environment import ROOT, program

from winbuild.places import CONSOLE, PROGRAM, RESULTS, list_files
from winbuild.wine import USER, Words, run_windows, to_windows

SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.twsplan"))
DAY = "2026-12-15"
# Usual signs of a folder's name, which elsewhere part paths, begin comments and lists, and are filled in by the shell.
AWKWARD = "Outils; CTI, x = 100%1"
# Where the program keeps its logs, which it writes for mistakes of its own alone.
LOGS = USER / "AppData" / "Local" / "tws-preinstall" / "Logs"


class Fault(Exception):  # noqa: N818 - a trial's fault is a finding, no error of this script
    """The built program does not do what it must."""


def demand(condition: object, told: str) -> None:
    """Note a fault where a condition does not hold.

    Raises:
        Fault: with what was found.

    """
    if not condition:
        raise Fault(told)


def demand_no_mistake() -> None:
    """Note a fault where the program logged a mistake: what it then shows takes the keys from the window.

    Raises:
        Fault: with the end of the log.

    """
    told = "".join(file.read_text(encoding="utf-8") for file in LOGS.glob("*"))
    demand(not told, f"the program logged a mistake: {told[-600:]}")


def call(*words: str | Path, at: Path = PROGRAM) -> subprocess.CompletedProcess[str]:
    """Call the built console program; paths are given as Windows sees them."""
    return run_windows((to_windows(at / CONSOLE), *_spell(words)), within_s=180)


def call_source(*words: str | Path) -> str:
    """Call the program from source, on this machine, and return what it prints."""
    command = [str(program()), "-m", "wizard", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout


def _spell(words: Words) -> list[str]:
    return [to_windows(word) if isinstance(word, Path) else word for word in words]


def must_call(*words: str | Path, at: Path = PROGRAM) -> str:
    """Call the built console program and return what it prints.

    Raises:
        Fault: it ends with another code than 0.

    """
    done = call(*words, at=at)
    demand(done.returncode == 0, f"{words[0]} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def read_text(file: Path) -> str:
    """Return the text of a PDF.

    Raises:
        Fault: it cannot be read, or poppler-utils is not there.

    """
    tool = shutil.which("pdftotext")
    demand(tool, "pdftotext is not installed")
    done = subprocess.run((str(tool), "-layout", str(file), "-"), capture_output=True, encoding="utf-8", check=False)
    demand(done.returncode == 0, f"{file.name}: no text")
    return done.stdout


def make_empty(name: str) -> Path:
    """Return an empty folder for a trial."""
    folder = RESULTS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def copy_sample(target: Path) -> Path:
    """Copy a sample plan and return the copy."""
    shutil.copyfile(SAMPLES[0], target)
    return target


def copy_program(target: Path) -> Path:
    """Copy the built program and return its new folder."""
    shutil.copytree(PROGRAM, target)
    return target


def take_sums(folder: Path) -> dict[str, str]:
    """Return the sum of every file below a folder: two of them tell whether anything was written there."""
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in list_files(folder)}


def shorten_sums(folder: Path) -> dict[str, str]:
    """Return the sum of every file below a folder, by its place in it."""
    return {str(Path(name).relative_to(folder)): digest for name, digest in take_sums(folder).items()}
