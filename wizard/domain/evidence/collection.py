"""Measurements together: of the same thing, by the same machine, the newest run's stand for all."""

from collections.abc import Iterable

from wizard.domain.evidence.record import Evidence

STOPPED = "cancelled"


def identify(evidence: Evidence) -> tuple[object, ...]:
    """Return what a later measurement must have in common with this one to take its place."""
    return evidence.probe, evidence.subject, evidence.target, evidence.flow, evidence.machine, evidence.role


def keep_newest(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the newest measurements of each thing by each machine, newest first.

    One run of a probe may measure several things at the same moment: these stay together.
    """
    every = sorted(evidence, key=lambda found: found.taken_at, reverse=True)
    newest: dict[tuple[object, ...], str] = {}
    for each in every:
        newest.setdefault(identify(each), each.taken_at)
    kept: dict[tuple[object, ...], Evidence] = {}
    for each in every:
        identity = identify(each)
        if each.taken_at == newest[identity]:
            # Two copies of a plan bring the same measurement together twice.
            kept.setdefault((identity, each.facts, each.state, each.reason, each.detail), each)
    return tuple(kept.values())


def add_evidence(before: Iterable[Evidence], found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return what a plan holds after a run: what was stopped before it measured leaves the earlier measurement."""
    made = [each for each in found if each.reason != STOPPED]
    replaced = set(map(identify, made))
    return keep_newest((*made, *(each for each in before if identify(each) not in replaced)))
