"""The network probes on Windows' own loop and calls, there or under Wine, on loopback alone."""

import asyncio
import contextlib
import socket
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.checks.network.answers import HOME
from tests.checks.network.peers import find_free_port, run_probe
from tests.systems import is_wine
from wizard.checks.network.datagrams import open_datagrams
from wizard.checks.network.echo_windows import load_library, send_echo
from wizard.checks.network.hosts import find_family
from wizard.checks.network.ports import PortTarget, make_port_probe
from wizard.checks.network.roundtrip import make_roundtrip_probe
from wizard.checks.network.scan import PortState, scan_ports
from wizard.domain.evidence.record import FlowEnd

pytestmark = pytest.mark.skipif(
    sys.platform != "win32", reason="the calls of Windows: scripts/windows.py tests runs it"
)


def test_loop_is_that_of_windows() -> None:
    """What is tried here is the loop of completion ports, which a program on Windows has."""

    async def name() -> str:
        return type(asyncio.get_running_loop()).__name__

    assert asyncio.run(name()) == "ProactorEventLoop"


@pytest.mark.parametrize("home", [HOME, "::1"])
def test_open_and_refused_ports_are_told_apart(home: str) -> None:
    """A port that listens is ok, one that nobody holds was refused; both name where they went."""
    with socket.create_server((home, 0), family=find_family(home)) as server:
        ports = [server.getsockname()[1], find_free_port()]
        flows = [FlowEnd(fact="NET-26", subject="link:PABX", protocol="tcp", port=port) for port in ports]
        found = run_probe(make_port_probe([PortTarget(home, flow, decisive=True) for flow in flows]))
    assert [(each.state, each.reason) for each in found] == [("ok", None), ("failed", "refused")]
    assert {each.destination for each in found} == {home}
    assert {each.source for each in found} == {home}


@pytest.mark.parametrize("home", [HOME, "::1"])
def test_datagrams_reach_both_families(home: str) -> None:
    """A datagram and its answer, by the calls that the loop of Windows has."""

    async def ask(port: int) -> bytes:
        async with open_datagrams(home, port) as own:
            await own.send(b"request")
            async with asyncio.timeout(60):
                return await own.receive()

    with socket.socket(find_family(home), socket.SOCK_DGRAM) as peer, ThreadPoolExecutor() as aside:
        peer.bind((home, 0))
        peer.settimeout(60)
        answered = aside.submit(lambda: peer.sendto(b"answer", peer.recvfrom(64)[1]))
        assert asyncio.run(ask(peer.getsockname()[1])) == b"answer"
        assert answered.result() == len(b"answer")


def test_a_thousand_ports_at_once() -> None:
    """As many connects as an installation has are in flight together, and each is told."""
    with socket.create_server((HOME, 0), backlog=600) as server:
        ports = [(HOME, server.getsockname()[1]), (HOME, find_free_port())] * 500
        found = asyncio.run(scan_ports(ports, 5.0))
    assert [each.state for each in found[1::2]] == [PortState.REFUSED] * 500
    assert {each.state for each in found[::2]} == {PortState.OPEN}


def test_full_port_is_given_up_in_time() -> None:
    """A port that takes nobody in any more is silent under Wine and refuses under Windows; the loop ends either way."""
    with socket.create_server((HOME, 0), backlog=1) as server, contextlib.ExitStack() as opened:
        for _ in range(8):
            waiting = opened.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(server.getsockname())
        (found,) = asyncio.run(scan_ports([server.getsockname()], 0.5))
    assert found.state is (PortState.FILTERED if is_wine() else PortState.REFUSED)


def test_echo_is_answered_or_not_allowed() -> None:
    """IcmpSendEcho to this machine: five times, or, where none may be sent, unknown with that reason."""
    (echo,) = run_probe(make_roundtrip_probe(HOME, ("NET-18",)))
    if is_wine() and echo.reason == "not_allowed":
        assert echo.state == "unknown"
        return
    assert (echo.state, echo.reason) == ("ok", None)
    assert echo.values is not None
    assert echo.values["echoes_lost"] == 0
    taken = send_echo(load_library(), HOME, 1_000)
    assert taken is not None
    assert 0 < taken < 1_000


def test_echo_to_ipv6_is_unknown() -> None:
    """The call knows IPv4 alone, and that is said."""
    (found,) = run_probe(make_roundtrip_probe("::1", ("NET-18",)))
    assert (found.state, found.reason) == ("unknown", "not_on_this_system")
