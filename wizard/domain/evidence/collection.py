"""Measurements together: of the same thing, by the same machine, the newest stands for all."""

from collections.abc import Iterable

from wizard.domain.evidence.record import Evidence


def keep_newest(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the newest measurement of each thing by each machine, newest first."""
    newest: dict[tuple[object, ...], Evidence] = {}
    for each in sorted(evidence, key=lambda found: found.taken_at, reverse=True):
        flow = each.flow and (each.flow.fact, each.flow.subject, each.flow.protocol, each.flow.port)
        newest.setdefault((each.probe, each.subject, each.target, flow, each.machine, each.role), each)
    return tuple(newest.values())
