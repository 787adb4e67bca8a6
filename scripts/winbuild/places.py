"""Where the build keeps its things and what they are called."""

import re
from pathlib import Path

from environment import ROOT

WORK = ROOT / "build" / "windows"
DIST = ROOT / "dist" / "windows"
PROGRAM = DIST / "tws-preinstall"
WINDOW, CONSOLE = "tws-preinstall.exe", "tws-preinstall-cli.exe"
VERSION = re.findall(r'__version__ = "([^"]+)"', (ROOT / "wizard" / "__init__.py").read_text(encoding="utf-8"))[0]
INSTALLER = DIST / f"tws-preinstall-{VERSION}-setup.exe"
PORTABLE = DIST / f"tws-preinstall-{VERSION}-portable.zip"
INVENTORY = DIST / f"tws-preinstall-{VERSION}.cdx.json"
SUMS = DIST / "SHA256SUMS"
RESULTS = WORK / "smoke"


def list_files(folder: Path) -> list[Path]:
    """Return all files below a folder, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def measure(folder: Path) -> int:
    """Return the size of all files below a folder in bytes."""
    return sum(path.stat().st_size for path in list_files(folder))
