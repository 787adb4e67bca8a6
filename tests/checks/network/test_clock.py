"""The clock against a real time server (chrony) and against ones whose answers are chosen."""

import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checks.network.answers import HOME, answer_datagrams, measure
from tests.checks.network.cases import find_case
from tests.checks.network.peers import find_free_port, find_tool, is_bound, start
from tests.systems import is_wine
from wizard.checks.network.clock import MOST_OFFSET_SECONDS, Reply, judge, make_clock_probe
from wizard.checks.network.peers import Asked
from wizard.domain.evidence.record import Evidence

PACKET = struct.Struct(">BBbbII4sQ8sQQ")
EPOCH = 2_208_988_800


def ask(port: int, seconds: float = 30.0, most_offset: float = MOST_OFFSET_SECONDS) -> Evidence:
    """Return the evidence on this machine's clock."""
    return measure(make_clock_probe(Asked(HOME, port, (), seconds=seconds), most_offset))


@pytest.fixture
def chrony(tmp_path: Path) -> Iterator[int]:
    """Give the port of a chronyd that serves this machine's own time and leaves its clock alone."""
    program, port = find_tool("chronyd", "chrony"), find_free_port()
    text = find_case("peers/chrony.conf").read_text().replace("@DIR@", str(tmp_path)).replace("1123", str(port))
    (tmp_path / "chrony.conf").write_text(text)
    log = tmp_path / "log"
    with start([program, "-d", "-x", "-u", "root", "-f", tmp_path / "chrony.conf"], is_bound(port), log):
        yield port


def test_chrony_gives_the_time(chrony: int) -> None:
    """A real server on the same machine has the same time."""
    found = ask(chrony)
    assert (found.state, found.reason) == ("ok", None)
    assert found.values is not None
    assert abs(float(found.values["clock_offset_s"])) < 0.1
    assert found.values["stratum"] == 3


def write_reply(request: bytes, ahead: float = 0.0, head: int = 0x24, stratum: int = 2, **more: bytes) -> bytes:
    """Return a server's packet whose clock is so many seconds ahead."""
    stamp = int((time.time() + EPOCH + ahead) % 2**32 * 2**32)
    origin = more.get("origin", request[40:48])
    return PACKET.pack(head, stratum, 0, -20, 0, 0, more.get("code", b"GPS\0"), stamp, origin, stamp, stamp)


@pytest.mark.parametrize(
    ("ahead", "state"), [(59.0, "ok"), (61.0, "failed"), (-59.0, "ok"), (-61.0, "failed"), (1e9, "failed")]
)
def test_threshold(ahead: float, state: str) -> None:
    """Up to a minute is ok, in both directions; the offset measured is the one there is."""
    with answer_datagrams(lambda request: [write_reply(request, ahead)]) as port:
        found = ask(port)
    assert (found.state, found.reason) == (state, None if state == "ok" else "clock_wrong")
    assert found.values is not None
    assert float(found.values["clock_offset_s"]) == pytest.approx(ahead, abs=0.2)


def test_threshold_is_the_callers() -> None:
    """Another threshold judges otherwise."""
    with answer_datagrams(lambda request: [write_reply(request, 5.0)]) as port:
        assert (ask(port, most_offset=4.0).state, ask(port, most_offset=6.0).state) == ("failed", "ok")


def test_slow_way_leaves_it_open() -> None:
    """Where half the way's time decides, nothing is said."""
    began = 1_800_000_000.0
    reply = Reply(2, began + EPOCH + 61.0, began + EPOCH + 61.0)
    assert judge(reply, began, 4.0, MOST_OFFSET_SECONDS).reason == "clock_uncertain"
    assert judge(reply, began, 0.0, MOST_OFFSET_SECONDS).reason == "clock_wrong"
    backwards = Reply(2, began + EPOCH + 1.0, began + EPOCH)
    assert judge(backwards, began, 0.1, MOST_OFFSET_SECONDS).reason == "implausible"
    impossible = Reply(2, began + EPOCH, began + EPOCH + 5.0)
    assert judge(impossible, began, 0.1, MOST_OFFSET_SECONDS).reason == "implausible"


def test_eras_meet() -> None:
    """In February 2036 NTP's seconds begin anew; a clock on the other side is still near."""
    began = 2**32 - EPOCH - 1.0
    found = judge(Reply(2, 1.0, 1.0), began, 0.0, MOST_OFFSET_SECONDS)
    assert (found.state, found.values["clock_offset_s"]) == ("ok", 2.0)


@pytest.mark.parametrize(
    ("changes", "state", "reason"),
    [
        ({"head": 0xE4}, "unknown", "server_unsynchronised"),
        ({"stratum": 0, "code": b"RATE"}, "unknown", "time_refused"),
        ({"stratum": 16}, "failed", "not_time"),
        ({"head": 0x23}, "failed", "not_time"),
        ({"head": 0x04}, "failed", "not_time"),
        ({"origin": bytes(8)}, "unknown", "no_answer"),
    ],
)
def test_answers_without_a_time(changes: dict[str, int | bytes], state: str, reason: str) -> None:
    """Not synchronised, sent away, no server's packet, another's answer: never ok."""
    with answer_datagrams(lambda request: [write_reply(request, **changes)]) as port:  # type: ignore[arg-type]  # as in the table
        found = ask(port, seconds=0.3)
    assert (found.state, found.reason) == (state, reason)


def test_kiss_code_is_told() -> None:
    """Why a server sends clients away is its own word."""
    with answer_datagrams(lambda request: [write_reply(request, stratum=0, code=b"RATE")]) as port:
        assert ask(port).detail == "RATE"


def test_silence_short_packets_and_closed_ports() -> None:
    """Nothing, half a packet, and a refusal."""
    with answer_datagrams(lambda request: [write_reply(request)[:47]]) as port:
        assert ask(port, seconds=0.3).reason == "no_answer"
    found = ask(find_free_port())
    # Wine tells nobody of a datagram that was refused.
    assert (found.state, found.reason) == ("unknown", "no_answer" if is_wine() else "refused")


def test_request_is_sent_once_and_tells_nothing() -> None:
    """One client packet, whose time is a random number."""
    seen: list[bytes] = []
    with answer_datagrams(lambda request: seen.append(request) or []) as port:  # type: ignore[func-returns-value]  # None is wanted
        ask(port, seconds=0.5)
    (request,) = seen
    assert (len(request), request[0], request[1:40]) == (48, 0x23, bytes(39))
    assert abs(int.from_bytes(request[40:44]) - EPOCH - time.time()) > 60
