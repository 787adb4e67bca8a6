"""UDP on a machine of several addresses: which it has, and that each answers for itself."""

import ipaddress
import socket
import sys
from collections.abc import Iterator, Sequence
from types import SimpleNamespace

import psutil
import pytest

from tests.checks.namespaces import SERVER, SERVER_V6, Lab, enter, make_lab
from tests.checks.proof.running import LOOPBACK, find_free_ports, listen, make_end, make_local_probe, run_probe
from tests.systems import is_wine
from wizard.checks.proof import listener
from wizard.checks.proof.addresses import list_own_addresses, list_reachable_addresses
from wizard.checks.proof.challenge import Port, PortState
from wizard.checks.proof.code import make_code
from wizard.checks.proof.events import Opened
from wizard.checks.proof.listener import Listener
from wizard.checks.proof.sockets import open_port
from wizard.errors import WizardError

SECOND, SECOND_V6 = "10.77.2.3", "fd77:2::3"


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """Return the namespaces; the server has two addresses of each family."""
    with make_lab() as made:
        made.set_rules()
        made.add_address(made.server, f"{SECOND}/24")
        made.add_address(made.server, f"{SECOND_V6}/64")
        yield made


@pytest.mark.parametrize("host", [SERVER, SECOND, SERVER_V6, SECOND_V6])
def test_every_address_answers_for_itself(lab: Lab, host: str) -> None:
    """An answer leaves from the address that was asked, whichever the system would take by itself."""
    ends, code = [make_end("udp", 40_000, "NET-20"), make_end("tcp", 443)], make_code()
    with enter(lab.server), listen(ends, code, address=None), enter(lab.station):
        found = run_probe(make_local_probe(ends, host, code))
    assert [each.state for each in found] == ["ok", "ok"]


def test_link_local_address_answers_too(lab: Lab) -> None:
    """An address of one link alone is opened with its zone."""
    ends, code = [make_end("udp", 40_000, "NET-20")], make_code()
    with enter(lab.server):
        (host,) = (each for each in list_own_addresses() if ipaddress.ip_address(each).is_link_local)
        assert host.endswith("%eth0")
        assert host not in list_reachable_addresses()
        with listen(ends, code, address=None):
            (found,) = run_probe(make_local_probe(ends, host, code))
    assert found.state == "ok"


@pytest.mark.parametrize("holder", [SECOND, "0.0.0.0", "::"])  # noqa: S104 - in a namespace of the test's own
def test_port_taken_on_any_address_is_taken(lab: Lab, holder: str) -> None:
    """Another program on one address, or on all of a family: the port is not this listener's to answer on."""
    family = socket.AF_INET6 if ":" in holder else socket.AF_INET
    with enter(lab.server), socket.socket(family, socket.SOCK_DGRAM) as other:
        other.bind((holder, 40_000))
        assert open_port(Port("udp", 40_000), None, list_own_addresses()) == (PortState.TAKEN, ())
        other.close()
        state, opened = open_port(Port("udp", 40_000), None, list_own_addresses())
    assert state is PortState.OPEN
    assert {each.getsockname()[0] for each in opened} >= {SERVER, SECOND, SERVER_V6, SECOND_V6}
    for each in opened:
        each.close()


@pytest.mark.skipif(is_wine(), reason="Wine opens on addresses that the machine does not have")
def test_address_that_has_gone_is_left_out() -> None:
    """What is no longer this machine's is not opened; where none is left, all addresses are."""
    (number,) = find_free_ports(1)
    for own, hosts in (((LOOPBACK, "192.0.2.1"), {LOOPBACK}), (("192.0.2.1",), {"0.0.0.0", "::"})):  # noqa: S104
        state, opened = open_port(Port("udp", number), None, own)
        assert state is PortState.OPEN
        assert {each.getsockname()[0] for each in opened} <= hosts
        for each in opened:
            each.close()


