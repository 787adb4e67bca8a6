"""The HTTPS probe: who answers, whether it is the host that was asked, and which step fails where nobody does."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checks.tls.making import DAY, NAME, NOW, Family, Wish, make_certificate, make_family
from tests.checks.tls.serving import HOME, Serve, answer_with, make_server_context, run_probe, say_nothing, serving
from wizard.checks.probe import TouchKind
from wizard.checks.tls.http_answer import LONGEST_HEAD, LONGEST_STATUS_LINE
from wizard.checks.tls.https_probe import make_https_probe
from wizard.domain.evidence.record import Evidence, FlowEnd
from wizard.domain.evidence.wording import MEASURES, REASONS

Ask = Callable[..., Evidence]
ServeAs = Callable[[Wish, str, str], Evidence]
FLOW = FlowEnd(fact="NET-38", subject="server", protocol="tcp", port=443)


@pytest.fixture
def ask(family: Family) -> Ask:
    """Return what asks a loopback port, trusting the family's root."""

    def ask_port(port: int, name: str = NAME, seconds: float = 30) -> Evidence:
        return run_probe(
            make_https_probe(HOME, port, name, ("NET-38",), "server", FLOW, roots=family.root.pem, seconds=seconds)
        )

    return ask_port


@pytest.fixture
def serve_as(ask: Ask, family: Family, tmp_path: Path) -> ServeAs:
    """Return what asks, under a name, a server with a certificate as wished, signed by the "authority" or "itself"."""

    def serve(wish: Wish, name: str, signed_by: str) -> Evidence:
        authorities = {"authority": [family.authority], "itself": []}[signed_by]
        made = make_certificate(wish, *authorities)
        context = make_server_context(tmp_path, made, *authorities)
        with serving(answer_with(b"HTTP/1.1 200 OK\r\n\r\n"), context) as port:
            return ask(port, name)

    return serve


@pytest.fixture
def context(family: Family, tmp_path: Path) -> ssl.SSLContext:
    """Return a server's side of TLS."""
    return make_server_context(tmp_path, family.server, family.authority)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", 200),
        (b"HTTP/1.1 200 OK\n\n", 200),
        (b"HTTP/1.0 404\r\n\r\n", 404),
        (b"HTTP/1.1 503 Service Unavailable\r\nX: ", 503),
        (b"HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n", 301),
        (b"HTTP/1.1 301 Moved\r\nLOCATION:https://TWS.example.com:8443/x\r\n\r\n", 301),
        (b"HTTP/1.1 302 Found\nlocation : //tws.example.com./\n\n", 302),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", 304),
        (b"HTTP/1.1 200 OK\r\nLocation: https://elsewhere.example/\r\n\r\n", 200),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 Unauthorized\r\n\r\n", 401),
        (b"HTTP/1.1 103 Early Hints\nLink: </x>\n\nHTTP/1.1 100\n\nHTTP/1.1 200 OK\n\n", 200),
    ],
)
def test_any_final_answer_of_the_host_itself(ask: Ask, context: ssl.SSLContext, line: bytes, status: int) -> None:
    """Whatever the final status, the host of a trusted certificate answers; who vouches for it is told."""
    with serving(answer_with(line), context) as port:
        evidence = ask(port)
    assert (evidence.state, evidence.reason, evidence.flow) == ("ok", None, FLOW)
    assert evidence.values == {"tls_version": "TLSv1.3", "http_status": status, "issuer": "Authority"}
    assert set(evidence.values) <= set(MEASURES)
    assert evidence.destination == f"{HOME}:{port}"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n", "proxy_answers"),
        (b"HTTP/1.1 511 Network Authentication Required\r\n\r\n", "portal_answers"),
        (b"HTTP/1.1 302 Found\r\nLocation: https://portal.valmont.example/login\r\n\r\n", "redirected_elsewhere"),
        (b"HTTP/1.1 307 Moved\nlocation:http://10.0.0.1/\n\n", "redirected_elsewhere"),
        (b"HTTP/1.1 303 See\r\nLocation: /here\r\nLocation: //other.example\r\n\r\n", "redirected_elsewhere"),
        (b"HTTP/1.1 302 Found\r\nLocation: https://[bad\r\n\r\n", "redirected_elsewhere"),
        (b"HTTP/1.1 302 Found\r\nLocation: https://portal.valmont.example/", "redirected_elsewhere"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", "no_final_answer"),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "no_final_answer"),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </x>", "no_final_answer"),
    ],
)
def test_portals_and_proxies_are_not_the_host(
    ask: Ask, family: Family, tmp_path: Path, line: bytes, reason: str
) -> None:  # fmt: skip
    """What only a device in the way says is told as what it is, whether or not its authority is trusted here."""
    for own in (family, make_family()):
        with serving(answer_with(line), make_server_context(tmp_path, own.server, own.authority)) as port:
            evidence = ask(port)
        assert (evidence.state, evidence.reason) == ("unknown", reason)
        assert set(evidence.values or {}) <= set(MEASURES)
    assert reason in REASONS


PORTAL = "portal.valmont.example"
UNPROVEN: list[tuple[Wish, str, str]] = [
    (Wish(), NAME, "self_signed"),
    (Wish(PORTAL, (PORTAL,)), NAME, "self_signed"),
    (Wish(PORTAL, (PORTAL,)), NAME, "wrong_name"),
    (Wish(not_after=NOW - DAY), NAME, "expired"),
    (Wish(), HOME, "name_not_known"),
    (Wish(), "other.example.com", "wrong_name"),
]


