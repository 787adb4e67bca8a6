"""How answers, items and steps stand in an assessment (no Qt here)."""

import re
from typing import NamedTuple

from wizard.catalogue.edition import LoadedEdition
from wizard.domain.assessment import Assessment
from wizard.domain.findings import Aspect, Finding, judge_answers, rank_answers
from wizard.domain.levels import RANK, SEVERITY, Basis, Level, Status, most_urgent
from wizard.dossier.evidence_wording import judge_evidence
from wizard.gui.steps import STEPS, find_step
from wizard.gui.widgets.checklist_progress import judge_ticks

_FLOWS = "network"
_ITEM = re.compile(r"[a-z_.]+\.[0-9]+(?=\.)")


class Standing(NamedTuple):
    """How one answer stands in one finding, and in which comparison of it."""

    level: Level
    finding: Finding
    aspect: Aspect

    @property
    def status(self) -> Status:
        """Return how the answer is told: one that is right by itself or by measurement; of a flow, as that stands."""
        if self.level is not Level.OK:
            return self.level
        if self.finding.is_flow or self.finding.level is Level.OK:
            return self.finding.basis
        return Basis.ANSWERED if self.aspect.measured is None else Basis.MEASURED


def list_deciding_fields(finding: Finding) -> set[str]:
    """Return the answers that give a finding its level."""
    return {field for field, aspect in judge_answers(finding) if aspect.level is finding.level}


def list_ways(finding: Finding, step_id: str) -> list[str]:
    """Return the answers to look for, one after the other: of those that matter as much, those of a step first."""
    return [
        field
        for fields in rank_answers(finding)
        for field in sorted(fields, key=lambda field: find_step(field) != step_id)
    ]


def _find_steps(finding: Finding, edition: LoadedEdition) -> set[str]:
    """Return the steps where a finding is looked for: those of its answers, and of a flow the flows' own.

    A flow that is only to be opened leaves nothing to be done among the answers that it hangs on.
    """
    flows = {_FLOWS} if finding.fact in edition.flow_facts else set()
    if finding.is_flow and finding.level is Level.OK:
        return flows
    return {find_step(field) for field in list_deciding_fields(finding)} | flows


class Standings:
    """An assessment, looked up by field, by item and by step."""

    def __init__(self, assessment: Assessment, edition: LoadedEdition) -> None:
        self._assessment = assessment
        self._by_item: dict[str, Status] | None = None
        self._steps = [(finding, _find_steps(finding, edition)) for finding in assessment.findings]
        self._by_field: dict[str, list[Standing]] = {}
        for finding in assessment.findings:
            for field, aspect in judge_answers(finding):
                self._by_field.setdefault(field, []).append(Standing(aspect.level, finding, aspect))

    def find(self, field: str) -> list[Standing]:
        """Return how an answer stands in each finding that compares it, worst first.

        An answer that is right keeps its own level in a finding that fails for another one.
        """
        return sorted(self._by_field.get(field, ()), key=lambda standing: RANK[standing.status])

    def judge_item(self, item: str) -> Status:
        """Return the most urgent status among the answers of an item such as ``sites.3``."""
        if self._by_item is None:
            self._by_item = self._judge_items()
        return self._by_item.get(item, Basis.ANSWERED)

    def _judge_items(self) -> dict[str, Status]:
        urgent: dict[str, Status] = {}
        found = [(field, each.status) for field, standings in self._by_field.items() for each in standings]
        found += [(field, Level.MISSING) for field, _ in self._assessment.unread]
        for field, status in found:
            item = _ITEM.match(field)
            if item:
                urgent[item[0]] = most_urgent((urgent.get(item[0], status), status))
        return urgent

    def list_of_step(self, step: str) -> list[Finding]:
        """Return the findings whose level comes from answers of a step, worst first."""
        found = [finding for finding, steps in self._steps if step in steps]
        return sorted(found, key=lambda finding: SEVERITY[finding.level])

    def judge_steps(self) -> dict[str, Status]:
        """Return how each step stands: by its own answers, the checklist by its ticks, the assessment as a whole."""
        assessment = self._assessment
        found: dict[str, list[Status]] = {step.id: [] for step in STEPS if step.fields}
        for finding, steps in self._steps:
            for step in steps:
                found[step].append(finding.status)
        for field, _ in assessment.unread:
            found[find_step(field)].append(Level.MISSING)
        # A step that no finding looks at is as it was answered.
        stand = {step: most_urgent(statuses or (Basis.ANSWERED,)) for step, statuses in found.items()}
        stand["checklist"] = judge_ticks(assessment.checklist)
        if assessment.evidence:
            stand["checks"] = most_urgent(judge_evidence(each) for each in assessment.evidence)
        else:
            # Nothing was checked: that is neither right nor wrong.
            stand.pop("checks")
        stand["assessment"] = most_urgent(finding.status for finding in assessment.findings)
        return stand
