"""Recovery files: the answers of a session that are not saved, in the user's own data folder until they are."""

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from wizard.domain.faults import describe_os_error
from wizard.domain.plan import Plan
from wizard.domain.plan.writing import LARGEST_FILE
from wizard.errors import ExportError, PlanError
from wizard.i18n import Message
from wizard.storage.atomic import write_whole
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
    """Answers that were not saved: their file, the plan's own file, when they were kept, and by which program."""

    file: Path
    path: Path | None
    kept_at: datetime
    owner: Owner
    plan: Plan
    content: dict[str, Any]

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


def write_recovery(file: Path, content: dict[str, Any], path: Path | None, owner: Owner | None = None) -> None:
    """Keep the answers of a running session; the file says whose it is, so that no other session takes them.

    Raises:
        ExportError: the file cannot be written; the old one is as it was.

    """
    keeper = find_self() if owner is None else owner
    whole = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "path": None if path is None else str(path.absolute()),
        "kept_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "pid": keeper.pid,
        "started": keeper.started,
        "plan": content,
    }
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = describe_os_error(error)
        raise ExportError("{file}: this folder cannot be made ({reason}).", file=str(file.parent),
                          reason=reason) from error  # fmt: skip
    write_whole(file, json.dumps(whole, ensure_ascii=False).encode())


def read_recovery(file: Path) -> Recovery:
    """Return what a recovery file holds; its plan is checked as strictly as any other.

    Raises:
        PlanError: it cannot be read or used.

    """
    try:
        with file.open("rb") as opened:
            raw = opened.read(_LARGEST + 1)
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
    )


def _refuse(file: Path, fault: Message) -> PlanError:
    return PlanError("{file}: {fault}.", file=str(file), fault=fault)


def list_recoveries(folder: Path) -> list[Recovery]:
    """Return what sessions left that have ended, newest first; a file that cannot be used stays where it is."""
    found: list[Recovery] = []
    for file in folder.glob(f"*{ENDING}"):
        try:
            recovery = read_recovery(file)
        except PlanError:
            continue
        if not is_running(recovery.owner):
            found.append(recovery)
    return sorted(found, key=lambda each: each.kept_at, reverse=True)


def remove_recovery(file: Path) -> None:
    """Remove a recovery file: its plan was saved or knowingly discarded. One that is gone already is no fault.

    Raises:
        ExportError: it cannot be removed.

    """
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError("{file}: cannot be removed ({reason}).", file=str(file),
                          reason=describe_os_error(error)) from error  # fmt: skip
