"""Listener and prover on Windows' own loop, there or under Wine, where the tests of every system do not reach."""

import sys

import pytest

from tests.checks.proof.running import LOOPBACK, find_free_ports, listen, make_end, make_local_probe, run_probe
from wizard.checks.proof.calls import INTERVAL_SECONDS
from wizard.checks.proof.challenge import Port, PortState
from wizard.checks.proof.code import make_code
from wizard.checks.proof.sockets import open_port
from wizard.checks.proof.voice import VoiceTest, make_voice_probe

pytestmark = pytest.mark.skipif(
    sys.platform != "win32", reason="the calls of Windows: scripts/windows.py tests runs it"
)


@pytest.mark.parametrize("protocol", ["tcp", "udp"])
def test_port_of_this_very_listener_is_not_opened_twice(protocol: str) -> None:
    """Windows would let two sockets share a port: here the second is told that it is taken."""
    (port,) = find_free_ports(1)
    wanted = Port("tcp" if protocol == "tcp" else "udp", port)
    first, opened = open_port(wanted, LOOPBACK)
    try:
        assert (first, open_port(wanted, LOOPBACK)) == (PortState.OPEN, (PortState.TAKEN, ()))
    finally:
        for each in opened:
            each.close()


def test_prover_that_has_gone_does_not_stop_the_others() -> None:
    """Windows tells a listener of every prover that has gone; it answers the next one all the same, on every port."""
    ends = [make_end(protocol, port) for port in find_free_ports(20) for protocol in ("tcp", "udp")]
    with listen(ends, make_code()) as session:
        run_probe(make_local_probe(ends, LOOPBACK, session.code, seconds=0.05))
        found = run_probe(make_local_probe(ends, LOOPBACK, session.code))
    assert {each.state for each in found} == {"ok"}


def test_voice_is_carried_or_the_pace_is_told() -> None:
    """Three calls of a second on loopback lose nothing; why that decides nothing, where it does not, is said."""
    (port,) = find_free_ports(1)
    end = make_end("udp", port, "NET-18")
    with listen([end], make_code()) as session:
        test = VoiceTest(LOOPBACK, end, calls=3, seconds=1)
        found = run_probe(make_voice_probe(test, session.code, ("NET-18",)))
    assert len(found) == 2
    for each in found:
        assert each.state == "ok" or each.reason in {"voice.pace_not_kept", "voice.sample_too_small"}
        assert each.values is not None
        assert each.values["voice.loss_there_percent"] == 0
        jitter = each.values["voice.jitter_there_ms"]
        assert isinstance(jitter, float)
        # Of Windows' clock ticks of 15.6 ms none gets into what is measured of the way.
        assert jitter < INTERVAL_SECONDS * 1_000
