"""Network flows: which the plan needs, on which ports, and the finding of each (NET-1 to NET-40)."""

from collections.abc import Callable, Iterator

from wizard.assessment.aspects import blame
from wizard.assessment.judging import judge
from wizard.assessment.link_ports import find_link_port
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer, Truth, all_of, any_of, is_positive, is_true, test
from wizard.assessment.usage import host_uses, used_locally
from wizard.catalogue.flow_rules import FlowRule, PortRange, PortSpan
from wizard.domain.assessment import Flow
from wizard.domain.evidence.ports import make_set
from wizard.domain.findings import Aspect, Change, Finding
from wizard.domain.levels import Level
from wizard.domain.questions import name_field
from wizard.domain.section import HIGHEST_PORT
from wizard.i18n import Message, Plain

SERVER = "server"
SPAN = Message("between {first} and {last}")
SHARED_RANGE = Message("Conference video uses the same UDP ports of the same server.")
NO_CARRIER = Message("No link of this plan is a PABX that carries TWP Browser.")
PORTS = Message("Ports")
SUMMARY_FACT = "NET-40"
SHARED_FACT = "NET-31"
BROWSER_FACT = "NET-32"

Judged = tuple[Finding | None, Flow | None]


def find_flows(situation: Situation) -> Iterator[Judged]:
    """Yield each flow's finding and the flow itself: one per link or session host where it belongs to them."""
    for rule in situation.rules.flows:
        if rule.link:
            yield from _find_link_flows(situation, rule)
        else:
            yield _find_flow(situation, rule)
            yield from _find_host_flows(situation, rule)
    yield judge(situation.edition, SUMMARY_FACT, SERVER, [Aspect(Level.INFO, ())]), None


def meet_condition(situation: Situation, rule: FlowRule) -> Truth:
    """Return whether a flow is needed: every condition that the rule names."""
    when = rule.when
    parts = [_CONDITIONS[name](situation) for name in _CONDITIONS if getattr(when, name)]
    if when.secure is not None:
        parts.append(situation.secure if when.secure else situation.plain)
    if when.groupware:
        wanted = set(when.groupware)
        parts.append(test(situation.licence("groupware"), lambda systems: bool(wanted & set(systems))))
    return all_of(*parts)


_CONDITIONS: dict[str, Callable[[Situation], Truth]] = {
    "v4_clients": lambda situation: is_positive(situation.licence("v4_clients")),
    "caller": lambda situation: is_positive(situation.licence("caller")),
    "softphone": lambda situation: is_positive(situation.licence("softphone")),
    "conference": lambda situation: situation.conference,
    "conference_video": lambda situation: is_positive(situation.ask_conference("video_participants")),
    "file_sharing": lambda situation: is_true(situation.licence("file_sharing")),
    "remote_access": lambda situation: is_true(situation.licence("remote_access")),
    "websocket_development": lambda situation: is_true(situation.licence("websocket_development")),
    "twp_browser": lambda situation: is_true(situation.licence("twp_browser")),
    "manager_desktop": lambda situation: is_true(situation.licence("manager_desktop")),
    "manager_web": lambda situation: is_true(situation.licence("manager_web")),
    "sms": lambda situation: is_true(situation.licence("sms")),
    "ldap": lambda situation: is_true(situation.licence("ldap")),
    "voices": lambda situation: is_positive(situation.voices),
}


def _find_flow(situation: Situation, rule: FlowRule) -> Judged:
    condition = meet_condition(situation, rule)
    if rule.used_with:
        condition = all_of(condition, used_locally(situation, rule.used_with))
    if not condition.value:
        return judge(situation.edition, rule.fact, SERVER, (), condition), None
    if rule.needs_secure and not situation.secure.value:
        return judge(situation.edition, rule.fact, SERVER, [_need_secure(situation)], condition), None
    ports, aspects = _resolve_ports(situation, rule)
    aspects.insert(0, Aspect(Level.OK, (), PORTS, planned=_show_ports(rule, ports)))
    if rule.needs_secure:
        aspects.append(_need_secure(situation))
    aspects.extend(_special_aspects(situation, rule))
    finding = judge(situation.edition, rule.fact, SERVER, aspects, condition)
    return finding, make_flow(situation, rule, SERVER, ports)


def _show_ports(rule: FlowRule, ports: str | None) -> Plain | None:
    return None if ports is None else Plain(f"{rule.protocol.upper()} {ports.replace(',', ', ')}")


def _need_secure(situation: Situation) -> Aspect:
    secure = situation.secure
    level = {None: Level.MISSING, True: Level.OK, False: Level.BLOCKER}[secure.value]
    changes = (Change(secure.fields[0], value=True),) if level is Level.BLOCKER else ()
    label = name_field(secure.fields[0])
    return Aspect(level, secure.fields, label, required=True, planned=secure.value, changes=changes)


def _resolve_ports(situation: Situation, rule: FlowRule) -> tuple[str | None, list[Aspect]]:
    if rule.range:
        count = _count_for_range(situation, rule.range.count)
        return _count_ports(rule.range, count.value), [Aspect(Level.OK, (count.field,))]
    if not rule.changeable:
        return rule.ports, []
    chosen = situation.ports.get(rule.fact)
    return str(chosen) if chosen else rule.ports, [Aspect(Level.OK, (f"ports.{rule.fact}",))]


def _count_ports(ports: PortRange, count: int) -> str:
    return f"{ports.first}-{min(ports.first + ports.step * count - 1, HIGHEST_PORT)}"


