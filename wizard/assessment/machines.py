"""Several machines measured for one part of the plan: each is judged, the worst decides, and the finding names it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from wizard.assessment.judging import judge_again
from wizard.assessment.measurements import SERVER, Claim, Coverage, Measured, apply_answers, read_answer_at
from wizard.assessment.rules.clients import find_group
from wizard.assessment.rules.media import find_media
from wizard.assessment.rules.server import find_server
from wizard.assessment.rules.sizing import find_sizing
from wizard.assessment.situation import Situation, name_groups
from wizard.assessment.sizing import choose_row
from wizard.catalogue.edition import LoadedEdition
from wizard.domain.findings import Aspect, Finding
from wizard.domain.levels import SEVERITY, Level, worst_of
from wizard.domain.plan import Plan
from wizard.i18n import Message, Plain

MET_BY = Message("Met by {met} of {measured} machines measured.")
NOT_MET_BY = Message("Met by {met} of {measured} machines measured, not by {names}.")
COVERED = Message("{count} {measured} of {planned} measured: of the others nothing is known.")
SERVER_WAS = Message("Measured on {names}; nothing confirms that this is the planned server.")
SERVERS_WERE = Message("Measured as the server on several machines: {names}; the worst decides.")
SERVERS_FAIL = Message("Measured as the server on several machines: {names}; the worst decides, not met by {failing}.")
BECAUSE_OF = Message("Measured on {names}.")
AND_MORE = Message("{names} and {count} more")
MOST_NAMED = 3
_LONGEST_NAME = 60
# The one measured answer of a PC that more than its own group's findings rest on.
_WIDE = "session"
_FINE = (Level.OK, Level.INFO)

Key = tuple[str, str]
Collect = Callable[[Situation], tuple[tuple[Finding, ...], tuple[Any, ...]]]


class Judged(NamedTuple):
    """Machines that answer alike, the fields they answer, and the findings that are theirs, by fact and subject."""

    machines: tuple[str, ...]
    fields: frozenset[str]
    findings: dict[Key, Finding]


def let_worst_decide(findings: Iterable[Finding], measured: Measured, edition: LoadedEdition) -> dict[Key, Finding]:
    """Return the findings, those of a group of PCs or of the server as its worst machine has them.

    ``findings`` are those of the plan with one of the measured answers in it.
    """
    decided = {(each.fact, each.subject): each for each in findings}
    coverage = measured.coverage
    for subject, claims in measured.claims.items():
        judged = tuple(_judge_alike(subject, claims, measured.plan, edition))
        for key in dict.fromkeys(key for each in judged for key in each.findings):
            one = _find_worst(key, judged, decided.get(key), edition)
            if one is not None:
                decided[key] = _tell_machines(one, key, judged, claims, coverage[subject])
    return decided


def _judge_alike(subject: str, claims: tuple[Claim, ...], plan: Plan, edition: LoadedEdition) -> Iterator[Judged]:
    """Yield the findings of a subject, once for all machines that answer the same."""
    alike: dict[tuple[tuple[str, Any], ...], list[str]] = {}
    for claim in claims:
        if claim.answers:
            alike.setdefault(claim.answers, []).append(claim.machine)
    for answers, machines in alike.items():
        applied, fields = apply_answers(plan, dict(answers))
        found = _judge_part(subject, Situation(applied, edition))
        by_key = {(each.fact, each.subject): each for each in found if each is not None and each.judged}
        yield Judged(tuple(machines), fields, by_key)


def _judge_part(subject: str, situation: Situation) -> Iterator[Finding | None]:
    if subject == SERVER:
        yield from find_server(situation)
        yield from find_sizing(situation, choose_row(situation))
        yield from find_media(situation)
    else:
        yield from find_group(situation, name_groups(situation.plan).index(subject.partition(":")[2]))


def _find_worst(key: Key, judged: tuple[Judged, ...], usual: Finding | None, edition: LoadedEdition) -> Finding | None:
    """Return a finding with the worst aspect of any machine that measured it; None where none measured any.

    Of equally bad ones that of ``usual``, where it is one of them, else the newest.
    """
    telling = [each for each in judged if key in each.findings and _list_own(each, key)]
    if not telling:
        return None
    base = min((each.findings[key] for each in telling), key=lambda each: SEVERITY[each.level])
    aspects = []
    for place, aspect in enumerate(base.aspects):
        own = [found for each in telling for at, found in _list_own(each, key) if _is_same(at, found, place, aspect)]
        worst = worst_of([found.level for found in own])
        known = usual.aspects[place] if usual is not None and place < len(usual.aspects) else None
        if not own:
            aspects.append(aspect)
        elif known is not None and known.level is worst and _is_same(place, known, place, aspect):
            aspects.append(known)
        else:
            aspects.append(next(found for found in own if found.level is worst))
    return judge_again(base._replace(aspects=tuple(aspects)), edition)


def _list_own(judged: Judged, key: Key) -> list[tuple[int, Aspect]]:
    """Return the aspects of a finding that rest on what these machines measured, with their places."""
    aspects = judged.findings[key].aspects
    return [(place, each) for place, each in enumerate(aspects) if not judged.fields.isdisjoint(each.fields)]


def _is_same(place: int, aspect: Aspect, other_place: int, other: Aspect) -> bool:
    return place == other_place and aspect.label == other.label


def _tell_machines(
    finding: Finding, key: Key, judged: tuple[Judged, ...], claims: tuple[Claim, ...], coverage: Coverage
) -> Finding:
    """Return a finding with a sentence that says on how many machines it rests, and which of them do not meet it."""
    levels: dict[str, Level] = {}
    for each in judged:
        own = [aspect.level for _, aspect in _list_own(each, key)] if key in each.findings else []
        levels |= dict.fromkeys(each.machines, worst_of(own)) if own else {}
    failing = sorted((SEVERITY[level], name) for name, level in levels.items() if level not in _FINE)
    names = [name for _, name in failing]
    if key[1] == SERVER:
        note = _tell_servers([each for each in claims if each.machine in levels], names)
    else:
        note = tell_count(len(levels), names, coverage.planned)
    if note is None:
        return finding
    return finding._replace(aspects=(*finding.aspects, Aspect(worst_of(list(levels.values())), (), note=note)))


def tell_count(measured: int, failing: list[str], planned: int | None) -> Message:
    """Return how many of some machines meet a requirement, the worst of those that do not, and how many are not known.

    ``failing`` are the names of these, the worst first; ``planned`` is how many machines there are to be.
    """
    count = (NOT_MET_BY if failing else MET_BY).fill(
        met=measured - len(failing), measured=measured, names=name_machines(failing)
    )
    if planned is None or measured >= planned:
        return count
    return COVERED.fill(count=count, measured=measured, planned=planned)


def _tell_servers(claims: list[Claim], failing: list[str]) -> Message | None:
    names = name_machines([each.machine for each in claims])
    if len(claims) > 1:
        return (SERVERS_FAIL if failing else SERVERS_WERE).fill(names=names, failing=name_machines(failing))
    return None if claims[0].is_confirmed else SERVER_WAS.fill(names=names)


def name_machines(names: list[str]) -> object:
    """Return the first of some machines' names as text that nothing interprets, and how many there are beside."""
    shown = [each if len(each) <= _LONGEST_NAME else f"{each[: _LONGEST_NAME - 1]}…" for each in names[:MOST_NAMED]]
    if len(names) <= MOST_NAMED:
        return tuple(map(Plain, shown))
    return AND_MORE.fill(names=Plain(", ".join(shown)), count=len(names) - MOST_NAMED)


