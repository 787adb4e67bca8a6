"""Recovery files: the answers of a session that are not saved, in the user's own data folder until they are."""

import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from platformdirs import user_data_path

from wizard.domain.faults import describe_os_error
from wizard.domain.plan import Plan
from wizard.domain.plan.writing import LARGEST_FILE
from wizard.errors import ExportError, PlanError
from wizard.foreign_files import read_foreign
from wizard.i18n import Message
from wizard.storage.atomic import write_whole
from wizard.storage.leftovers import sweep_folder
from wizard.storage.locks import hold_file
from wizard.storage.plan_files import read_plan
from wizard.storage.running import Owner, find_self, is_running

FORMAT, FORMAT_VERSION = "tws-preinstall-recovery", 1
ENDING = ".twsrecovery"
# A plan, indented by nothing, and what stands around it.
_LARGEST = LARGEST_FILE + 100_000
_NO_RECOVERY = Message("not a recovery file of this program")
_TOO_LARGE = Message("expected at most 5 MB")


@dataclass(frozen=True, slots=True)
class Recovery:
    """Answers that were not saved: their file, the plan's own file, when they were kept, and by which program.

    ``digest`` is that of the plan's own file as the session knew it; None where it knew none.
    """

    file: Path
    path: Path | None
    kept_at: datetime
    owner: Owner
    plan: Plan
    content: dict[str, Any]
    digest: str | None = None

    @property
    def saved_at(self) -> datetime | None:
        """Return when the plan's own file was saved last; None where there is none."""
        try:
            return None if self.path is None else datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        except (OSError, ValueError):
            return None


def find_folder() -> Path:
    """Return the folder of the recovery files; never the temporary folder, which a restart may empty."""
    return user_data_path("tws-preinstall", appauthor=False) / "recovery"


def name_recovery(folder: Path) -> Path:
    """Return the file where a new session keeps its answers."""
    return folder / f"{secrets.token_hex(8)}{ENDING}"


def write_recovery(
    file: Path, content: dict[str, Any], path: Path | None, owner: Owner | None = None, digest: str | None = None
) -> None:
    """Keep the answers of a running session; the file says whose it is, so that no other session takes them.

    Raises:
        ExportError: the file cannot be written; the old one is as it was.

    """
    _make_folder(file.parent)
    with hold_file(file):
        _write(file, content, path, find_self() if owner is None else owner, digest)


def _write(file: Path, content: dict[str, Any], path: Path | None, owner: Owner, digest: str | None) -> None:
    whole = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "path": None if path is None else str(path.absolute()),
        "digest": digest,
        "kept_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "pid": owner.pid,
        "started": owner.started,
        "plan": content,
    }
    # A file's name need not be Unicode: Python stands half pairs in for what is not, and reads them back.
    written = json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_whole(file, written, private=True, through_links=False)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = describe_os_error(error)
        raise ExportError("{file}: this folder cannot be made ({reason}).", file=str(folder),
                          reason=reason) from error  # fmt: skip
    if os.name == "posix":
        # Answers are nobody else's, whoever made the folder.
        with suppress(OSError):
            folder.chmod(0o700)


def claim_recovery(recovery: Recovery) -> Recovery:
    """Make what a session left this program's own, and return it as it is now.

    Raises:
        PlanError: it is gone, or another program goes on with it.
        ExportError: the file cannot be written; it is as it was.

    """
    with hold_file(recovery.file):
        present = _read_left(recovery.file)
        _write(present.file, present.content, present.path, find_self(), present.digest)
    return present


def give_back(recovery: Recovery) -> None:
    """Leave a recovery that was claimed to the next start, as it was.

    Raises:
        ExportError: the file cannot be written.

    """
    with hold_file(recovery.file):
        _write(recovery.file, recovery.content, recovery.path, recovery.owner, recovery.digest)


def discard_recovery(recovery: Recovery) -> None:
    """Remove what a session left, unless another program goes on with it. One that is gone already is no fault.

    Raises:
        PlanError: another program goes on with it.
        ExportError: it cannot be removed.

    """
    if recovery.file.exists():
        with hold_file(recovery.file):
            _read_left(recovery.file)
            _remove(recovery.file)


def _read_left(file: Path) -> Recovery:
    present = read_recovery(file)
    if is_running(present.owner):
        raise PlanError("{file}: another window goes on with these answers already.", file=str(file))
    return present


def read_recovery(file: Path) -> Recovery:
    """Return what a recovery file holds; its plan is checked as strictly as any other.

    Raises:
        PlanError: it cannot be read or used.

    """
    try:
        raw = read_foreign(file, _LARGEST + 1)
    except (OSError, ValueError) as error:
        raise PlanError("{file}: cannot be read ({reason}).", file=str(file),
                        reason=describe_os_error(error)) from error  # fmt: skip
    if len(raw) > _LARGEST:
        raise _refuse(file, _TOO_LARGE)
    try:
        return _read_whole(file, json.loads(raw))
    except (ValueError, LookupError, TypeError, RecursionError, OverflowError) as error:
        raise _refuse(file, _NO_RECOVERY) from error


def _read_whole(file: Path, whole: dict[str, Any]) -> Recovery:
    if whole["format"] != FORMAT or whole["format_version"] != FORMAT_VERSION:
        raise _refuse(file, _NO_RECOVERY)
    content = whole["plan"]
    return Recovery(
        file,
        None if whole["path"] is None else Path(whole["path"]),
        datetime.fromisoformat(whole["kept_at"]).astimezone(UTC),
        Owner(int(whole["pid"]), str(whole["started"])),
        read_plan(json.dumps(content, ensure_ascii=False).encode(), str(file)),
        content,
        str(whole["digest"]) if whole.get("digest") else None,
    )


def _refuse(file: Path, fault: Message) -> PlanError:
    return PlanError("{file}: {fault}.", file=str(file), fault=fault)


class Left(NamedTuple):
    """What sessions that have ended left, newest first, and the files that cannot be read."""

    recoveries: list[Recovery]
    unreadable: list[Path]


def look_for_recoveries(folder: Path) -> Left:
    """Return what was left in a folder, all of which stays there; what killed writers left is removed."""
    sweep_folder(folder)
    left = Left([], [])
    for file in sorted(folder.glob(f"*{ENDING}")):
        try:
            recovery = read_recovery(file)
        except PlanError:
            left.unreadable.append(file)
            continue
        if not is_running(recovery.owner):
            left.recoveries.append(recovery)
    left.recoveries.sort(key=lambda each: each.kept_at, reverse=True)
    return left


def remove_recovery(file: Path) -> None:
    """Remove this session's recovery file: its plan was saved or knowingly discarded. One that is gone is no fault.

    Raises:
        ExportError: it cannot be removed.

    """
    if file.exists():
        with hold_file(file):
            _remove(file)


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError("{file}: cannot be removed ({reason}).", file=str(file),
                          reason=describe_os_error(error)) from error  # fmt: skip
