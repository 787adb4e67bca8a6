"""Strangers at the listener: whatever they send, they get nothing, hold nobody up and take no memory."""

import asyncio
import random
import secrets
import socket
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.checks.proof.running import LOOPBACK, find_free_ports, listen, make_end, make_local_probe, run_probe
from tests.stopwatch import Stopwatch
from wizard.checks.proof import listener, prover, streams
from wizard.checks.proof import responder as responder_module
from wizard.checks.proof.challenge import (
    MESSAGE_BYTES,
    Direction,
    Kind,
    Port,
    PortReport,
    PortState,
    make_request,
    read_calls,
    read_ports,
    read_received,
    seal,
    unseal,
    write_calls,
    write_ports,
)
from wizard.checks.proof.code import derive_key, make_code
from wizard.checks.proof.echo import COUNT_SECONDS, SPARE_SECONDS, STREAMS_AT_MOST
from wizard.checks.proof.exchange import Peer
from wizard.checks.proof.outcome import Attempt, Ending
from wizard.checks.proof.packet import PACKET_BYTES, Packet, seal_packet
from wizard.checks.proof.prover import Proof
from wizard.checks.proof.replay import RunMemory
from wizard.checks.proof.responder import PRESSED_SECONDS, SOURCES_AT_MOST, Responder
from wizard.checks.proof.verdict import judge_flow

KEY = secrets.token_bytes(32)
RUN = secrets.token_bytes(8)
UDP, OTHER = Port("udp", 40_000), Port("udp", 40_004)
STATES = {UDP: PortState.OPEN}
SOMEBODY = ("10.1.0.7", 50_000)


def ask_udp(port: int, data: bytes, wait: float = 0.3) -> bytes | None:
    """Return what a datagram gets back; None: nothing."""
    with socket.socket(type=socket.SOCK_DGRAM) as through:
        through.settimeout(wait)
        through.sendto(data, (LOOPBACK, port))
        try:
            return through.recv(65_535)
        except TimeoutError:
            return None


def ask_tcp(port: int, data: bytes) -> bytes:
    """Return all that a connection gets back until it is closed."""
    with socket.create_connection((LOOPBACK, port), timeout=120) as through:
        through.sendall(data)
        through.shutdown(socket.SHUT_WR)
        try:
            return through.recv(65_535)
        except ConnectionResetError:
            return b""


def test_strangers_get_nothing_and_replies_are_no_longer_than_requests() -> None:
    """Wrong code, noise, wrong port, oversize, replay: silence. A fresh sealed request: as many bytes as it had."""
    tcp, udp = find_free_ports(2)
    code = make_code()
    key = derive_key(code)
    with listen([make_end("tcp", tcp), make_end("udp", udp)], code):
        for protocol, port in (("tcp", tcp), ("udp", udp)):
            own = Port("tcp" if protocol == "tcp" else "udp", port)
            fresh = seal(make_request(Kind.CHALLENGE, own, RUN), key)
            for stranger in (
                b"GET / HTTP/1.1\r\n\r\n",
                secrets.token_bytes(MESSAGE_BYTES),
                seal(make_request(Kind.CHALLENGE, own, RUN), KEY),
                seal(make_request(Kind.CHALLENGE, own._replace(number=1), RUN), key),
                seal(make_request(Kind.CHALLENGE, own, RUN).reply(b""), key),
                fresh[:-1],
            ):
                assert not (ask_tcp(port, stranger) if protocol == "tcp" else ask_udp(port, stranger))
            answer = ask_tcp(port, fresh) if protocol == "tcp" else ask_udp(port, fresh, wait=60)
            assert answer is not None
            assert len(answer) == len(fresh)
            assert not (ask_tcp(port, fresh) if protocol == "tcp" else ask_udp(port, fresh)), "a replay was answered"
        assert ask_udp(udp, seal(make_request(Kind.CHALLENGE, Port("udp", udp), RUN), key) + b"\0" * 1_000) is None


