"""Voice through real sockets: figures against a path whose loss, delay and jitter are known."""

import random
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty, PriorityQueue

import pytest

from tests.checks.namespaces import SERVER, Lab, enter, make_lab
from tests.checks.proof.running import LOOPBACK, find_free_ports, listen, make_end, run_probe
from tests.stopwatch import count_waiting
from tests.systems import is_wine
from wizard.checks.proof import responder
from wizard.checks.proof.code import make_code
from wizard.checks.proof.events import VoiceGranted
from wizard.checks.proof.voice import LEAST_LOAD_SECONDS, VoiceTest, make_voice_probe
from wizard.domain.evidence.record import Evidence

pytestmark = pytest.mark.slow

ALIAS = "127.0.0.2"
_QUIET_RUNS = 5
# 400 packets: without a loss enough to say that fewer than 1 % are lost.
SECONDS = 8
# What relay, sender and listener together may wait for a processor in a run that counts.
_LATE_S = 0.1
# Voice packets with the headers of UDP and IPv4; what the two ends say besides is longer.
VOICE = "meta length 200"


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """Return the three namespaces."""
    with make_lab() as made:
        yield made


def measure_through(lab: Lab, rules: str, calls: int, seconds: int = SECONDS) -> list[Evidence]:
    """Send voice from the station to the server through the firewall with some rules, until the machine kept up.

    A machine that is busy with other things measures itself: packets leave late, or are taken in late. Nothing can be
    tested then.
    """
    for _ in range(_QUIET_RUNS):
        found = _send_through(lab, rules, calls, seconds)
        if not any(map(_is_disturbed, found)):
            return found
    pytest.skip("this machine is too busy to send so many calls at their pace")


def _is_disturbed(evidence: Evidence) -> bool:
    values = evidence.values or {}
    late = any(values.get(f"voice.late_{way}_percent") for way in ("there", "back"))
    return evidence.reason == "voice.pace_not_kept" or late


def _send_through(lab: Lab, rules: str, calls: int, seconds: int) -> list[Evidence]:
    lab.set_rules(rules)
    end, code = make_end("udp", 40_000, "NET-31"), make_code()
    with enter(lab.server), listen([end], code, address=None), enter(lab.station):
        return run_probe(make_voice_probe(VoiceTest(SERVER, end, calls, seconds), code, ("BW-2",)))


def read(evidence: Evidence, name: str) -> float:
    """Return a figure."""
    assert evidence.values is not None
    return float(evidence.values[f"voice.{name}"])


def test_clean_path_carries_the_calls(lab: Lab) -> None:
    """Without loss every figure is good, for one call and for twenty."""
    one, many = measure_through(lab, "accept", 20)
    assert [one.state, many.state] == ["ok", "ok"]
    assert [read(one, "calls"), read(many, "calls")] == [1, 20]
    for each in (one, many):
        assert each.facts == ("BW-2",)
        assert read(each, "loss_there_percent") == read(each, "loss_back_percent") == 0
        assert read(each, "round_trip_ms") < 20
        assert read(each, "mos") > 4.3
    assert read(many, "sent_kbit_s") == 20 * 50 * 172 * 8 // 1_000


@pytest.mark.parametrize(("direction", "other"), [("there", "back"), ("back", "there")])
def test_loss_is_found_in_its_direction(lab: Lab, direction: str, other: str) -> None:
    """A tenth of the packets dropped on one way is a tenth there and nothing on the other; the call is judged by it."""
    side = "dport" if direction == "there" else "sport"
    rules = f"udp {side} 40000 {VOICE} numgen random mod 10 < 1 drop"
    _, many = measure_through(lab, rules, 20)
    assert (many.state, many.reason) == ("failed", "voice.loss")
    # 8,000 packets: six standard deviations.
    assert read(many, f"loss_{direction}_percent") == pytest.approx(10, abs=2.2)
    assert read(many, f"loss_{other}_percent") < 0.5
    assert 2.5 < read(many, "mos") < 3.8


def test_link_too_narrow_for_all_calls(lab: Lab) -> None:
    """A link of about five calls carries one and not twenty."""
    one, many = measure_through(lab, "udp dport 40000 limit rate over 50 kbytes/second burst 8 kbytes drop", 20)
    assert one.state == "ok"
    assert (many.state, many.reason) == ("failed", "voice.loss")
    # 20 calls are 20 × 50 × 200 bytes of IP, 1,600,000 in eight seconds; the limiter begins with a second's worth and
    # its burst in hand, and lets 9 × 51,200 + 8,192 bytes through.
    assert read(many, "loss_there_percent") == pytest.approx(70.7, abs=3)
    assert read(many, "loss_back_percent") < 0.5


