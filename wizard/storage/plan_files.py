"""Opening and saving plan files (contract, "Plan file")."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wizard.domain.encodings import unwrap_utf8
from wizard.domain.faults import describe_os_error, list_faults
from wizard.domain.plan import FORMAT_VERSION, Plan
from wizard.domain.plan.writing import LARGEST_FILE, write_plan
from wizard.errors import ExportError, PlanError
from wizard.storage.atomic import write_whole
from wizard.storage.migration import migrate
from wizard.storage.strict_json import JsonFaultError, read_json


def open_plan(path: Path) -> Plan:
    """Return the plan of a file.

    Raises:
        PlanError: the file cannot be read or used; names file, field and what was expected.

    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = describe_os_error(error)
        raise PlanError("{file}: cannot be read ({reason}).", file=str(path), reason=reason) from error
    return read_plan(content, str(path))


def read_plan(content: bytes, file: str) -> Plan:
    """Return the plan of a file's content, in UTF-8 or in UTF-16 with its mark; ``file`` names it in errors.

    Raises:
        PlanError: as ``open_plan``.

    """
    content = unwrap_utf8(content)
    try:
        raw = read_json(content)
    except JsonFaultError as error:
        raise PlanError("{file}: {fault}.", file=file, fault=error.fault) from error
    migrated = migrate(raw, file)
    current = raw is migrated and migrated["format_version"] == FORMAT_VERSION
    return _validate(content if current else _write_json(migrated), file)


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
        faults = list_faults(Plan, error.errors(include_url=False, include_input=False))
        field, fault = faults[0]
        if len(faults) == 1:
            raise PlanError("{file}: {field}: {fault}.", file=file, field=field, fault=fault) from error
        raise PlanError("{file}: {field}: {fault} (and {more} more fault(s)).",
                        file=file, field=field, fault=fault, more=len(faults) - 1) from error  # fmt: skip


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
