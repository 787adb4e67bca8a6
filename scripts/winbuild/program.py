"""The program's folder: built by PyInstaller inside Wine, then looked over."""

import os
import shutil
import subprocess
from pathlib import Path

from environment import ROOT

from winbuild.interpreter import PYTHON
from winbuild.places import CONSOLE, DIST, PROGRAM, WINDOW, WORK, list_files, measure
from winbuild.stubs import MARK
from winbuild.wine import must_run_windows, to_windows

_LARGEST = 125_000_000
# What Wine writes into its own DLLs, behind the DOS header.
_WINE_MARKS = (b"Wine builtin DLL", b"Wine placeholder DLL")
_HEADER = 4096
_TESTS_ONLY = ("icuuc.dll", "mscms.dll", "bcryptprimitives.dll", "ucrtbase.dll")


def build_program() -> None:
    """Build the folder anew and refuse it where it is not as it must be."""
    shutil.rmtree(PROGRAM, ignore_errors=True)
    words = (to_windows(PYTHON / "python.exe"), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN")
    folders = ("--distpath", to_windows(DIST), "--workpath", to_windows(WORK / "pyinstaller"))
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _read_commit_time()
    # The order of sets goes into the compiled modules, and the time into the programs' headers.
    steady = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": epoch, "QT_QPA_PLATFORM": "offscreen"}
    must_run_windows((*words, *folders, to_windows(ROOT / "build.spec")), steady)
    check_program()


def _read_commit_time() -> str:
    words = ("git", "log", "-1", "--format=%ct")
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "0"


def check_program() -> None:
    """End the script where a program is missing, a DLL of Wine or of the tests is in, or the folder is too large."""
    for name in (WINDOW, CONSOLE):
        if not (PROGRAM / name).is_file():
            raise SystemExit(f"{name} was not built.")
    for file in list_files(PROGRAM):
        refuse_foreign(file)
    if (size := measure(PROGRAM)) > _LARGEST:
        raise SystemExit(f"The program takes {size / 1e6:.1f} MB; {_LARGEST / 1e6:.0f} MB is the most.")


def refuse_foreign(file: Path) -> None:
    """End the script where a file is a DLL of Windows, of Wine or of the tests."""
    if file.name.lower() in _TESTS_ONLY or file.name.lower().startswith("api-ms-win-"):
        raise SystemExit(f"{file.name} belongs to Windows and must not be shipped.")
    if file.suffix.lower() in (".dll", ".pyd", ".exe"):
        content = file.read_bytes()
        if MARK in content or any(mark in content[:_HEADER] for mark in _WINE_MARKS):
            raise SystemExit(f"{file.name} is Wine's or made for tests, and must not be shipped.")