def test_heavy_loss_back_is_no_loss_there(lab: Lab) -> None:
    """90 % lost on the way back: nothing is lost there, and the last echo is no measure of it."""
    (found,) = measure_through(lab, f"udp sport 40000 {VOICE} numgen random mod 10 < 9 drop", 1)
    assert (found.state, found.reason) == ("failed", "voice.loss")
    assert read(found, "loss_there_percent") == 0
    assert read(found, "loss_back_percent") == pytest.approx(90, abs=7)


@pytest.mark.parametrize(("side", "there", "back"), [("dport", 100, None), ("sport", 0, 100)])
def test_total_loss_after_leave_is_failed(lab: Lab, side: str, there: float, back: float | None) -> None:
    """The leave comes through, and no voice: failed, and the listener's count says on which way."""
    (found,) = measure_through(lab, f"udp {side} 40000 {VOICE} drop", 1, 1)
    assert (found.state, found.reason) == ("failed", "voice.nothing_back")
    assert found.values is not None
    assert found.values.get("voice.loss_there_percent") == there
    assert found.values.get("voice.loss_back_percent") == back
    assert read(found, "packets") == 50


def test_voice_that_is_rejected_is_failed(lab: Lab) -> None:
    """A firewall that rejects voice tells the sender so: that is the link, no fault of this machine's sending."""
    rules = f"udp dport 40000 {VOICE} numgen random mod 2 < 1 reject with icmp port-unreachable"
    (found,) = measure_through(lab, rules, 1, 4)
    assert (found.state, found.reason) == ("failed", "voice.loss")
    assert read(found, "loss_there_percent") == pytest.approx(50, abs=15)
    (found,) = measure_through(lab, f"udp dport 40000 {VOICE} reject with icmp port-unreachable", 1, 1)
    assert (found.state, found.reason) == ("failed", "voice.nothing_back")


@pytest.mark.skipif(sys.platform == "win32", reason="a closed port of Windows may be silent")
def test_listener_closed_in_the_test_is_no_loss() -> None:
    """Somebody closes the listener once it has granted the calls: its port refuses, and the link is not judged."""
    (port,) = find_free_ports(1)
    end, code = make_end("udp", port), make_code()
    with listen([end], code) as session:

        def stop_when_granted() -> None:
            until = time.monotonic() + 60
            while time.monotonic() < until and not any(isinstance(each, VoiceGranted) for each in session.events):
                time.sleep(0.01)
            session.listener.stop()

        stopping = threading.Thread(target=stop_when_granted)
        stopping.start()
        (found,) = run_probe(make_voice_probe(VoiceTest(LOOPBACK, end, 1, 2), code, ("BW-2",)))
        stopping.join()
    assert (found.state, found.reason) in {("unknown", "voice.broken_off"), ("unknown", "voice.pace_not_kept")}


def test_listener_that_counts_nothing_at_the_end_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of an earlier version takes the question for a leave asked again: its echoes carry the count all the same."""
    monkeypatch.setattr(responder, "read_received", lambda _: None)
    (port,) = find_free_ports(1)
    end, code = make_end("udp", port), make_code()
    with listen([end], code):
        (found,) = run_probe(make_voice_probe(VoiceTest(LOOPBACK, end, 1, 1), code, ("BW-2",)))
    assert read(found, "loss_there_percent") == read(found, "loss_back_percent") == 0
    assert found.reason in {"voice.sample_too_small", "voice.pace_not_kept"}


def test_closed_voice_port_is_unknown(lab: Lab) -> None:
    """Where the port does not answer there is nothing to measure."""
    found = measure_through(lab, "udp dport 40000 drop", 1)
    assert [(each.state, each.reason) for each in found] == [("unknown", "proof.listener_not_reached")]


class Relay:
    """Passes datagrams on to the listener later, each by a time of its own, and the answers back as they come."""

    def __init__(self, port: int, delay_ms: float, jitter_ms: float) -> None:
        self._port, self._delay_ms, self._jitter_ms = port, delay_ms, jitter_ms
        self._ended = threading.Event()
        self._queue: PriorityQueue[tuple[float, bytes]] = PriorityQueue()
        self._sender: tuple[str, int] | None = None
        self._outer, self._inner = (socket.socket(type=socket.SOCK_DGRAM) for _ in range(2))
        self._threads = [threading.Thread(target=work) for work in (self._take, self._pass_on, self._give_back)]

    def __enter__(self) -> None:
        """Begin."""
        self._outer.bind((ALIAS, self._port))
        self._inner.connect((LOOPBACK, self._port))
        for each in (self._outer, self._inner):
            each.settimeout(0.1)
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        """End."""
        self._ended.set()
        for thread in self._threads:
            thread.join(60)
        self._outer.close()
        self._inner.close()

    def _take(self) -> None:
        chance = random.Random(1)  # noqa: S311 - the same travels every time
        while not self._ended.is_set():
            with suppress(TimeoutError):
                data, self._sender = self._outer.recvfrom(2_048)
                travel = self._delay_ms + chance.uniform(0, self._jitter_ms)
                self._queue.put((time.perf_counter() + travel / 1_000, data))

    def _pass_on(self) -> None:
        while not self._ended.is_set():
            with suppress(Empty):
                due, data = self._queue.get(timeout=0.1)
                time.sleep(max(0.0, due - time.perf_counter()))
                self._inner.send(data)

    def _give_back(self) -> None:
        while not self._ended.is_set():
            with suppress(TimeoutError):
                data = self._inner.recv(2_048)
                if self._sender is not None:
                    self._outer.sendto(data, self._sender)


ONE_ADDRESS = "Wine gives one program a port on all addresses, and the relay needs another's"


@pytest.mark.skipif(is_wine(), reason=ONE_ADDRESS)
@pytest.mark.parametrize("delay", [904, 1_200])
def test_long_delay_is_failed_and_loses_nothing(delay: float) -> None:
    """The last echoes are waited for: a delay above G.114's 400 ms one way is what fails, no packet is missing."""
    for _ in range(_QUIET_RUNS):
        (port,) = find_free_ports(1)
        end, code = make_end("udp", port), make_code()
        with listen([end], code, address=LOOPBACK), Relay(port, delay, 0):
            (found,) = run_probe(make_voice_probe(VoiceTest(ALIAS, end, 1, 4), code, ("BW-2",)))
        if not _is_disturbed(found):
            break
    else:
        pytest.skip("this machine is too busy to send a call at its pace")
    assert (found.state, found.reason) == ("failed", "voice.delay")
    assert read(found, "loss_there_percent") == read(found, "loss_back_percent") == 0
    assert read(found, "round_trip_ms") == pytest.approx(delay, abs=100)


