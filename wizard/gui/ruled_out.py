"""Answers that would block, found by trying each on the plan as it stands (no Qt here)."""

from wizard.assessment.evaluate import assess
from wizard.catalogue.edition import LoadedEdition
from wizard.domain.findings import Finding
from wizard.domain.levels import Level
from wizard.errors import WizardError
from wizard.gui.editing import Content, write_field
from wizard.gui.unread import drop_unread
from wizard.storage.plan_files import check_plan


def find_ruled_out(content: Content, edition: LoadedEdition, field: str, values: tuple[str, ...]) -> dict[str, Finding]:
    """Return the values of a choice that would block, each with the finding that says why."""
    ruled_out: dict[str, Finding] = {}
    for value in values:
        try:
            plan = check_plan(drop_unread(write_field(content, field, value), field), "")
        except WizardError:
            continue
        for finding in assess(plan, edition).findings:
            if finding.level is Level.BLOCKER and field in finding.fields:
                ruled_out.setdefault(value, finding)
    return ruled_out
