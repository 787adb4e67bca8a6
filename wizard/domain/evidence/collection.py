"""Measurements together: of the same thing, by the same machine, the newest run's stand for all.

What one run found alike of several ports of a flow is one measurement of these ports. All that is said here holds port
by port: a later run that finds one port of a range otherwise takes the place of that port's part alone.

What is kept apart takes the place of nothing that counts; what counts takes the place of both.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache, reduce
from itertools import groupby
from operator import or_

from wizard.domain.evidence.freshness import CLOCK_DRIFT
from wizard.domain.evidence.ports import cut_port, join_spans, list_spans, make_set, split_spans
from wizard.domain.evidence.record import Evidence, parse_moment, write_moment

STOPPED = "cancelled"
_RESULT = {"facts", "state", "reason", "detail", "values", "answers", "basis"}
_PLACE: dict[str, bool | set[str]] = {"target": True, "destination": True, "flow": {"port", "ports"}}

Identity = tuple[str, ...]


def identify(evidence: Evidence) -> Identity:
    """Return what a later measurement must have in common with this one to take its place, apart from the port."""
    flow = evidence.flow
    ends = () if flow is None else (_write(flow.source), _write(flow.destination), _write(flow.site))
    led = () if flow is None else (flow.fact, flow.subject, flow.protocol, *ends)
    told = _write(evidence.subject), *_place(evidence.target, evidence)
    return evidence.probe, *told, evidence.machine, evidence.role, *led


def _write(text: str | None) -> str:
    return "" if text is None else f"={text}"


def _place(end: str | None, evidence: Evidence) -> tuple[str, str]:
    """Return an end without the measurement's own port, and whether it names it."""
    if end is None or evidence.flow is None:
        return _write(end), ""
    before, named = cut_port(end, evidence.flow.port)
    return _write(before), "port" if named else ""


def _write_all(evidence: Evidence) -> tuple[str, ...]:
    """Return everything that a measurement says but for its ports."""
    said = evidence.model_dump_json(exclude=_PLACE, exclude_none=True)
    return said, *_place(evidence.target, evidence), *_place(evidence.destination, evidence)


