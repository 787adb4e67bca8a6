"""CLI and the facts judged per station group or session host (SRV-8, SRV-11, SRV-12)."""

from collections.abc import Iterator

from wizard.assessment.aspects import (
    AT_LEAST,
    NOT_READABLE,
    compare,
    consider,
    need_answer,
    need_at_least,
    need_known,
    need_one_of,
)
from wizard.assessment.judging import judge
from wizard.assessment.rules.sessions import STATIONS, find_hosts, find_session_ram, find_unhosted_manager
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer, Truth, all_of, is_positive, is_true
from wizard.assessment.usage import group_uses, works_locally
from wizard.domain.findings import Aspect, Change, Finding
from wizard.domain.levels import Level
from wizard.domain.questions import name_field, show_answer
from wizard.domain.versions import is_at_least, parse_release
from wizard.i18n import Message, Plain

NOT_INSTALLED = Message("not installed")
ABOVE_SUPERVISED = Message("No PC is given for so many supervised users.")
REFUSED = Message("{browsers} cannot be used.")
NOT_NAMED = Message("{browsers} is not among the browsers named.")


def find_clients(situation: Situation) -> Iterator[Finding | None]:
    """Judge CLI-1 to CLI-8, SRV-8, SRV-11 and SRV-12."""
    for position in range(len(situation.groups)):
        yield from find_group(situation, position)
    if not situation.groups and situation.users.value != 0:
        yield judge(situation.edition, "CLI-1", STATIONS, [need_known(Answer(None, "stations.groups"))])
    yield from find_hosts(situation)
    yield from find_session_ram(situation)
    yield find_unhosted_manager(situation)
    for fact, name, licence in (
        ("CLI-5", "smart_attendant", is_positive(situation.licence("smart_attendant"))),
        ("CLI-8", "softphone", is_positive(situation.licence("softphone"))),
        ("SRV-11", "manager_desktop", is_true(situation.licence("manager_desktop"))),
    ):
        yield find_unused(situation, fact, name, licence)
    yield find_browsers(situation)


def find_unused(situation: Situation, fact: str, name: str, licensed: Truth) -> Finding | None:
    """Ask for the group that uses a licensed module where none is known to."""
    uses = [group_uses(situation, place, name) for place in range(len(situation.groups))]
    if any(each.value is not False for each in uses):
        return None
    return judge(situation.edition, fact, STATIONS, [need_known(Answer(None, "stations.groups"))], licensed)


def find_group(situation: Situation, position: int) -> Iterator[Finding | None]:
    """Judge one group of PCs."""
    subject = f"group:{situation.group_names[position]}"
    local = works_locally(situation, position)
    rules = situation.rules.clients
    system = need_one_of(situation.ask_group(position, "os"), rules.operating_systems)
    yield judge(situation.edition, "CLI-1", subject, [system], local)
    yield judge(situation.edition, "CLI-2", subject, [compare_framework(situation, position)], local)
    memory = need_at_least(situation.ask_group(position, "ram_gb"), rules.ram_gb, Level.WARNING)
    yield judge(situation.edition, "CLI-3", subject, [memory], local)
    processor = compare_processor(situation, position, rules.processor, Level.WARNING)
    yield judge(situation.edition, "CLI-4", subject, [processor], local)
    yield find_smart_attendant(situation, position, subject)
    uses_softphone = group_uses(situation, position, "softphone")
    headset = need_one_of(situation.ask_group(position, "headset"), rules.advised_headsets, Level.WARNING)
    yield judge(situation.edition, "CLI-8", subject, [headset], uses_softphone)
    yield find_manager_desktop(situation, position, subject)


