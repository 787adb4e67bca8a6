"""Points to confirm with the vendor: every reading that a plan touches."""

from collections.abc import Callable, Iterator

from wizard.assessment.rules.phones import read_snom_model
from wizard.assessment.situation import Situation
from wizard.assessment.usage import host_uses, used_in_sessions, works_in_sessions
from wizard.catalogue.schema import Reading, ReadingCondition
from wizard.domain.assessment import Confirmation, ServerNeed
from wizard.domain.findings import Finding
from wizard.domain.levels import Level
from wizard.domain.versions import names_successor

Test = Callable[[Situation, ReadingCondition, ServerNeed | None], bool]


def find_confirmations(
    situation: Situation, findings: tuple[Finding, ...], server: ServerNeed | None
) -> tuple[Confirmation, ...]:
    """Return the readings whose fact is judged and whose conditions all hold, in the edition's order."""
    levels: dict[str, set[Level]] = {}
    for finding in findings:
        if finding.judged:
            levels.setdefault(finding.fact, set()).add(finding.level)
    return tuple(_touch(situation, levels, server))


def _touch(situation: Situation, levels: dict[str, set[Level]], server: ServerNeed | None) -> Iterator[Confirmation]:
    for reading in situation.rules.readings:
        found = levels.get(reading.fact)
        if found and _holds(situation, reading, found, server):
            yield Confirmation(reading.fact, reading.text.text)


def _holds(situation: Situation, reading: Reading, found: set[Level], server: ServerNeed | None) -> bool:
    when = reading.when
    if when.levels and not found & set(when.levels):
        return False
    asked = (name for name in _TESTS if getattr(when, name))
    return all(_TESTS[name](situation, when, server) for name in asked)


def _has_manager_system(situation: Situation, when: ReadingCondition, _: ServerNeed | None) -> bool:
    systems = [
        group.os
        for position, group in enumerate(situation.groups)
        if group.manager_desktop and works_in_sessions(situation, position).value is False
    ]
    if used_in_sessions(situation, "manager_desktop").value:
        systems += [host.os for host in situation.hosts]
    return any(system in when.group_os for system in systems)


def _has_model(situation: Situation, when: ReadingCondition, _: ServerNeed | None) -> bool:
    models = (model for link in situation.links for model in getattr(link, "models", None) or ())
    return any(read_snom_model(model).startswith(tuple(when.model_prefixes)) for model in models)


def _has_mx_one(situation: Situation, name: str) -> bool:
    return any(
        link.kind == "mx_one" and situation.ask_link(place, name).value for place, link in enumerate(situation.links)
    )


def _has_edition(situation: Situation, when: ReadingCondition, _: ServerNeed | None) -> bool:
    values = (each.values or {} for each in situation.plan.evidence or ())
    return any(str(each.get("edition_id", "")).startswith(when.measured_editions) for each in values)


def _spreads_no_voices(situation: Situation, when: ReadingCondition, _: ServerNeed | None) -> bool:
    pbxs = [link for link in situation.links if link.kind in situation.rules.telephony.pbx]
    silent = any(link.kind in when.voices_not_spread and link.voices is None for link in pbxs)
    return bool(situation.voices.value) and len(pbxs) > 1 and silent


def _uses_in_sessions(situation: Situation, when: ReadingCondition, _: ServerNeed | None) -> bool:
    module = when.used_in_sessions
    return module is not None and used_in_sessions(situation, module).value is True


def _has_softphone_host(situation: Situation, _: ReadingCondition, __: ServerNeed | None) -> bool:
    return any(host_uses(situation, place, "softphone").value for place in range(len(situation.hosts)))


def _has_successor(situation: Situation, _: ReadingCondition, __: ServerNeed | None) -> bool:
    for place, link in enumerate(situation.links):
        rules = situation.rules.telephony.pbx.get(link.kind) if link.kind else None
        release = situation.ask_link(place, "release").value if rules else None
        if rules and release is not None and names_successor(release, rules.notation.read()):
            return True
    return False


_TESTS: dict[str, Test] = {
    "row_users": lambda _, when, server: server is not None and server.row_users in when.row_users,
    "voices_above": lambda situation, when, _: (situation.voices.value or 0) > (when.voices_above or 0),
    "users_up_to": lambda situation, when, _: (
        situation.users.value is not None and situation.users.value <= (when.users_up_to or 0)
    ),
    "group_os": _has_manager_system,
    "kinds": lambda situation, when, _: any(link.kind in when.kinds for link in situation.links),
    "application_link": lambda situation, _, __: _has_mx_one(situation, "application_link"),
    "release_given": lambda situation, _, __: _has_mx_one(situation, "release"),
    "successor": _has_successor,
    "measured_editions": _has_edition,
    "used_in_sessions": _uses_in_sessions,
    "softphone_hosts": _has_softphone_host,
    "voices_not_spread": _spreads_no_voices,
    "model_prefixes": _has_model,
    "conference_video": lambda situation, _, __: bool(situation.ask_conference("video_participants").value),
    "ssd": lambda situation, _, __: situation.server.disk_kind in ("ssd", "nvme"),
    "core_variant_family": lambda situation, when, _: situation.server.processor_family in when.core_variant_family,
    "modules_both": lambda situation, _, __: bool(situation.licences.rules and situation.licences.mail),
    "keep_plain": lambda situation, _, __: bool(situation.security.keep_plain_ports),
    "groupware": lambda situation, _, __: bool(
        situation.licences.sms or situation.licences.ldap or situation.licences.groupware
    ),
    "hypervisor_other": lambda situation, _, __: situation.server.hosting == "other_hypervisor",
}
