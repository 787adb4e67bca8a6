"""SIP OPTIONS against real peers (kamailio, sipp) and against ones that answer wrongly, over UDP and TCP."""

import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.checks.network.answers import HOME, answer_connections, answer_datagrams, measure
from tests.checks.network.cases import find_case
from tests.checks.network.peers import accepts, find_free_port, find_tool, is_bound, start
from wizard.checks.network.peers import Asked
from wizard.checks.network.sip import Transport, make_pauses, make_sip_probe
from wizard.domain.evidence.record import Evidence, FlowEnd
from wizard.domain.evidence.wording import REASONS

FLOW = FlowEnd(fact="NET-19", subject="server", protocol="udp", port=5060)


def ask(port: int, transport: Transport, seconds: float = 30.0, host: str = HOME) -> Evidence:
    """Return the evidence on a SIP peer."""
    return measure(make_sip_probe(Asked(host, port, ("NET-19",), "server", FLOW, seconds), transport))


def hear(port: int) -> Evidence:
    """Return the evidence on a peer that answers at once, over UDP.

    Where nothing is told but what it answered the probe waits on for the right answer: so the time is short, and
    longer only where a busy machine let nothing be heard in it.
    """
    for seconds in (0.4, 3.0, 30.0):
        found = ask(port, "udp", seconds)
        if found.reason != "no_answer":
            break
    return found


