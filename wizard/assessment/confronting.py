"""Planned held against measured: a measurement decides, and where it differs from the plan the finding says both."""

from itertools import zip_longest

from wizard.assessment.truth import join_fields
from wizard.catalogue.edition import LoadedEdition
from wizard.domain.evidence.ports import cut_port, write_spans
from wizard.domain.evidence.record import Evidence
from wizard.domain.evidence.wording import name_probe, name_reason
from wizard.domain.findings import Aspect, Finding
from wizard.domain.levels import Level, worst_of
from wizard.domain.proofs import Currency, Weighed
from wizard.i18n import Message, Plain

FAILED = Message("measured: not met")
FAILED_BECAUSE = Message("measured: {reason}")
TOLD = Message("{label}: {told}.")
ON_TARGET = Message("{probe} ({target})")
# What was measured not to hold where the requirement is a hard one; elsewhere it is advice that is not followed.
_HARD_FAMILIES = ("NET", "SEC", "TEL")
_HARD_FACTS = frozenset({"SRV-6", "AUT-1", "AUT-2"})

Index = dict[tuple[str, str | None], list[Weighed]]


def index_evidence(weighed: tuple[Weighed, ...]) -> Index:
    """Return the measurements by fact and subject."""
    index: Index = {}
    for each in weighed:
        for fact in each.evidence.facts:
            index.setdefault((fact, each.evidence.subject), []).append(each)
    return index


def confront(
    finding: Finding, planned: Finding | None, measured: frozenset[str], index: Index, edition: LoadedEdition
) -> Finding:
    """Return a finding with what was measured of it.

    ``finding`` is judged on the measured answers and ``planned`` on the plan's own; where an aspect rests on a measured
    answer, its value is shown as measured and the plan's beside it, and no other answer would change it.
    """
    aspects = _set_all_beside(finding.aspects, planned.aspects if planned else (), measured)
    found = (*index.get((finding.fact, finding.subject), ()), *index.get((finding.fact, None), ()))
    if not found and aspects == finding.aspects:
        return finding
    failed = _list_failures(finding.fact, found) if finding.judged else ()
    finding = finding._replace(aspects=(*aspects, *failed), evidence=tuple(found))
    return _judge_again(finding, edition) if failed else finding


def _set_all_beside(
    aspects: tuple[Aspect, ...], planned: tuple[Aspect, ...], measured: frozenset[str]
) -> tuple[Aspect, ...]:
    return tuple(
        _set_beside(aspect, before, measured) for aspect, before in zip_longest(aspects, planned[: len(aspects)])
    )


def _set_beside(aspect: Aspect, before: Aspect | None, measured: frozenset[str]) -> Aspect:
    if measured.isdisjoint(aspect.fields):
        return aspect
    same = before is not None and before.label == aspect.label
    return aspect._replace(
        planned=before.planned if before and same else None,
        measured=aspect.planned,
        changes=(),
        parts=_set_all_beside(aspect.parts, before.parts if before else (), measured),
    )


def _list_failures(fact: str, found: tuple[Weighed, ...]) -> tuple[Aspect, ...]:
    """Return an aspect for each measurement that counts and shows that the requirement is not met."""
    failures = (each.evidence for each in found if each.currency is Currency.FRESH and each.evidence.state == "failed")
    told: list[Aspect] = []
    for evidence in failures:
        aspect = _tell_failure(fact, evidence)
        # Several machines may have failed alike.
        if aspect not in told:
            told.append(aspect)
    return tuple(told)


def is_hard(fact: str) -> bool:
    """Say whether a fact that is measured not to hold is a hard requirement, not advice."""
    return fact in _HARD_FACTS or fact.partition("-")[0] in _HARD_FAMILIES


def _tell_failure(fact: str, evidence: Evidence) -> Aspect:
    hard = is_hard(fact)
    label: Message = name_probe(evidence.probe)
    target = _name_target(evidence)
    if target:
        label = ON_TARGET.fill(probe=label, target=Plain(target))
    told = FAILED_BECAUSE.fill(reason=name_reason(evidence.reason)) if evidence.reason else FAILED
    level = Level.BLOCKER if hard else Level.WARNING
    return Aspect(level, (), note=TOLD.fill(label=label, told=told), advised=not hard)


def _name_target(evidence: Evidence) -> str | None:
    """Return the target of a measurement; one that names its port names all of the ports."""
    if evidence.target is None or evidence.flow is None:
        return evidence.target
    target, named = cut_port(evidence.target, evidence.flow.port)
    return f"{target}{write_spans(evidence.spans)}" if named else target


def _judge_again(finding: Finding, edition: LoadedEdition) -> Finding:
    level = worst_of([aspect.level for aspect in finding.aspects])
    known = edition.facts[finding.fact]
    if level is finding.level:
        return finding
    return finding._replace(
        level=level,
        fields=join_fields((finding.fields, *(aspect.fields for aspect in finding.aspects))),
        remedy=known.ask if level is Level.CONSULT else known.action,
    )
