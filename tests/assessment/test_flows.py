"""The flows to open: ends, ports, one per link; and the ports a plan may set."""

import pytest

from tests.factories import (
    CONFERENCE,
    Json,
    assess_plan,
    make_empty_plan,
    make_group,
    make_link,
    on_groups,
    on_links,
    read_edition,
    tell_level,
)
from wizard.assessment.evaluate import assess
from wizard.domain.assessment import Flow
from wizard.errors import PlanError

_EVERYTHING: Json = {
    "v4_clients": 1,
    "softphone": 20,
    "media_server_voices": 4,
    "conference": CONFERENCE,
    "manager_desktop": True,
    "manager_web": True,
    "websocket_development": True,
    "file_sharing": True,
    "remote_access": True,
    "twp_browser": True,
    "sms": True,
    "ldap": True,
    "groupware": ["exchange", "lotus_notes"],
}
_SOFTPHONE: Json = on_groups(make_group(softphone=True))
_MIGRATION: Json = {"secure_mode": True, "keep_plain_ports": True}
_LINKS = [
    make_link("snom", name="S"),
    make_link("yealink", name="Y"),
    make_link("mivoice_5000", name="5000", protocol="vti_xml"),
    make_link("mivoice_5000", name="5000 CSTA"),
    make_link("mx_one", name="MX"),
    make_link("mivoice_office_400", name="400"),
    make_link("oxe", name="OXE"),
    make_link("openscape_voice", name="OSV"),
]
# Fact, ends, protocol, ports, both ways: the table of the fact sheet, by hand.
_TABLE = (
    ("NET-1", "station", "server", "tcp", "80", False),
    ("NET-2", "station", "server", "tcp", "443", False),
    ("NET-3", "station", "server", "tcp", "8000", False),
    ("NET-4", "station", "server", "tcp", "8001", False),
    ("NET-5", "station", "server", "tcp", "9000", False),
    ("NET-6", "station", "server", "tcp", "2500", False),
    ("NET-7", "station", "server", "tcp", "9001,9005", False),
    ("NET-8", "station", "server", "tcp", "9011,9015", False),
    ("NET-9", "station", "server", "tcp", "9004", False),
    ("NET-10", "station", "server", "tcp", "9014", False),
    ("NET-11", "station", "server", "tcp", "9006", False),
    ("NET-12", "station", "server", "tcp", "9016", False),
    ("NET-13", "station", "server", "tcp", "9003", False),
    ("NET-14", "station", "server", "tcp", "9013", False),
    ("NET-15", "station", "server", "tcp", "9017", False),
    ("NET-16", "station", "server", "tcp", "9018", False),
    ("NET-17", "station", "server", "tcp", "9019", False),
    ("NET-18", "station", "server", "udp", "40000-41000", False),
    ("NET-19", "station", "sip_peer", "udp", "5060", True),
    ("NET-20", "station", "sip_peer", "udp", "40000-40007", True),
    ("NET-21", "station", "phone", "tcp", "80", False),
    ("NET-22", "station", "phone", "tcp", "80", False),
    ("NET-23", "phone", "server", "tcp", "7001", False),
    ("NET-24", "phone", "server", "tcp", "7002", False),
    ("NET-25", "server", "pabx", "tcp", "3199", True),
    ("NET-26", "server", "pabx", "tcp", "3211", True),
    ("NET-27", "server", "pabx", "tcp", "8882", True),
    ("NET-28", "server", "pabx", "tcp", "7001", True),
    ("NET-29", "server", "pabx", "tcp", "2555", True),
    ("NET-30", "server", "pabx", "tcp", "7001", True),
    ("NET-31", "server", "pabx", "udp", "40000-40007", True),
    ("NET-32", "pabx", "server", "tcp", "8020", False),
    ("NET-33", "admin_station", "server", "tcp", "9010", False),
    ("NET-34", "admin_station", "server", "tcp", "9020", False),
    ("NET-35", "admin_station", "server", "tcp", "9030", False),
    ("NET-36", "server", "sms_server", "tcp", "2775", False),
    ("NET-37", "server", "ldap_server", "tcp", "389,443", False),
    ("NET-38", "server", "groupware_server", "tcp", "443", False),
    ("NET-39", "server", "groupware_server", "tcp", "63148", False),
)


def _list_flows(fact: str, **changes: object) -> list[Flow]:
    return [flow for flow in assess_plan(**changes).flows if flow.fact == fact]