@pytest.fixture(scope="module")
def kamailio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Give the port of a kamailio, for UDP and TCP."""
    program, folder, port = find_tool("kamailio", "kamailio"), tmp_path_factory.mktemp("kamailio"), find_free_port()
    text = find_case("peers/kamailio.cfg").read_text().replace(":5060", f":{port}")
    (folder / "kamailio.cfg").write_text(text)
    log = folder / "log"
    command: list[str | Path] = [
        program,
        "-DD",
        "-f",
        folder / "kamailio.cfg",
        "-Y",
        folder,
        "-P",
        folder / "pid",
        "-m",
        "32",
        "-M",
        "8",
    ]
    with start(command, lambda: accepts(port)() and is_bound(port)(), log):
        yield port


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_kamailio_answers(kamailio: int, transport: Transport) -> None:
    """A real SIP server answers 200, and says what it is."""
    found = ask(kamailio, transport)
    assert (found.state, found.reason, found.flow, found.destination) == ("ok", None, FLOW, HOME)
    assert found.values is not None
    assert found.values["sip_status"] == "200 OK"
    assert str(found.values["product"]).startswith("kamailio")


def test_sipp_answers(tmp_path: Path) -> None:
    """Another real peer answers, whose messages are written by other people."""
    program, port = find_tool("sipp", "sip-tester"), find_free_port()
    case = shutil.copy(find_case("sipp/sipp_options_uas.xml"), tmp_path)
    command = [program, "-sf", case, "-i", HOME, "-p", str(port), "-nostdin", "-m", "1", "-timeout", "20s"]
    with start(command, is_bound(port), tmp_path / "log"):
        found = ask(port, "udp")
    assert (found.state, found.values) == ("ok", {"sip_status": "200 OK"})


def test_nobody_there() -> None:
    """A closed port is refused by ICMP over UDP and by reset over TCP: both have failed."""
    port = find_free_port()
    assert [(each.state, each.reason) for each in (ask(port, "udp"), ask(port, "tcp"))] == [("failed", "refused")] * 2


def repeat(request: bytes, status: str, more: str = "") -> bytes:
    """Return a response to a request."""
    lines = request.decode().split("\r\n")
    kept = [line for line in lines if line.split(":")[0] in {"Via", "From", "To", "Call-ID", "CSeq"}]
    return "\r\n".join((f"SIP/2.0 {status}", *kept, *([more] if more else []), "Content-Length: 0", "", "")).encode()


@pytest.mark.parametrize(
    "status", ["200 OK", "401 Unauthorized", "404 Not Found", "405 Method Not Allowed", "486 ", "603 D"]
)
def test_any_final_response_is_a_peer(status: str) -> None:
    """Refusing to answer is an answer too."""
    with answer_datagrams(lambda request: [repeat(request, status, "Server: PABX 6.1")]) as port:
        found = ask(port, "udp")
    assert (found.state, found.values) == ("ok", {"sip_status": status.strip(), "product": "PABX 6.1"})


def test_real_spellings_are_understood() -> None:
    """Compact names, folded lines, parameters that were added, and white space are what real peers write."""

    def reply(request: bytes) -> list[bytes]:
        text = repeat(request, "200 OK").decode()
        text = re.sub(
            r"Via: SIP/2.0/UDP ([^;]*);rport;", "v : SIP / 2.0 / UDP\r\n \\1;received=127.0.0.1;rport=5;", text
        )
        text = text.replace("Call-ID:", "i:").replace("From:", "f:\r\n\t").replace("CSeq:", "cseq  :")
        return [text.replace("Content-Length: 0", "l: 0").encode()]

    with answer_datagrams(reply) as port:
        assert ask(port, "udp").state == "ok"


def test_request_is_sent_again_until_it_is_answered() -> None:
    """A lost request does not make a peer silent (T1); the second one is the same as the first."""
    seen: list[bytes] = []

    def reply(request: bytes) -> list[bytes]:
        seen.append(request)
        return [repeat(request, "100 Trying")] if len(seen) == 1 else [repeat(request, "200 OK")]

    with answer_datagrams(reply) as port:
        assert ask(port, "udp").state == "ok"
    assert len(seen) == 2
    assert seen[0] == seen[1]
    pauses = make_pauses()
    assert [next(pauses) for _ in range(5)] == [0.5, 1, 2, 4, 4]


def test_requests_cannot_be_foreseen() -> None:
    """Branch, tag, Call-ID and number differ from one request to the next."""
    seen: list[bytes] = []

    def reply(request: bytes) -> list[bytes]:
        seen.append(request)
        return [repeat(request, "200 OK")]

    with answer_datagrams(reply) as port:
        ask(port, "udp")
        ask(port, "udp")
    for pattern in (rb"branch=(z9hG4bK\w{24})", rb"tag=(\w{24})", rb"Call-ID: (\w{24})", rb"CSeq: (\d+) OPTIONS"):
        first, second = (re.search(pattern, request) for request in seen)
        assert first is not None
        assert second is not None
        assert first[1] != second[1]


Change = Callable[[str], str]
FOREIGN: list[Change] = [
    lambda text: re.sub(r"branch=z9hG4bK\w", "branch=z9hG4bKx", text),
    lambda text: re.sub(r"Call-ID: \w", "Call-ID: x", text),
    lambda text: text.replace(" OPTIONS", " INVITE"),
    lambda text: re.sub(r"CSeq: \d+", "CSeq: 0", text),
    lambda text: text.replace("Via:", "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKy\r\nVia:"),
    lambda text: re.sub(r"(Via:[^\r]*)", r"\1, SIP/2.0/UDP 10.0.0.1", text),
    lambda text: text.replace("To:", "Call-ID: twice\r\nTo:"),
    lambda text: re.sub("(Via|Call-ID):", r"X-\1:", text),
    lambda text: re.sub(
        r"^SIP/2.0 200 OK", "OPTIONS sip:tws@h SIP/2.0", re.sub(r"(Call-ID|branch.)\W*\w", r"\1: x", text)
    ),
]
BROKEN: list[Change] = [
    lambda text: text.replace("SIP/2.0 200", "SIP/3.0 200"),
    lambda text: text.replace("SIP/2.0 200", "HTTP/1.1 200"),
    lambda text: text.replace("SIP/2.0 200 OK", "SIP/2.0 4294967301 OK"),
    lambda text: text.replace("SIP/2.0 200 OK", "SIP/2.0 099 OK"),
    lambda text: text.replace("SIP/2.0 200 OK", "SIP/2.0 20 OK"),
    lambda text: text.replace("SIP/2.0 200 OK", "SIP/2.0 OK"),
    lambda text: text.replace("SIP/2.0 200 OK", "OPTIONS sip:h SIP/2.0"),
    lambda text: text.replace("SIP/2.0 200 OK", "\x16\x03\x03"),
]
SLOPPY: list[Change] = [
    lambda text: text.replace("\r\n", "\n"),
    lambda text: text.replace("\r\n", "\r"),
    lambda text: text.replace("\r\n", "\n", 1),
    lambda text: text.replace("\r\n", "\n").replace("\nTo:", "\r\nTo:"),
    lambda text: text[:-2],
    lambda text: text[:-4],
    lambda text: "\r\n\n" + text,
    lambda text: text.replace("200 OK", "200"),
    lambda text: text.replace("200 OK", "200 "),
    lambda text: text.replace("SIP/2.0 200 OK", "sip/2.0\t200  OK"),
    lambda text: text.replace("Content-Length: 0\r\n", ""),
    lambda text: text.replace("Content-Length: 0", "Content-Length: 0\r\nContent-Length: 0"),
    lambda text: text.replace("Content-Length: 0", "Content-Length: 0\r\nl: 1"),
    lambda text: text.replace("Content-Length: 0", "Content-Length: 5"),
    lambda text: text.replace("Content-Length: 0", "Content-Length: -1"),
    lambda text: text.replace("Content-Length: 0", "Content-Length: none"),
    lambda text: text.replace("To:", "Groupe SBC 1\r\nTo:"),
    lambda text: text.replace("To:", ": nothing\r\n\x00: 1\r\n=?;\r\nTo:"),
    lambda text: text.replace("CSeq:", "X-CSeq:"),
    lambda text: text.replace("From:", "X-From:").replace("To:", "X-To:"),
    lambda text: text.replace("Via:", "X-Via:"),
    lambda text: text.replace("Call-ID:", "X-Call-ID:"),
    lambda text: re.sub(r"tag=\w", "tag=x", text),
    lambda text: re.sub(r";tag=\w+", "", text),
    lambda text: re.sub(r"branch=(\w+)", r'Branch = "\1"', text),
    lambda text: text.replace("z9hG4bK", "Z9HG4BK"),
    lambda text: re.sub("^(Via|From|To|Call-ID|CSeq)", lambda name: name[1].upper(), text, flags=re.MULTILINE),
    lambda text: re.sub(r"(Via:[^\r]*?);", r"\1\r\n ;received=10.0.0.1;rport=5;", text),
    lambda text: text.replace("200 OK", "401 Unauthorized\r\nWWW-Authenticate: Digest realm=x,\r\n\tnonce=y"),
    lambda text: text.replace(" OPTIONS", "  options"),
    lambda text: text.replace("Content-Length", "X: 1\r\n" * 300 + "Content-Length"),
    lambda text: text.replace("Content-Length", "X: " + " " * 40_000 + "1\r\nContent-Length"),
    lambda text: text.replace("200 OK", "200 \xff\xfe"),
]


def change_all(change: Change) -> Callable[[bytes], list[bytes]]:
    """Return a peer that changes a good response."""
    return lambda request: [change_one(change, request)]


def change_one(change: Change, request: bytes) -> bytes:
    """Return a good response to a request, changed."""
    return change(repeat(request, "200 OK").decode()).encode("latin-1")


def say_over_connection(change: Change) -> Callable[[socket.socket], None]:
    """Return a peer that changes a good response and keeps the connection for a while."""

    def serve(peer: socket.socket) -> None:
        peer.sendall(change_one(change, peer.recv(4_096)))
        peer.settimeout(1)
        peer.recv(1)

    return serve


@pytest.mark.parametrize("change", SLOPPY)
def test_peer_that_writes_sloppily_is_one(change: Change) -> None:
    """Whoever repeats what nobody can foresee of the request, in a SIP response, is a SIP peer."""
    with answer_datagrams(change_all(change)) as port:
        found = ask(port, "udp")
    assert (found.state, found.reason) == ("ok", None)


@pytest.mark.parametrize("change", SLOPPY)
def test_peer_that_writes_sloppily_over_a_connection_is_one(change: Change) -> None:
    """The same over TCP; what has no end is read once no more comes."""
    with answer_connections(say_over_connection(change)) as port:
        found = ask(port, "tcp", 10)
    assert (found.state, found.reason) == ("ok", None)


@pytest.mark.parametrize("change", FOREIGN)
def test_answer_to_another_request_is_unknown(change: Change) -> None:
    """SIP that does not answer this request shows nothing, whichever mark differs."""
    with answer_datagrams(change_all(change)) as port:
        found = hear(port)
    assert (found.state, found.reason) == ("unknown", "sip_of_another")


@pytest.mark.parametrize("change", BROKEN)
def test_what_is_no_sip_has_failed(change: Change) -> None:
    """What answers without being SIP has failed, as has the request sent back; how it begins is told."""
    with answer_datagrams(change_all(change)) as port:
        found = hear(port)
    assert (found.state, found.reason) == ("failed", "not_sip")
    assert found.detail


@pytest.mark.parametrize("change", [*FOREIGN, *BROKEN])
def test_connections_are_as_strict(change: Change) -> None:
    """Over TCP none of them is ok either."""
    with answer_connections(say_over_connection(change)) as port:
        found = ask(port, "tcp", 0.5)
    assert found.state != "ok"
    assert found.reason in {"not_sip", "sip_of_another", "no_answer", "closed"}


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("503 Service Unavailable", "of_anybody"),
        ("500 x", "of_anybody"),
        ("403 Forbidden", "of_anybody"),
        ("408 Request Timeout", "of_anybody"),
        ("603 Decline", "of_anybody"),
        ("499 x", None),
        ("404 Not Found", None),
        ("486 Busy Here", None),
    ],
)
@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_refusal_that_a_device_on_the_way_may_give_says_so(
    transport: Transport, status: str, reason: str | None
) -> None:  # fmt: skip
    """A middlebox's 503 is an answer with 503, and no more: nobody can tell whose it is."""
    if transport == "udp":
        with answer_datagrams(lambda request: [repeat(request, status)]) as port:
            found = ask(port, transport)
    else:
        with answer_connections(lambda peer: peer.sendall(repeat(peer.recv(4_096), status))) as port:
            found = ask(port, transport)
    assert (found.state, found.reason, found.values) == ("ok", reason, {"sip_status": status})
    assert reason is None or reason in REASONS


