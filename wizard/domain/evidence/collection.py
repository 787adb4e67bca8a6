"""Measurements together: of the same thing, by the same machine, the newest stands for all."""

from collections.abc import Iterable

from wizard.domain.evidence.record import Evidence

STOPPED = "cancelled"


def keep_newest(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the newest measurement of each thing by each machine, newest first."""
    newest: dict[tuple[object, ...], Evidence] = {}
    for each in sorted(evidence, key=lambda found: found.taken_at, reverse=True):
        flow = each.flow and (each.flow.fact, each.flow.subject, each.flow.protocol, each.flow.port)
        newest.setdefault((each.probe, each.subject, each.target, flow, each.machine, each.role), each)
    return tuple(newest.values())


def add_evidence(before: Iterable[Evidence], found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return what a plan holds after a run: what was stopped before it measured leaves the earlier measurement."""
    return keep_newest((*(each for each in found if each.reason != STOPPED), *before))
