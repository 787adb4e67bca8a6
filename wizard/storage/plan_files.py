"""Opening and saving plan files (contract, "Plan file")."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wizard.domain.faults import describe_os_error, list_faults
from wizard.domain.plan import FORMAT_VERSION, Plan
from wizard.domain.plan.writing import LARGEST_FILE, write_plan
from wizard.errors import ExportError, PlanError
from wizard.foreign_files import read_foreign
from wizard.i18n import Message
from wizard.storage.atomic import write_whole
from wizard.storage.migration import migrate
from wizard.storage.plan_bounds import find_overlong
from wizard.storage.strict_json import JsonFaultError, read_json


def open_plan(path: Path) -> Plan:
    """Return the plan of a file.

    Raises:
        PlanError: the file cannot be read or used; names file, field and what was expected.

    """
    try:
        content = read_foreign(path, LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = describe_os_error(error)
        raise PlanError("{file}: cannot be read ({reason}).", file=str(path), reason=reason) from error
    return read_plan(content, str(path))


def read_plan(content: bytes, file: str) -> Plan:
    """Return the plan of a file's content; ``file`` names it in errors.

    Raises:
        PlanError: as ``open_plan``.

    """
    return _validate(_read_current(content, file), file)


def _read_current(content: bytes, file: str) -> bytes:
    """Return a file's content in the newest format; what was read of it on the way is let go of."""
    try:
        raw = read_json(content)
    except JsonFaultError as error:
        raise PlanError("{file}: {fault}.", file=file, fault=error.fault) from error
    migrated = migrate(raw, file)
    overlong = find_overlong(migrated)
    if overlong is not None:
        raise _refuse(file, *overlong)
    is_current = raw is migrated and migrated["format_version"] == FORMAT_VERSION
    return content.removeprefix(b"\xef\xbb\xbf") if is_current else _write_json(migrated)


def check_plan(content: dict[str, Any], file: str) -> Plan:
    """Return the plan of a content that is in the newest format already; ``file`` names it in errors.

    Raises:
        PlanError: it holds an answer that a plan does not take.

    """
    return _validate(_write_json(content), file)


def _validate(content: bytes, file: str) -> Plan:
    try:
        return Plan.model_validate_json(content)
    except ValidationError as error:
        faults = list_faults(Plan, error.errors(include_url=False, include_input=False), most=1)
        field, fault = faults.told[0]
        if faults.total == 1:
            raise _refuse(file, field, fault) from None
        raise PlanError("{file}: {field}: {fault} (and at least {more} more fault(s)).",
                        file=file, field=field, fault=fault, more=faults.total - 1) from None  # fmt: skip


def _refuse(file: str, field: str, fault: Message) -> PlanError:
    return PlanError("{file}: {field}: {fault}.", file=file, field=field, fault=fault)


def _write_json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def save_plan(path: Path, plan: Plan) -> None:
    """Save a plan; the old file stays whole until the new one is.

    Raises:
        ExportError: it cannot be written, or it would be too large to open again.

    """
    content = write_plan(plan)
    if len(content) > LARGEST_FILE:
        raise ExportError("{file}: this plan is larger than the 5 MB that a plan file may have.", file=str(path))
    write_whole(path, content)
