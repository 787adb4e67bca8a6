"""Voice through real sockets: figures against a path whose loss, delay and jitter are known."""

import random
import socket
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
from wizard.checks.probe import Measurement
from wizard.checks.proof.calls import Recording
from wizard.checks.proof.code import make_code
from wizard.checks.proof.echo import CALLS_AT_MOST
from wizard.checks.proof.quality import Arrival
from wizard.checks.proof.voice import VoiceTest, judge_recording, make_voice_probe
from wizard.domain.evidence.record import Evidence

pytestmark = pytest.mark.slow

ALIAS = "127.0.0.2"
_QUIET_RUNS = 5
# What relay, sender and listener together may wait for a processor in a run of four seconds that counts.
_LATE_S = 0.1


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """Return the three namespaces."""
    with make_lab() as made:
        yield made


def measure_through(lab: Lab, rules: str, calls: int, seconds: int = 3) -> list[Evidence]:
    """Send voice from the station to the server through the firewall with some rules, until the pace was kept.

    A machine that is busy with other things measures itself: the program says so, and nothing can be tested then.
    """
    for _ in range(_QUIET_RUNS):
        found = _send_through(lab, rules, calls, seconds)
        if all(each.reason != "voice.pace_not_kept" for each in found):
            return found
    pytest.skip("this machine is too busy to send so many calls at their pace")


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
    rules = f"udp {side} 40000 meta length 200 numgen random mod 10 < 1 drop"
    _, many = measure_through(lab, rules, 20)
    assert (many.state, many.reason) == ("failed", "voice.loss")
    # 3,000 packets: four standard deviations.
    assert read(many, f"loss_{direction}_percent") == pytest.approx(10, abs=2.2)
    assert read(many, f"loss_{other}_percent") < 0.5
    assert 2.5 < read(many, "mos") < 3.8


def test_link_too_narrow_for_all_calls(lab: Lab) -> None:
    """A link of about five calls carries one and not twenty."""
    one, many = measure_through(lab, "udp dport 40000 limit rate over 50 kbytes/second burst 8 kbytes drop", 20)
    assert one.state == "ok"
    assert (many.state, many.reason) == ("failed", "voice.loss")
    # 20 calls are 20 × 50 × 200 bytes of IP, 600,000 in three seconds; the limiter begins with a second's worth and its
    # burst in hand, and lets 4 × 51,200 + 8,192 bytes through.
    assert read(many, "loss_there_percent") == pytest.approx(64.5, abs=3)


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


@pytest.mark.skipif(is_wine(), reason="Wine gives one program a port on all addresses, and the relay needs another's")
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
            (found,) = run_probe(make_voice_probe(VoiceTest(ALIAS, end, 1, 4), code, ("BW-2",)))
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


def make_recording(calls: int, *, lost: int = 0, lagged: int = 0) -> Recording:
    """Return a recording of one second, with some packets lost and some sent late."""
    recording = Recording(calls, lagged=lagged)
    for call in range(calls):
        recording.sent[call] = list(range(50))
        arrivals = [Arrival(sequence, 0, 1_000) for sequence in range(50)][lost if call == 0 else 0 :]
        recording.there[call] = recording.back[call] = arrivals
        recording.received[call] = len(arrivals)
        recording.round_trips_us.extend([2_000] * len(arrivals))
    return recording


@pytest.mark.parametrize(
    ("recording", "wanted", "state", "reason"),
    [
        (make_recording(2, lost=1), 2, "ok", None),
        (make_recording(2, lost=2), 2, "failed", "voice.loss"),
        (make_recording(2, lagged=2), 2, "ok", None),
        (make_recording(2, lagged=3), 2, "unknown", "voice.pace_not_kept"),
        (make_recording(2, lost=9, lagged=3), 2, "unknown", "voice.pace_not_kept"),
        (make_recording(CALLS_AT_MOST), CALLS_AT_MOST, "ok", None),
        (make_recording(CALLS_AT_MOST), CALLS_AT_MOST + 1, "unknown", "voice.more_than_measured"),
        (make_recording(2, lost=9), CALLS_AT_MOST + 1, "failed", "voice.loss"),
        (Recording(1, sent={0: [0]}), 1, "unknown", "voice.nothing_back"),
        (Recording(1), 1, "unknown", "voice.nothing_back"),
    ],
)
def test_verdict_on_both_sides_of_every_bound(
    recording: Recording, wanted: int, state: str, reason: str | None
) -> None:
    """One percent missing is borne, two is not; a sender that lags has measured itself."""
    found = judge_recording(recording, Measurement("unknown"), wanted, 1.0)
    assert (found.state, found.reason) == (state, reason)


@pytest.mark.parametrize(
    ("protocol", "calls", "seconds"), [("tcp", 1, 5), ("udp", 0, 5), ("udp", 1, 0), ("udp", 1, 31)]
)
def test_what_cannot_be_measured_is_refused(protocol: str, calls: int, seconds: int) -> None:
    """A caller's mistake is no measurement."""
    with pytest.raises(ValueError, match="VoiceTest"):
        make_voice_probe(VoiceTest(LOOPBACK, make_end(protocol, 40_000), calls, seconds), make_code(), ("BW-2",))
