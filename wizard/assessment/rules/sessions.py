"""Session hosts: RAM (SRV-8), Manager Desktop (SRV-11), system (CLI-1), what works (CLI-6) and is validated (CLI-7)."""

from collections.abc import Iterator

from wizard.assessment.aspects import AT_LEAST, compare, need_answer, need_known, need_one_of
from wizard.assessment.judging import judge
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer, Truth, any_of, join_fields
from wizard.assessment.usage import host_uses, used_in_sessions, works_in_sessions
from wizard.domain.assessment import HostNeed
from wizard.domain.findings import Aspect, Change, Finding
from wizard.domain.levels import Level
from wizard.domain.questions import name_field, show_answer
from wizard.i18n import Quantity

MB_PER_GB = 1024
STATIONS = "stations"
MANAGER = "manager_desktop"


def need_session_ram(situation: Situation) -> tuple[HostNeed, ...]:
    """Return the RAM in MB that each session host must keep for TWS (SRV-8); None where its users are not known."""
    return tuple(HostNeed(name, _need_ram(situation, position)) for position, name in enumerate(situation.host_names))


def _need_ram(situation: Situation, position: int) -> int | None:
    users = situation.hosts[position].users
    return None if users is None else users * situation.rules.server.session_ram_mb_per_user


def find_hosts(situation: Situation) -> Iterator[Finding | None]:
    """Judge each session host."""
    for position, name in enumerate(situation.host_names):
        subject = f"host:{name}"
        yield judge(situation.edition, "SRV-8", subject, [compare_ram(situation, position)])
        rules = situation.rules.clients
        os = situation.ask_host(position, "os")
        system = need_one_of(os, rules.operating_systems, preferred=rules.softphone_host.os)
        yield judge(situation.edition, "CLI-1", subject, [system])
        kind = situation.ask_host(position, "kind")
        yield judge(situation.edition, "CLI-6", subject, [Aspect(Level.INFO, (kind.field,))])
        yield find_softphone_session(situation, position, subject)
        yield find_manager_session(situation, position, subject)


def compare_ram(situation: Situation, position: int) -> Aspect:
    """Compare the RAM a host keeps for TWS with its users; none is needed for no user."""
    users, ram = situation.ask_host(position, "users"), situation.ask_host(position, "ram_gb_for_tws")
    label = name_field(ram.field)
    fields = (ram.field, users.field)
    needed = _need_ram(situation, position)
    planned = show_answer(ram.field, ram.value)
    if needed == 0:
        return Aspect(Level.OK, fields, label, planned=planned)
    required = None if needed is None else AT_LEAST.fill(value=Quantity(needed, "MB"))
    if needed is None or ram.value is None:
        unknown = tuple(answer.field for answer in (ram, users) if answer.value is None)
        return Aspect(Level.MISSING, unknown, label, required, planned)
    if ram.value * MB_PER_GB >= needed:
        return Aspect(Level.OK, fields, label, required, planned)
    change = Change(ram.field, needed / MB_PER_GB)
    return Aspect(Level.BLOCKER, fields, label, required, planned, changes=(change,))


def find_softphone_session(situation: Situation, position: int, subject: str) -> Finding | None:
    """CLI-7: the one environment in which Softphone is validated; any other is not validated."""
    uses = host_uses(situation, position, "softphone")
    validated = situation.rules.clients.softphone_host
    aspects = []
    for name in ("kind", "os", "os_edition", "opened_from"):
        answer, expected = situation.ask_host(position, name), getattr(validated, name)
        required = show_answer(answer.field, expected)
        aspects.append(
            compare(
                answer,
                required,
                holds=lambda value, expected=expected: value == expected,  # type: ignore[misc]
                otherwise=Level.WARNING,
                change=expected,
            )
        )
    return judge(situation.edition, "CLI-7", subject, aspects, uses)


def find_manager_session(situation: Situation, position: int, subject: str) -> Finding | None:
    """SRV-11 where Manager Desktop is used in sessions: system and .NET 8 of the host that carries them."""
    system = need_one_of(
        situation.ask_host(position, "os"),
        situation.rules.server.manager_desktop_systems,
        preferred=situation.rules.clients.softphone_host.os,
    )
    runtime = need_answer(situation.ask_host(position, "dotnet_8"), expected=True)
    return judge(situation.edition, "SRV-11", subject, [system, runtime], used_in_sessions(situation, MANAGER))


def find_unhosted_manager(situation: Situation) -> Finding | None:
    """SRV-11 where Manager Desktop is used in sessions and no host is described that would carry them."""
    if situation.hosts or not used_in_sessions(situation, MANAGER).value:
        return None
    hosts = need_known(Answer(None, "stations.session_hosts"))
    return judge(situation.edition, "SRV-11", STATIONS, [hosts])


def works_remotely(situation: Situation) -> Truth:
    """Return whether a group works in RDS or Citrix sessions; no group while there may be users leaves it open."""
    parts = [works_in_sessions(situation, place) for place in range(len(situation.groups))]
    if not parts and situation.users.value != 0:
        parts.append(Truth(None, ("stations.groups",)))
    return any_of(*parts)


def has_hosts(situation: Situation) -> Truth:
    """Return whether there are session hosts."""
    hosts = situation.stations.session_hosts
    return Truth(None if hosts is None else bool(hosts), ("stations.session_hosts",))


def find_session_ram(situation: Situation) -> Iterator[Finding | None]:
    """SRV-8 without a host: whether one is needed is open, or one is needed and none is described."""
    hosts, remote = has_hosts(situation), works_remotely(situation)
    if hosts.value:
        return
    if remote.value:
        open_fields: tuple[str, ...] = hosts.fields
    else:
        open_fields = join_fields(truth.fields for truth in (hosts, remote) if truth.value is None)
    if open_fields:
        aspects = [need_known(Answer(None, field)) for field in open_fields]
        yield judge(situation.edition, "SRV-8", STATIONS, aspects)
