"""Names: what they lead to, and why they lead nowhere."""

import asyncio

import pytest

from tests.checks.network.peers import run_probe
from wizard.checks.network.names import NameLookupError, make_name_probe, resolve, touch_servers
from wizard.domain.evidence.record import Evidence


def look_up(name: str, expected: str | None, server: str) -> Evidence:
    """Return what the probe says of a name."""
    (evidence,) = run_probe(make_name_probe(name, expected, facts=("SEC-2",), subject="server", servers=(server,)))
    return evidence


def test_name_leads_to_the_expected_address_and_back(dns_server: str) -> None:
    """A name with its address, and the address with its name: in order."""
    evidence = look_up("tws.example.com", "10.0.0.1", dns_server)
    assert (evidence.state, evidence.facts, evidence.subject) == ("ok", ("SEC-2",), "server")
    assert evidence.values == {
        "name_addresses": "10.0.0.1",
        "names_back": "tws.example.com",
        "confirmed_back": True,
    }


@pytest.mark.parametrize(
    ("name", "expected", "state", "reason"),
    [
        ("TWS.Example.Com", "10.0.0.1", "ok", None),
        ("tws.example.com", "10.0.0.9", "failed", "other_address"),
        ("www.example.com", "10.0.0.1", "ok", None),
        ("both.example.com", "fd00::2", "ok", None),
        ("many.example.com", "10.1.0.7", "ok", None),
        ("nothing.example.com", "10.0.0.1", "failed", "no_name"),
        ("text.example.com", "10.0.0.1", "failed", "no_address"),
        ("tws.example.com", None, "ok", None),
        ("tws.example.com", "server room", "unknown", "address_not_known"),
        ("a..b", "10.0.0.1", "unknown", "bad_name"),
        ("x" * 10_000, "10.0.0.1", "unknown", "bad_name"),
        ("name\x00.example.com", "10.0.0.1", "failed", "no_name"),
    ],
)
def test_names_are_told_apart(dns_server: str, name: str, expected: str | None, state: str, reason: str | None) -> None:
    """Another address, no such name, a name without one, aliases, long answers and impossible names."""
    evidence = look_up(name, expected, dns_server)
    assert (evidence.state, evidence.reason) == (state, reason)


def test_server_that_does_not_answer_leaves_it_unknown() -> None:
    """Nobody at the DNS server's address: not known, not failed."""
    evidence = look_up("tws.example.com", "10.0.0.1", "127.0.77.99")
    assert (evidence.state, evidence.reason) == ("unknown", "no_dns_answer")


def test_address_needs_no_server() -> None:
    """An IP address is its own address: nothing is sent, nothing is listed."""
    assert asyncio.run(resolve("10.0.0.7", ())).addresses == ("10.0.0.7",)
    assert touch_servers("10.0.0.7", ("10.0.0.53",)) == ()
    assert [touch.what for touch in touch_servers("tws", ("10.0.0.53",))] == ["udp 10.0.0.53:53", "tcp 10.0.0.53:53"]


def test_no_server_at_all() -> None:
    """A machine without DNS servers says so."""
    with pytest.raises(NameLookupError) as caught:
        asyncio.run(resolve("tws.example.com", ()))
    assert caught.value.reason == "no_dns_server"
