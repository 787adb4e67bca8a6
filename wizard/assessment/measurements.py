"""What of a plan's evidence counts at a moment, and the answers that it gives in the place of planned ones."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from wizard.assessment.certificates import weigh_certificates
from wizard.assessment.ends import Ends
from wizard.assessment.flows import find_ports
from wizard.assessment.situation import count_machines, name_groups
from wizard.domain.assessment import Flow
from wizard.domain.evidence.apart import ADDRESS_PROBE, imply_apart
from wizard.domain.evidence.collection import keep_newest
from wizard.domain.evidence.freshness import find_turn, is_fresh
from wizard.domain.evidence.ports import list_spans, make_set
from wizard.domain.evidence.record import Evidence, parse_moment
from wizard.domain.plan import Plan
from wizard.domain.proofs import Currency, Weighed

SERVER = "server"
_GROUPS = ("stations", "groups")


class Claim(NamedTuple):
    """What one machine says of a part of the plan: its answers, by their fields; none where it only checked something.

    ``is_confirmed``: it was measured to have the server's planned address or name.
    """

    machine: str
    answers: tuple[tuple[str, Any], ...]
    is_confirmed: bool = False


class Coverage(NamedTuple):
    """How many machines were measured for a part of the plan, and how many are planned; None where nobody knows."""

    measured: int
    planned: int | None


class Measured(NamedTuple):
    """The measurements of a plan, newest first, and the plan with measured answers in the place of planned ones.

    ``claims`` are those of each machine by subject ("group:Bureaux", "server"), the newest first: where they differ
    the plan has one of them, and the findings are for each machine to be judged by (see ``machines``).
    """

    weighed: tuple[Weighed, ...]
    plan: Plan
    fields: frozenset[str]
    claims: dict[str, tuple[Claim, ...]]

    @property
    def counting(self) -> tuple[Weighed, ...]:
        """Return the measurements that bear on the plan at all: those kept apart do not."""
        return tuple(each for each in self.weighed if each.currency is not Currency.APART)

    @property
    def coverage(self) -> dict[str, Coverage]:
        """Return, by subject, of how many machines something is known, and of how many it would have to be."""
        planned = {SERVER: 1, **count_machines(self.plan)}
        return {subject: Coverage(len(claims), planned.get(subject)) for subject, claims in self.claims.items()}


def weigh_evidence(plan: Plan, at: datetime) -> Measured:
    """Return which of a plan's measurements count at a moment, and the answers that the fresh ones give.

    Of several of the same thing from the same machine the newest counts alone: it is the one kept.
    """
    weighed = weigh_all(plan, plan.evidence or (), at)
    known = [each.evidence for each in weighed if each.currency is Currency.FRESH and each.evidence.state != "unknown"]
    placed = [(each, dict(_list_answers(each, plan))) for each in known]
    answers: dict[str, Any] = {}
    for _, told in placed:
        for field, value in told.items():
            answers[field] = _choose(answers[field], value) if field in answers else value
    applied, fields = apply_answers(plan, answers)
    return Measured(weighed, applied, fields, _gather_claims(placed, plan))


def weigh_all(plan: Plan, evidence: Iterable[Evidence], at: datetime) -> tuple[Weighed, ...]:
    """Return the newest measurement of each thing, each with whether it counts for a plan at a moment.

    One that was made between other machines than the plan's ends is unknown, whatever it found; a certificate is judged
    by the plan's dates and by what the plan says of it.
    """
    ends = Ends(plan)
    marked = imply_apart(evidence, plan.server.address if plan.server else None)
    newest = weigh_certificates(keep_newest(marked), plan, at)
    return tuple(Weighed(ends.weigh(each), find_currency(each, plan, at)) for each in newest)


def find_currency(evidence: Evidence, plan: Plan, at: datetime) -> Currency:
    """Return whether a measurement counts: its age is within its validity and the answers it went by still stand."""
    if evidence.apart is not None:
        return Currency.APART
    if any(_trim(read_answer_at(plan, field)) != _trim(value) for field, value in (evidence.basis or {}).items()):
        return Currency.OUTDATED
    return Currency.FRESH if is_fresh(evidence, at) else Currency.STALE


def _trim(value: object) -> object:
    """Return a text without the blanks around it, which no check goes by; anything else as it is."""
    return value.strip() if isinstance(value, str) else value


def find_next_turn(weighed: Iterable[Weighed], at: datetime) -> datetime | None:
    """Return the next moment at which time alone changes which measurements count; None where it never will.

    ``at`` is the moment at which they were weighed.
    """
    by_age = (each.evidence for each in weighed if each.currency in (Currency.FRESH, Currency.STALE))
    return min((turn for each in by_age if (turn := find_turn(each, at)) is not None), default=None)


def read_answer_at(plan: Plan, field: str) -> object:
    """Return what a plan has at a field such as ``telephony.links.0.port``; None where it has nothing there."""
    value: Any = plan
    for part in field.split("."):
        if isinstance(value, tuple):
            value = value[int(part)] if part.isdigit() and int(part) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(part)
        else:
            value = getattr(value, part, None)
    # As evidence holds it.
    return value.isoformat() if isinstance(value, date) else value


def _choose(one: object, other: object) -> object:
    """Return which of two machines' answers stands for both: of two numbers the smaller, else the newer."""
    numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in (one, other))
    return min(one, other) if numbers else one  # type: ignore[call-overload]


