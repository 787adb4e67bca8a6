"""The assessment as JSON: the contract's keys, the published schema's shape, the same in file and on stdout."""

from typing import Any

import pytest

from tests.dossier.building import (
    describe_sample,
    every_sample,
    fill_plan,
    make_minimal,
    read_content,
    report_on,
)
from wizard.dossier.record import describe_assessment

Json = dict[str, Any]

_SERVER = {
    "row_users",
    "row_calls_per_hour",
    "cores_row",
    "cores_media",
    "cores_required",
    "clock_ghz",
    "variants",
    "ram_gb",
    "disk",
    "tws_disk_gb",
    "headroom",
}
_BANDWIDTH = {"login_kbit_s", "busy_hour_kbit_s", "voice_kbit_s"}
_EXTENSIONS = {"title", "required", "planned", "responsible", "changes", "basis"}
# The contract's keys, by the place they stand at; lists stand for their items.
_KEYS = {
    "": {
        "catalogue",
        "verdict",
        "counts",
        "counts_by_basis",
        "unanswered",
        "remaining",
        "server",
        "media",
        "session_hosts",
        "telephony",
        "findings",
        "flows",
        "bandwidth",
        "checklist",
        "to_confirm",
    },
    "counts": {"blocker", "missing", "consult", "warning", "info", "ok"},
    "counts_by_basis": {"answered", "derived", "measured", "to_do"},
    "remaining": {"checklist_failed", "checklist_open", "flows_to_open"},
    "server": _SERVER,
    "server.variants": {"family", "clock_ghz", "cores"},
    "server.headroom": {"users", "calls_per_hour"},
    "media": {"voices_guide", "voices", "cores_audio", "cores_video", "cores_voices"},
    "session_hosts": {"name", "ram_mb"},
    "telephony": {"link", "csta_keys", "sip_user_licences", "sip_voice_licences", "ip_card"},
    "findings": {"fact", "level", "subject", "message", "action", "page", "fields"} | _EXTENSIONS,
    "findings.changes": {"field", "value"},
    "flows": {"fact", "subject", "source", "destination", "both_ways", "protocol", "ports", "purpose"},
    "bandwidth": _BANDWIDTH | {"sites"},
    "bandwidth.sites": _BANDWIDTH | {"name"},
    "checklist": {"id", "text", "responsible", "facts", "state"},
    "to_confirm": {"fact", "message"},
}


def _collect_keys(value: object, place: str, found: dict[str, set[frozenset[str]]]) -> None:
    if isinstance(value, dict):
        found.setdefault(place, set()).add(frozenset(value))
        for name, each in value.items():
            _collect_keys(each, f"{place}.{name}".lstrip("."), found)
    elif isinstance(value, list):
        for each in value:
            _collect_keys(each, place, found)


def _describe(content: Json) -> Json:
    report = report_on(read_content(content))
    return describe_assessment(report.assessment, report.say)


def _find_keys(content: Json) -> dict[str, set[frozenset[str]]]:
    found: dict[str, set[frozenset[str]]] = {}
    _collect_keys(content, "", found)
    return found


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_keys_are_the_contracts(name: str, language: str) -> None:
    """Every object of a sample's JSON has exactly the keys of the contract and of the extensions."""
    found = _find_keys(describe_sample(name, language))
    assert found == {place: {frozenset(_KEYS[place])} for place in found}


def test_every_place_of_the_contract_is_met() -> None:
    """The samples together show every object of the contract, so that no key goes unchecked."""
    assert set().union(*(_find_keys(describe_sample(*each)) for each in every_sample())) == set(_KEYS)


@pytest.mark.parametrize("content", [make_minimal(), fill_plan(lambda field: f"text {field}")], ids=["empty", "full"])
def test_keys_hold_for_any_plan(content: Json) -> None:
    """The JSON of a plan without any answer, and of one with every answer, has the contract's keys."""
    found = _find_keys(_describe(content))
    assert found == {place: {frozenset(_KEYS[place])} for place in found}


def test_unknown_server_is_null() -> None:
    """Without users and calls there is no server, and every figure that depends on them is null."""
    content = _describe(make_minimal())
    assert content["server"] is None
    assert content["bandwidth"] == {"login_kbit_s": None, "busy_hour_kbit_s": None, "voice_kbit_s": None, "sites": []}


def test_one_known_figure_gives_its_row() -> None:
    """With users alone the row is given, and the headroom in calls is null."""
    server = _describe(make_minimal(licences={"users": 420}))["server"]
    assert (server["row_users"], server["headroom"]["calls_per_hour"]) == (500, None)
    assert server["headroom"]["users"] == 80


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_unanswered_are_the_fields_of_missing_findings(name: str, language: str) -> None:
    """``unanswered`` lists each field of the missing findings once and no other."""
    content = describe_sample(name, language)
    fields = [field for each in content["findings"] if each["level"] == "missing" for field in each["fields"]]
    assert content["unanswered"] == list(dict.fromkeys(content["unanswered"]))
    assert set(content["unanswered"]) == set(fields)


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_no_sentence_is_empty_or_unfilled(name: str, language: str) -> None:
    """Titles and messages say something, and no placeholder is left in any sentence."""
    content = describe_sample(name, language)
    told = [(each["title"], each["message"], each["action"]) for each in content["findings"]]
    assert all(title and message for title, message, _ in told)
    others = [each["text"] for each in content["checklist"]] + [each["message"] for each in content["to_confirm"]]
    assert not [text for texts in (*told, others) for text in texts if "{" in text]


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_action_stands_where_something_is_to_be_done(name: str, language: str) -> None:
    """A finding has an action exactly where it is neither met nor a note."""
    findings = describe_sample(name, language)["findings"]
    assert [bool(each["action"]) for each in findings] == [each["level"] not in ("ok", "info") for each in findings]


def test_changes_of_a_blocker_make_it_pass() -> None:
    """Applying the smallest changes of a server's blocker as the JSON names them lifts it."""
    server = {"os": "windows_server_2016", "os_edition": "standard"}
    (before,) = (each for each in _describe(make_minimal(server=server))["findings"] if each["fact"] == "SRV-2")
    assert before["level"] == "blocker"
    for change in before["changes"]:
        server[change["field"].removeprefix("server.")] = change["value"]
    (after,) = (each for each in _describe(make_minimal(server=server))["findings"] if each["fact"] == "SRV-2")
    assert after["level"] == "ok"
