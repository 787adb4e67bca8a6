"""Both ends on one machine: what is proven, what is not, and how a listener begins and ends."""

import os
import socket
import sys
import time
from pathlib import Path

import pytest

from tests.checks.proof.running import LOOPBACK, find_free_ports, listen, make_end, make_local_probe, run_probe
from tests.stopwatch import Stopwatch
from tests.systems import is_wine
from wizard.checks.probe import TouchKind
from wizard.checks.proof.challenge import Port, PortState
from wizard.checks.proof.code import make_code
from wizard.checks.proof.events import Heard, Opened
from wizard.checks.proof.machine_token import list_token_touches
from wizard.checks.proof.sockets import open_port
from wizard.domain.evidence.wording import name_measure, name_probe, name_reason
from wizard.errors import WizardError


def test_flows_are_proven_from_where_to_where() -> None:
    """Every flow has its evidence, also two on one port; it names both addresses, and the listener tells of it."""
    tcp, udp = find_free_ports(2)
    ends = [make_end("tcp", tcp), make_end("tcp", tcp, "NET-9"), make_end("udp", udp, "NET-18")]
    with listen(ends, make_code()) as session:
        found = run_probe(make_local_probe(ends, LOOPBACK, session.code))
    assert [(each.state, each.facts, each.flow) for each in found] == [("ok", (end.fact,), end) for end in ends]
    assert {each.source for each in found} == {LOOPBACK}
    assert [each.destination for each in found] == [f"{LOOPBACK}:{end.port}" for end in ends]
    assert {each.probe for each in found} == {"proof.flow"}
    heard = [event for event in session.events if isinstance(event, Heard)]
    assert {(event.port, event.source, len(event.flows)) for event in heard} == {
        (Port("tcp", tcp), LOOPBACK, 2),
        (Port("udp", udp), LOOPBACK, 1),
    }
    assert session.closed is not None
    assert session.closed.stopped
    assert set(session.closed.heard) == set(heard)


def test_both_families_by_default() -> None:
    """Without an address the listener answers on IPv4 and IPv6."""
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    (port,) = find_free_ports(1)
    ends = [make_end("tcp", port), make_end("udp", port)]
    with listen(ends, make_code(), address=None) as session:
        found = [run_probe(make_local_probe(ends, host, session.code)) for host in (LOOPBACK, "::1", "localhost")]
    assert [each.state for evidence in found for each in evidence] == ["ok"] * 6
    assert found[1][0].destination == f"[::1]:{port}"


def test_port_that_is_taken_is_unknown_and_not_fatal() -> None:
    """A port held by another program is reported by the listener, and not proven: also where that one answers."""
    taken, free = find_free_ports(2)
    ends = [make_end("tcp", taken), make_end("udp", taken), make_end("tcp", free)]
    with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        stream.bind((LOOPBACK, taken))
        stream.listen()
        datagrams.bind((LOOPBACK, taken))
        with listen(ends, make_code()) as session:
            found = run_probe(make_local_probe(ends, LOOPBACK, session.code))
    assert [(each.state, each.reason) for each in found] == [
        ("unknown", "proof.taken"),
        ("unknown", "proof.taken"),
        ("ok", None),
    ]
    opened = session.events[0]
    assert isinstance(opened, Opened)
    assert [state for _, state in opened.states] == [PortState.TAKEN, PortState.TAKEN, PortState.OPEN]


def test_no_listener_is_unknown_and_never_blocked() -> None:
    """Where nothing answers at all, nothing is known of the flows."""
    tcp, udp = find_free_ports(2)
    ends = [make_end("tcp", tcp), make_end("udp", udp)]
    found = run_probe(make_local_probe(ends, LOOPBACK, make_code()))
    assert [(each.state, each.reason) for each in found] == [("unknown", "proof.listener_not_reached")] * 2


def test_wrong_code_is_unknown() -> None:
    """With another code nothing is proven and nothing is called blocked; the listener has told nobody anything."""
    tcp, udp = find_free_ports(2)
    ends = [make_end("tcp", tcp), make_end("udp", udp)]
    with listen(ends, make_code()) as session:
        found = run_probe(make_local_probe(ends, LOOPBACK, make_code()))
    assert [(each.state, each.reason) for each in found] == [("unknown", "proof.listener_not_reached")] * 2
    assert session.closed is not None
    assert not session.closed.heard
    assert session.closed.refused > 0