def _gather_claims(placed: Iterable[tuple[Evidence, dict[str, Any]]], plan: Plan) -> dict[str, tuple[Claim, ...]]:
    """Return what each machine says, by subject; of one that was measured as two things, once for each."""
    answers: dict[str, dict[str, dict[str, Any]]] = {}
    confirmed: set[str] = set()
    subjects = {f"group:{name}" for name in name_groups(plan)}
    for evidence, told in placed:
        is_server = evidence.subject == SERVER and evidence.role == SERVER
        if is_server and evidence.probe == ADDRESS_PROBE and evidence.state == "ok":
            confirmed.add(evidence.machine)
        if evidence.subject is not None and (is_server or evidence.subject in subjects):
            claimed = answers.setdefault(evidence.subject, {}).setdefault(evidence.machine, {})
            for field, value in told.items():
                claimed.setdefault(field, value)
    return {
        subject: tuple(
            Claim(machine, tuple(sorted(claimed.items())), subject == SERVER and machine in confirmed)
            for machine, claimed in machines.items()
        )
        for subject, machines in answers.items()
    }


def _list_answers(evidence: Evidence, plan: Plan) -> Iterator[tuple[str, object]]:
    for field, value in (evidence.answers or {}).items():
        place = _place_field(field, evidence.subject, plan)
        if place is not None:
            yield place, value


def _place_field(field: str, subject: str | None, plan: Plan) -> str | None:
    """Return a group's field at the position that the group has now: groups are told by name, they may have moved."""
    parts = field.split(".")
    if tuple(parts[:2]) != _GROUPS:
        return field
    subjects = [f"group:{name}" for name in name_groups(plan)]
    if subject not in subjects or len(parts) != 4:  # noqa: PLR2004 - stations.groups.<position>.<name>
        return None
    return f"stations.groups.{subjects.index(subject)}.{parts[3]}"


def apply_answers(plan: Plan, answers: dict[str, Any]) -> tuple[Plan, frozenset[str]]:
    """Return the plan with measured answers in it, and their fields; one that the plan cannot take is left out."""
    applied, fields = plan, set[str]()
    for field, value in answers.items():
        changed = _write(applied, field.split("."), value)
        if changed is not None:
            applied = changed
            fields.add(field)
    return applied, frozenset(fields)


def _write(part: Any, path: list[str], value: object) -> Any:  # noqa: ANN401 - a section, or a list of them
    """Return a part of the plan with one answer in it, checked by its own model; None where it has no such answer."""
    first, *rest = path
    if isinstance(part, tuple):
        at = int(first) if first.isdigit() else len(part)
        below = _write(part[at], rest, value) if at < len(part) and rest else None
        return None if below is None else (*part[:at], below, *part[at + 1 :])
    if not isinstance(part, BaseModel) or first not in type(part).model_fields:
        return None
    if rest:
        below = _write(getattr(part, first), rest, value)
        return None if below is None else part.model_copy(update={first: below})
    try:
        read = type(part).model_validate({first: value})
    except ValidationError:
        return None
    return part.model_copy(update={first: getattr(read, first)})


def index_flows(weighed: tuple[Weighed, ...]) -> dict[tuple[str, str], list[Weighed]]:
    """Return the measurements of flows by their fact and subject, in their order."""
    index: dict[tuple[str, str], list[Weighed]] = {}
    for each in weighed:
        if each.evidence.flow is not None:
            index.setdefault((each.evidence.flow.fact, each.evidence.flow.subject), []).append(each)
    return index


def find_for_flow(index: dict[tuple[str, str], list[Weighed]], flow: Flow) -> tuple[Weighed, ...]:
    """Return the measurements of a flow as it is now: those of other ports or ends than it has are left out."""
    ports = find_ports(flow)
    met = (
        _keep_ports(each, ports)
        for each in index.get((flow.fact, flow.subject), ())
        if (end := each.evidence.flow) is not None
        and end.protocol == flow.protocol
        and flow.leads(end.source, end.destination)
    )
    return tuple(each for each in met if each is not None)


def _keep_ports(weighed: Weighed, ports: int) -> Weighed | None:
    """Return what a measurement says of some ports; None where it says nothing of them."""
    tried = make_set(weighed.evidence.spans)
    met = tried & ports
    if not met or met == tried:
        return weighed if met else None
    return weighed._replace(evidence=weighed.evidence.take(list_spans(met)))


def date_evidence(weighed: tuple[Weighed, ...]) -> datetime:
    """Return when the newest of some measurements was taken."""
    return parse_moment(max(each.evidence.taken_at for each in weighed))
