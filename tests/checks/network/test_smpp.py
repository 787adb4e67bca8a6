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


NACK, LINK, LINKED = 0x80000000, 0x15, 0x80000015
ANSWERS: list[tuple[Reply, int]] = [
    (lambda number: HEADER.pack(16, LINKED, 0, number), 0),
    (lambda number: HEADER.pack(16, LINKED, 4, number), 4),
    (lambda number: HEADER.pack(16, LINKED, 0xFFFFFFFF, number), 0xFFFFFFFF),
    (lambda number: HEADER.pack(16, LINKED, 0, number ^ 1), 0),
    (lambda number: HEADER.pack(16, NACK, 3, number), 3),
    (lambda _: HEADER.pack(16, NACK, 3, 0), 3),
    (lambda _: HEADER.pack(16, NACK, 0, 0xFFFFFFFF), 0),
    (lambda number: HEADER.pack(16, 0x80000009, 4, number), 4),
    (lambda number: HEADER.pack(17, 0x80000002, 13, number) + bytes(1), 13),
    (lambda number: HEADER.pack(20, LINKED, 0, number) + b"more", 0),
    (lambda number: HEADER.pack(1_025, LINKED, 0, number) + bytes(1_009), 0),
    (lambda number: HEADER.pack(66 * 1_024, LINKED, 0, number), 0),
    (lambda number: HEADER.pack(32, LINKED, 0, number) + bytes(8), 0),
    (lambda number: HEADER.pack(18, 0xB, 0, 1) + b"a\0" + HEADER.pack(16, LINKED, 0, number), 0),
    (lambda number: HEADER.pack(2_000, 0x5, 0, 1) + bytes(1_984) + HEADER.pack(16, LINKED, 0, number), 0),
    (lambda number: HEADER.pack(16, 0x6, 0, 7) + HEADER.pack(16, NACK, 4, number), 4),
    (lambda number: HEADER.pack(16, LINK, 0, number) + HEADER.pack(16, NACK, 4, number), 4),
]


@pytest.mark.parametrize(("reply", "status"), ANSWERS)
def test_any_answer_in_smpp_is_a_server(reply: Reply, status: int) -> None:
    """A response of whatever number, status and length, a generic_nack, and requests of the server's own before it."""
    with answer_connections(serve_with(reply)) as port:
        found = ask(port)
    assert (found.state, found.values) == ("ok", {"smpp_status": f"0x{status:08X}"})


def test_server_that_asks_for_our_link_first_is_answered() -> None:
    """It sends nothing before it has its own answer, and its PDUs come byte by byte."""

    def serve(peer: socket) -> None:
        _, _, _, sequence = HEADER.unpack(read_bytes(peer, 16))
        peer.sendall(HEADER.pack(16, LINK, 0, sequence ^ 5))
        assert HEADER.unpack(read_bytes(peer, 16)) == (16, LINKED, 0, sequence ^ 5)
        for byte in HEADER.pack(16, LINKED, 0, sequence):
            peer.sendall(bytes([byte]))

    with answer_connections(serve) as port:
        assert ask(port).state == "ok"


def test_server_that_repeats_what_it_hears_is_none() -> None:
    """An echo of the question is not answered, so nothing comes that would look like an answer."""

    def serve(peer: socket) -> None:
        while heard := peer.recv(4_096):
            peer.sendall(heard)

    with answer_connections(serve) as port:
        found = ask(port, 0.5)
    assert (found.state, found.reason) == ("unknown", "no_answer")


WRONG: list[tuple[Reply, str, str]] = [
    (lambda number: HEADER.pack(15, LINKED, 0, number), "failed", "not_smpp"),
    (lambda number: HEADER.pack(66 * 1_024 + 1, LINKED, 0, number), "failed", "not_smpp"),
    (lambda number: HEADER.pack(0xFFFFFFFF, LINKED, 0, number), "failed", "not_smpp"),
    (lambda number: HEADER.pack(16, LINKED, 0, number)[:15], "failed", "not_smpp"),
    (lambda number: HEADER.pack(16, LINK, 0, number) * 9, "failed", "not_smpp"),
    (lambda number: HEADER.pack(16, 0x8000000A, 0, number), "failed", "not_smpp"),
    (lambda number: HEADER.pack(16, 0x80000104, 0, number), "failed", "not_smpp"),
    (lambda number: HEADER.pack(16, 0, 0, number), "failed", "not_smpp"),
    (lambda number: struct.pack("<IIII", 16, LINKED, 0, number), "failed", "not_smpp"),
    (lambda number: b"HTTP/1.1 400 Bad Request\r\n\r\n" + bytes(number % 2), "failed", "not_smpp"),
    (lambda _: b"", "unknown", "closed"),
]


@pytest.mark.parametrize(("reply", "state", "reason"), WRONG)
def test_wrong_answers_are_never_ok(reply: Reply, state: str, reason: str) -> None:
    """Other commands, lengths out of bounds, cut headers, floods, and other protocols."""
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