def test_port_of_another_plan_is_unknown() -> None:
    """A port that the listener was not told of is refused by nobody's firewall."""
    known, other = find_free_ports(2)
    with listen([make_end("tcp", known)], make_code()) as session:
        ends = [make_end("tcp", known), make_end("tcp", other), make_end("udp", other)]
        found = run_probe(make_local_probe(ends, LOOPBACK, session.code))
    assert [(each.state, each.reason) for each in found] == [
        ("ok", None),
        ("unknown", "proof.not_listed"),
        ("unknown", "proof.not_listed"),
    ]


def test_name_without_an_address_is_unknown() -> None:
    """A server's name that nobody knows is no blocked port."""
    probe = make_local_probe([make_end("tcp", 443)], "no-such-server.invalid", make_code())
    packets = [touch.what for touch in probe.touches if touch.kind is TouchKind.PACKET]
    assert packets == ["dns no-such-server.invalid", "tcp no-such-server.invalid:443"]
    (found,) = run_probe(probe)
    assert (found.state, found.reason) == ("unknown", "proof.no_address")


def test_time_is_limited() -> None:
    """The listener closes by itself; the prover keeps what it has and leaves the rest unknown."""
    (port,) = find_free_ports(1)
    with listen([make_end("tcp", port)], make_code(), seconds=0.2) as session:
        time.sleep(0.6)
        with pytest.raises(ConnectionRefusedError), socket.socket() as stream:
            stream.connect((LOOPBACK, port))
    assert session.closed is not None
    (found,) = run_probe(make_local_probe([make_end("tcp", port)], LOOPBACK, make_code(), seconds=1))
    assert found.state == "unknown"


def test_stopped_before_it_began() -> None:
    """A listener that was stopped first opens and closes at once."""
    (port,) = find_free_ports(1)
    with listen([make_end("tcp", port)], make_code()) as session:
        session.listener.stop()
        session.listener.stop()
    assert session.closed is not None
    assert session.closed.stopped


def test_whole_range_in_seconds() -> None:
    """A thousand UDP ports are opened and proven within seconds."""
    # Below the ports that systems give out by themselves.
    first = 20_000
    ends = [make_end("udp", port, "NET-18") for port in range(first, first + 1_001)]
    with Stopwatch() as watch, listen(ends, make_code()) as session:
        found = run_probe(make_local_probe(ends, LOOPBACK, session.code))
    assert watch.seconds < 20
    assert {each.state for each in found} == {"ok"}


def test_manifest_names_every_port_once() -> None:
    """What will be touched is listed before anything is: one line for each port, none else."""
    ends = [make_end("tcp", 443), make_end("tcp", 443, "NET-9"), make_end("udp", 40_000)]
    probe = make_local_probe(ends, "2001:db8::1", make_code())
    packets = [touch.what for touch in probe.touches if touch.kind is TouchKind.PACKET]
    assert packets == ["tcp [2001:db8::1]:443", "udp [2001:db8::1]:40000"]
    own = {touch.what for touch in probe.touches if touch.kind is not TouchKind.PACKET}
    assert own == {*(touch.what for touch in list_token_touches()), "psutil.net_if_addrs"}
    assert probe.facts == ("NET-7", "NET-9")
    with pytest.raises(WizardError):
        make_local_probe(ends, LOOPBACK, "not a code")


def test_port_that_needs_rights_is_told_and_not_fatal() -> None:
    """Linux gives ports under 1024 to root alone: that is a state of the port."""
    bound = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if sys.platform != "linux" or os.geteuid() != 0 or int(bound.read_text(encoding="ascii")) <= 81:
        pytest.skip("needs root, to do without it for a moment")
    os.seteuid(65_534)
    try:
        state, opened = open_port(Port("tcp", 81), LOOPBACK)
    finally:
        os.seteuid(0)
    assert (state, opened) == (PortState.NOT_PERMITTED, ())


@pytest.mark.skipif(is_wine(), reason="Wine opens on addresses that the machine does not have")
def test_address_of_another_machine_cannot_be_opened() -> None:
    """An address that this machine does not have is told too."""
    assert open_port(Port("udp", 40_000), "192.0.2.1") == (PortState.NOT_OPENED, ())


def test_everything_that_is_said_has_words() -> None:
    """Probe, reasons and values have a wording of their own."""
    assert name_probe("proof.flow").text != "proof.flow"
    assert name_reason("proof.dropped").text != "proof.dropped"
    assert name_measure("voice.mos").label.text != "voice.mos"
