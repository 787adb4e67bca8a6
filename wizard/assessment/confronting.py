"""Planned held against measured: a measurement decides, and where it differs from the plan the finding says both."""

from collections.abc import Iterator
from itertools import zip_longest

from wizard.assessment.judging import judge_again
from wizard.assessment.machines import tell_count
from wizard.assessment.remedies import SERVER_PORTS, choose_remedy, tell_held
from wizard.assessment.rules.sessions import STATIONS
from wizard.catalogue.edition import LoadedEdition
from wizard.domain.evidence.ports import cut_port, write_spans
from wizard.domain.evidence.record import Evidence
from wizard.domain.evidence.wording import name_probe, name_reason
from wizard.domain.evidence.words.tls import ADVICE
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


def index_evidence(weighed: tuple[Weighed, ...], groups: tuple[str, ...]) -> Index:
    """Return the measurements by fact and subject.

    What was measured on the PCs of a group bears on what is judged of all PCs as well (AUT-1, AUT-2); ``groups`` are
    the names that the plan's groups have.
    """
    index: Index = {}
    subjects = {f"group:{name}" for name in groups}
    for each in weighed:
        for fact in each.evidence.facts:
            index.setdefault((fact, each.evidence.subject), []).append(each)
            if each.evidence.subject in subjects:
                index.setdefault((fact, STATIONS), []).append(each)
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
    return choose_remedy(judge_again(finding, edition), _list_failed(found), tuple(found)) if failed else finding


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
    """Return an aspect for each measurement that counts and shows that the requirement is not met, or hardly is."""
    fresh = [each.evidence for each in found if each.currency is Currency.FRESH]
    told: list[Aspect] = []
    for evidence in fresh:
        aspect = _tell_failure(fact, evidence) if evidence.state == "failed" or _advises(evidence) else None
        # Several machines may have failed alike.
        if aspect is not None and aspect not in told:
            told.append(aspect)
    return (*told, *_count_machines(fresh, told)) if told else ()


def _count_machines(fresh: list[Evidence], told: list[Aspect]) -> Iterator[Aspect]:
    """Yield on how many of the users' PCs it failed, and on which; of the server there is one."""
    pcs = [each for each in fresh if each.role != "server" and each.state != "unknown"]
    failing = sorted({each.machine for each in pcs if each.state == "failed"})
    if failing:
        count = tell_count(len({each.machine for each in pcs}), failing, None)
        yield Aspect(worst_of([aspect.level for aspect in told]), (), note=count)


def _list_failed(found: tuple[Weighed, ...]) -> tuple[Evidence, ...]:
    """Return the measurements that count and have failed."""
    return tuple(each.evidence for each in found if each.currency is Currency.FRESH and each.evidence.state == "failed")


def is_hard(fact: str) -> bool:
    """Say whether a fact that is measured not to hold is a hard requirement, not advice."""
    return fact in _HARD_FACTS or fact.partition("-")[0] in _HARD_FAMILIES


def _advises(evidence: Evidence) -> bool:
    return evidence.state == "ok" and evidence.reason in ADVICE


def _tell_failure(fact: str, evidence: Evidence) -> Aspect:
    hard = is_hard(fact) and not _advises(evidence)
    level = Level.BLOCKER if hard else Level.WARNING
    if evidence.probe == SERVER_PORTS:
        return Aspect(level, (), note=tell_held(evidence), advised=not hard)
    label: Message = name_probe(evidence.probe)
    target = _name_target(evidence)
    if target:
        label = ON_TARGET.fill(probe=label, target=Plain(target))
    told = FAILED_BECAUSE.fill(reason=name_reason(evidence.reason)) if evidence.reason else FAILED
    return Aspect(level, (), note=TOLD.fill(label=label, told=told), advised=not hard)


def _name_target(evidence: Evidence) -> str | None:
    """Return the target of a measurement; one that names its port names all of the ports."""
    if evidence.target is None or evidence.flow is None:
        return evidence.target
    target, named = cut_port(evidence.target, evidence.flow.port)
    return f"{target}{write_spans(evidence.spans)}" if named else target
