"""What is wrong with a file, said in one line for each field: which field, and what was expected."""

import errno
from typing import Any

import pytest
from pydantic import ValidationError

from tests.factories import Json, make_empty_plan
from wizard.domain.faults import describe_os_error, list_faults
from wizard.domain.plan import Plan
from wizard.i18n import get_translator


def _tell(sections: Json) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        make_empty_plan(**sections)
    say = get_translator("en")
    faults = list_faults(Plan, caught.value.errors(include_url=False, include_input=False))
    return [f"{field}: {say(fault)}" for field, fault in faults.told]


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ({"licences": {"users": "40"}}, "licences.users: expected a whole number"),
        ({"licences": {"users": 1.5}}, "licences.users: expected a whole number"),
        ({"licences": {"users": -1}}, "licences.users: expected at least 0"),
        ({"licences": {"users": 1_000_000_001}}, "licences.users: expected at most 1000000000"),
        ({"licences": {"users": 10**30}}, "licences.users: expected at most 1000000000"),
        ({"licences": {"sms": "yes"}}, "licences.sms: expected true or false"),
        ({"licences": {"tws_version": "5"}},
         "licences.tws_version: expected a version as major.minor, for instance 5.3"),
        ({"licences": {"tws_version": 5.3}}, "licences.tws_version: expected text"),
        ({"licences": {"groupware": "exchange"}}, "licences.groupware: expected a list"),
        ({"licences": {"groupware": ["imap"]}},
         "licences.groupware.0: expected one of exchange, office_365, google, zimbra, lotus_notes"),
        ({"licences": {"conference": True}}, "licences.conference: expected false or an object"),
        ({"licences": {"conference": 0}}, "licences.conference: expected false or an object"),
        ({"licences": {"conference": {"audio_participants": -1}}},
         "licences.conference.audio_participants: expected at least 0"),
        ({"licences": {"conference": {"audio": 1}}},
         ("licences.conference.audio: unknown key; known here: audio_participants, video_participants, conferences, "
         "largest_audio, largest_video")),
        ({"licences": {"conference": {"conferencs": 1}}},
         "licences.conference.conferencs: unknown key (did you mean “conferences”?)"),
        ({"licences": []}, "licences: expected an object"),
        ({"load": {"login_window_minutes": 0}}, "load.login_window_minutes: expected at least 1"),
        ({"server": {"ram_gb": "16"}}, "server.ram_gb: expected a number"),
        ({"server": {"hosting": "cloud"}},
         "server.hosting: expected one of physical, vmware, hyper_v, other_hypervisor"),
        ({"server": {"ramgb": 16}}, "server.ramgb: unknown key (did you mean “ram_gb”?)"),
        ({"project": {"installation_date": "15/12/2026"}},
         "project.installation_date: expected a date as YYYY-MM-DD"),
        ({"project": {"installation_date": 5}}, "project.installation_date: expected a date as YYYY-MM-DD"),
        ({"project": {"notes": "x" * 20_001}}, "project.notes: expected at most 20000 characters"),
        ({"sites": [{}] * 1_001}, "sites: expected at most 1000 entries"),
        ({"ports": {"NET-26": 65_536}}, "ports.NET-26: expected at most 65535"),
        ({"ports": [1]}, "ports: expected an object"),
        ({"sign_off": {"items": {"C-DOC-3": {"state": "maybe"}}}},
         "sign_off.items.C-DOC-3.state: expected one of open, done, failed, not_applicable"),
        ({"telephony": {"links": [{"kind": "oxe", "dect": True}]}},
         ("telephony.links.0.dect: unknown key; known here: name, release, address, port, ip_card, csta_keys, "
         "sip_user_licences, sip_voice_licences, users, caller, softphone, voices, kind")),
        ({"telephony": {"links": [{"kind": "yealink", "firmwar": "x.81"}]}},
         "telephony.links.0.firmwar: unknown key (did you mean “firmware”?)"),
        ({"telephony": {"links": [{"modles": []}]}},
         "telephony.links.0.modles: unknown key (did you mean “models”?)"),
        ({"telephony": {"links": [{"kind": "cisco"}]}},
         ("telephony.links.0.kind: expected one of mivoice_5000, mivoice_office_400, mx_one, oxe, oxo, "
         "openscape_office, openscape_business, openscape_voice, hipath_3000, hipath_openoffice, other_pbx, snom, "
         "yealink")),
        ({"licenses": {}}, "licenses: unknown key (did you mean “licences”?)"),
    ],
)  # fmt: skip
def test_fault_names_field_and_expectation(sections: Json, expected: str) -> None:
    """Each kind of fault is one line: the field as a dotted path, and what was expected there."""
    assert _tell(sections) == [expected]


def test_all_faults_are_listed_once() -> None:
    """Several faults are listed together, each field once."""
    told = _tell({"licences": {"users": -1, "sms": 2, "conference": 5}, "colour": 1})
    assert [each.split(":")[0] for each in told] == ["licences.users", "licences.conference", "licences.sms", "colour"]


def test_unforeseen_fault_is_still_told() -> None:
    """A kind of fault that nobody worded carries the validator's own reason."""
    error: dict[str, Any] = {"loc": ("licences",), "type": "new_kind", "msg": "Strange", "ctx": {}}
    field, fault = list_faults(Plan, [error]).told[0]
    assert (field, get_translator("en")(fault)) == ("licences", "not usable here (Strange)")


def _fail_on_windows(number: int, code: int) -> OSError:
    """Return an error as Windows' Python raises it: with errno's number, and with Windows' own."""
    error = OSError(number, "x")
    setattr(error, "winerror", code)  # noqa: B010 - the attribute has a type on Windows only
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (FileNotFoundError(errno.ENOENT, "x"), "no such file or folder"),
        (PermissionError(errno.EACCES, "x"), "access denied"),
        (IsADirectoryError(errno.EISDIR, "x"), "this is a folder"),
        (OSError(errno.ENOSPC, "x"), "the disk is full"),
        (OSError(errno.EXDEV, "Cross-device link"), "Cross-device link"),
        (_fail_on_windows(errno.EACCES, 32), "another program holds it"),
        (_fail_on_windows(errno.EACCES, 19), "the disk is read-only"),
        (_fail_on_windows(errno.ENOENT, 206), "the name is too long"),
        (_fail_on_windows(errno.EACCES, 5), "access denied"),
        (OSError("odd"), "odd"),
        (ValueError("embedded null byte"), "embedded null byte"),
    ],
)
def test_reason_of_the_system_is_told(error: OSError | ValueError, expected: str) -> None:
    """Why the system refused a file is told in our words where we have them, else in its own."""
    assert get_translator("en")(describe_os_error(error)) == expected
