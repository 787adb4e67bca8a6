"""The HTTPS probe: one status line, and which step fails where there is none."""

import asyncio
import socket
import ssl
from pathlib import Path

import pytest

from tests.checks.tls.making import NAME, Family
from tests.checks.tls.serving import HOME, Serve, answer_with, make_server_context, run_probe, say_nothing, serving
from wizard.checks.probe import TouchKind
from wizard.checks.tls.https_probe import LONGEST_STATUS_LINE, make_https_probe
from wizard.domain.evidence.record import Evidence, FlowEnd
from wizard.domain.evidence.words import tls

FLOW = FlowEnd(fact="NET-38", subject="server", protocol="tcp", port=443)


def ask(port: int, name: str = NAME, seconds: float = 3) -> Evidence:
    """Return the evidence of the probe on a loopback port."""
    return run_probe(make_https_probe(HOME, port, name, ("NET-38",), "server", FLOW, seconds=seconds))


@pytest.fixture
def context(family: Family, tmp_path: Path) -> ssl.SSLContext:
    """Return a server's side of TLS."""
    return make_server_context(tmp_path, family.server, family.authority)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", 200),
        (b"HTTP/1.0 404\r\n\r\n", 404),
        (b"HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n", 301),
    ],
)
def test_status_line_is_read(context: ssl.SSLContext, line: bytes, status: int) -> None:
    """Whatever the status, HTTPS answers; the flow it proves stands beside."""
    with serving(answer_with(line), context) as port:
        evidence = ask(port)
    assert (evidence.state, evidence.reason, evidence.flow) == ("ok", None, FLOW)
    assert evidence.values == {"tls_version": "TLSv1.3", "http_status": status}
    assert set(evidence.values) <= set(tls.MEASURES)
    assert evidence.destination == f"{HOME}:{port}"


def test_request_is_one_head_and_no_redirect_is_followed(context: ssl.SSLContext) -> None:
    """One connection, one HEAD for the start page under the host's name: nothing else is asked."""
    heads: list[bytes] = []

    async def redirect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(f"HTTP/1.1 302 Found\r\nLocation: https://{HOME}:1/\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    with serving(redirect, context) as port:
        evidence = ask(port, "TWS.example.com.")
    assert evidence.state == "ok"
    assert len(heads) == 1
    assert heads[0].startswith(f"HEAD / HTTP/1.1\r\nHost: tws.example.com:{port}\r\n".encode())


@pytest.mark.parametrize(
    ("serve", "reason"),
    [
        (answer_with(b"SIP/2.0 200 OK\r\n\r\n"), "not_http"),
        (answer_with(b"HTTP/1.1 99999\r\n\r\n"), "not_http"),
        (answer_with(b"HTTP/1.1 200 " + b"a" * 2 * LONGEST_STATUS_LINE), "not_http"),
        (answer_with(b""), "not_http"),
    ],
    ids=["sip", "no status", "endless line", "nothing"],
)
def test_what_is_not_http(context: ssl.SSLContext, serve: Serve, reason: str) -> None:
    """TLS that carries something else, or nothing, is no HTTPS."""
    with serving(serve, context) as port:
        evidence = ask(port)
    assert (evidence.state, evidence.reason) == ("failed", reason)
    assert len(evidence.detail or "") <= 80


def test_silence_is_unknown(context: ssl.SSLContext) -> None:
    """A peer that takes the request and says nothing within the time may be slow: nothing is known."""
    with serving(say_nothing, context) as port:
        evidence = ask(port, seconds=1)
    assert (evidence.state, evidence.reason) == ("unknown", "silent")


def test_plain_http_is_not_tls() -> None:
    """A peer that answers TLS with something else does not speak it."""

    async def answer_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await say_nothing(reader, writer)

    with serving(answer_plainly) as port:
        evidence = ask(port)
    assert (evidence.state, evidence.reason) == ("failed", "not_tls")
    assert (evidence.detail or "").startswith("HTTP/1.1 400 Bad Request")


def test_endless_handshake_ends_at_the_cap() -> None:
    """A peer that sends handshake messages for ever is left soon, well before the deadline."""

    async def send_for_ever(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        try:
            while True:
                # HelloRequest, which a client passes over while it is in a handshake (RFC 5246, section 7.4.1.1).
                writer.write(bytes.fromhex("160303000400000000") * 500)
                await writer.drain()
        except OSError:
            writer.close()

    with serving(send_for_ever) as port:
        evidence = ask(port, seconds=20)
    assert evidence.state == "failed"
    assert evidence.reason in {"too_much", "tls_failed"}
    assert evidence.took_ms < 5_000


def test_nothing_listens() -> None:
    """A refused connection is measured."""
    with socket.socket() as reserved:
        reserved.bind((HOME, 0))
        evidence = ask(reserved.getsockname()[1])
    assert (evidence.state, evidence.reason, evidence.flow) == ("failed", "refused", FLOW)


@pytest.mark.parametrize("name", ["tws.example.com\r\nX-Header: 1", "a b", ""])
def test_no_name_becomes_a_header(name: str) -> None:
    """A name that is none is not sent to anybody."""
    assert (ask(9, name).state, ask(9, name).reason) == ("unknown", "unusable_name")


def test_manifest() -> None:
    """The manifest has the one connection; a name instead of an address is not asked for."""
    probe = make_https_probe("2001:db8::1", 443, NAME, ("NET-38",), "server", None)
    assert [(touch.kind, touch.what) for touch in probe.touches] == [(TouchKind.PACKET, "tcp [2001:db8::1]:443")]
    named = make_https_probe("mail.example.com", 443, NAME, ("NET-38",), "server", None)
    assert named.touches == ()
    assert run_probe(named).reason == "not_an_address"