def compare_framework(situation: Situation, position: int) -> Aspect:
    """Compare the .NET Framework of a group: a version, or "none" where it is known not to be installed."""
    answer = situation.ask_group(position, "dotnet_framework")
    minimum = situation.rules.clients.dotnet_framework
    label, required = name_field(answer.field), AT_LEAST.fill(value=Plain(minimum))
    if answer.value is None:
        return Aspect(Level.MISSING, (answer.field,), label, required)
    change = (Change(answer.field, minimum),)
    if answer.value.strip().lower() == "none":
        return Aspect(Level.BLOCKER, (answer.field,), label, required, NOT_INSTALLED, changes=change)
    version = parse_release(answer.value, situation.rules.clients.dotnet_notation.read())
    if version is None:
        note = NOT_READABLE.fill(value=answer.value)
        return Aspect(Level.MISSING, (answer.field,), label, required, answer.value, note)
    level = Level.OK if is_at_least(version, parse_release(minimum) or ()) else Level.BLOCKER
    return Aspect(level, (answer.field,), label, required, answer.value, changes=() if level is Level.OK else change)


def compare_processor(situation: Situation, position: int, minimum: str, otherwise: Level) -> Aspect:
    """Compare the processor class of a group: AMD counts as its Intel counterpart."""
    answer = situation.ask_group(position, "processor")
    ranks = situation.rules.clients.processor_ranks
    return compare(
        answer,
        AT_LEAST.fill(value=show_answer(answer.field, minimum)),
        holds=lambda value: ranks[value] >= ranks[minimum],  # type: ignore[index]
        otherwise=otherwise,
        change=minimum,
    )


def find_smart_attendant(situation: Situation, position: int, subject: str) -> Finding | None:
    """CLI-5: the PC of a SmartAttendant user by the number of supervised users; a bound belongs to the lower range.

    In a session the thin client is not judged.
    """
    uses = all_of(group_uses(situation, position, "smart_attendant"), works_locally(situation, position))
    supervised = situation.ask_group(position, "supervised_users")
    aspects = [need_known(supervised)]
    if supervised.value is None:
        others = (situation.ask_group(position, name) for name in ("processor", "ram_gb"))
        aspects.extend(need_known(answer) for answer in others if answer.value is None)
        return judge(situation.edition, "CLI-5", subject, aspects, uses)
    table = situation.rules.clients.smart_attendant
    row = next((row for row in table if supervised.value <= row.supervised_users), None)
    if row is None:
        aspects = [Aspect(Level.CONSULT, (supervised.field,), planned=supervised.value, note=ABOVE_SUPERVISED)]
    else:
        aspects.append(compare_processor(situation, position, row.processor, Level.BLOCKER))
        aspects.append(need_at_least(situation.ask_group(position, "ram_gb"), row.ram_gb))
    return judge(situation.edition, "CLI-5", subject, aspects, uses)


def find_manager_desktop(situation: Situation, position: int, subject: str) -> Finding | None:
    """SRV-11: system and .NET 8 of a group that uses Manager Desktop outside sessions."""
    uses = all_of(group_uses(situation, position, "manager_desktop"), works_locally(situation, position))
    system = need_one_of(situation.ask_group(position, "os"), situation.rules.server.manager_desktop_systems)
    runtime = need_answer(situation.ask_group(position, "dotnet_8"), expected=True)
    return judge(situation.edition, "SRV-11", subject, [system, runtime], uses)


def find_browsers(situation: Situation) -> Finding | None:
    """SRV-12: the browsers for Manager Web; one is refused, others are not named."""
    rules = situation.rules.server
    answer = situation.ask("stations", "manager_browsers")
    condition = is_true(situation.licence("manager_web"))
    if not answer.value:
        aspects = [need_known(Answer(None, answer.field))]
        return judge(situation.edition, "SRV-12", STATIONS, aspects, condition)
    refused = tuple(each for each in answer.value if each in rules.refused_browsers)
    unnamed = tuple(each for each in answer.value if each not in (*rules.manager_browsers, *refused))
    kept = tuple(each for each in answer.value if each in rules.manager_browsers) or rules.manager_browsers[:1]
    aspects = [consider(answer)]
    for level, browsers, note in ((Level.BLOCKER, refused, REFUSED), (Level.WARNING, unnamed, NOT_NAMED)):
        if browsers:
            text = note.fill(browsers=show_answer(answer.field, browsers))
            aspects.append(Aspect(level, (answer.field,), note=text, changes=(Change(answer.field, kept),)))
    return judge(situation.edition, "SRV-12", STATIONS, aspects, condition)
