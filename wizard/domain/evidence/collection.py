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
            # Two copies of a plan bring the same measurement together twice; one run measures several loads.
            values = tuple((each.values or {}).items())
            kept.setdefault((identity, each.facts, each.state, each.reason, each.detail, values), each)
    return tuple(kept.values())


def add_evidence(before: Iterable[Evidence], found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return what a plan holds after a run: what was stopped before it measured leaves the earlier measurement.

    What no flow led to at first (voice, while the other end stood for another machine) is gone once one did.
    """
    made = [each for each in found if each.reason != STOPPED]
    replaced = set(map(identify, made))
    led = {(each.probe, each.subject) for each in made if each.flow is not None and each.state != "unknown"}
    left = (each for each in before if identify(each) not in replaced)
    return keep_newest((*made, *(each for each in left if not _is_settled(each, led))))


def _is_settled(evidence: Evidence, led: set[tuple[str, str | None]]) -> bool:
    return evidence.state == "unknown" and evidence.flow is None and (evidence.probe, evidence.subject) in led
