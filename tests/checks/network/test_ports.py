"""Ports told apart, alone and by the thousand."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.checks.network.peers import find_free_port, run_probe
from wizard.checks.network.ports import PortTarget, make_port_probe, scan_ports
from wizard.checks.network.sockets import Place
from wizard.domain.evidence.record import Evidence, FlowEnd


def target(port: int, host: str = "127.0.0.1", *, decisive: bool) -> PortTarget:
    """Return a port to try."""
    return PortTarget(host, FlowEnd(fact="NET-26", subject="link:A", protocol="tcp", port=port), decisive)


def try_ports(*targets: PortTarget) -> tuple[Evidence, ...]:
    """Return the evidence of some ports."""
    return run_probe(make_port_probe(targets, seconds=0.5))


@pytest.fixture
def open_port() -> Iterator[int]:
    """Return a port that is listened on."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        made.listen()
        yield int(made.getsockname()[1])


def test_open_port_of_a_real_peer_is_proof(open_port: int) -> None:
    """A PABX that takes the connection proves its flow, with both addresses."""
    (evidence,) = try_ports(target(open_port, decisive=True))
    assert (evidence.state, evidence.facts, evidence.subject) == ("ok", ("NET-26",), "link:A")
    assert evidence.flow is not None
    assert evidence.flow.port == open_port
    assert (evidence.source, evidence.destination) == ("127.0.0.1", "127.0.0.1")


def test_one_side_alone_proves_nothing(open_port: int) -> None:
    """Before the installation neither an open nor a closed port of the server says anything of the firewall."""
    opened, closed = try_ports(target(open_port, decisive=False), target(find_free_port(), decisive=False))
    assert [(each.state, each.reason) for each in (opened, closed)] == [
        ("unknown", "open_one_sided"),
        ("unknown", "refused_one_sided"),
    ]


def test_causes_are_told_apart(far_host: str) -> None:
    """Behind a packet filter: open, dropped, reset and rejected by ICMP each have a name of their own."""
    found = try_ports(*(target(port, far_host, decisive=True) for port in (7000, 7001, 7002, 7003)))
    assert [(each.state, each.reason) for each in found] == [
        ("ok", None),
        ("failed", "filtered"),
        ("failed", "refused"),
        ("failed", "unreachable"),
    ]


def test_dropped_one_sided(far_host: str) -> None:
    """A dropped packet towards the future server stays unknown."""
    (evidence,) = try_ports(target(7001, far_host, decisive=False))
    assert (evidence.state, evidence.reason) == ("unknown", "filtered_one_sided")


def test_manifest_names_every_port() -> None:
    """What is tried is what was listed: each port, each once, and no name server for an address."""
    probe = make_port_probe([target(7000, decisive=True), target(7001, decisive=True), target(7000, decisive=True)])
    assert [touch.what for touch in probe.touches] == ["tcp 127.0.0.1:7000", "tcp 127.0.0.1:7001"]
    assert not probe.is_local


def test_hostile_backlog_ends_in_time(hostile: dict[str, int]) -> None:
    """A server whose queue is full leaves the connection without an answer: filtered, in time."""
    (evidence,) = try_ports(target(hostile["backlog_full"], decisive=True))
    assert (evidence.state, evidence.reason) == ("failed", "filtered")


def test_a_thousand_ports_at_once() -> None:
    """A thousand ports, some open and most refused, each get their own answer."""
    with ExitStack() as stack:
        opened = set()
        for _ in range(20):
            made = stack.enter_context(socket.socket())
            made.bind(("127.0.0.1", 0))
            made.listen()
            opened.add(made.getsockname()[1])
        ports = [*opened, *(port for port in range(20_000, 22_000) if port not in opened)][:1_000]
        states = asyncio.run(scan_ports([Place("127.0.0.1", port) for port in ports], 2))
    by_port = dict(zip(ports, (each.state for each in states), strict=True))
    assert {port for port, state in by_port.items() if state == "open"} >= opened
    assert set(by_port.values()) <= {"open", "refused"}