@pytest.mark.skipif(is_wine(), reason=ONE_ADDRESS)
@pytest.mark.parametrize(("delay", "jitter"), [(60, 0), (20, 30)])
def test_delay_and_jitter_are_measured(delay: float, jitter: float) -> None:
    """Delay counts once in the round trip; travels spread evenly over J have an RFC 3550 jitter of about J / 3."""
    with socket.socket(type=socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((ALIAS, 0))
        except OSError:
            pytest.skip("this machine's loopback has one address only")
    for _ in range(_QUIET_RUNS):
        (port,) = find_free_ports(1)
        end, code, waited = make_end("udp", port), make_code(), count_waiting() or 0.0
        with listen([end], code, address=LOOPBACK), Relay(port, delay, jitter):
            (found,) = run_probe(make_voice_probe(VoiceTest(ALIAS, end, 1, SECONDS), code, ("BW-2",)))
            waited = (count_waiting() or 0.0) - waited
        if found.state == "ok" and tell_differences(found, delay, jitter) == []:
            return
    # Relay and sender fall behind then, and what they add is measured with the rest: one quiet run would be enough.
    if waited > _LATE_S:
        pytest.skip("this machine is too busy to delay voice by the millisecond")
    assert found.state == "ok"
    assert tell_differences(found, delay, jitter) == []


def tell_differences(found: Evidence, delay: float, jitter: float) -> list[str]:
    """Return which figures are not those of the relay, with what was measured."""
    # The running mean of RFC 3550 looks back at some sixteen packets.
    least, most = (0.4 * jitter / 3, 2 * jitter / 3) if jitter else (0, 3)
    bounds = {
        "round_trip_ms": (delay + jitter / 2 - 8, delay + jitter / 2 + 8),
        "jitter_back_ms": (0, 3),
        "jitter_there_ms": (least, most),
    }
    figures = {name: read(found, name) for name in bounds}
    return [f"{name}: {figures[name]}" for name, (low, high) in bounds.items() if not low <= figures[name] <= high]


@pytest.mark.parametrize(
    ("protocol", "calls", "seconds"), [("tcp", 1, 5), ("udp", 0, 5), ("udp", 1, 0), ("udp", 1, 31)]
)
def test_what_cannot_be_measured_is_refused(protocol: str, calls: int, seconds: int) -> None:
    """A caller's mistake is no measurement."""
    with pytest.raises(ValueError, match="VoiceTest"):
        make_voice_probe(VoiceTest(LOOPBACK, make_end(protocol, 40_000), calls, seconds), make_code(), ("BW-2",))


@pytest.mark.parametrize(
    ("seconds", "calls", "chosen"),
    [(30, 1, 30), (30, 2, 15), (30, 3, LEAST_LOAD_SECONDS), (30, 100, LEAST_LOAD_SECONDS), (8, 20, 8), (29, 2, 15)],
)
def test_several_calls_are_as_many_packets_sooner(seconds: int, calls: int, chosen: int) -> None:
    """No fewer packets than one call sends, and no shorter than a queue on the way takes to fill."""
    test = VoiceTest(LOOPBACK, make_end("udp", 40_000), calls, seconds)
    assert test.choose_seconds(calls) == chosen
    assert test.choose_seconds(1) == seconds
