"""Plans for tests: one that meets every requirement, and changed copies of it."""

import copy
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from wizard.assessment.evaluate import assess
from wizard.catalogue.edition import LoadedEdition
from wizard.catalogue.shelf import find_edition
from wizard.domain.assessment import Assessment
from wizard.domain.findings import Finding
from wizard.domain.plan import Plan
from wizard.errors import WizardError
from wizard.i18n import Message, get_translator

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
EDITION_FILE = ROOT / "resources" / "catalogue" / "tws-v5-2025-04.toml"

_GROUP: Json = {
    "name": "Bureaux",
    "count": 40,
    "os": "windows_11",
    "ram_gb": 8,
    "processor": "core_i3",
    "dotnet_framework": "4.8",
    "smart_attendant": False,
    "supervised_users": 0,
    "softphone": False,
    "headset": "jabra_usb",
    "session": "local",
    "shared": False,
    "manager_desktop": False,
    "dotnet_8": True,
}
_HOST: Json = {
    "name": "RDS01",
    "kind": "rds",
    "os": "windows_server_2019",
    "os_edition": "datacenter",
    "users": 10,
    "ram_gb_for_tws": 2,
    "opened_from": "windows_10",
    "softphone": False,
}
_SITE: Json = {
    "name": "Annexe",
    "users": 10,
    "calls_per_hour": 20,
    "softphone_calls_at_once": 0,
    "link_mbit_s": 100,
}
_PBX: Json = {
    "name": "PABX",
    "address": "10.20.0.2",
    "port": None,
    "ip_card": True,
    "csta_keys": 10_000,
    "sip_user_licences": 10_000,
    "sip_voice_licences": 10_000,
}
_LINKS: dict[str, Json] = {
    "mivoice_5000": {**_PBX, "release": "R6.1", "protocol": "csta"},
    "mivoice_office_400": {**_PBX, "release": "R4.0"},
    "mx_one": {**_PBX, "release": "V4 SP5"},
    "oxe": {**_PBX, "release": "R12"},
    "oxo": {**_PBX, "release": "R10"},
    "openscape_office": {**_PBX, "release": "V3"},
    "openscape_business": {**_PBX, "release": "V3"},
    "openscape_voice": {**_PBX, "release": "V9"},
    "hipath_3000": {**_PBX, "release": "V8", "port": 7001},
    "hipath_openoffice": {**_PBX, "release": "V1", "port": 7001},
    "other_pbx": {**_PBX, "release": "1", "all_phones_snom": True},
    "snom": {"name": "Snom", "models": ["D735"], "firmware": "10.1.39.11", "port": 7001, "phone_port": None},
    "yealink": {
        "name": "Yealink",
        "models": ["T46U"],
        "firmware": "108.86.0.45",
        "port": 7002,
        "phone_port": None,
        "dect": False,
        "uacsta": True,
        "action_url": True,
    },
}
_PLAN: Json = {
    "format": "tws-preinstall-plan",
    "format_version": 1,
    "catalogue": "tws-v5-2025-04",
    "project": {
        "customer": "Ville de Valmont",
        "reference": "VAL-2026-014",
        "installation_date": "2026-03-16",
        "integrator": "Télécoms du Nord",
        "prepared_by": "A. Martin",
        "notes": "",
        "contacts": [
            {"role": "network_administrator", "name": "B. Leroy", "email": "", "phone": "", "present": True},
            {"role": "telephony_administrator", "name": "S. Morel", "email": "", "phone": "", "present": True},
        ],
    },
    "licences": {
        "tws_version": "5.3",
        "users": 40,
        "caller": 40,
        "alerter": 0,
        "softphone": 0,
        "smart_attendant": 0,
        "rules": False,
        "mail": False,
        "media_server_voices": 0,
        "conference": False,
        "manager_desktop": False,
        "manager_web": False,
        "admin_viewer": False,
        "v4_clients": 0,
        "websocket_development": False,
        "file_sharing": False,
        "remote_access": False,
        "twp_browser": False,
        "sms": False,
        "ldap": False,
        "groupware": [],
        "other_orders": "",
    },
    "load": {
        "calls_per_hour": 90,
        "softphone_calls_at_once": 0,
        "calls_per_station": 2,
        "directory_searches_per_hour": 0,
        "click_to_calls_per_hour": 0,
        "login_window_minutes": 15,
    },
    "server": {
        "hosting": "physical",
        "resources_reserved": None,
        "address": "10.20.0.15",
        "os": "windows_server_2022",
        "os_edition": "standard",
        "os_language": "fr",
        "processor_family": "xeon",
        "cores": 128,
        "clock_ghz": 4.0,
        "ram_gb": 64,
        "disk_kind": "sas",
        "tws_disk_gb": 80,
        "tws_on_separate_drive": True,
        "hosts_exchange": False,
        "hosts_domain_controller": False,
        "hosts_other_web_server_on_port_80": False,
    },
    "security": {
        "secure_mode": True,
        "keep_plain_ports": False,
        "dns_name": "tws.valmont.example",
        "certificate": "wildcard",
    },
    "telephony": {"links": [{"kind": "mivoice_5000", **_LINKS["mivoice_5000"]}]},
    "stations": {
        "groups": [_GROUP],
        "session_hosts": [],
        "manager_browsers": ["edge"],
        "user_folders_open": True,
        "shared_folder_writable": True,
        "antivirus_exclusions_agreed": True,
    },
    "sites": [],
    "ports": {},
    "evidence": [],
    "sign_off": {"items": {}, "signatures": []},
    "x": {},
}