def test_address_that_is_refused_makes_one_socket_for_all() -> None:
    """A port that is free is opened: where the system gives it not to each address, for all of them together."""
    (number,) = find_free_ports(1)
    # The second of the same address is refused everywhere, as Wine does with a second of the same family.
    state, opened = open_port(Port("udp", number), None, (LOOPBACK, LOOPBACK))
    assert state is PortState.OPEN
    hosts = {each.getsockname()[0] for each in opened}
    assert "0.0.0.0" in hosts  # noqa: S104 - for a moment
    assert hosts <= {"0.0.0.0", "::"}  # noqa: S104 - as above
    for each in opened:
        each.close()


def test_too_many_sockets_become_one_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system does not let so many be open, UDP listens on all addresses together; or it says so, and ends."""
    used: list[Sequence[str]] = []

    def open_any(_: Port, __: str | None, own: Sequence[str] = ()) -> tuple[PortState, tuple[socket.socket, ...]]:
        used.append(own)
        return open_port(Port("udp", find_free_ports(1)[0]), LOOPBACK)

    monkeypatch.setattr(listener, "open_port", open_any)
    ends = [make_end("udp", port) for port in range(40_000, 40_010)]
    for allowed in (10_000, 20):
        monkeypatch.setattr(listener, "allow_handles", lambda wanted, _, most=allowed: min(wanted, most))
        with listen(ends, make_code(), address=None) as session:
            assert isinstance(session.events[0], Opened)
    assert used == [list_own_addresses()] * 10 + [()] * 10
    monkeypatch.setattr(listener, "allow_handles", lambda wanted, _: min(wanted, 19))
    with pytest.raises(WizardError, match="lets the program open 19 sockets at once; the 10 ports need 20"):
        Listener(ends, make_code()).carry_out()


def test_addresses_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each once; hardware addresses and an address of an unknown link are left out."""
    every = [
        SimpleNamespace(family=socket.AF_INET, address="10.0.0.1"),
        SimpleNamespace(family=socket.AF_INET, address="10.0.0.1"),
        SimpleNamespace(family=socket.AF_INET, address="127.0.0.1"),
        SimpleNamespace(family=psutil.AF_LINK, address="02:00:00:00:00:01"),
        SimpleNamespace(family=socket.AF_INET6, address="fe80::1"),
        SimpleNamespace(family=socket.AF_INET6, address="fe80::1%eth0"),
        SimpleNamespace(family=socket.AF_INET6, address="nonsense"),
    ]
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {"eth0": every})
    monkeypatch.setattr(sys, "platform", "linux")
    assert list_own_addresses() == ("10.0.0.1", "127.0.0.1", "fe80::1%eth0", "::1")
    assert list_reachable_addresses() == ("10.0.0.1",)


def test_windows_is_asked_for_the_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its interfaces are listed without them: an address of one link only comes with its zone from the own name."""
    listed = [SimpleNamespace(family=socket.AF_INET6, address="fe80::1")]
    places = [("fe80::1%7", 0, 0, 7), ("2001:db8::7", 0, 0, 0)]
    found = [(socket.AF_INET6, socket.SOCK_STREAM, 0, "", place) for place in places]
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {"Ethernet": listed})
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: found)
    assert list_own_addresses() == ("fe80::1%7", "2001:db8::7", "127.0.0.1", "::1")


def test_loopback_answers_whatever_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that lists no address, or another one only, is asked on its loopback all the same."""
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    (port,) = find_free_ports(1)
    ends, code = [make_end("udp", port)], make_code()
    for listed in ({}, {"eth0": [SimpleNamespace(family=socket.AF_INET, address="198.51.100.9")]}):
        monkeypatch.setattr(psutil, "net_if_addrs", lambda found=listed: found)
        with listen(ends, code, address=None):
            found = [run_probe(make_local_probe(ends, host, code))[0].state for host in (LOOPBACK, "::1")]
        assert found == ["ok", "ok"]
