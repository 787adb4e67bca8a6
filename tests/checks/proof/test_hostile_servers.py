"""Hostile peers in the listener's place: every run ends in time, proves nothing and calls nothing open."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.checks.proof.running import HERE, LOOPBACK, find_free_ports, listen, make_end, make_local_probe, run_probe
from tests.factories import SHARED
from tests.stopwatch import Stopwatch
from wizard.checks.proof.code import make_code
from wizard.checks.proof.voice import VoiceTest, make_voice_probe
from wizard.checks.runner import Run
from wizard.domain.evidence.record import FlowEnd

pytestmark = pytest.mark.slow

HOSTILE = SHARED / "cases" / "hostile.py"
# Below the ports that systems give out by themselves.
BASE = 23_100


@pytest.fixture(scope="module")
def hostile() -> Iterator[list[FlowEnd]]:
    """Start the hostile peers and return their ports."""
    if not HOSTILE.is_file():
        pytest.skip("the hostile peers are not beside this checkout")
    command = (sys.executable, str(HOSTILE), str(BASE))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as peers:
        ends: list[FlowEnd] = []
        assert peers.stdout is not None
        for line in peers.stdout:
            port, protocol, name = line.split()
            ends.append(make_end(protocol, int(port)))
            if name == "udp_flood_100":
                break
        yield ends
        peers.kill()


def test_hostile_peers_alone(hostile: list[FlowEnd]) -> None:
    """None of the behaviours is taken for a listener; the run ends in time with one unknown for each."""
    probe = make_local_probe(hostile, LOOPBACK, make_code(), seconds=20)
    with Stopwatch() as watch:
        found = run_probe(probe)
    assert watch.seconds < probe.seconds + 0.5
    assert len(found) == len(hostile) > 20
    assert {(each.state, each.reason) for each in found} == {("unknown", "proof.listener_not_reached")}


def test_hostile_peers_beside_a_listener(hostile: list[FlowEnd]) -> None:
    """With a real listener there, the hostile ports are those it does not hold: not one is proven."""
    (port,) = find_free_ports(1)
    own = make_end("tcp", port)
    with listen([own, hostile[0], hostile[-1]], make_code()) as session:
        found = run_probe(make_local_probe([own, *hostile], LOOPBACK, session.code))
    assert found[0].state == "ok"
    assert {each.state for each in found[1:]} == {"unknown"}
    assert {each.reason for each in found[1:]} <= {"proof.not_listed", "proof.taken", "proof.not_tried"}


def test_too_little_time_is_unknown(hostile: list[FlowEnd]) -> None:
    """A short deadline is kept too."""
    probe = make_local_probe(hostile, LOOPBACK, make_code(), seconds=2)
    with Stopwatch() as watch:
        found = run_probe(probe)
    assert watch.seconds < 2.5
    assert {each.state for each in found} == {"unknown"}


def test_voice_to_hostile_peers(hostile: list[FlowEnd]) -> None:
    """No voice is sent to who has not the code; each ends as unknown."""
    tests = [VoiceTest(LOOPBACK, end, 1, 1) for end in hostile if end.protocol == "udp"]
    probes = [make_voice_probe(test, make_code(), ("BW-2",)) for test in tests]
    with Stopwatch() as watch:
        found = Run(probes, HERE).carry_out()
    assert watch.seconds < probes[0].seconds + 0.5
    assert [(each.state, each.reason) for each in found] == [("unknown", "proof.listener_not_reached")] * len(probes)
