"""Which ports are opened and gone through: by end, by direction, sampled or whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import STEADY
from wizard.checks.proof.ports import LISTENING, PROVING, SAMPLES, End, list_flow_ends, list_ways, parse_ports
from wizard.domain.assessment import Flow
from wizard.i18n import Text


def make_flow(fact: str, route: str, ports: str | None, protocol: str = "tcp") -> Flow:
    """Return a flow; its route is "source > destination", or "source <> destination", "*" marking the ports' end."""
    source, arrow, destination = route.replace("*", "").split()
    of = "source" if route.startswith("*") else "destination"
    return Flow(fact, "server", source, destination, arrow == "<>", protocol, ports, Text("", ""), None, None, of)


FLOWS = (
    make_flow("NET-7", "station > server", "9001,9005"),
    make_flow("NET-18", "station > server", "40000-41000", "udp"),
    make_flow("NET-19", "station <> sip_peer", "5060", "udp"),
    make_flow("NET-20", "*station <> sip_peer", "40000-40007", "udp"),
    make_flow("NET-21", "station > phone", "80"),
    make_flow("NET-23", "phone > server", "7010"),
    make_flow("NET-24", "phone > server", None),
    make_flow("NET-26", "server <> pabx", "4211"),
    make_flow("NET-31", "*server <> pabx", "40000-40007", "udp"),
    make_flow("NET-32", "pabx > server", "8020"),
    make_flow("NET-33", "admin_station > server", "9010"),
    make_flow("NET-38", "server > groupware_server", "443"),
)


@pytest.mark.parametrize(
    ("end", "listening", "facts"),
    [
        ("station", "server", {"NET-7", "NET-18"}),
        ("admin_station", "server", {"NET-33"}),
        ("phone", "server", {"NET-23"}),
        ("pabx", "server", {"NET-31", "NET-32"}),
        (None, "server", {"NET-7", "NET-18", "NET-23", "NET-31", "NET-32", "NET-33"}),
        ("server", "pabx", {"NET-26"}),
        ("station", "pabx", {"NET-19"}),
        (None, "pabx", {"NET-19", "NET-26"}),
        ("pabx", "station", {"NET-20"}),
        ("station", "station", {"NET-19", "NET-20"}),
        ("station", "phone", {"NET-21"}),
        ("server", "phone", set()),
        ("server", "server", set()),
        ("pabx", "pabx", set()),
        ("server", "station", set()),
    ],
)
def test_each_end_proves_its_own_flows(end: End | None, listening: End, facts: set[str]) -> None:
    """Only ports of the listening end are gone through, from the end that sends to them: of a flow both ways too."""
    found = list_flow_ends(FLOWS, proving=end, listening=listening)
    assert {each.fact for each in found} == facts
    assert {(each.source, each.destination) for each in found} <= {(end, listening)}


@pytest.mark.parametrize("listening", LISTENING)
def test_what_an_end_goes_through_is_what_the_listener_opened(listening: End) -> None:
    """Every end's ports are among those that the listener opens for all, whatever it stands for."""
    opened = {(each.fact, each.port) for each in list_flow_ends(FLOWS, listening=listening)}
    tried = (each for end in PROVING for each in list_flow_ends(FLOWS, proving=end, listening=listening))
    assert {(each.fact, each.port) for each in tried} == opened


def test_ways_are_those_with_ports() -> None:
    """The pairs of ends between which something can be proven: none with itself but the PCs, none without a port."""
    assert set(list_ways(FLOWS)) == {
        ("station", "server"),
        ("admin_station", "server"),
        ("phone", "server"),
        ("pabx", "server"),
        ("server", "pabx"),
        ("station", "pabx"),
        ("pabx", "station"),
        ("station", "station"),
        ("station", "phone"),
    }
    assert list_ways([make_flow("NET-24", "phone > server", None)]) == ()


@pytest.mark.parametrize(
    ("text", "sampled"),
    [
        (None, ()),
        ("443", (443,)),
        ("9001,9005", (9001, 9005)),
        (" 9001 , 9001", (9001,)),
        ("40000-40004", (40000, 40001, 40002, 40003, 40004)),
        ("40000-40005", (40000, 40001, 40002, 40003, 40005)),
        ("40000-41000", (40000, 40250, 40500, 40750, 41000)),
        ("1-65535", (1, 16384, 32768, 49151, 65535)),
        ("0", ()),
        ("65536", ()),
        ("5-4", ()),
        ("80,x,-,1-,٣", (80,)),
    ],
)
def test_ports_of_a_text(text: str | None, sampled: tuple[int, ...]) -> None:
    """Ranges are sampled: the first, the last and three between; nonsense holds no port."""
    assert parse_ports(text, whole=False) == sampled


def test_whole_range_unless_it_is_said_otherwise() -> None:
    """All of a range is opened and tried: five of 28 ports that pass say nothing of the other 23."""
    assert parse_ports("40000-41000") == tuple(range(40_000, 41_001))
    ends = list_flow_ends(FLOWS, proving="pabx")
    assert [end.port for end in ends if end.fact == "NET-31"] == list(range(40_000, 40_008))
    few = list_flow_ends(FLOWS, proving="pabx", whole=False)
    assert [end.port for end in few if end.fact == "NET-31"] == [40_000, 40_001, 40_003, 40_005, 40_007]


def test_site_stands_in_every_end() -> None:
    """The site in which a PC stands is part of what it tries; the main site needs no name."""
    assert {end.site for end in list_flow_ends(FLOWS, proving="station", site="Annexe")} == {"Annexe"}
    assert {end.site for end in list_flow_ends(FLOWS, proving="station")} == {None}


@STEADY
@given(st.text(alphabet="0123456789,- x", max_size=20))
def test_any_text_gives_valid_ports_and_samples_lie_in_the_whole(text: str) -> None:
    """Whatever stands there: ports from 1 to 65535, each once; samples are part of the whole range."""
    whole, sampled = parse_ports(text), parse_ports(text, whole=False)
    assert all(1 <= port <= 65_535 for port in whole)
    assert len(set(whole)) == len(whole)
    assert set(sampled) <= set(whole)
    assert len(sampled) <= SAMPLES * (text.count(",") + 1)
