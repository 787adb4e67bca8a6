"""What writers that were killed left beside files: removed by the next one, and at the next start."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from wizard.errors import WizardError
from wizard.storage.atomic import HIDDEN, PART_ENDING, find_target, name_beside
from wizard.storage.locks import LOCK_ENDING, hold_file, hold_lock

_OWN = re.compile(rf"({re.escape(HIDDEN)}[0-9a-f]{{16}})(?:-.+{re.escape(PART_ENDING)}|{re.escape(LOCK_ENDING)})")


def sweep_parts(target: Path) -> None:
    """Remove what killed writers of a file left; call it while the file is held. Failing is no fault."""
    _sweep(target.parent, name_beside(target, ""))


def sweep_leftovers(path: Path) -> None:
    """Remove what killed writers of a file left, unless somebody writes it just now. Failing is no fault."""
    with suppress(WizardError, OSError):
        target = find_target(path)
        if name_beside(target, "") in _list_owners(target.parent):
            with hold_file(target, patience_s=0):
                sweep_parts(target)


def sweep_folder(folder: Path) -> None:
    """Remove what killed writers left in a folder in which every writer holds the file that it writes."""
    with suppress(OSError):
        for owner in _list_owners(folder):
            with suppress(WizardError), hold_lock(folder / f"{owner}{LOCK_ENDING}", folder, patience_s=0):
                _sweep(folder, owner)


def _list_owners(folder: Path) -> set[str]:
    return {found[1] for each in folder.iterdir() if (found := _OWN.fullmatch(each.name))}


def _sweep(folder: Path, owner: str) -> None:
    for part in _list_parts(folder, owner):
        with suppress(OSError):
            part.unlink()


def _list_parts(folder: Path, owner: str) -> Iterator[Path]:
    with suppress(OSError):
        for each in list(folder.iterdir()):
            if each.name.startswith(f"{owner}-") and each.name.endswith(PART_ENDING):
                yield each
