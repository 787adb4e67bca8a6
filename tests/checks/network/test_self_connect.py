"""Connects that reach this machine's own asking end: open, though nobody listens, and no peer of any protocol."""

import asyncio
import socket
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from tests.checks.network.answers import HOME, measure
from wizard.checks.network import scan, streams
from wizard.checks.network.directory import make_directory_probe
from wizard.checks.network.hosts import find_family
from wizard.checks.network.peers import Asked
from wizard.checks.network.scan import PortState, scan_ports
from wizard.checks.network.sip import make_sip_probe
from wizard.checks.network.smpp import make_smpp_probe
from wizard.checks.network.sockets import refuse_itself
from wizard.checks.probe import Probe
from wizard.checks.tls.certificate_probe import make_tls_probe
from wizard.checks.tls.https_probe import make_https_probe


def choose_port(home: str) -> int:
    """Return a port of this machine that nobody has."""
    with socket.socket(find_family(home), socket.SOCK_STREAM) as chosen:
        chosen.bind((home, 0))
        return int(chosen.getsockname()[1])


def give_port(home: str, port: int) -> SimpleNamespace:
    """Return a socket module whose sockets the system gives that very port."""

    class Bound(socket.socket):
        """A socket to which the system gives that port."""

        def __init__(self, *arguments: int) -> None:
            super().__init__(*arguments)
            self.bind((home, port))

    return SimpleNamespace(socket=Bound, SOCK_STREAM=socket.SOCK_STREAM)


@pytest.mark.parametrize("home", [HOME, "::1"])
def test_scan_reaches_nobody(monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    """Where the system gives the asking end the very port that is asked for, nobody listens all the same."""
    port = choose_port(home)
    monkeypatch.setattr(scan, "socket", give_port(home, port))
    (found,) = asyncio.run(scan_ports([(home, port)], 30.0))
    assert found.state is PortState.REFUSED


@pytest.mark.parametrize(
    "make",
    [lambda asked: make_sip_probe(asked, "tcp"), make_directory_probe, make_smpp_probe],
    ids=["sip", "ldap", "smpp"],
)
@pytest.mark.parametrize("home", [HOME, "::1"])
def test_peers_are_not_themselves(monkeypatch: pytest.MonkeyPatch, home: str, make: Callable[[Asked], Probe]) -> None:
    """A question that would come back to whoever asks it is refused, as for any other end."""
    port = choose_port(home)
    monkeypatch.setattr(streams, "socket", give_port(home, port))
    found = measure(make(Asked(home, port, ())))
    assert (found.state, found.reason) == ("failed", "refused")


@pytest.mark.parametrize("home", [HOME, "::1"])
@pytest.mark.parametrize(
    ("make", "state"),
    [
        (lambda home, port: make_https_probe(home, port, "tws.example", (), "server", None), "failed"),
        (lambda home, port: make_tls_probe(home, port, "tws.example", facts=(), subject="server"), "unknown"),
    ],
    ids=["https", "certificate"],
)
def test_tls_does_not_shake_its_own_hand(
    monkeypatch: pytest.MonkeyPatch, home: str, make: Callable[[str, int], Probe], state: str
) -> None:
    """HTTPS and the certificate's reading are refused too."""
    port = choose_port(home)
    joined: Callable[..., Any] = partial(asyncio.open_connection, local_addr=(home, port))
    monkeypatch.setattr(asyncio, "open_connection", joined)
    found = measure(make(home, port))
    assert (found.state, found.reason) == (state, "refused")


@pytest.mark.parametrize(
    ("source", "is_itself"),
    [
        (("10.0.0.1", 9), True),
        (("10.0.0.1", 10), False),
        (("10.0.0.2", 9), False),
        (("::1", 9, 0, 0), False),
        (None, False),
    ],
)
def test_same_address_and_port_alone_are_itself(source: tuple[str, int] | None, is_itself: bool) -> None:  # noqa: FBT001 - a column of the table
    """Another port or address is another end; where the system has forgotten the connection nothing is said."""
    if is_itself:
        with pytest.raises(ConnectionRefusedError):
            refuse_itself(source, "10.0.0.1", 9)
    else:
        refuse_itself(source, "10.0.0.1", 9)