def test_slow_connection_is_cut_and_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who drips is cut at the deadline with nothing; meanwhile the prover gets through, past idle connections too."""
    monkeypatch.setattr(streams, "CONNECTION_SECONDS", 1.0)
    (port,) = find_free_ports(1)
    monkeypatch.setattr(listener, "CONNECTIONS_AT_MOST", 100)
    with listen([make_end("tcp", port)], make_code()) as session:
        idle = [socket.create_connection((LOOPBACK, port)) for _ in range(120)]
        (found,) = run_probe(make_local_probe([make_end("tcp", port)], LOOPBACK, session.code))
        assert found.state == "ok"
        for each in idle:
            each.close()
        with socket.create_connection((LOOPBACK, port), timeout=60) as dripping:
            with Stopwatch() as watch, suppress(OSError):
                for _ in range(300):
                    dripping.sendall(b"T")
                    time.sleep(0.1)
            assert watch.seconds < 2


def test_flood_does_not_hide_the_prover() -> None:
    """Under a flood of datagrams a prover still gets through, and the flood nothing."""
    flooded, other = find_free_ports(2)
    ends = [make_end("udp", flooded), make_end("udp", other)]
    with listen(ends, make_code()) as session, socket.socket(type=socket.SOCK_DGRAM) as flood:
        flood.settimeout(0)
        for _ in range(20_000):
            try:
                flood.sendto(b"TWSPROOF" + bytes(248), (LOOPBACK, flooded))
            except BlockingIOError:
                continue
        found = run_probe(make_local_probe(ends, LOOPBACK, session.code))
        with pytest.raises(BlockingIOError):
            flood.recv(1)
    assert [each.state for each in found] == ["ok", "ok"]


def test_memory_stays_bounded() -> None:
    """Strangers leave nothing behind; holders of the code leave a bounded number of sources and nonces."""
    responder, noise = Responder(KEY, STATES), random.Random(1)  # noqa: S311 - the same noise every time
    for _ in range(5_000):
        assert responder.answer(noise.randbytes(MESSAGE_BYTES), UDP, SOMEBODY, 0.0) is None
    assert responder.refused == 5_000
    assert responder.count_memory() == 0
    for number in range(SOURCES_AT_MOST + 50):
        request = make_request(Kind.CHALLENGE, UDP, number.to_bytes(8, "big"))
        assert responder.answer(seal(request, KEY), UDP, (f"10.{number >> 8}.{number & 255}.1", 1), 0.0)
    assert responder.count_memory() == SOURCES_AT_MOST + 50 + SOURCES_AT_MOST


def test_one_source_gets_no_more_than_its_allowance(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a burst a source is told that the listener is busy until its allowance fills; another source is not."""
    monkeypatch.setattr(responder_module, "BURST", 50)
    monkeypatch.setattr(responder_module, "ANSWERS_PER_SECOND", 10)
    responder = Responder(KEY, STATES)

    def ask(source: tuple[str, int], now: float) -> bool:
        data = responder.answer(seal(make_request(Kind.CHALLENGE, UDP, RUN), KEY), UDP, source, now)
        reply = unseal(data or b"", KEY)
        assert reply is not None
        assert (len(data or b""), reply.kind) in ((MESSAGE_BYTES, Kind.CHALLENGE), (MESSAGE_BYTES, Kind.BUSY))
        return reply.kind is Kind.CHALLENGE

    assert sum(ask(SOMEBODY, 0.0) for _ in range(150)) == 50
    assert ask(("10.1.0.8", 1), 0.0)
    assert sum(ask(SOMEBODY, 1.0) for _ in range(20)) == 10


def test_full_memory_says_that_it_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """More provers at once than there is room for: they are told so, and nobody takes it for another code."""
    monkeypatch.setattr(responder_module, "RunMemory", lambda: RunMemory(at_most=2))
    responder, kinds = Responder(KEY, STATES), []
    for _ in range(3):
        reply = unseal(
            responder.answer(seal(make_request(Kind.CHALLENGE, UDP, RUN), KEY), UDP, SOMEBODY, 0.0) or b"", KEY
        )
        kinds.append(None if reply is None else reply.kind)
    assert kinds == [Kind.CHALLENGE, Kind.CHALLENGE, Kind.BUSY]
    assert responder.refused == 0


