"""Where a plan has the machines of a run, and which answers its measurements go by."""

from typing import Any

import pytest

from tests.factories import make_answers, make_link, on_softphone_pcs, read_answers, read_edition
from wizard.assessment.ends import Planned, read_host
from wizard.assessment.evaluate import assess
from wizard.checks.proof.code import make_code
from wizard.checks.proof.places import Places
from wizard.checks.proof.planned import find_places
from wizard.checks.proof.ports import End, leads_between
from wizard.checks.proof.selection import Way, find_planned, select_proof
from wizard.domain.plan import Plan
from wizard.errors import UsageError

NORD, SUD, PROXY = "10.21.0.2", "10.22.0.2", "10.23.0.5"


def make_plan(**changes: Any) -> Plan:  # noqa: ANN401 - any answers
    """Return a plan with two PABXs, phones and Softphone."""
    links = [
        make_link("oxe", name="Nord", address=NORD),
        make_link("oxo", name="Sud", address=SUD),
        make_link("snom", name="Accueil", port=7001),
    ]
    answers = make_answers(
        licences={"softphone": 10}, telephony={"links": links}, **on_softphone_pcs(), server={"address": "10.20.0.15"}
    )
    for section, given in changes.items():
        answers[section] = (answers.get(section) or {}) | given
    return read_answers(answers)


def find(plan: Plan, proving: End, listening: End) -> Places:
    """Return the places of all flows of a way."""
    flows = assess(plan, read_edition()).flows
    return find_places(plan, [flow for flow in flows if leads_between(flow, proving, listening)], proving, listening)


def list_fields(places: Places) -> dict[str, list[str]]:
    """Return the answers that say where the listening end of each flow is."""
    return {fact: [each.field for each in found] for (fact, _), found in places.listening.items()}


def test_server_is_at_its_address_else_at_its_name() -> None:
    """The address counts alone where there is one: a name may still lead elsewhere."""
    places = find(make_plan(security={"dns_name": "tws.valmont.example"}), "station", "server")
    assert {tuple(fields) for fields in list_fields(places).values()} == {("server.address",)}
    named = find(make_plan(server={"address": None}, security={"dns_name": "tws.valmont.example"}), "station", "server")
    assert set(named.listening.values()) == {(Planned("security.dns_name", "tws.valmont.example"),)}
    none = find(make_plan(server={"address": " "}, security={"dns_name": None}), "station", "server")
    assert set(none.listening.values()) == {()}


def test_pabx_is_the_one_of_the_link_or_any_sip_peer() -> None:
    """A link's flow leads to its own PABX; SIP signalling to the proxy, or to either PABX. The server sends itself."""
    cti = find(make_plan(), "server", "pabx")
    assert (cti.is_placed, cti.proving) == (True, Planned("server.address", "10.20.0.15"))
    by_subject = {subject: [each.host for each in found] for (_, subject), found in cti.listening.items()}
    assert by_subject == {"link:Nord": [NORD], "link:Sud": [SUD]}
    both = ["telephony.links.0.address", "telephony.links.1.address"]
    assert list_fields(find(make_plan(), "station", "pabx")) == {"NET-19": both}
    with_proxy = find(make_plan(addresses={"sip_proxy": PROXY}), "station", "pabx")
    assert list_fields(with_proxy) == {"NET-19": ["addresses.sip_proxy", *both]}
    assert not with_proxy.is_placed


@pytest.mark.parametrize("way", [("pabx", "station"), ("station", "station"), ("station", "phone")])
def test_pcs_and_phones_are_many(way: tuple[End, End]) -> None:
    """No address is asked for; a phone's that the plan has is an answer that the measurement goes by."""
    places = find(make_plan(addresses={"phone": "10.30.0.9"}), *way)
    assert (places.listening, places.is_placed) == ({}, False)
    expected = [{"addresses.phone": "10.30.0.9"}] if way[1] == "phone" else []
    assert [dict(each) for each in places.beside.values()] == expected


def test_planned_places_of_a_way_are_proposed() -> None:
    """What the window shows beforehand: the chosen link's PABX, none where the plan has none, any PC."""
    plan = make_plan()
    flows = assess(plan, read_edition()).flows
    found = find_planned(plan, flows, Way("server", "pabx", "", "", "Sud"))
    assert found == (Planned("telephony.links.1.address", SUD),)
    assert find_planned(plan, flows, Way("pabx", "station", "", "")) is None
    bare = make_plan(server={"address": None}, security={"dns_name": None})
    assert find_planned(bare, flows, Way("station", "server", "", "")) == ()


def test_planned_name_is_listed_among_what_is_touched() -> None:
    """It is looked up to compare; an address is not, and a name that is gone to anyway is listed once."""
    plan = make_plan(server={"address": "tws.valmont.example"})
    flows = assess(plan, read_edition()).flows
    for host, names in (("10.20.0.15", 1), ("tws.valmont.example", 1), ("other.valmont.example", 2)):
        (probe,) = select_proof(plan, flows, Way("station", "server", host, make_code()))
        assert sum(touch.what.startswith("dns ") for touch in probe.touches) == names
    (probe,) = select_proof(make_plan(), flows, Way("station", "server", "10.20.0.15", make_code()))
    assert not any(touch.what.startswith("dns ") for touch in probe.touches)


def test_site_goes_with_a_pc_or_a_phone() -> None:
    """Between server and PABX no machine stands in a site."""
    plan = make_plan()
    flows = assess(plan, read_edition()).flows
    assert select_proof(plan, flows, Way("station", "server", "10.20.0.15", make_code(), None, "Annexe"))
    with pytest.raises(UsageError, match="stands for a PC or a phone"):
        select_proof(plan, flows, Way("server", "pabx", NORD, make_code(), "Nord", "Annexe"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10.20.0.15", "::ffff:10.20.0.15"),
        ("2001:db8::1", "2001:0DB8:0:0::0001"),
        ("[2001:db8::1]", " 2001:db8::1 "),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_addresses_are_compared_as_addresses(one: str, other: str) -> None:
    """However they are written; a name is none, and one family is never the other."""
    assert read_host(one) == read_host(other)
    assert read_host("tws.valmont.example") is None
    assert read_host("10.20.0.15") != read_host("2001:db8::15")
