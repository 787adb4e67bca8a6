"""The command line called as a user's shell calls it, and called directly."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.factories import ROOT
from wizard.paths import find_resources

SAMPLES = find_resources() / "samples"
SMALL = SAMPLES / "small-office-mivoice-5000.twsplan"
BLOCKED = SAMPLES / "factory-blocked.twsplan"
OPEN = SAMPLES / "first-meeting-incomplete.twsplan"
DAY = "2026-01-15"
# Without a screen a call that names no command opens no window.
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class Result(NamedTuple):
    """What a call left behind."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> Result:
    """Run ``python -m wizard`` as a process of its own, by default in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", *SCREENS))}
    given = {**kept, "PYTHONPATH": str(ROOT), "LANG": "en_GB.UTF-8", **(env or {})}
    done = subprocess.run(
        [sys.executable, "-m", "wizard", *map(str, arguments)], capture_output=True, env=given, cwd=cwd, check=False
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content, and every folder as such."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"(folder)"
        for path in sorted(folder.rglob("*"))
    }