def test_busy_listener_is_asked_again_and_blocks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that gets no room for long is not known; one that gets it at last is proven. Neither is blocked."""
    monkeypatch.setattr(prover, "BUSY_WAITS", (0.05, 0.05))
    (port,) = find_free_ports(1)
    ends = [make_end("tcp", port), make_end("udp", port)]
    for burst, rate, expected in ((0, 0, ("unknown", "proof.busy")), (1, 100, ("ok", None))):
        monkeypatch.setattr(responder_module, "BURST", burst)
        monkeypatch.setattr(responder_module, "ANSWERS_PER_SECOND", rate)
        with listen(ends, make_code()) as session:
            found = run_probe(make_local_probe(ends, LOOPBACK, session.code))
        assert [(each.state, each.reason) for each in found] == [expected] * 2


def test_hog_of_idle_connections_takes_no_more_than_its_place(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Hundreds of connections that say nothing: few are open at once, a prover gets through, nothing is logged."""
    own = Path("/proc/self/fd")
    if not own.is_dir():
        pytest.skip("only Linux lists what a process has open")
    monkeypatch.setattr(listener, "CONNECTIONS_AT_MOST", 64)
    monkeypatch.setattr(streams, "PATIENCE_SECONDS", 0.01)
    ports = find_free_ports(5)
    ends, most = [make_end("tcp", port) for port in ports], 0
    with listen(ends, make_code()) as session, ExitStack() as stack:
        hogs: list[socket.socket] = []
        before = len(list(own.iterdir()))
        for number in range(800):
            hogs.append(stack.enter_context(socket.create_connection((LOOPBACK, ports[number % 5]), timeout=60)))
            if number % 100 == 0:
                most = max(most, len(list(own.iterdir())) - before - len(hogs))
        found = run_probe(make_local_probe(ends, LOOPBACK, session.code))
    # Its own, and of each port what was just taken in.
    assert most <= 64 + 2 * len(ports)
    assert [each.state for each in found] == ["ok"] * 5
    assert caplog.records == []


@pytest.mark.parametrize("ending", [Ending.CUT, Ending.SILENT, Ending.DROPPED, Ending.REFUSED])
def test_listener_short_of_room_blocks_nothing(ending: Ending) -> None:
    """What the listener may have done by itself it owns up to: the port is not known. A refusal is not its doing."""
    responder, port = Responder(KEY, STATES | {Port("tcp", 443): PortState.OPEN}), Port("tcp", 443)
    responder.press(10.0)

    def read(now: float) -> PortReport:
        asked = write_ports([(port, PortReport(PortState.NOT_LISTED, heard=False))])
        request = make_request(Kind.PORTS, UDP, RUN, asked)
        reply = unseal(responder.answer(seal(request, KEY), UDP, SOMEBODY, now) or b"", KEY)
        assert reply is not None
        return read_ports(reply.body)[port]

    own = ("unknown", "proof.busy") if ending is not Ending.REFUSED else ("failed", "proof.refused")
    for now, pressed in ((10.0 + PRESSED_SECONDS, True), (10.1 + PRESSED_SECONDS, False)):
        report = read(now)
        assert report.pressed == pressed
        proof = Proof("10.0.0.1", {port: Attempt(ending), UDP: Attempt(Ending.PROVEN)}, {port: report})
        found = judge_flow(make_end("tcp", 443), proof)
        assert (found.state, found.reason) == own if pressed else found.state == "failed"