def aggregate_evidence(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the same measurements in as few as can be, newest first: equal ones of ports of a flow as one.

    Nothing is lost by it: each port has the measurements that it had, with their age; twice the same is once.
    """
    return _aggregate((identity, each) for identity, together in _group(evidence).items() for each in together)


def _group(evidence: Iterable[Evidence]) -> dict[Identity, list[Evidence]]:
    things: dict[Identity, list[Evidence]] = {}
    for each in evidence:
        things.setdefault(identify(each), []).append(each)
    return things


def _aggregate(evidence: Iterable[tuple[Identity, Evidence]]) -> tuple[Evidence, ...]:
    runs: dict[tuple[str, Identity], list[Evidence]] = {}
    for identity, each in evidence:
        runs.setdefault((each.taken_at, identity), []).append(each)
    ordered = sorted(runs.items(), key=lambda run: (min(_order_facts(each.facts) for each in run[1]), run[0][1]))
    ordered.sort(key=lambda run: run[0][0], reverse=True)
    return tuple(each for _, together in ordered for each in _join_equal(together))


@lru_cache(maxsize=1_024)
def _order_facts(facts: tuple[str, ...]) -> tuple[tuple[str, int, str], ...]:
    return tuple((fact.rpartition("-")[0], len(fact), fact) for fact in facts)


def _join_equal(together: list[Evidence]) -> Iterator[Evidence]:
    if len(together) == 1:
        yield from together
        return
    equal: dict[tuple[str, ...], list[Evidence]] = {}
    for each in together:
        equal.setdefault(_write_all(each), []).append(each)
    for _, alike in sorted(equal.items()):
        spans = join_spans(span for each in alike for span in each.spans)
        yield from [alike[0]] if alike[0].spans == spans else map(alike[0].take, split_spans(spans))


def keep_newest(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the newest measurements of each thing by each machine, newest first, in as few as can be.

    One run of a probe may measure several things at the same moment: these stay together.
    """
    things = _group(evidence)
    return _aggregate((identity, each) for identity in things for each in _drop_older(things[identity]))


def _drop_older(together: list[Evidence]) -> Iterator[Evidence]:
    """Yield what no newer measurement of the same thing has taken the place of."""
    first = together[0]
    # Two copies of a plan bring most of them together twice.
    if all(each is first or each == first for each in together):
        yield first
        return
    # By ports: what is measured so far as it counts, and at all.
    counted = covered = 0
    for _, moment in groupby(sorted(together, key=_order_newest_first, reverse=True), key=_order_newest_first):
        found = [(each, make_set(each.spans)) for each in moment]
        is_apart = found[0][0].apart is not None
        yield from _drop_repeated(found, covered if is_apart else counted)
        for _, ports in found:
            covered |= ports
            counted |= 0 if is_apart else ports


def _order_newest_first(evidence: Evidence) -> tuple[str, bool]:
    """Return a key that falls: of one moment what counts comes before what is kept apart."""
    return evidence.taken_at, evidence.apart is None


def _drop_repeated(found: list[tuple[Evidence, int]], covered: int) -> Iterator[Evidence]:
    """Yield the measurements of one moment, of each port that is not ``covered`` each result once.

    One run may have measured several loads; two runs within a second, or two copies of a plan, find the same twice.
    """
    told: dict[str, int] = {}
    repeated = len(found) > 1 and _overlap([ports for _, ports in found])
    for each, ports in sorted(found, key=lambda one: _write_all(one[0])) if repeated else found:
        left = ports & ~covered
        if repeated:
            result = each.model_dump_json(include=_RESULT)
            left &= ~told.get(result, 0)
            told[result] = told.get(result, 0) | ports
        if left == ports:
            yield each
        elif left:
            yield from map(each.take, split_spans(list_spans(left)))


def _overlap(sets: list[int]) -> bool:
    return sum(ports.bit_count() for ports in sets) > reduce(or_, sets).bit_count()


def add_evidence(before: Iterable[Evidence], found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return what two copies of a plan hold together, or a plan and a run; whichever comes first, it is the same.

    What was stopped before it measured leaves the earlier measurement. What no flow led to at first (voice, while the
    other end stood for another machine) is gone once one did.
    """
    kept = keep_newest(each for each in (*before, *found) if each.reason != STOPPED)
    led: dict[tuple[str, str | None], str] = {}
    for each in kept:
        if each.flow is not None and each.apart is None:
            # They come newest first.
            led.setdefault((each.probe, each.subject), each.taken_at)
    return tuple(each for each in kept if not _is_settled(each, led))


def _is_settled(evidence: Evidence, led: dict[tuple[str, str | None], str]) -> bool:
    if evidence.state != "unknown" or evidence.flow is not None:
        return False
    return evidence.taken_at <= led.get((evidence.probe, evidence.subject), "")


def add_run(before: Iterable[Evidence], found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return what a plan holds after a run that has just ended on a machine.

    What that machine measured before with a clock that ran ahead, and has been set right since, is no newer; nor is
    what it measured within the same second.
    """
    made = tuple(each for each in found if each.reason != STOPPED)
    again, counted = _group(made), _group(each for each in made if each.apart is None)
    kept: list[Evidence] = []
    for each in before:
        kept += _take_older(each, (again if each.apart else counted).get(identify(each), []))
    return add_evidence(kept, made)


def _take_older(before: Evidence, again: list[Evidence]) -> Iterable[Evidence]:
    """Return what is left of a measurement once the same thing was measured again on the same machine."""
    begun = {each.taken_at for each in again}
    if before.taken_at <= max(map(_find_end, again), default=before.taken_at) and before.taken_at not in begun:
        return (before,)
    measured = make_set(span for each in again for span in each.spans)
    return map(before.take, split_spans(list_spans(make_set(before.spans) & ~measured)))


def _find_end(evidence: Evidence) -> str:
    """Return until when, at most, something else can have been measured before this measurement was over."""
    return write_moment(parse_moment(evidence.taken_at) + timedelta(milliseconds=evidence.took_ms) + CLOCK_DRIFT)
