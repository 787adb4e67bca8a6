"""The response parser against RFC 4475's torture messages and against long ones."""

import contextlib
import json

import pytest

from tests.checks.network.cases import find_case
from tests.stopwatch import Stopwatch
from wizard.checks.network.faults import Malformed
from wizard.checks.network.sip_message import (
    MOST_HEAD_BYTES,
    MOST_LINES,
    OptionsRequest,
    belongs,
    cut_head,
    parse_head,
)

# The messages of section 3 that are responses with a status of three digits, and what is read of each.
RESPONSES = {"unreason.dat": 200, "noreason.dat": 100, "bcast.dat": 200, "scalarlg.dat": 503}


def test_torture_messages() -> None:
    """Of RFC 4475's messages the responses are read, however broken, and none answers us."""
    folder = find_case("rfc4475")
    cases = json.loads((folder / "index.json").read_text())["cases"]
    read = {}
    for case in cases:
        data = (folder / case["file"]).read_bytes()
        try:
            message = parse_head((cut_head(data) or (data, b""))[0])
        except Malformed:
            continue
        assert not belongs(message, OptionsRequest.make())
        if message.status is not None:
            read[case["file"]] = message.status
    assert len(cases) == 50
    assert read == RESPONSES


HEAD = (
    b"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;branch=b\r\n"
    b"From: <sip:a@b>;tag=t\r\nTo: <sip:a@b>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n"
)


@pytest.mark.parametrize(
    ("more", "is_read"),
    [
        (b"", True),
        (b"X: " + b"a" * (MOST_HEAD_BYTES - len(HEAD) - 14) + b"\r\n", True),
        (b"X: " + b"a" * (MOST_HEAD_BYTES - len(HEAD) - 13) + b"\r\n", False),
        (b"X: 1\r\n" * (MOST_LINES - 6), True),
        (b"X: 1\r\n" * (MOST_LINES - 5), False),
    ],
)
def test_what_stands_far_behind_is_not_looked_at(more: bytes, is_read: bool) -> None:  # noqa: FBT001 - a column of the table
    """Long heads and many headers are read up to a bound: just inside it the last header is seen."""
    message = parse_head(HEAD + more + b"Server: x")
    assert (message.status, message.find("call-id")) == (200, "c")
    assert (message.find("server") == "x") == is_read


@pytest.mark.parametrize(
    ("told", "length"),
    [("0", 0), ("9999999999", 9_999_999_999), ("99999999999", 0), ("-1", 0), ("x", 0), ("", 0), (None, 0)],
)
def test_length_of_a_body(told: str | None, length: int) -> None:
    """A number of at most ten digits is one; anything else says nothing."""
    more = b"" if told is None else f"Content-Length: {told}\r\n".encode()
    assert parse_head(HEAD + more).body_length == length


@pytest.mark.parametrize(
    ("data", "head", "rest"),
    [
        (b"a\r\n\r\nb", b"a", b"b"),
        (b"a\n\nb", b"a", b"b"),
        (b"a\r\rb", b"a", b"b"),
        (b"a\r\n\nb", b"a", b"b"),
        (b"a\n\r\nb", b"a", b"b"),
        (b"a\r\nb\r\n\r\n", b"a\r\nb", b""),
    ],
)
def test_head_ends_at_an_empty_line(data: bytes, head: bytes, rest: bytes) -> None:
    """Whatever lines end in; one line's end alone, of two characters, is none."""
    assert cut_head(data) == (head, rest)
    assert cut_head(b"a\r\nb\r\n") is None


@pytest.mark.parametrize("filling", [b'"\\', b'"', b"<", b" ", b"\t\r\n ", b";", b",", b"\\", b"a:", b"\xff"])
def test_no_text_takes_long(filling: bytes) -> None:
    """Whatever the longest head is filled with, reading it takes no time to speak of."""
    request = OptionsRequest("z9hG4bKb", "t", "other", 1)
    for place in (b"Via: SIP/2.0/UDP h", b"From: <sip:a@b>", b"X: "):
        value = filling * ((31_500 - len(HEAD)) // len(filling))
        data = HEAD.replace(place, place + value) if place in HEAD else HEAD + place + value + b"\r\n"
        with Stopwatch() as watch, contextlib.suppress(Malformed):
            assert not belongs(parse_head(data + b"\r\n"), request)
        assert watch.seconds < 0.5