def test_connection_gives_provisional_responses_and_bodies_first() -> None:
    """A keep-alive, a 100 with a body, and the final response in pieces."""

    def serve(peer: socket.socket) -> None:
        request = peer.recv(4_096)
        trying = repeat(request, "100 Trying").replace(b"Length: 0", b"Length: 4") + b"body"
        for part in (b"\r\n\r\n", trying, (final := repeat(request, "486 Busy"))[:50], final[50:]):
            peer.sendall(part)
            time.sleep(0.02)

    with answer_connections(serve) as port:
        found = ask(port, "tcp")
    assert (found.state, found.values) == ("ok", {"sip_status": "486 Busy"})


def test_connection_closed_or_silent() -> None:
    """Closed without a word, and silence: unknown, each with its reason."""
    with answer_connections(lambda _: None) as port:
        assert (ask(port, "tcp").reason) == "closed"
    with answer_connections(lambda _: time.sleep(1)) as port:
        assert (ask(port, "tcp", 0.3).reason) == "no_answer"
    with answer_datagrams(lambda _: []) as port:
        found = ask(port, "udp", 0.3)
    assert (found.state, found.reason) == ("unknown", "no_answer")


def test_manifest_and_hostile_hosts() -> None:
    """One line for one packet's way; a name that is none sends nothing."""
    probe = make_sip_probe(Asked("::1", 5060, ()), "tcp")
    assert [touch.what for touch in probe.touches] == ["tcp [::1]:5060"]
    hostile = make_sip_probe(Asked("a\r\nVia: x", 5060, ()))
    assert hostile.touches == ()
    assert measure(hostile).reason == "bad_name"
