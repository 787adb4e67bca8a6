"""Writing several files to a folder: all of them or none, and never over something else."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from wizard.domain.faults import describe_os_error
from wizard.errors import ExportError
from wizard.storage.atomic import Written, create_whole, take_back
from wizard.storage.leftovers import sweep_parts
from wizard.storage.locks import hold_file

_MOST_COPIES = 1_000
# The name that stands for all files of a folder where they are held.
_EXPORT = "export"


def _write_free(folder: Path, name: str, content: bytes) -> tuple[Path, Written | None]:
    """Write a file under its name or a numbered one; where it is there already, byte for byte, nothing is written.

    A name that another program takes at the same moment is that program's.
    """
    stem, dot, ending = name.rpartition(".")
    for number in range(1, _MOST_COPIES):
        path = folder / (name if number == 1 else f"{stem}-{number}{dot}{ending}")
        # Whoever left a part of it here is not at work: the folder is ours.
        sweep_parts(path)
        if not os.path.lexists(path) and (written := create_whole(path, content)) is not None:
            return path, written
        if path.is_file() and path.read_bytes() == content:
            return path, None
    raise ExportError("{file}: too many files of this name in the folder.", file=str(folder / name))


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files to a folder, made where absent, and return their paths.

    A file that is there with other content is kept: the new one gets a number. On a fault nothing of this call stays.

    Raises:
        ExportError: a file or the folder cannot be written.

    """
    made: list[Path] = []
    placed: list[Written] = []
    paths: list[Path] = []
    try:
        _make_folder(folder, made)
        # One export at a time in a folder: the next one sees what this one has written.
        with hold_file(folder / _EXPORT):
            for name, content in files.items():
                path, written = _write_free(folder, name, content)
                paths.append(path)
                if written is not None:
                    placed.append(written)
    except (ExportError, OSError) as error:
        _take_back(placed, made)
        if isinstance(error, ExportError):
            raise
        # Of a file that is there and that another program holds, for instance, its own name is told.
        raise ExportError("{file}: cannot be written ({reason}).", file=str(error.filename or folder),
                          reason=describe_os_error(error)) from error  # fmt: skip
    return paths


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it; ``made`` tells which were, even where a later one fails."""
    missing = []
    try:
        for each in (folder, *folder.parents):
            if each.exists():
                break
            missing.append(each)
        for each in reversed(missing):
            each.mkdir(exist_ok=True)
            made.append(each)
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        raise ExportError("{file}: this folder cannot be made ({reason}).", file=str(folder),
                          reason=describe_os_error(error)) from error  # fmt: skip


def _take_back(placed: list[Written], made: list[Path]) -> None:
    # What cannot be removed, a folder that somebody has put a file into for instance, stays.
    for written in placed:
        take_back(written)
    for each in reversed(made):
        with suppress(OSError):
            each.rmdir()
