"""SMPP against a simulator (Node's, where it is there, else the tests' own) and against ones that answer wrongly."""

import shutil
import struct
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket

import pytest

from tests.checks.network.answers import HOME, answer_connections, measure, read_bytes
from tests.checks.network.cases import find_case
from tests.checks.network.peers import accepts, find_free_port, start
from wizard.checks.network.peers import Asked
from wizard.checks.network.smpp import make_smpp_probe
from wizard.domain.evidence.record import Evidence

HEADER = struct.Struct(">IIII")


def ask(port: int, seconds: float = 30.0) -> Evidence:
    """Return the evidence on an SMPP server."""
    return measure(make_smpp_probe(Asked(HOME, port, ("NET-36",), seconds=seconds)))


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[int]:
    """Give the port of Node's simulator; skip the test where Node or its package is not there."""
    node = shutil.which("node")
    if node is None or subprocess.run((node, "-e", "require('smpp')"), check=False, capture_output=True).returncode:
        pytest.skip("Node with the package smpp is not installed")
    port = find_free_port()
    text = find_case("peers/smpp-sim.js").read_text().replace("2775", str(port))
    with start([node, "-e", text], accepts(port), tmp_path / "log"):
        yield port


def test_simulator_answers(simulator: int) -> None:
    """A server written by other people answers without a bind."""
    found = ask(simulator)
    assert (found.state, found.values) == ("ok", {"smpp_status": "0x00000000"})


Reply = Callable[[int], bytes]


def serve_with(reply: Reply) -> Callable[[socket], None]:
    """Return a peer that reads one enquire_link and answers to its number."""

    def serve(peer: socket) -> None:
        length, command, status, sequence = HEADER.unpack(read_bytes(peer, 16))
        assert (length, command, status) == (16, 0x15, 0)
        peer.sendall(reply(sequence))

    return serve


ANSWERS: list[tuple[Reply, int]] = [
    (lambda number: HEADER.pack(16, 0x80000015, 0, number), 0),
    (lambda number: HEADER.pack(16, 0x80000015, 4, number), 4),
    (lambda number: HEADER.pack(16, 0x80000000, 3, number), 3),
    (lambda number: HEADER.pack(20, 0x80000015, 0, number) + b"more", 0),
    (lambda number: HEADER.pack(1_024, 0x80000015, 0, number) + bytes(1_008), 0),
    (lambda number: HEADER.pack(18, 0xB, 0, 1) + b"a\0" + HEADER.pack(16, 0x80000015, 0, number), 0),
    (lambda number: HEADER.pack(16, 0x15, 0, number) + HEADER.pack(16, 0x80000000, 4, number), 4),
]


@pytest.mark.parametrize(("reply", "status"), ANSWERS)
def test_any_answer_to_this_question_is_a_server(reply: Reply, status: int) -> None:
    """A response, a refusal, a generic_nack, and requests of the server's own before it."""
    with answer_connections(serve_with(reply)) as port:
        found = ask(port)
    assert (found.state, found.values) == ("ok", {"smpp_status": f"0x{status:08X}"})


WRONG: list[tuple[Reply, str, str]] = [
    (lambda number: HEADER.pack(16, 0x80000015, 0, number ^ 1), "failed", "not_smpp"),
    (lambda _: HEADER.pack(16, 0x80000000, 3, 0), "failed", "not_smpp"),
    (lambda number: HEADER.pack(16, 0x80000009, 0, number), "failed", "not_smpp"),
    (lambda number: HEADER.pack(15, 0x80000015, 0, number), "failed", "not_smpp"),
    (lambda number: HEADER.pack(1_025, 0x80000015, 0, number) + bytes(1_009), "failed", "not_smpp"),
    (lambda number: HEADER.pack(0xFFFFFFFF, 0x80000015, 0, number), "failed", "not_smpp"),
    (lambda number: HEADER.pack(16, 0x80000015, 0, number)[:15], "failed", "not_smpp"),
    (lambda number: HEADER.pack(32, 0x80000015, 0, number) + bytes(8), "failed", "not_smpp"),
    (lambda number: HEADER.pack(16, 0x15, 0, number) * 9, "failed", "not_smpp"),
    (lambda number: b"HTTP/1.1 400 Bad Request\r\n\r\n" + bytes(number % 2), "failed", "not_smpp"),
    (lambda _: b"", "unknown", "closed"),
]


@pytest.mark.parametrize(("reply", "state", "reason"), WRONG)
def test_wrong_answers_are_never_ok(reply: Reply, state: str, reason: str) -> None:
    """Other numbers, other commands, lengths out of bounds, cut answers, floods, and other protocols."""
    with answer_connections(serve_with(reply)) as port:
        found = ask(port)
    assert (found.state, found.reason) == (state, reason)


def test_nobody_there_and_nothing_said() -> None:
    """A closed port is refused; a silent server is unknown, for it may wait for a bind."""
    assert (ask(find_free_port()).state, ask(find_free_port()).reason) == ("failed", "refused")

    def listen(peer: socket) -> None:
        read_bytes(peer, 17)

    with answer_connections(listen) as port:
        found = ask(port, 0.3)
    assert (found.state, found.reason) == ("unknown", "no_answer")
