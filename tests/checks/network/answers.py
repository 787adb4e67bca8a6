"""Small peers in the test's own process, and one probe's result; for answers that no real program gives."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.checks.network.peers import run_probe
from wizard.checks.probe import Probe
from wizard.domain.evidence.record import Evidence

HOME = "127.0.0.1"


def measure(probe: Probe) -> Evidence:
    """Return the evidence of a probe that gives one."""
    (evidence,) = run_probe(probe)
    return evidence


@contextmanager
def answer_datagrams(reply: Callable[[bytes], list[bytes]], port: int = 0) -> Iterator[int]:
    """Answer each datagram with some; gives the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        own.bind((HOME, port))

        def serve() -> None:
            while True:
                data, sender = own.recvfrom(65_535)
                if data == b"end":
                    return
                for each in reply(data):
                    own.sendto(each, sender)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = own.getsockname()[1]
        try:
            yield port
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"end", (HOME, port))
            thread.join(60)


@contextmanager
def answer_connections(serve_one: Callable[[socket.socket], None]) -> Iterator[int]:
    """Serve each connection, one after the other, and close it; gives the port."""
    with socket.socket() as own:
        own.bind((HOME, 0))
        own.listen()
        ended = threading.Event()

        def serve() -> None:
            while True:
                peer, _ = own.accept()
                with peer:
                    if ended.is_set():
                        return
                    peer.settimeout(60)
                    try:
                        serve_one(peer)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = own.getsockname()[1]
        try:
            yield port
        finally:
            ended.set()
            socket.create_connection((HOME, port), 60).close()
            thread.join(60)


def read_bytes(peer: socket.socket, count: int) -> bytes:
    """Return so many bytes of a connection, fewer at its end."""
    data = b""
    while len(data) < count and (more := peer.recv(count - len(data))):
        data += more
    return data
