"""The plan's model: strict, closed, and null wherever an answer may be open."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.factories import Json, make_answers, make_empty_plan, make_evidence, make_link, make_plan, read_answers
from wizard.domain.plan import fingerprint_plan
from wizard.domain.plan.telephony import LINK_KINDS, UndecidedLink


@pytest.mark.parametrize(
    "sections",
    [
        {"licences": {"users": -1}},
        {"licences": {"users": 1.5}},
        {"licences": {"users": "40"}},
        {"licences": {"users": True}},
        {"licences": {"sms": 1}},
        {"licences": {"sms": "yes"}},
        {"licences": {"tws_version": "5"}},
        {"licences": {"tws_version": "5.3.1"}},
        {"licences": {"tws_version": 5.3}},
        {"licences": {"groupware": "exchange"}},
        {"licences": {"groupware": ["Exchange"]}},
        {"licences": {"groupware": [None]}},
        {"licences": {"conference": True}},
        {"licences": {"conference": 0}},
        {"licences": {"conference": []}},
        {"load": {"login_window_minutes": 0}},
        {"load": {"calls_per_station": 0}},
        {"server": {"ram_gb": -0.1}},
        {"server": {"os": "windows_server_2025"}},
        {"telephony": {"links": [{"kind": "oxe", "port": 0}]}},
        {"telephony": {"links": [{"kind": "oxe", "port": 65536}]}},
        {"telephony": {"links": [None]}},
        {"telephony": {"links": {}}},
        {"ports": {"NET-26": 0}},
        {"ports": {"NET-26": "4211"}},
        {"ports": []},
        {"project": {"installation_date": "15/12/2026"}},
        {"project": {"installation_date": "2026-02-30"}},
        {"project": {"installation_date": "2026-12-15T10:00"}},
        {"project": {"installation_date": "20261215"}},
        {"project": {"installation_date": 20261215}},
        {"project": {"contacts": [{"role": "boss"}]}},
        {"stations": {"groups": [{"count": None, "colour": "red"}]}},
        {"sites": [None]},
        {"x": []},
        {"evidence": [1]},
        {"colour": "red"},
    ],
)
def test_unusable_answer_is_refused(sections: Json) -> None:
    """A value of another kind, out of its range or under an unknown key is no answer."""
    with pytest.raises(ValidationError):
        make_empty_plan(**sections)


@pytest.mark.parametrize(
    "sections",
    [
        {"load": {"login_window_minutes": 1, "calls_per_station": 1}},
        {"telephony": {"links": [{"kind": "oxe", "port": 1}, {"kind": "oxe", "port": 65535}]}},
        {"server": {"ram_gb": 0, "clock_ghz": 2}},
        {"project": {"installation_date": "2028-02-29"}},
        {"project": {"installation_date": ""}},
        {"licences": {"tws_version": " ", "conference": False, "groupware": []}},
        {"licences": {"conference": {}}},
        {"ports": {"NET-26": None}},
        {"sites": None, "x": None, "evidence": None},
        {"x": {"anything": [1, {"deep": None}], "": 1.5}},
    ],
)
def test_answer_at_its_bound_is_taken(sections: Json) -> None:
    """The least, the most and the open value of an answer are taken as given."""
    shown = make_empty_plan(**sections).model_dump(mode="json", exclude_unset=True)
    assert {"format", "format_version", *sections} == set(shown)


def _all_paths(answers: Json, prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    paths = []
    for name, value in answers.items():
        paths.append((*prefix, name))
        if isinstance(value, dict):
            paths.extend(_all_paths(value, (*prefix, name)))
    return paths


NEEDED = {("format",), ("format_version",)}


@pytest.mark.parametrize("path", _all_paths(make_answers()), ids=".".join)
@pytest.mark.parametrize("how", ["null", "absent"])
def test_every_answer_may_be_open(path: tuple[str, ...], how: str) -> None:
    """Any answer may be null or absent; only the file's own two marks may not."""
    answers = make_answers()
    place: Any = answers
    for part in path[:-1]:
        place = place[part]
    if how == "null":
        place[path[-1]] = None
    else:
        del place[path[-1]]
    if path in NEEDED:
        with pytest.raises(ValidationError):
            read_answers(answers)
    else:
        assert read_answers(answers).format == "tws-preinstall-plan"