CONFERENCE: Json = {
    "audio_participants": 30,
    "video_participants": 4,
    "conferences": 5,
    "largest_audio": 12,
    "largest_video": 4,
}


def merge(base: Mapping[str, Any], changes: Mapping[str, Any]) -> Json:
    """Return an object with changes laid over it, object by object; lists and values are replaced."""
    merged = copy.deepcopy(dict(base))
    for name, value in changes.items():
        old = merged.get(name)
        merged[name] = merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else copy.deepcopy(value)
    return merged


def make_answers(**changes: object) -> Json:
    """Return a plan file's content that meets every requirement, with changes."""
    return merge(_PLAN, changes)


def read_answers(answers: Json) -> Plan:
    """Return the plan of a plan file's content."""
    return Plan.model_validate_json(json.dumps(answers))


def make_plan(**changes: object) -> Plan:
    """Return a plan that meets every requirement, with changes."""
    return read_answers(make_answers(**changes))


def make_empty_plan(**sections: object) -> Plan:
    """Return a plan that answers nothing but the sections given."""
    return read_answers({"format": "tws-preinstall-plan", "format_version": 1, **sections})


def make_group(**changes: object) -> Json:
    """Return a station group that meets every requirement, with changes."""
    return merge(_GROUP, changes)


def make_host(**changes: object) -> Json:
    """Return a session host that meets every requirement, with changes."""
    return merge(_HOST, changes)


def make_site(**changes: object) -> Json:
    """Return a remote site whose link is wide enough, with changes."""
    return merge(_SITE, changes)


def make_link(kind: str, **changes: object) -> Json:
    """Return a telephony link of a kind that meets every requirement, with changes."""
    return merge({"kind": kind, **_LINKS[kind]}, changes)


def on_groups(*groups: Json) -> Json:
    """Return the change that gives a plan these station groups."""
    return {"stations": {"groups": list(groups)}}


def on_softphone_pcs() -> Json:
    """Return the change that gives a plan PCs that use Softphone themselves."""
    return on_groups(make_group(softphone=True))


def on_hosts(*hosts: Json) -> Json:
    """Return the change that gives a plan these session hosts."""
    return {"stations": {"session_hosts": list(hosts)}}


def on_links(*links: Json) -> Json:
    """Return the change that gives a plan these telephony links."""
    return {"telephony": {"links": list(links)}}


def read_edition() -> LoadedEdition:
    """Return the shipped edition."""
    return find_edition("tws-v5-2025-04")


def assess_plan(**changes: object) -> Assessment:
    """Assess a plan that meets every requirement, with changes."""
    return assess(make_plan(**changes), read_edition())


def find_finding(assessment: Assessment, fact: str, subject: str) -> Finding | None:
    """Return the finding of a fact for a subject."""
    found = (each for each in assessment.findings if (each.fact, each.subject) == (fact, subject))
    return next(found, None)


def tell_level(assessment: Assessment, fact: str, subject: str = "server") -> str | None:
    """Return the level of a fact for a subject as text; None where there is no such finding."""
    finding = find_finding(assessment, fact, subject)
    return finding.level.value if finding else None


def tell_error(error: WizardError) -> str:
    """Return an error as the user reads it, in English."""
    return get_translator("en")(Message(error.text, error.params))


def drop_fact(edition: LoadedEdition, fact: str) -> LoadedEdition:
    """Return an edition that does not know a fact, nor the flow, readings and checklist entries that name it."""
    whole = edition.catalogue
    kept = {
        "facts": tuple(each for each in whole.facts if each.id != fact),
        "flows": tuple(each for each in whole.flows if each.fact != fact),
        "readings": tuple(each for each in whole.readings if each.fact != fact),
        "checklist": tuple(each for each in whole.checklist if fact not in each.facts),
    }
    return LoadedEdition(whole.model_copy(update=kept), edition.origin)


@cache
def read_edition_text() -> str:
    """Return the shipped edition's TOML."""
    return EDITION_FILE.read_text(encoding="utf-8")


def write_edition(folder: Path, *replaced: tuple[str, str], name: str = "other") -> Path:
    """Write the shipped edition with texts replaced, each at its first place, and return the file.

    Raises:
        ValueError: a text to replace is not in the edition.

    """
    text = read_edition_text()
    for old, new in replaced:
        if old not in text:
            raise ValueError(old)
        text = text.replace(old, new, 1)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def make_evidence(**changes: object) -> Json:
    """Return a measurement as a plan file holds it: the server's RAM, read on 24 November 2026."""
    measured = {
        "probe": "server.memory",
        "facts": ["HW-9"],
        "subject": "server",
        "state": "ok",
        "values": {"ram_read_gb": 15.8},
        "answers": {"server.ram_gb": 16},
        "role": "server",
        "machine": "TWS01",
        "taken_at": "2026-11-24T08:00:00Z",
        "took_ms": 1.5,
    }
    return measured | changes