def _find_host_flows(situation: Situation, rule: FlowRule) -> Iterator[Judged]:
    """Yield the flow of each session host that has it: its sessions share its ports (NET-20)."""
    if rule.used_with is None:
        return
    needed = meet_condition(situation, rule)
    for position, name in enumerate(situation.host_names):
        users = situation.ask_host(position, "users")
        condition = all_of(needed, host_uses(situation, position, rule.used_with))
        if users.value == 0 or condition.value is False:
            continue
        subject = f"host:{name}"
        if condition.value is None:
            yield judge(situation.edition, rule.fact, subject, (), condition), None
            continue
        ports, aspects = _resolve_host_ports(situation, rule, users)
        yield (
            judge(situation.edition, rule.fact, subject, aspects, condition),
            make_flow(situation, rule, subject, ports),
        )


def _resolve_host_ports(situation: Situation, rule: FlowRule, users: Answer) -> tuple[str | None, list[Aspect]]:
    if users.value is None or rule.range is None:
        return None, [Aspect(Level.MISSING, (users.field,), name_field(users.field))]
    each = _count_for_range(situation, rule.range.count)
    ports = _count_ports(rule.range, users.value * each.value)
    return ports, [Aspect(Level.OK, (users.field, each.field), PORTS, planned=_show_ports(rule, ports))]


def _count_for_range(situation: Situation, counted: str) -> Answer:
    if counted == "voices":
        return situation.voices
    calls = situation.ask("load", "calls_per_station")
    return Answer(calls.value or situation.rules.bandwidth.default_calls_per_station, calls.field)


def _special_aspects(situation: Situation, rule: FlowRule) -> Iterator[Aspect]:
    if rule.fact == SHARED_FACT:
        video = is_positive(situation.ask_conference("video_participants"))
        level = {None: Level.MISSING, True: Level.WARNING, False: Level.OK}[video.value]
        yield Aspect(level, video.fields, note=SHARED_RANGE if level is Level.WARNING else None)
    if rule.fact == BROWSER_FACT:
        yield _find_browser_carrier(situation)


def _find_browser_carrier(situation: Situation) -> Aspect:
    pbx = situation.rules.telephony.pbx
    carriers = {kind for kind, rules in pbx.items() if rules.carries_twp_browser}
    kinds = [situation.ask_link(place, "kind") for place in range(len(situation.links))]
    carried = any_of(*(test(kind, lambda value: value in carriers) for kind in kinds))
    if not kinds:
        return Aspect(Level.MISSING, ("telephony.links",))
    level = {None: Level.MISSING, True: Level.OK, False: Level.CONSULT}[carried.value]
    return Aspect(level, carried.fields, note=NO_CARRIER if level is Level.CONSULT else None)


def _find_link_flows(situation: Situation, rule: FlowRule) -> Iterator[Judged]:
    belongs = rule.link
    if belongs is None:
        return
    for position, link in enumerate(situation.links):
        if link.kind not in belongs.kinds:
            continue
        subject = f"link:{situation.link_names[position]}"
        if belongs.protocol:
            protocol = test(situation.ask_link(position, "protocol"), lambda value: value == belongs.protocol)
            if not protocol.value:
                yield judge(situation.edition, rule.fact, subject, (), protocol), None
                continue
        ports, aspect = _resolve_link_port(situation, rule, position)
        finding = judge(situation.edition, rule.fact, subject, [aspect])
        yield finding, make_flow(situation, rule, subject, ports, position)


def _resolve_link_port(situation: Situation, rule: FlowRule, position: int) -> tuple[str | None, Aspect]:
    found, expected = find_link_port(situation, rule, position), rule.expected
    label = name_field(found.own)
    if found.port is None:
        return None, Aspect(Level.MISSING, found.fields, label)
    if expected and found.chosen and not expected.first <= found.chosen <= expected.last:
        chosen = Plain(found.chosen)
        unusual = Aspect(Level.WARNING, found.fields, label, _show_span(expected), chosen, advised=True)
        # The link's own answer where there is one, else that for all such links.
        return found.port, blame(unusual, found.fields[-1])
    return found.port, Aspect(Level.OK, found.fields, label, planned=_show_ports(rule, found.port))


def _show_span(span: PortSpan) -> object:
    if span.first == span.last:
        return Plain(span.first)
    return SPAN.fill(first=Plain(span.first), last=Plain(span.last))


def make_flow(situation: Situation, rule: FlowRule, subject: str, ports: str | None, link: int | None = None) -> Flow:
    """Return a flow to open."""
    return Flow(
        fact=rule.fact,
        subject=subject,
        source=rule.source,
        destination=rule.destination,
        both_ways=rule.both_ways,
        protocol=rule.protocol,
        ports=ports,
        purpose=situation.edition.facts[rule.fact].title,
        link=link,
        ports_of=rule.ports_of,
    )


def list_ports(flow: Flow, *, ends_only: bool = False) -> tuple[int, ...]:
    """Return a flow's ports, each; with ``ends_only`` the first and the last of every range. None known: none."""
    ports: dict[int, None] = {}
    for part in (flow.ports or "").split(","):
        first, _, last = part.partition("-")
        if first:
            span = range(int(first), int(last or first) + 1)
            ports.update(dict.fromkeys((span[0], span[-1]) if ends_only else span))
    return tuple(ports)


def find_ports(flow: Flow) -> int:
    """Return a flow's ports as a set; none known: none."""
    ends = (part.partition("-") for part in (flow.ports or "").split(",") if part)
    return make_set((int(first), min(int(last or first), HIGHEST_PORT)) for first, _, last in ends)
