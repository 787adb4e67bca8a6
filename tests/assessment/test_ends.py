"""A test between other machines than the plan's tells nothing of a flow."""

import json

import pytest

from tests.assessment.test_proving import NOW, SERVER, try_port
from tests.factories import Json, make_answers, make_link, on_links, read_answers, read_edition
from wizard.assessment.ends import Ends, read_host
from wizard.assessment.evaluate import assess
from wizard.domain.evidence.record import Evidence
from wizard.domain.levels import Basis, Level
from wizard.domain.proofs import ProofState

OXO = on_links(make_link("oxo", name="PABX", address="10.0.0.2"))


def doubt(evidence: Json, **changes: object) -> str | None:
    """Return why a measurement tells nothing of a plan with some changes."""
    return Ends(read_answers(make_answers(**SERVER | OXO | changes))).find_doubt(
        Evidence.model_validate_json(json.dumps(evidence))
    )


def try_server(**changes: object) -> Json:
    """Return the evidence of NET-7's first port on the server."""
    return try_port(9001, "ok", way="station > server") | changes


@pytest.mark.parametrize(
    ("source", "destination", "reason"),
    [
        ("10.0.0.9", "10.0.0.1:9001", None),
        ("10.0.0.9", "[::ffff:10.0.0.1]:9001", None),
        # The listening machine itself, by its own address or by the loopback's.
        ("10.0.0.1", "10.0.0.1:9001", "proof.same_machine"),
        ("127.0.0.1", "127.0.0.1:9001", "proof.same_machine"),
        ("10.0.0.9", "127.0.0.1:9001", "proof.same_machine"),
        ("::1", "[::1]:9001", "proof.same_machine"),
        # Another machine, a second card, another family.
        ("10.0.0.9", "10.0.0.77:9001", "proof.other_address"),
        ("10.99.0.9", "10.99.0.1:9001", "proof.other_address"),
        ("fd00::9", "[fd00::1]:9001", "proof.other_address"),
        ("10.0.0.9", None, "proof.other_address"),
        ("10.0.0.9", "a name", "proof.other_address"),
    ],
)
def test_only_the_planned_server_proves(source: str, destination: str | None, reason: str | None) -> None:
    """Only what went from another machine to the plan's own address counts, however that address is written."""
    assert doubt(try_server(source=source, destination=destination)) == reason


@pytest.mark.parametrize(
    ("name", "reason"), [(None, "proof.no_planned_address"), ("tws.valmont.example", "proof.other_address")]
)
def test_plan_without_an_address_proves_nothing(name: str | None, reason: str) -> None:
    """Without the server's address nobody knows whether the right machine listened; its DNS name may stand for it."""
    plan = {"server": {"address": None}, "security": {"dns_name": name}}
    assert doubt(try_server(), **plan) == reason
    assert doubt(try_server(target="tws.valmont.example"), **plan) == (None if name else reason)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"target": "TWS.valmont.example"}, None),
        ({"target": "10.0.0.1", "basis": {"server.address": "tws.valmont.example"}}, None),
        ({"target": "10.0.0.1"}, "proof.other_address"),
    ],
)
def test_planned_name_is_known_by_what_was_typed(given: Json, reason: str | None) -> None:
    """Where the plan gives a name, the test has to have gone by that name, or to have compared its address."""
    assert doubt(try_server(**given), server={"address": "tws.valmont.example"}) == reason


@pytest.mark.parametrize(("source", "reason"), [("10.0.0.1", None), ("10.0.0.30", "proof.other_source")])
def test_server_proves_from_its_own_address(source: str, reason: str | None) -> None:
    """What stands for the server on the way to the PABX has the server's address: the firewall's rule names it."""
    tried = try_port(2555, "ok", "NET-29", way="server > pabx", source=source, destination="10.0.0.2:2555")
    tried["flow"] |= {"subject": "link:PABX"}
    assert doubt(tried) == reason


@pytest.mark.parametrize(
    ("destination", "reason"), [("10.0.0.2:2555", None), ("10.0.0.99:2555", "proof.other_address")]
)
def test_pabx_is_its_links_own(destination: str, reason: str | None) -> None:
    """A laptop in the PABX's network is not the PABX: its firewall rules name the PABX's address."""
    tried = try_port(2555, "ok", "NET-29", way="server > pabx", source="10.0.0.1", destination=destination)
    tried["flow"] |= {"subject": "link:PABX"}
    assert doubt(tried) == reason


def test_any_pc_stands_for_the_pcs() -> None:
    """PCs and phones are many: the plan names none of them."""
    voice = try_port(40_000, "ok", "NET-20", "udp", "pabx > station", source="10.0.0.2", destination="10.0.0.55:40000")
    assert doubt(voice) is None


@pytest.mark.parametrize("state", ["ok", "failed"])
def test_test_of_another_machine_says_nothing(state: str) -> None:
    """A moved plan, or a laptop in the wrong network, neither proves a flow nor blocks it: the reason is told."""
    tried = [try_port(port, state, destination=f"10.0.0.77:{port}") for port in (9001, 9005)]
    found = assess(
        read_answers(make_answers(security={"secure_mode": False}, **SERVER) | {"evidence": tried}), read_edition(), NOW
    )
    flow = next(each for each in found.flows if each.fact == "NET-7")
    assert flow.proof is not None
    assert (flow.proof.state, flow.proof.reasons) == (ProofState.UNKNOWN, ("proof.other_address",))
    finding = next(each for each in found.findings if each.fact == "NET-7")
    assert (finding.level, finding.basis) == (Level.OK, Basis.TO_DO)
    assert {each.evidence.state for each in found.evidence} == {"unknown"}


@pytest.mark.parametrize(
    ("text", "same"),
    [("10.0.0.1", "::ffff:10.0.0.1"), ("[fe80::1%3]", "fe80::1"), (" 10.0.0.1 ", "10.0.0.1"), ("name", "")],
)
def test_address_is_read_however_it_is_written(text: str, same: str) -> None:
    """Brackets, zones and mapped addresses make no other machine; a name is no address."""
    assert read_host(text) == read_host(same)