def _list_ports(fact: str, **changes: object) -> list[str | None]:
    return [flow.ports for flow in _list_flows(fact, **changes)]


def test_plan_with_everything_needs_every_flow() -> None:
    """Everything licensed, both kinds of ports, a link of each kind: all flows, in order, as the document has them."""
    flows = assess_plan(licences=_EVERYTHING, security=_MIGRATION, telephony={"links": _LINKS}, **_SOFTPHONE).flows
    shown = [(each.fact, each.source, each.destination, each.protocol, each.ports, each.both_ways) for each in flows]
    assert shown == list(_TABLE)


def test_plain_twins_are_not_opened_in_secure_mode() -> None:
    """In secure mode none of the plain flows is listed; without it none of the secure ones."""
    plain = {"NET-1", "NET-3", "NET-7", "NET-9", "NET-11", "NET-13", "NET-33"}
    secure = {"NET-2", "NET-4", "NET-8", "NET-10", "NET-12", "NET-14", "NET-34", "NET-15", "NET-16", "NET-17", "NET-35"}
    on = {flow.fact for flow in assess_plan(licences=_EVERYTHING).flows}
    off = {flow.fact for flow in assess_plan(licences=_EVERYTHING, security={"secure_mode": False}).flows}
    assert (on & plain, on >= secure) == (set(), True)
    assert (off & secure, off >= plain) == (set(), True)


def test_flow_of_an_open_condition_is_not_listed() -> None:
    """Secure mode not known: neither the plain nor the secure flow is listed, and both facts are missing."""
    facts = {flow.fact for flow in assess_plan(security={"secure_mode": None}).flows}
    assert facts.isdisjoint({"NET-1", "NET-2"})


@pytest.mark.parametrize(
    ("voices", "ports"),
    [
        (1, "40000-40001"),
        (4, "40000-40007"),
        (50, "40000-40099"),
        (51, "40000-40101"),
        (12_768, "40000-65535"),
        (12_769, "40000-65535"),
        (1_000_000_000, "40000-65535"),
    ],
)
def test_voice_range_has_two_ports_a_voice(voices: int, ports: str) -> None:
    """The Media Server's voice range ends at 40000 + 2n - 1, and never above 65535."""
    assert _list_ports("NET-31", licences={"media_server_voices": voices}) == [ports]


@pytest.mark.parametrize(
    ("calls", "ports"),
    [
        (1, "40000-40003"),
        (2, "40000-40007"),
        (None, "40000-40007"),
        (6_384, "40000-65535"),
        (6_385, "40000-65535"),
    ],
)
def test_softphone_range_has_four_ports_a_call(calls: int | None, ports: str) -> None:
    """A station's voice range ends at 40000 + 4n - 1; two calls where the plan does not say."""
    load = {"calls_per_station": calls}
    assert _list_ports("NET-20", licences={"softphone": 5}, load=load, **_SOFTPHONE) == [ports]


@pytest.mark.parametrize(
    ("kind", "fact", "default"),
    [
        ("mivoice_5000", "NET-26", "3211"),
        ("mx_one", "NET-27", "8882"),
        ("mivoice_office_400", "NET-28", "7001"),
        ("oxe", "NET-29", "2555"),
        ("oxo", "NET-29", "2555"),
        ("openscape_office", "NET-30", "7001"),
    ],
)
def test_port_comes_from_the_link_then_the_plan_then_the_default(kind: str, fact: str, default: str) -> None:
    """The link's own port counts first, then the plan's, then the document's."""
    links = on_links(make_link(kind))
    assert _list_ports(fact, **links) == [default]
    assert _list_ports(fact, **links, ports={fact: 4000}) == ["4000"]
    assert _list_ports(fact, **on_links(make_link(kind, port=5000)), ports={fact: 4000}) == ["5000"]
    assert _list_ports(fact, **links, ports={fact: None}) == [default]


@pytest.mark.parametrize(("kind", "fact"), [("snom", "NET-21"), ("yealink", "NET-22")])
def test_phone_control_uses_the_phones_own_port(kind: str, fact: str) -> None:
    """Phone control goes to the phones' port, 80 by default, never to the server's port of the same link."""
    assert _list_ports(fact, **on_links(make_link(kind, port=7010))) == ["80"]
    assert _list_ports(fact, **on_links(make_link(kind, port=7010, phone_port=8080))) == ["8080"]


