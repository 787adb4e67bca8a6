"""A plan as the content of its file (contract, "Plan file")."""

import json
from typing import Any

from wizard.domain.plan import Plan

LARGEST_FILE = 5_000_000


def _drop_nulls(value: dict[str, Any]) -> dict[str, Any]:
    return {name: _drop_nulls(each) if name == "flow" else each for name, each in value.items() if each is not None}


def write_plan(plan: Plan) -> bytes:
    """Return a plan as the content of its file: only what was ever set, so that it opens as the same plan."""
    content = plan.model_dump(mode="json", exclude_unset=True)
    if content.get("evidence"):
        # Of a measurement null says nothing that an absent value does not, and there may be thousands.
        content["evidence"] = [_drop_nulls(each) for each in content["evidence"]]
    written = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    if len(written) <= LARGEST_FILE:
        return written
    # Line breaks must not make a plan that opened too large to open again.
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
