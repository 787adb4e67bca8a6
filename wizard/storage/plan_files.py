"""Opening plan files (contract, "Plan file")."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wizard.domain.encodings import unwrap_utf8
from wizard.domain.faults import describe_os_error, list_faults
from wizard.domain.plan import FORMAT_VERSION, Plan
from wizard.domain.plan.writing import LARGEST_FILE
from wizard.errors import PlanError
from wizard.foreign_files import read_foreign
from wizard.i18n import Message
from wizard.storage.migration import migrate
from wizard.storage.plan_bounds import find_overlong
from wizard.storage.strict_json import JsonFaultError, read_json


def open_plan(path: Path) -> Plan:
    """Return the plan of a file.

    Raises:
        PlanError: the file cannot be read or used; names file, field and what was expected.

    """
    return read_plan(read_content(path), str(path))


def read_content(path: Path) -> bytes:
    """Return a plan file's content as it is; of one that is too large one byte more than a plan may have.

    Raises:
        PlanError: the file cannot be read.

    """
    try:
        return read_foreign(path, LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = describe_os_error(error)
        raise PlanError("{file}: cannot be read ({reason}).", file=str(path), reason=reason) from error


def read_plan(content: bytes, file: str) -> Plan:
    """Return the plan of a file's content, in UTF-8 or in UTF-16 with its mark; ``file`` names it in errors.

    Raises:
        PlanError: as ``open_plan``.

    """
    return _validate(_read_current(unwrap_utf8(content), file), file)


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
    return content if is_current else _write_json(migrated)


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