@pytest.mark.parametrize(("kind", "fact"), [("snom", "NET-21"), ("yealink", "NET-22")])
@pytest.mark.parametrize(("own", "port", "level"), [(None, 80, "ok"), (None, 8080, "warning"), (80, 8080, "ok")])
def test_phones_port_set_for_all_is_pointed_out_too(
    kind: str, fact: str, own: int | None, port: int, level: str
) -> None:
    """A port other than 80 is a warning also where the plan sets it for all phones; a fleet's own port counts first."""
    link = make_link(kind, phone_port=own)
    assessment = assess_plan(**on_links(link), ports={fact: port})
    assert tell_level(assessment, fact, f"link:{link['name']}") == level
    assert [flow.ports for flow in assessment.flows if flow.fact == fact] == [str(own or port)]


@pytest.mark.parametrize(
    ("kind", "fact", "changes"),
    [
        ("snom", "NET-23", {"port": None}),
        ("yealink", "NET-24", {"port": None}),
        ("hipath_3000", "NET-30", {"port": None}),
        ("hipath_openoffice", "NET-30", {"port": None}),
        ("mx_one", "NET-27", {"application_link": "4.0"}),
    ],
)
def test_flow_without_a_known_port_is_still_listed(kind: str, fact: str, changes: Json) -> None:
    """Where neither document nor plan gives a port, the flow is listed without; the plan's port fills it."""
    links = on_links(make_link(kind, **changes))
    assert _list_ports(fact, **links) == [None]
    assert _list_ports(fact, **links, ports={fact: 7500}) == ["7500"]


def test_each_link_has_its_own_flow() -> None:
    """Two links of a kind give two flows, each under its link's name and position."""
    links = on_links(make_link("oxe", name="Nord", port=1), make_link("oxo", name="Sud", port=2))
    flows = _list_flows("NET-29", **links)
    assert [(flow.subject, flow.ports, flow.link) for flow in flows] == [("link:Nord", "1", 0), ("link:Sud", "2", 1)]


@pytest.mark.parametrize("links", [on_links(), on_links(make_link("oxe")), on_links(make_link("mivoice_5000"))])
def test_browser_flow_is_listed_in_every_case(links: Json) -> None:
    """TWP Browser's flow is listed whatever the links are."""
    assert _list_ports("NET-32", licences={"twp_browser": True}, **links) == ["8020"]


@pytest.mark.parametrize("conference", [CONFERENCE, None])
def test_voice_flow_is_listed_beside_conference_video(conference: object) -> None:
    """The shared range is a warning or an open point; the Media Server's flow is listed all the same."""
    assert _list_ports("NET-31", licences={"media_server_voices": 4, "conference": conference}) == ["40000-40007"]


@pytest.mark.parametrize("secure", [False, None])
def test_manager_web_flow_needs_secure_mode(secure: object) -> None:
    """Manager Web's port is not listed without secure mode, nor while that is open."""
    assert _list_flows("NET-35", licences={"manager_web": True}, security={"secure_mode": secure}) == []


CHANGEABLE = {19, *range(21, 31), 32}


@pytest.mark.parametrize("number", range(1, 41))
def test_only_ports_marked_so_can_be_set(number: int) -> None:
    """A port set for a flow that has a fixed one is refused, and those that can be set are named."""
    fact = f"NET-{number}"
    plan = make_empty_plan(ports={fact: 4000})
    if number in CHANGEABLE:
        assert assess(plan, read_edition()).catalogue == "tws-v5-2025-04"
        return
    with pytest.raises(PlanError) as caught:
        assess(plan, read_edition())
    assert caught.value.params["fact"] == fact
    assert set(str(caught.value.params["allowed"]).split(", ")) == {f"NET-{each}" for each in CHANGEABLE}


def test_port_of_an_unknown_flow_is_refused() -> None:
    """An id that no flow has is unusable input, with or without a port."""
    for port in (4000, None):
        with pytest.raises(PlanError, match="NET-99"):
            assess(make_empty_plan(ports={"NET-99": port}), read_edition())


@pytest.mark.parametrize(
    ("fact", "changes"),
    [
        ("NET-19", {"licences": {"softphone": 1}}),
        ("NET-32", {"licences": {"twp_browser": True}}),
    ],
)
def test_plan_port_replaces_the_default(fact: str, changes: Json) -> None:
    """A port set in the plan is the one that is listed."""
    assert _list_ports(fact, **changes, ports={fact: 5070}) == ["5070"]
