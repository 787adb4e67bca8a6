"""Saving plans: what others wrote meanwhile is never undone, and what is replaced is kept beside as a backup."""

import os
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from wizard.domain.plan import Plan, fingerprint_plan
from wizard.domain.plan.writing import LARGEST_FILE, write_plan
from wizard.errors import ExportError, PlanError
from wizard.i18n import Message
from wizard.storage.atomic import (
    Written,
    create_whole,
    find_target,
    name_beside,
    take_back,
    write_whole,
)
from wizard.storage.leftovers import sweep_parts
from wizard.storage.locks import hold_file
from wizard.storage.plan_files import read_content, read_plan

BACKUP_ENDING = ".bak"
_MOST_COPIES = 1_000
# In bytes, or in UTF-16 units, which are no more.
_LONGEST_NAME = 255


class PlanFile(NamedTuple):
    """A plan and the SHA-256 of the file that holds it: another one means that the file was changed since."""

    plan: Plan
    digest: str


class Saved(NamedTuple):
    """What a save left: plan and SHA-256 of the file as it is now, and where what it replaced is kept, if anything was.

    ``is_foreign``: that was no earlier version of the same plan, as far as the caller knew.
    """

    plan: Plan
    digest: str
    backup: Path | None
    is_foreign: bool = False


class PlanChangedError(ExportError):
    """The file holds something else than was read or written last; ``found`` is that plan, None for anything else."""

    def __init__(self, path: Path, found: PlanFile | None) -> None:
        super().__init__("{file}: this file was changed by somebody else meanwhile.", file=str(path))
        self.found = found


def open_plan_file(path: Path) -> PlanFile:
    """Return the plan of a file, with what tells this state of the file from any other.

    Raises:
        PlanError: as ``open_plan``.

    """
    content = read_content(path)
    return PlanFile(read_plan(content, str(path)), digest_content(content))


def is_same_file(one: Path, other: Path) -> bool:
    """Say whether two names lead to one file that is there."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def digest_content(content: bytes) -> str:
    """Return what tells one state of a file from another: 64 hexadecimal digits."""
    return sha256(content).hexdigest()


def find_digest(path: Path) -> str | None:
    """Return the digest of a file as it is now; None where there is none, or none that can be read."""
    try:
        return digest_content(read_content(path))
    except PlanError:
        return None


def save_plan(path: Path, plan: Plan, *, known: str | None = None, replaces: bool = True) -> Saved:
    """Save a plan; the old file stays whole until the new one is, and stays beside it as a backup.

    ``known`` is the digest of the file as the caller read or wrote it last. Where it is another one now and
    ``replaces`` is false, nothing is written. A file that the caller has not seen is kept under a name with its date,
    which no later save takes; of its own earlier versions the last one is kept.

    Raises:
        PlanChangedError: the file is not as the caller knows it, and is not to be replaced.
        ExportError: it cannot be written, or could not be opened again.

    """
    content = prepare_plan(path, plan)
    target = find_target(path)
    with hold_file(target):
        sweep_parts(target)
        present = find_digest(target) if target.exists() else None
        is_known = present is None or present == known
        if not is_known and not replaces:
            raise PlanChangedError(path, _look_at(target))
        return _save(target, path, plan, content, is_known=is_known)


def change_plan(path: Path, change: Callable[[Plan], Plan]) -> Saved:
    """Change the plan that a file holds now, with nobody else changing it meanwhile.

    Raises:
        PlanError: it holds no plan that can be used.
        WizardError: what the change raises, or as ``save_plan``; the file is as it was.

    """
    target = find_target(path)
    with hold_file(target):
        sweep_parts(target)
        plan = change(open_plan_file(path).plan)
        return _save(target, path, plan, prepare_plan(path, plan), is_known=True)


def change_or_make_plan(path: Path, plan: Plan, change: Callable[[Plan], Plan]) -> Saved:
    """Change the plan that a file holds where its answers are those of a plan; else write this plan, changed, there.

    Raises:
        WizardError: as ``change_plan``.

    """
    target = find_target(path)
    with hold_file(target):
        sweep_parts(target)
        found = _look_at(target)
        is_same = found is not None and fingerprint_plan(found.plan) == fingerprint_plan(plan)
        changed = change(found.plan if found is not None and is_same else plan)
        return _save(target, path, changed, prepare_plan(path, changed), is_known=is_same)


def write_with_backup(path: Path, content: bytes) -> Path | None:
    """Write any file of the user's in the place of an older one, which is kept beside it; return where.

    Raises:
        ExportError: it cannot be written; the old file, if any, is as it was.

    """
    target = find_target(path)
    with hold_file(target):
        sweep_parts(target)
        kept = _replace(target, path, content, is_known=True)
        return kept.path if isinstance(kept, Written) else kept


def prepare_plan(path: Path, plan: Plan) -> bytes:
    """Return a plan as its file's content, once this program has read it back as the same plan.

    Raises:
        ExportError: the program would refuse to open it: an answer or a list is over its limit, or the whole.

    """
    content = write_plan(plan)
    if len(content) > LARGEST_FILE:
        raise ExportError("{file}: this plan is larger than the 5 MB that a plan file may have.", file=str(path))
    try:
        same = read_plan(content, str(path)) == plan
    except PlanError as error:
        fault = Message(error.text, error.params)
        raise ExportError("Not saved, since it could not be opened again: {fault}", fault=fault) from error
    if not same:
        raise ExportError("{file}: not saved, since it would not open as the same plan.", file=str(path))
    return content


def _look_at(target: Path) -> PlanFile | None:
    try:
        return open_plan_file(target)
    except PlanError:
        return None


def _save(target: Path, path: Path, plan: Plan, content: bytes, *, is_known: bool) -> Saved:
    kept = _replace(target, path, content, is_known=is_known)
    if isinstance(kept, Written):
        return Saved(plan, digest_content(content), kept.path, is_foreign=True)
    return Saved(plan, digest_content(content), kept)


def _replace(target: Path, path: Path, content: bytes, *, is_known: bool) -> Path | Written | None:
    """Put a content in the place of a file; return where that is kept, and as written where it has its own name."""
    kept = _keep_backup(target, content, path, is_known=is_known)
    try:
        write_whole(target, content)
    except ExportError as error:
        if isinstance(kept, Written):
            take_back(kept)
        # Named as the user knows it, not as what a link leads to.
        raise ExportError(error.text, **{**error.params, "file": str(path)}) from error
    return kept


def _keep_backup(target: Path, content: bytes, path: Path, *, is_known: bool) -> Path | Written | None:
    """Keep the file that is about to be replaced; a copy, so that no later change of the one changes the other."""
    try:
        old = target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ExportError("{file}: cannot be replaced, since what it holds cannot be kept.", file=str(path)) from error
    if old == content:
        return None
    if is_known:
        backup = _name_backup(target, BACKUP_ENDING)
        # Whoever put a link there must not have another file written.
        write_whole(backup, old, through_links=False, owner=target)
        return backup
    moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    for number in range(1, _MOST_COPIES):
        mark = "" if number == 1 else f"-{number}"
        written = create_whole(_name_backup(target, f".{moment}{mark}{BACKUP_ENDING}"), old, owner=target)
        if written is not None:
            return written
    raise ExportError("{file}: too many files of this name in the folder.", file=str(target))


def _name_backup(target: Path, ending: str) -> Path:
    name = target.name + ending
    return target.with_name(name if len(os.fsencode(name)) <= _LONGEST_NAME else name_beside(target, ending))
