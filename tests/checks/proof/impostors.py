"""What answers in a listener's place: proxies, portals, other services, noise; each with what it must be told to be."""

import contextlib
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

Answer = Callable[[socket.socket, threading.Event], None]


@contextmanager
def serving(behaviours: dict[socket.socket, Answer]) -> Iterator[None]:
    """Have each listening socket behave in its own way."""
    ended = threading.Event()

    def serve(listening: socket.socket, behave: Answer) -> None:
        with contextlib.suppress(OSError), ExitStack() as kept:
            while listening.type is socket.SOCK_STREAM:
                connection, _ = listening.accept()
                kept.enter_context(connection)
                connection.settimeout(5)
                with contextlib.suppress(OSError):
                    behave(connection, ended)
            behave(listening, ended)

    threads = [threading.Thread(target=serve, args=each) for each in behaviours.items()]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for listening in behaviours:
            with contextlib.suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            listening.close()
        for thread in threads:
            thread.join(60)


def hold(_: socket.socket, __: threading.Event) -> None:
    """Take the connection and say nothing, as a proxy does that catches all."""


def answer_http(connection: socket.socket, _: threading.Event) -> None:
    """Answer as a captive portal."""
    connection.recv(4_096)
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n\r\n")
    connection.close()


def greet(connection: socket.socket, _: threading.Event) -> None:
    """Speak first, as a mail server."""
    connection.sendall(b"220 mail.example ESMTP\r\n")


def echo(connection: socket.socket, _: threading.Event) -> None:
    """Send back what came."""
    connection.sendall(connection.recv(4_096))


def echo_twice(connection: socket.socket, _: threading.Event) -> None:
    """Send back what came, two times."""
    connection.sendall(2 * connection.recv(4_096))


def reset(connection: socket.socket, _: threading.Event) -> None:
    """Break the connection off."""
    connection.recv(4_096)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


def drip(connection: socket.socket, ended: threading.Event) -> None:
    """Send a byte now and then."""
    while not ended.wait(0.2):
        connection.sendall(b"T")


def babble(connection: socket.socket, _: threading.Event) -> None:
    """Answer with as many bytes as a reply has, at random."""
    connection.recv(4_096)
    connection.sendall(os.urandom(256))


def echo_datagrams(listening: socket.socket, ended: threading.Event) -> None:
    """Send every datagram back."""
    _answer_datagrams(listening, ended, lambda data: [data])


def flood_datagrams(listening: socket.socket, ended: threading.Event) -> None:
    """Send a hundred datagrams for one."""
    _answer_datagrams(listening, ended, lambda _: [os.urandom(256)] * 100)


def empty_datagrams(listening: socket.socket, ended: threading.Event) -> None:
    """Answer with nothing in it."""
    _answer_datagrams(listening, ended, lambda _: [b""])


def _answer_datagrams(listening: socket.socket, ended: threading.Event, answer: Callable[[bytes], list[bytes]]) -> None:
    listening.settimeout(0.2)
    while not ended.is_set():
        with contextlib.suppress(TimeoutError):
            data, source = listening.recvfrom(4_096)
            for each in answer(data):
                listening.sendto(each, source)


STREAMS: dict[Answer, str] = {
    hold: "proof.silent",
    answer_http: "proof.foreign",
    greet: "proof.foreign",
    echo: "proof.foreign",
    echo_twice: "proof.foreign",
    reset: "proof.cut",
    drip: "proof.foreign",
    babble: "proof.foreign",
}
DATAGRAMS: dict[Answer, str] = dict.fromkeys((echo_datagrams, flood_datagrams, empty_datagrams), "proof.foreign")