def widen(
    decided: dict[Key, Finding], flows: tuple[Any, ...], measured: Measured, edition: LoadedEdition, collect: Collect
) -> tuple[dict[Key, Finding], tuple[Any, ...]]:
    """Return findings and flows with those that only some machines of a group bring up, by the session they work in."""
    needed = {(flow.fact, flow.subject): flow for flow in flows}
    for subject, field, value, names in _list_sessions(measured):
        applied, _ = apply_answers(measured.plan, {field: value})
        found, more = collect(Situation(applied, edition))
        for each in found:
            key = (each.fact, each.subject)
            before = decided.get(key)
            if each.subject != subject and (before is None or SEVERITY[each.level] < SEVERITY[before.level]):
                note = Aspect(each.level, (), note=BECAUSE_OF.fill(names=name_machines(names)))
                decided[key] = each._replace(aspects=(*each.aspects, note))
        needed = {(flow.fact, flow.subject): flow for flow in more} | needed
    return decided, tuple(needed.values())


def _list_sessions(measured: Measured) -> Iterator[tuple[str, str, Any, list[str]]]:
    """Yield each kind of session that some machines of a group work in beside the one that stands for the group."""
    for subject, claims in measured.claims.items():
        machines: dict[tuple[str, Any], list[str]] = {}
        for claim in claims:
            for field, value in claim.answers:
                if field.rpartition(".")[2] == _WIDE and read_answer_at(measured.plan, field) != value:
                    machines.setdefault((field, value), []).append(claim.machine)
        for (field, value), names in machines.items():
            yield subject, field, value, sorted(names)
