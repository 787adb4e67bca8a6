"""SIP peers that write sloppily, as PABXs and devices on the way do: they answer all the same."""

import re

import pytest

from tests.checks.network.answers import answer_connections, answer_datagrams
from tests.checks.network.test_sip import Change, ask, change_all, say_over_connection

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
