"""A plan as the content of its file (contract, "Plan file")."""

import json

from wizard.domain.plan import Plan

LARGEST_FILE = 5_000_000


def write_plan(plan: Plan) -> bytes:
    """Return a plan as the content of its file: only what was ever set, so that it opens as the same plan."""
    content = plan.model_dump(mode="json", exclude_unset=True)
    written = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    if len(written) <= LARGEST_FILE:
        return written
    # Line breaks must not make a plan that opened too large to open again.
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