@pytest.mark.parametrize(("wish", "name", "reason"), UNPROVEN)
def test_certificate_that_does_not_hold_shows_nobody(serve_as: ServeAs, wish: Wish, name: str, reason: str) -> None:
    """A captive portal shows a certificate of its own: something answers, and it is not shown to be the host."""
    evidence = serve_as(wish, name, "itself" if reason == "self_signed" else "authority")
    assert (evidence.state, evidence.reason) == ("unknown", reason)
    assert (evidence.values or {})["http_status"] == 200
    assert reason in REASONS


def test_address_that_the_certificate_names_will_do(serve_as: ServeAs) -> None:
    """A plan may give an address, where the certificate is for it."""
    assert serve_as(Wish(names=(HOME,)), HOME, "authority").state == "ok"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_tls_that_is_too_old_is_told(ask: Ask, context: ssl.SSLContext, version: ssl.TLSVersion) -> None:
    """HTTP answers, though not to whoever keeps to the versions of today."""
    context.minimum_version = context.maximum_version = version
    with serving(answer_with(b"HTTP/1.1 200 OK\r\n\r\n"), context) as port:
        evidence = ask(port)
    assert (evidence.state, evidence.reason) == ("unknown", "old_protocol")


def test_request_is_one_head_and_no_redirect_is_followed(ask: Ask, context: ssl.SSLContext) -> None:
    """One connection, one HEAD for the start page under the host's name: nothing else is asked."""
    heads: list[bytes] = []

    async def redirect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(f"HTTP/1.1 302 Found\r\nLocation: https://{HOME}:1/\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    with serving(redirect, context) as port:
        evidence = ask(port, "TWS.example.com.")
    assert (evidence.reason, (evidence.values or {})["redirected_to"]) == ("redirected_elsewhere", HOME)
    assert len(heads) == 1
    assert heads[0].startswith(f"HEAD / HTTP/1.1\r\nHost: tws.example.com:{port}\r\n".encode())


@pytest.mark.parametrize(
    ("serve", "reason"),
    [
        (answer_with(b"SIP/2.0 200 OK\r\n\r\n"), "not_http"),
        (answer_with(b"HTTP/1.1 99999\r\n\r\n"), "not_http"),
        (answer_with(b"HTTP/1.1 200 " + b"a" * 2 * LONGEST_STATUS_LINE), "not_http"),
        (answer_with(b"HTTP/1.1 100 Continue\r\n\r\nSIP/2.0 200 OK\r\n\r\n"), "not_http"),
        (answer_with(b""), "not_http"),
    ],
    ids=["sip", "no status", "endless line", "sip after all", "nothing"],
)
def test_what_is_not_http(ask: Ask, context: ssl.SSLContext, serve: Serve, reason: str) -> None:
    """TLS that carries something else, or nothing, is no HTTPS."""
    with serving(serve, context) as port:
        evidence = ask(port)
    assert (evidence.state, evidence.reason) == ("failed", reason)
    assert len(evidence.detail or "") <= 80


def test_endless_head_is_left(ask: Ask, context: ssl.SSLContext) -> None:
    """A redirect whose head never ends is read up to a bound: where it leads was not said, so who answers is not."""
    line = b"HTTP/1.1 302 Found\r\nX: " + b"a" * LONGEST_HEAD + b"\r\nLocation: https://other.example/\r\n\r\n"
    with serving(answer_with(line), context) as port:
        evidence = ask(port)
    assert (evidence.state, evidence.reason) == ("unknown", "no_final_answer")


def test_silence_is_unknown(ask: Ask, context: ssl.SSLContext) -> None:
    """A peer that takes the request and says nothing within the time may be slow: nothing is known."""
    with serving(say_nothing, context) as port:
        evidence = ask(port, seconds=1)
    assert (evidence.state, evidence.reason) == ("unknown", "silent")


def test_plain_http_is_not_tls(ask: Ask) -> None:
    """A peer that answers TLS with something else does not speak it."""

    async def answer_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await say_nothing(reader, writer)

    with serving(answer_plainly) as port:
        evidence = ask(port)
    assert (evidence.state, evidence.reason) == ("failed", "not_tls")
    assert (evidence.detail or "").startswith("HTTP/1.1 400 Bad Request")


def test_endless_handshake_ends_at_the_cap(ask: Ask) -> None:
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


def test_nothing_listens(ask: Ask) -> None:
    """A refused connection is measured."""
    with socket.socket() as reserved:
        reserved.bind((HOME, 0))
        evidence = ask(reserved.getsockname()[1])
    assert (evidence.state, evidence.reason, evidence.flow) == ("failed", "refused", FLOW)


@pytest.mark.parametrize("name", ["tws.example.com\r\nX-Header: 1", "a b", ""])
def test_no_name_becomes_a_header(ask: Ask, name: str) -> None:
    """A name that is none is not sent to anybody."""
    assert (ask(9, name).state, ask(9, name).reason) == ("unknown", "unusable_name")


def test_manifest() -> None:
    """The manifest has the one connection; a name instead of an address is not asked for."""
    probe = make_https_probe("2001:db8::1", 443, NAME, ("NET-38",), "server", None, roots=b"")
    assert [(touch.kind, touch.what) for touch in probe.touches] == [(TouchKind.PACKET, "tcp [2001:db8::1]:443")]
    named = make_https_probe("mail.example.com", 443, NAME, ("NET-38",), "server", None)
    assert named.touches == ()
    assert run_probe(named).reason == "not_an_address"