_OWN = {
    "mivoice_5000": {"protocol"},
    "mx_one": {"application_link"},
    "other_pbx": {"all_phones_snom"},
    "snom": {"models", "firmware", "phone_port"},
    "yealink": {"models", "firmware", "phone_port", "dect", "uacsta", "action_url"},
}
_PBX = {"release", "address", "ip_card", "csta_keys", "sip_user_licences", "sip_voice_licences", "users", "caller",
        "softphone"}  # fmt: skip
_SHARED = {"name", "port"}
_EVERY_KEY = _PBX.union(_SHARED, *_OWN.values())


@pytest.mark.parametrize("kind", LINK_KINDS)
@pytest.mark.parametrize("key", sorted(_EVERY_KEY))
def test_link_takes_the_keys_of_its_kind_alone(kind: str, key: str) -> None:
    """A key that belongs to another kind of link is an unknown key."""
    phones = kind in ("snom", "yealink")
    own = _SHARED | _OWN.get(kind, set()) | (set() if phones else _PBX)
    link = {"kind": kind, key: None}
    if key in own:
        assert make_empty_plan(telephony={"links": [link]}).telephony is not None
    else:
        with pytest.raises(ValidationError, match="extra_forbidden"):
            make_empty_plan(telephony={"links": [link]})


def test_link_without_kind_keeps_all_its_keys() -> None:
    """A link whose kind is still open may hold the answers of any kind, and loses none."""
    answers = {name: value for kind in LINK_KINDS for name, value in make_link(kind).items()}
    answers |= {"application_link": "4.0", "kind": None}
    plan = make_empty_plan(telephony={"links": [answers]})
    assert plan.telephony is not None
    assert plan.telephony.links is not None
    link = plan.telephony.links[0]
    assert isinstance(link, UndecidedLink)
    assert link.model_dump(exclude_unset=True) == {**answers, "models": tuple(answers["models"])}


@pytest.mark.parametrize("kind", ["pabx", "", "OXE", "snom ", 5, [], {}, True])
def test_unknown_kind_is_refused(kind: object) -> None:
    """A kind that is none is not taken for an open one."""
    with pytest.raises(ValidationError):
        make_empty_plan(telephony={"links": [{"kind": kind}]})


@pytest.mark.parametrize("kind", LINK_KINDS)
def test_every_kind_of_link_is_read(kind: str) -> None:
    """Each kind of the contract opens with all its keys."""
    plan = make_plan(telephony={"links": [make_link(kind)]})
    assert plan.telephony is not None
    assert plan.telephony.links is not None
    assert plan.telephony.links[0].kind == kind


@pytest.mark.parametrize(
    "changes",
    [
        {"sign_off": {"items": {"C-DOC-3": {"state": "done"}}, "signatures": [{"name": "A"}]}},
        {"evidence": [make_evidence()]},
        {"x": {"note": "kept"}},
        {"project": {"notes": None}, "sites": None},
    ],
)
def test_fingerprint_leaves_out_what_is_not_signed(changes: Json) -> None:
    """Ticks, signatures, evidence, the reserve and open answers do not change what is signed."""
    base = {"project": {"notes": None}, "sites": None}
    assert fingerprint_plan(make_plan(**{**base, **changes})) == fingerprint_plan(make_plan(**base))


@pytest.mark.parametrize(
    "sections",
    [{"project": {"customer": None}}, {"project": None}, {"project": {}}, {"ports": {}}, {"ports": {"NET-26": None}}],
)
def test_fingerprint_is_the_same_for_open_answers(sections: Json) -> None:
    """A section that answers nothing is as good as none: opening and closing a page changes no signature."""
    assert fingerprint_plan(make_empty_plan(**sections)) == fingerprint_plan(make_empty_plan())


@pytest.mark.parametrize(
    "changes",
    [
        {"licences": {"users": 41}},
        {"project": {"customer": "Ville de Valmont "}},
        {"stations": {"session_hosts": None}},
        {"licences": {"conference": None}},
        {"ports": {"NET-26": 1}},
    ],
)
def test_fingerprint_changes_with_any_answer(changes: Json) -> None:
    """Any answer that is given otherwise changes what is signed; an empty list is an answer."""
    assert fingerprint_plan(make_plan(**changes)) != fingerprint_plan(make_plan())


def test_fingerprint_is_64_digits_and_does_not_depend_on_the_order() -> None:
    """The fingerprint is a SHA-256 in hexadecimal, whatever the order of the keys in the file."""
    answers = make_answers()
    turned = json.loads(json.dumps(answers), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    fingerprint = fingerprint_plan(read_answers(answers))
    assert len(fingerprint) == 64
    assert int(fingerprint, 16) > 0
    assert fingerprint_plan(read_answers(turned)) == fingerprint
