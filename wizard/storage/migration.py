"""Older plan files brought to today's format, one version at a time."""

from collections.abc import Callable, Mapping
from typing import Any

from wizard.domain.plan import FORMAT, FORMAT_VERSION
from wizard.errors import PlanError
from wizard.i18n import Plain

_LONGEST_VERSION = 20
Step = Callable[[dict[str, Any]], dict[str, Any]]

# Key: the version a step starts from. Version 1 is the first, so there is no step yet.
STEPS: Mapping[int, Step] = {}


def migrate(content: Any, file: str, steps: Mapping[int, Step] = STEPS, newest: int = FORMAT_VERSION) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return the content of a plan file in the newest format; the content given stays as it was.

    Raises:
        PlanError: it is no plan file, its version is none, or it was made by a newer program.

    """
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise PlanError("{file}: format: expected a plan file, with format “{format}”.", file=file, format=FORMAT)
    version = content.get("format_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise PlanError("{file}: format_version: expected a whole number from 1 to {newest}.",
                        file=file, newest=Plain(newest))  # fmt: skip
    if version > newest:
        raise PlanError(
            "{file}: format_version: {version} was written by a newer program; this one knows versions up to {newest}.",
            file=file,
            # It may have thousands of digits.
            version=Plain(str(version)[:_LONGEST_VERSION]),
            newest=Plain(newest),
        )
    migrated: dict[str, Any] = content
    while version < newest:
        migrated = {**steps[version](migrated), "format_version": version + 1}
        version += 1
    return migrated
