"""PLAN: do the answers agree with one another? Judged only where the answers compared are known."""

from collections.abc import Iterable, Iterator

from wizard.assessment.judging import judge
from wizard.assessment.link_ports import LinkPort, list_listening
from wizard.assessment.rules.media import ask_largest
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer, Truth, any_of, is_at_most, is_positive, is_true, join_fields, negate
from wizard.domain.findings import Aspect, Finding
from wizard.domain.levels import Level
from wizard.domain.plan.order import Conference
from wizard.domain.questions import name_field
from wizard.i18n import Message, Plain

MORE_THAN = Message("{what}: {count}, more than {limit_name}: {limit}.")
SUM_OF_SITES = Message("Users of all sites together")
SUM_OF_LINKS = Message("Users of all links together")
PEOPLE = Message("People in conference at once")
MODULES = {"softphone": "Softphone", "smart_attendant": "SmartAttendant", "manager_desktop": "Manager Desktop"}
SAME_PORT = Message("On the same port of the TWS server: {links}.")
# As many as anyone reads; a finding on each of a thousand links must not name a thousand others.
MOST_NAMED = 10
NOT_LICENSED = Message("“{what}” is used but not licensed.")


def find_disagreements(situation: Situation) -> Iterator[Finding | None]:
    """Judge PLAN-1 to PLAN-5."""
    users = situation.users
    counted = ("caller", "alerter", "softphone", "smart_attendant", "v4_clients")
    yield _conclude(situation, "PLAN-1", "project", [_limit(situation.licence(name), users) for name in counted])
    for position in range(len(situation.groups)):
        yield find_group_use(situation, position)
    sites = [situation.ask_site(place, "users") for place in range(len(situation.sites))]
    links = [situation.ask_link(place, "users") for place in _links_with_users(situation)]
    sums = [_limit_sum(sites, users, SUM_OF_SITES), _limit_sum(links, users, SUM_OF_LINKS)]
    yield _conclude(situation, "PLAN-3", "project", sums)
    if isinstance(situation.licences.conference, Conference):
        yield _conclude(situation, "PLAN-4", "project", _limit_conferences(situation))
    yield from find_shared_ports(situation)


def _conclude(situation: Situation, fact: str, subject: str, aspects: Iterable[Aspect | None]) -> Finding | None:
    known = [aspect for aspect in aspects if aspect is not None]
    return judge(situation.edition, fact, subject, known) if known else None


def _limit(answer: Answer, limit: Answer, label: object = None, fields: tuple[str, ...] = ()) -> Aspect | None:
    truth = is_at_most(answer, limit)
    if truth.value is None:
        return None
    named = label or name_field(answer.field)
    fields = join_fields([fields or (answer.field,), (limit.field,)])
    if truth.value:
        return Aspect(Level.OK, fields)
    note = MORE_THAN.fill(what=named, count=answer.value, limit_name=name_field(limit.field), limit=limit.value)
    return Aspect(Level.WARNING, fields, note=note)


def _limit_sum(parts: list[Answer], limit: Answer, label: Message) -> Aspect | None:
    known = [part for part in parts if part.value is not None]
    total = Answer(sum(part.value for part in known), limit.field)
    aspect = _limit(total, limit, label, tuple(part.field for part in known) or (limit.field,))
    # The known part alone may be too many; that it is not says nothing of the rest.
    return None if aspect and aspect.level is Level.OK and len(known) < len(parts) else aspect


def _links_with_users(situation: Situation) -> list[int]:
    return [place for place, link in enumerate(situation.links) if getattr(link, "users", None) is not None]


def _limit_conferences(situation: Situation) -> Iterator[Aspect | None]:
    kinds = {kind: situation.ask_conference(f"{kind}_participants") for kind in ("audio", "video")}
    for kind, people in kinds.items():
        yield _limit(ask_largest(situation, kind), people)
    conferences = situation.ask_conference("conferences")
    known = [people.value for people in kinds.values()]
    if conferences.value is None or (None in known and conferences.value):
        return
    fields = tuple(people.field for people in kinds.values())
    total = Answer(sum(value or 0 for value in known), fields[0])
    aspect = _limit(conferences, total)
    if aspect:
        note = aspect.note and MORE_THAN.fill(
            what=name_field(conferences.field), count=conferences.value, limit_name=PEOPLE, limit=total.value
        )
        yield Aspect(aspect.level, join_fields([(conferences.field,), fields]), note=note)


def find_shared_ports(situation: Situation) -> Iterator[Finding | None]:
    """PLAN-5: each link of phones comes in on a port of its own of the TWS server; two known ports are compared."""
    listening = list(list_listening(situation))
    by_port: dict[str | None, list[tuple[int, LinkPort]]] = {}
    for each in listening:
        by_port.setdefault(each[1].port, []).append(each)
    for position, own in listening if len(listening) > 1 else ():
        meeting = _list_others(by_port[own.port], position)
        compared = meeting or _list_others(listening, position)
        fields = join_fields([own.fields, *(each.fields for _, each in compared)])
        names = tuple(situation.link_names[place] for place, _ in meeting)
        note = SAME_PORT.fill(links=names) if meeting else None
        level = Level.WARNING if meeting else Level.OK
        aspect = Aspect(level, fields, name_field(own.own), planned=Plain(own.port), note=note)
        yield judge(situation.edition, "PLAN-5", f"link:{situation.link_names[position]}", [aspect])


def _list_others(links: list[tuple[int, LinkPort]], position: int) -> list[tuple[int, LinkPort]]:
    """Return the first of some links without one of them."""
    return [each for each in links[: MOST_NAMED + 1] if each[0] != position][:MOST_NAMED]


def find_group_use(situation: Situation, position: int) -> Finding | None:
    """PLAN-2: a group uses only what is licensed."""
    licensed = {
        "softphone": is_positive(situation.licence("softphone")),
        "smart_attendant": is_positive(situation.licence("smart_attendant")),
        "manager_desktop": is_true(situation.licence("manager_desktop")),
    }
    aspects = []
    for name, licence in licensed.items():
        use = situation.uses(situation.ask_group(position, name), name)
        aspects.append(_agree(any_of(negate(use), licence), name))
    return _conclude(situation, "PLAN-2", f"group:{situation.group_names[position]}", aspects)


def _agree(truth: Truth, name: str) -> Aspect | None:
    if truth.value is None:
        return None
    level = Level.OK if truth.value else Level.WARNING
    note = None if truth.value else NOT_LICENSED.fill(what=MODULES[name])
    return Aspect(level, truth.fields, note=note)
