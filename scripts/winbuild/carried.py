"""What wheels and the Windows Python carry of others: libraries that come with them and have licences of their own."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

_VERSION = re.compile("ProductVersion".encode("utf-16-le") + rb"\0{2,6}((?:[0-9.]\0)+)")


class Carried(NamedTuple):
    """A library: its name, its licence as SPDX writes it or in words, and the files that it is (names, with stars)."""

    name: str
    licence: str
    files: tuple[str, ...]
    in_spdx: bool = True


# The runtime's terms are those of the Visual Studio redistributables, which SPDX has no name for.
CARRIED = (
    Carried("OpenSSL", "Apache-2.0", ("libssl-*.dll", "libcrypto-*.dll")),
    Carried("libffi", "MIT", ("libffi-*.dll",)),
    Carried("Qt", "LGPL-3.0-only", ("Qt6*.dll", "q*.dll")),
    Carried("PDFium", "BSD-3-Clause AND Apache-2.0", ("pdfium.dll",)),
    Carried(
        "Microsoft Visual C++ runtime",
        "Microsoft Visual C++ redistributable",
        ("MSVCP140*", "VCRUNTIME140*"),
        in_spdx=False,
    ),
)
# Of components that the bill names by themselves.
_NAMED = ("python3*.dll", "pyside6.abi3.dll", "shiboken6.abi3.dll")


def find_files(program: Path, carried: Carried) -> list[Path]:
    """Return the files of a library in the program's folder, sorted."""
    return sorted(file for file in list_libraries(program) if _is_of(file, carried.files))


def list_libraries(program: Path) -> Iterator[Path]:
    """Return the DLLs of a program's folder; modules of Python belong to their distributions."""
    return (file for file in program.rglob("*") if file.suffix.lower() == ".dll")


def find_unexplained(program: Path) -> list[str]:
    """Return the DLLs that belong to no component of the bill."""
    known = (*_NAMED, *(pattern for each in CARRIED for pattern in each.files))
    return sorted(file.name for file in list_libraries(program) if not _is_of(file, known))


def _is_of(file: Path, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(file.name.lower(), pattern.lower()) for pattern in patterns)


def read_version(file: Path) -> str | None:
    """Return the product's version from a file's version resource; None where it has none."""
    found = _VERSION.search(file.read_bytes())
    return found[1].decode("utf-16-le") if found else None
