"""SRV: the TWS server, and the modules whose version or environment it decides."""

from collections.abc import Iterator

from wizard.assessment.aspects import compare, need_answer, need_at_least, need_known, need_one_of, need_version
from wizard.assessment.judging import judge
from wizard.assessment.situation import Situation
from wizard.assessment.truth import any_of, is_positive, is_true
from wizard.domain.findings import Aspect, Finding
from wizard.domain.levels import Level
from wizard.domain.questions import name_field, show_answer
from wizard.i18n import Choice


def find_server(situation: Situation) -> Iterator[Finding | None]:
    """Judge SRV-1 to SRV-7, SRV-9, SRV-10, SRV-13 and SRV-14; the others are judged with the PCs."""
    yield find_virtualization(situation)
    yield from find_operating_system(situation)
    yield from find_disk(situation)
    yield from find_neighbours(situation)
    yield from find_module_versions(situation)
    viewer = situation.licence("admin_viewer")
    if viewer.value:
        note = Aspect(Level.INFO, (viewer.field,))
        yield judge(situation.edition, "SRV-13", "server", [note])
    v4 = situation.licence("v4_clients")
    found = Aspect(Level.WARNING, (v4.field,), name_field(v4.field), planned=v4.value)
    yield judge(situation.edition, "SRV-14", "server", [found], is_positive(v4))


def find_virtualization(situation: Situation) -> Finding | None:
    """SRV-1: a virtual server's resources are reserved, on a hypervisor that the document names."""
    hosting = situation.ask("server", "hosting")
    named = situation.rules.server.named_hypervisors
    known = compare(
        hosting,
        Choice(show_answer(hosting.field, name) for name in named),
        holds=lambda value: value in named,
        otherwise=Level.CONSULT,
    )
    reserved = need_answer(situation.ask("server", "resources_reserved"), expected=True)
    return judge(situation.edition, "SRV-1", "server", [known, reserved], situation.virtual)


def find_operating_system(situation: Situation) -> Iterator[Finding | None]:
    """SRV-2, SRV-3: system, edition and language."""
    rules = situation.rules.server
    system = need_one_of(situation.ask("server", "os"), rules.operating_systems)
    edition = need_one_of(situation.ask("server", "os_edition"), rules.editions)
    yield judge(situation.edition, "SRV-2", "server", [system, edition])
    language = need_one_of(situation.ask("server", "os_language"), rules.languages)
    yield judge(situation.edition, "SRV-3", "server", [language])


def find_disk(situation: Situation) -> Iterator[Finding | None]:
    """SRV-4 to SRV-6: space dedicated to TWS, another drive, and the least below which services stop."""
    rules = situation.rules.server
    size = situation.ask("server", "tws_disk_gb")
    yield judge(situation.edition, "SRV-4", "server", [need_at_least(size, rules.recommended_disk_gb, Level.WARNING)])
    drive = need_answer(situation.ask("server", "tws_on_separate_drive"), expected=True, otherwise=Level.WARNING)
    yield judge(situation.edition, "SRV-5", "server", [drive])
    yield judge(situation.edition, "SRV-6", "server", [need_at_least(size, rules.minimum_disk_gb)])


def find_neighbours(situation: Situation) -> Iterator[Finding | None]:
    """SRV-7: nothing on the server that must never be beside TWS."""
    never = {
        "SRV-7a": "hosts_exchange",
        "SRV-7b": "hosts_domain_controller",
        "SRV-7c": "hosts_other_web_server_on_port_80",
    }
    for fact, name in never.items():
        yield judge(situation.edition, fact, "server", [need_answer(situation.ask("server", name), expected=False)])


def find_module_versions(situation: Situation) -> Iterator[Finding | None]:
    """SRV-9, SRV-10: Conference and Manager exist from a version of TWS on."""
    rules = situation.rules.server
    version = situation.licence("tws_version")
    conference = need_version(version, rules.conference_from)
    yield judge(situation.edition, "SRV-9", "server", [conference], situation.conference)
    manager = any_of(is_true(situation.licence("manager_desktop")), is_true(situation.licence("manager_web")))
    yield judge(situation.edition, "SRV-10", "server", [need_version(version, rules.manager_from)], manager)


def find_security(situation: Situation) -> Iterator[Finding | None]:
    """SEC-1 to SEC-4: secure mode, its DNS name and certificate, and the modules that exist in it only."""
    mode = situation.ask("security", "secure_mode")
    advised = need_answer(mode, expected=True, otherwise=Level.WARNING)
    yield judge(situation.edition, "SEC-1", "server", [advised])
    name = need_known(situation.ask("security", "dns_name"))
    yield judge(situation.edition, "SEC-2", "server", [name], situation.secure)
    certificate = need_one_of(situation.ask("security", "certificate"), ("server", "wildcard"))
    yield judge(situation.edition, "SEC-3", "server", [certificate], situation.secure)
    needs_it = any_of(
        situation.conference, is_true(situation.licence("file_sharing")), is_true(situation.licence("remote_access"))
    )
    yield judge(situation.edition, "SEC-4", "server", [need_answer(mode, expected=True)], needs_it)
