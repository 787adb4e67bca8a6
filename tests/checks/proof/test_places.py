"""Whether the two ends are the plan's machines: what is open between others proves none of its flows."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.checks.namespaces import SERVER, SERVER_V6, STATION, Lab, enter, make_lab
from tests.checks.proof.impostors import answer_http, serving
from tests.checks.proof.proving import BOTH, OK, PLANNED, SECOND, Result, plan_at, prove, tell
from tests.checks.proof.running import make_end
from wizard.assessment.ends import Planned
from wizard.checks.proof.places import Places

pytestmark = pytest.mark.slow

INNER = "10.77.1.1"
"""The firewall's address on the station's side."""
NAME = "tws.valmont.example"


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """Return the three namespaces; the server has a second address."""
    with make_lab() as made:
        made.add_address(made.server, f"{SECOND}/24")
        yield made


def test_planned_server_is_proven(lab: Lab) -> None:
    """The control of all: an open firewall, the planned address; the measurement goes by that answer."""
    lab.set_rules()
    found = prove(lab, BOTH)
    assert tell(found) == [OK, OK]
    assert [each.basis for each in found] == [{"server.address": SERVER}] * 2


@pytest.mark.parametrize("host", [SECOND, SERVER_V6, INNER])
def test_other_address_is_not_the_planned_server(lab: Lab, host: str) -> None:
    """Another network card, another family, another machine: what is open there says nothing of the plan's flow."""
    lab.set_rules()
    found = prove(lab, BOTH, host, where=lab.firewall if host == INNER else None)
    assert tell(found) == [("unknown", "proof.other_address")] * 2
    assert [each.detail for each in found] == [f"{host} ≠ {SERVER}"] * 2
    # The very same is proven where the plan has it there.
    found = prove(lab, BOTH, host, places=plan_at(host), where=lab.firewall if host == INNER else None)
    assert tell(found) == [OK, OK]


def test_port_blocked_towards_another_address_is_not_blocked(lab: Lab) -> None:
    """What a firewall does to a machine that is not planned blocks no flow of the plan either."""
    lab.set_rules("udp dport 40000 drop")
    assert tell(prove(lab, BOTH, SECOND)) == [("unknown", "proof.other_address")] * 2
    assert tell(prove(lab, BOTH)) == [OK, ("failed", "proof.dropped")]


@pytest.mark.parametrize("host", [STATION, "127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0"])  # noqa: S104 - gone to
def test_own_machine_proves_nothing(lab: Lab, host: str) -> None:
    """Listening and proving on one machine goes past every firewall, whatever address is typed or planned."""
    lab.set_rules(policy="drop")
    for places in (PLANNED, plan_at(STATION), plan_at(host), Places()):
        found = prove(lab, BOTH, host, places=places, where=lab.station)
        assert tell(found) == [("unknown", "proof.same_machine")] * 2


def test_own_machine_through_translation_proves_nothing(lab: Lab) -> None:
    """A firewall that leads the planned address back to the prover, under its own name: the token tells it."""
    lab.set_ruleset(
        "table ip n { chain p { type nat hook prerouting priority -100;\n"
        f"ip daddr {SERVER} dnat to {STATION}\n }}\n"
        f"chain q {{ type nat hook postrouting priority 100; ip daddr {STATION} masquerade\n }}\n}}\n"
    )
    assert tell(prove(lab, BOTH, where=lab.station)) == [("unknown", "proof.same_machine")] * 2
    assert tell(prove(lab, BOTH, places=Places(), where=lab.station)) == [("unknown", "proof.same_machine")] * 2


def test_translation_to_another_machine_is_seen(lab: Lab) -> None:
    """The planned address is gone to, and another one is reached: the listener says on which it was asked."""
    lab.set_ruleset(
        "table ip n { chain p { type nat hook prerouting priority -100;\n"
        f"ip daddr {SERVER} dnat to {SECOND}\n }}\n}}\n"
    )
    found = prove(lab, [*BOTH, make_end("tcp", 9_001)])
    assert tell(found) == [("unknown", "proof.other_address")] * 3
    assert {each.detail for each in found} == {f"{SERVER} → {SECOND} ≠ {SERVER}"}


def test_translated_source_is_proven_and_told(lab: Lab) -> None:
    """A NAT before the stations hides them, and opens nothing that is closed: proven, with both addresses."""
    lab.set_ruleset(
        "table ip n { chain p { type nat hook postrouting priority 100; oifname servers masquerade\n }\n}\n"
    )
    found = prove(lab, BOTH)
    assert tell(found) == [OK, OK]
    assert [each.values for each in found] == [{"proof.seen_from": "10.77.2.1", "proof.translated": True}] * 2


def test_only_the_planned_server_proves_what_it_sends(lab: Lab) -> None:
    """Proving in the server's place: another PC's address is not the firewall's rule for the server."""
    lab.set_rules()
    for planned, expected in ((STATION, OK), (SERVER, ("unknown", "proof.other_source"))):
        places = Places(proving=Planned("server.address", planned), is_placed=True)
        assert tell(prove(lab, BOTH, places=places)) == [expected] * 2
    assert tell(prove(lab, BOTH, places=Places(is_placed=True))) == [("unknown", "proof.no_planned_address")] * 2


def test_plan_without_an_address_proves_nothing(lab: Lab) -> None:
    """Nobody can say that this is the planned machine where the plan has none; of many PCs any other one will do."""
    lab.set_rules()
    assert tell(prove(lab, BOTH, places=plan_at())) == [("unknown", "proof.no_planned_address")] * 2
    assert tell(prove(lab, BOTH, places=Places())) == [OK, OK]


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [((SERVER,), OK), ((SERVER, SECOND), ("unknown", "proof.several_addresses")), ((SECOND, SERVER), None)],
)
def test_planned_name_of_several_machines_names_none(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...], expected: Result | None
) -> None:
    """A name with a second address may lead clients to another machine: only the one that has one address counts."""
    lab.set_rules()
    with resolving({NAME: addresses}, monkeypatch):
        found = prove(lab, BOTH, NAME, places=plan_at(NAME))
    assert tell(found) == [expected or ("unknown", "proof.several_addresses")] * 2


@pytest.mark.parametrize("planned", [NAME, SERVER])
def test_wildcard_name_leads_to_a_portal(lab: Lab, monkeypatch: pytest.MonkeyPatch, planned: str) -> None:
    """A resolver that leads every name to a captive portal, which answers: nothing is proven of the server."""
    lab.set_rules()
    with enter(lab.firewall):
        portal = socket.create_server((INNER, 443))
    with resolving({NAME: (INNER,)}, monkeypatch), serving({portal: answer_http}):
        found = prove(lab, BOTH, NAME, places=plan_at(planned))
    assert [each.state for each in found] == ["unknown"] * 2
    expected = "proof.listener_not_reached" if planned == NAME else "proof.other_address"
    assert {each.reason for each in found} == {expected}


@contextmanager
def resolving(names: dict[str, tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give names their addresses, in this order."""
    system = socket.getaddrinfo

    def look_up(host: str, *given: Any, **named: Any) -> list[Any]:  # noqa: ANN401 - as the system's own
        found = [system(address, *given, **named)[0] for address in names.get(host, ())]
        return found or system(host, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up)
        yield
