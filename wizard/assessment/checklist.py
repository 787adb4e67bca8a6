"""The installation checklist: the entries whose facts apply, with what was ticked."""

from wizard.assessment.situation import Situation
from wizard.domain.assessment import ChecklistItem
from wizard.domain.findings import Finding
from wizard.domain.plan.acceptance import TickedItem

# Made without validation, for which a validator of its own would be built.
_UNTOUCHED = TickedItem.model_construct()


def make_checklist(situation: Situation, findings: tuple[Finding, ...]) -> tuple[ChecklistItem, ...]:
    """Return the items to tick: those of which at least one fact is known to apply."""
    judged = [finding for finding in findings if finding.judged]
    applying = {finding.fact for finding in judged}
    sign_off = situation.plan.sign_off
    ticked = (sign_off.items if sign_off else None) or {}
    items = []
    for entry in situation.rules.checklist:
        levels = [finding.level for finding in judged if finding.fact in entry.facts]
        if not levels or (entry.levels and not set(levels) & set(entry.levels)):
            continue
        found = ticked.get(entry.id, _UNTOUCHED)
        facts = tuple(fact for fact in entry.facts if fact in applying)
        items.append(
            ChecklistItem(
                entry.id,
                entry.text.text,
                entry.responsible,
                facts,
                found.state,
                (found.comment or "").strip(),
                (found.by or "").strip(),
            )
        )
    return tuple(items)
