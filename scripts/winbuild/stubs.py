"""DLLs of Windows that Wine 8 lacks, made for trying the program out; a build that holds one is refused.

They go into the prefix's system folder: beside python.exe PyInstaller would pick them up.
"""

import shutil
import subprocess
from pathlib import Path

from winbuild.wine import SYSTEM

_SOURCES = Path(__file__).resolve().parent / "stubs"
_COMPILER = "x86_64-w64-mingw32-gcc"
LIBRARIES = {"icuuc": (), "bcryptprimitives": ("-ladvapi32",)}
MARK = b"TWS-TEST-STUB"


def make_stubs() -> None:
    """Put the stub DLLs into the prefix, where they are not there yet."""
    for name, libraries in LIBRARIES.items():
        source, target = _SOURCES / f"{name}.c", SYSTEM / f"{name}.dll"
        if target.is_file() and MARK in target.read_bytes() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        compiler = shutil.which(_COMPILER)
        if compiler is None:
            raise SystemExit("A compiler for the test DLLs is needed: Debian package gcc-mingw-w64-x86-64.")
        target.unlink(missing_ok=True)
        subprocess.run((compiler, "-shared", "-O1", "-s", "-o", target, source, *libraries), check=True)