def test_source_with_most_connections_loses_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks once is not cut for those who ask a thousand times, however old its connection is."""
    monkeypatch.setattr(listener, "CONNECTIONS_AT_MOST", 8)
    monkeypatch.setattr(streams, "PATIENCE_SECONDS", 0.01)
    (port,) = find_free_ports(1)
    code = make_code()
    key = derive_key(code)
    with listen([make_end("tcp", port)], code), ExitStack() as stack:
        patient = stack.enter_context(
            socket.create_connection((LOOPBACK, port), timeout=60, source_address=("127.0.0.2", 0))
        )
        for _ in range(100):
            stack.enter_context(socket.create_connection((LOOPBACK, port), timeout=60))
        patient.sendall(seal(make_request(Kind.CHALLENGE, Port("tcp", port), RUN), key))
        assert len(patient.recv(MESSAGE_BYTES)) > 0


def test_many_provers_behind_one_address_are_all_answered() -> None:
    """60 PCs of one terminal server begin at once, 12 ports of TCP each: none is cut, none is told to be busy."""
    code, ports = make_code(), find_free_ports(12)
    key, ends = derive_key(code), [make_end("tcp", port) for port in ports]
    proofs = [Proof() for _ in range(60)]

    async def prove_all() -> None:
        peer = Peer(socket.AF_INET, LOOPBACK)
        wanted = [Port("tcp", port) for port in ports]
        await asyncio.gather(*(prover.prove(peer, wanted, key, proof) for proof in proofs))

    with listen(ends, code):
        asyncio.run(prove_all())
    assert Counter(attempt.ending for proof in proofs for attempt in proof.attempts.values()) == {Ending.PROVEN: 720}


def test_voice_goes_back_only_as_granted() -> None:
    """No echo before the leave, of another call, of a copy, to another host, beyond the time or the number granted."""
    responder = Responder(KEY, STATES)

    def send(sequence: int, call: int = 0, source: tuple[str, int] = SOMEBODY, now: float = 0.0) -> bytes | None:
        return responder.answer(seal_packet(Packet(Direction.REQUEST, RUN, call, sequence, 0), KEY), UDP, source, now)

    assert send(0) is None
    leave = make_request(Kind.VOICE, UDP, RUN, write_calls(2, 1))
    assert responder.answer(seal(leave, KEY), UDP, SOMEBODY, 0.0)
    assert [len(send(0, call) or b"") for call in (0, 1, 2)] == [PACKET_BYTES, PACKET_BYTES, 0]
    assert send(0) is None
    assert send(1, source=("10.1.0.8", 50_000)) is None
    length = 1 + SPARE_SECONDS
    assert send(1, now=length + 0.1) is None
    assert sum(send(number) is not None for number in range(1, 1_000)) == 2 * length * 50 - 2


def test_packets_are_counted_for_whoever_has_the_leave() -> None:
    """The count is told through its port, to its host and of its run, past the end for a while; it is no new leave."""
    responder = Responder(KEY, {UDP: PortState.OPEN, OTHER: PortState.OPEN})

    def ask(run: bytes = RUN, port: Port = UDP, host: str = SOMEBODY[0], now: float = 3.0) -> int | None:
        request = make_request(Kind.VOICE, port, run, write_calls(2, 1, received=0))
        reply = unseal(responder.answer(seal(request, KEY), port, (host, 1), now) or b"", KEY)
        assert reply is not None
        assert not read_calls(reply.body)[2]
        return read_received(reply.body)

    assert ask() is None
    responder.answer(seal(make_request(Kind.VOICE, UDP, RUN, write_calls(2, 1)), KEY), UDP, SOMEBODY, 0.0)
    assert ask() == 0
    for sequence, call in ((0, 0), (0, 1), (2, 0), (2, 0), (0, 2)):
        packet = seal_packet(Packet(Direction.REQUEST, RUN, call, sequence, 0), KEY)
        responder.answer(packet, UDP, SOMEBODY, 1.0)
    assert ask() == 3
    assert ask(bytes(8)) is None
    assert ask(port=OTHER) is None
    assert ask(host="10.1.0.8") is None
    ended = 1 + SPARE_SECONDS
    for since, count in ((COUNT_SECONDS - 0.1, 3), (COUNT_SECONDS, None)):
        grant = make_request(Kind.VOICE, UDP, secrets.token_bytes(8), write_calls(1, 1))
        responder.answer(seal(grant, KEY), UDP, SOMEBODY, ended + since)
        assert ask(now=ended + since) == count


def test_streams_that_have_ended_leave_their_room() -> None:
    """Counts are kept for a while, and take no room from others meanwhile."""
    responder = Responder(KEY, STATES)

    def is_granted(now: float) -> bool:
        request = make_request(Kind.VOICE, UDP, secrets.token_bytes(8), write_calls(1, 1))
        reply = unseal(responder.answer(seal(request, KEY), UDP, SOMEBODY, now) or b"", KEY)
        return reply is not None and read_calls(reply.body)[2]

    assert [is_granted(0.0) for _ in range(STREAMS_AT_MOST + 1)] == [True] * STREAMS_AT_MOST + [False]
    assert not is_granted(1 + SPARE_SECONDS - 0.1)
    assert is_granted(1.0 + SPARE_SECONDS)


@pytest.mark.parametrize(("calls", "seconds"), [(0, 5), (101, 5), (5, 0), (5, 31), (65_535, 65_535)])
def test_voice_out_of_bounds_is_not_granted(calls: int, seconds: int) -> None:
    """The listener takes no more calls, and for no longer, than it can bear."""
    responder = Responder(KEY, STATES)
    responder.answer(seal(make_request(Kind.VOICE, UDP, RUN, write_calls(calls, seconds)), KEY), UDP, SOMEBODY, 0.0)
    packet = seal_packet(Packet(Direction.REQUEST, RUN, 0, 0, 0), KEY)
    assert responder.answer(packet, UDP, SOMEBODY, 0.0) is None
