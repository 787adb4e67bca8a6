"""Programs of the system that a test plays itself, found before the real ones."""

import os
import sys
from pathlib import Path

import pytest


def stand_in(folder: Path, name: str, script: str) -> Path:
    """Write a shell script under a program's name and return it; the test is skipped where no shell is."""
    if sys.platform == "win32":
        pytest.skip("the stand-ins are shell scripts")
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def put_first(folder: Path) -> str:
    """Return the search path with a folder before all others."""
    return f"{folder}{os.pathsep}{os.environ['PATH']}"
