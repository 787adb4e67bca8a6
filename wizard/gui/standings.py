"""How answers, items and steps stand in an assessment (no Qt here)."""

import re
from typing import NamedTuple

from wizard.catalogue.edition import LoadedEdition
from wizard.domain.assessment import Assessment
from wizard.domain.findings import Aspect, Finding, judge_answers, rank_answers
from wizard.domain.levels import SEVERITY, Level, worst_of
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


class Standings:
    """An assessment, looked up by field, by item and by step."""

    def __init__(self, assessment: Assessment, edition: LoadedEdition) -> None:
        self._assessment = assessment
        self._by_item: dict[str, Level] | None = None
        self._steps = [
            (
                finding,
                # A flow is looked for among the flows too, whichever answers it hangs on.
                {find_step(field) for field in list_deciding_fields(finding)}
                | ({_FLOWS} if finding.fact in edition.flow_facts else set()),
            )
            for finding in assessment.findings
        ]
        self._by_field: dict[str, list[Standing]] = {}
        for finding in assessment.findings:
            for field, aspect in judge_answers(finding):
                self._by_field.setdefault(field, []).append(Standing(aspect.level, finding, aspect))

    def find(self, field: str) -> list[Standing]:
        """Return how an answer stands in each finding that compares it, worst first.

        An answer that is right keeps its own level in a finding that fails for another one.
        """
        return sorted(self._by_field.get(field, ()), key=lambda standing: SEVERITY[standing.level])

    def judge_item(self, item: str) -> Level:
        """Return the worst level among the answers of an item such as ``sites.3``."""
        if self._by_item is None:
            self._by_item = self._judge_items()
        return self._by_item.get(item, Level.OK)

    def _judge_items(self) -> dict[str, Level]:
        worst: dict[str, Level] = {}
        levels = [(field, each.level) for field, standings in self._by_field.items() for each in standings]
        levels += [(field, Level.MISSING) for field, _ in self._assessment.unread]
        for field, level in levels:
            found = _ITEM.match(field)
            if found:
                worst[found[0]] = min(worst.get(found[0], level), level, key=SEVERITY.__getitem__)
        return worst

    def list_of_step(self, step: str) -> list[Finding]:
        """Return the findings whose level comes from answers of a step, worst first."""
        found = [finding for finding, steps in self._steps if step in steps]
        return sorted(found, key=lambda finding: SEVERITY[finding.level])

    def judge_steps(self) -> dict[str, Level]:
        """Return how each step stands: by its own answers, the checklist by its ticks, the assessment as a whole."""
        assessment = self._assessment
        worst = dict.fromkeys((step.id for step in STEPS if step.fields), Level.OK)
        for finding, steps in self._steps:
            for step in steps:
                worst[step] = min(worst[step], finding.level, key=SEVERITY.__getitem__)
        for field, _ in assessment.unread:
            step = find_step(field)
            worst[step] = worst_of([worst[step], Level.MISSING])
        worst["checklist"] = judge_ticks(assessment.checklist)
        if assessment.evidence:
            worst["checks"] = worst_of([judge_evidence(each) for each in assessment.evidence])
        else:
            # Nothing was checked: that is neither right nor wrong.
            worst.pop("checks")
        worst["assessment"] = worst_of([finding.level for finding in assessment.findings])
        return worst
