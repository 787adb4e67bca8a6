"""What there is to tick: by the facts that apply, with what was ticked already."""

import pytest

from tests.factories import CONFERENCE, Json, assess_plan, make_group, make_host, make_link, on_links, read_edition
from wizard.domain.assessment import ChecklistItem

_PHONES = [make_link("snom"), make_link("yealink")]
# Entry of the checklist, a plan that needs it, a plan that does not.
TABLE: tuple[tuple[str, Json, Json | None], ...] = (
    ("C-DOC-3", {}, None),
    ("C-SRV-1", {"server": {"hosting": "vmware", "resources_reserved": True}}, {}),
    ("C-SRV-2", {}, None),
    ("C-SRV-6", {}, None),
    ("C-SRV-7a", {}, None),
    ("C-SRV-8", {"stations": {"session_hosts": [make_host()]}}, {}),
    ("C-SRV-11", {"licences": {"manager_desktop": True}}, {}),
    ("C-SRV-14", {"licences": {"v4_clients": 1}}, {}),
    ("C-SEC-2", {}, {"security": {"secure_mode": False}}),
    ("C-SEC-3", {}, {"security": {"secure_mode": None}}),
    ("C-HW-9", {}, {"licences": {"users": 8001}}),
    ("C-MED-3", {"licences": {"conference": CONFERENCE}, "server": {"hosting": "vmware"}}, {}),
    ("C-MED-8", {"licences": {"mail": True}}, {}),
    ("C-CLI-2", {}, {"stations": {"groups": [make_group(session="rds")]}}),
    ("C-CLI-8", {"licences": {"softphone": 1}, "stations": {"groups": [make_group(softphone=True)]}}, {}),
    ("C-AUT-1", {}, None),
    ("C-AUT-2", {"stations": {"groups": [make_group(shared=True)]}}, {}),
    ("C-AUT-3", {}, None),
    ("C-AUT-4", {}, None),
    ("C-NET-2", {}, None),
    ("C-NET-18", {"licences": {"conference": CONFERENCE}}, {}),
    ("C-NET-19", {"licences": {"softphone": 1}}, {}),
    ("C-NET-21", on_links(*_PHONES), {}),
    ("C-NET-26", {}, on_links(*_PHONES)),
    ("C-NET-31", {"licences": {"media_server_voices": 1}}, {}),
    ("C-NET-33", {"licences": {"manager_web": True}}, {}),
    ("C-NET-36", {"licences": {"sms": True}}, {}),
    ("C-NET-37", {"licences": {"ldap": True}}, {}),
    ("C-BW-1", {}, None),
    ("C-TEL-2", on_links(make_link("snom")), {}),
    ("C-TEL-4", on_links(make_link("yealink")), {}),
    ("C-TEL-9", on_links(make_link("mivoice_office_400")), {}),
    ("C-TEL-10", on_links(make_link("mx_one")), {}),
    ("C-TEL-11", {"licences": {"softphone": 1}}, {}),
    ("C-TEL-14", on_links(make_link("oxe")), {}),
)


def _find_item(entry: str, **changes: object) -> ChecklistItem | None:
    return next((item for item in assess_plan(**changes).checklist if item.id == entry), None)


@pytest.mark.parametrize(("entry", "needing", "other"), TABLE)
def test_entry_is_there_where_one_of_its_facts_applies(entry: str, needing: Json, other: Json | None) -> None:
    """An entry is to be ticked where one of its facts is known to apply, and only there."""
    assert _find_item(entry, **needing) is not None
    assert other is None or _find_item(entry, **other) is None


def test_every_entry_of_the_edition_is_in_the_table() -> None:
    """No entry of the edition's checklist is without a plan that needs it."""
    assert {entry for entry, _, _ in TABLE} == {entry.id for entry in read_edition().catalogue.checklist}


def test_entry_names_only_facts_that_apply() -> None:
    """An entry for several facts names those that the plan has."""
    item = _find_item("C-NET-2")
    assert item is not None
    assert item.facts == ("NET-2", "NET-8", "NET-10", "NET-12")
    assert item.responsible == "network_administrator"


def test_untouched_entry_is_open() -> None:
    """What nobody ticked is open, without comment or name."""
    item = _find_item("C-SRV-6")
    assert item is not None
    assert (item.state, item.comment, item.by) == ("open", "", "")


@pytest.mark.parametrize("state", ["open", "done", "failed", "not_applicable"])
def test_entry_carries_what_was_ticked(state: str) -> None:
    """State, comment and name come from the plan, without blanks around them."""
    ticked = {"state": state, "comment": " seen \n", "by": " A. Martin"}
    item = _find_item("C-SRV-6", sign_off={"items": {"C-SRV-6": ticked}})
    assert item is not None
    assert (item.state, item.comment, item.by) == (state, "seen", "A. Martin")


def test_tick_without_an_entry_is_kept_out() -> None:
    """A tick for an entry that this edition does not have changes nothing."""
    items = {"C-OLD-1": {"state": "done"}}
    assert assess_plan(sign_off={"items": items}).checklist == assess_plan().checklist
