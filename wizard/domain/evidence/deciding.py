"""What somebody decides on measurements that a plan holds: to remove them, or that those kept apart count."""

from collections.abc import Iterable

from wizard.domain.evidence.apart import count_in, imply_apart
from wizard.domain.evidence.collection import add_evidence, identify
from wizard.domain.evidence.ports import list_spans, make_set, split_spans
from wizard.domain.evidence.record import Evidence


def remove_evidence(
    kept: Iterable[Evidence], unwanted: Iterable[Evidence], address: str | None
) -> tuple[Evidence, ...]:
    """Return what a plan holds without some of its measurements, and without what these had taken the place of.

    ``unwanted`` are as they are shown: the newest of each thing, with what keeps them apart; ``address`` is the planned
    one (see ``imply_apart``). Of a flow the other ports stay.
    """
    given = tuple(kept)
    gone: dict[tuple[str, ...], list[Evidence]] = {}
    for each in unwanted:
        gone.setdefault(identify(each), []).append(each)
    left: list[Evidence] = []
    for each, marked in zip(given, imply_apart(given, address), strict=True):
        ports = make_set(each.spans)
        for other in gone.get(identify(each), ()):
            if _goes_with(marked, other):
                ports &= ~make_set(other.spans)
        left += (each,) if ports == make_set(each.spans) else map(each.take, split_spans(list_spans(ports)))
    return tuple(left)


def _goes_with(kept: Evidence, unwanted: Evidence) -> bool:
    """Say whether a measurement is the unwanted one, or one that comes to light again once that is gone."""
    if unwanted.apart is not None and kept.apart is None:
        return False
    if kept.taken_at == unwanted.taken_at and kept.apart == unwanted.apart:
        return _tell_result(kept) == _tell_result(unwanted)
    return kept.taken_at <= unwanted.taken_at


def _tell_result(evidence: Evidence) -> tuple[object, ...]:
    return evidence.state, evidence.reason, evidence.detail, evidence.values, evidence.answers, evidence.facts


def count_evidence(kept: Iterable[Evidence], wanted: Iterable[Evidence], address: str | None) -> tuple[Evidence, ...]:
    """Return what a plan holds once some measurements that were kept apart count.

    Whatever else an address check keeps apart bears that mark from then on: somebody has looked at this machine.
    """
    chosen = {(identify(each), each.taken_at) for each in wanted}
    marked = imply_apart(kept, address)
    is_chosen = [(identify(each), each.taken_at) in chosen for each in marked]
    counted = count_in(each for each, is_wanted in zip(marked, is_chosen, strict=True) if is_wanted)
    others = (each for each, is_wanted in zip(marked, is_chosen, strict=True) if not is_wanted)
    return add_evidence((), (*counted, *others))
