"""The response parser against RFC 4475's torture messages and against long ones."""

import contextlib
import json

import pytest

from tests.checks.network.cases import find_case
from tests.stopwatch import Stopwatch
from wizard.checks.network.faults import Malformed
from wizard.checks.network.sip_message import OptionsRequest, belongs, parse_head

# The messages of section 3 that are responses, and what is read of each; the other ones must be refused.
RESPONSES = {"unreason.dat": 200, "noreason.dat": 100, "bcast.dat": 200}


def test_torture_messages() -> None:
    """Of RFC 4475's messages the responses are read and none answers us; requests and broken ones are refused."""
    folder = find_case("rfc4475")
    cases = json.loads((folder / "index.json").read_text())["cases"]
    read = {}
    for case in cases:
        head, mark, _ = (folder / case["file"]).read_bytes().partition(b"\r\n\r\n")
        try:
            response = parse_head(head + mark)
        except Malformed:
            continue
        read[case["file"]] = response.status
        assert not belongs(response, OptionsRequest.make())
    assert len(cases) == 50
    assert read == RESPONSES


HEAD = (
    b"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;branch=b\r\n"
    b"From: <sip:a@b>;tag=t\r\nTo: <sip:a@b>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n"
)


@pytest.mark.parametrize(
    ("more", "accepted"),
    [
        (b"", True),
        (b"X: " + b"a" * 32_000 + b"\r\n", True),
        (b"X: " + b"a" * 33_000 + b"\r\n", False),
        (b"X: 1\r\n" * 195, True),
        (b"X: 1\r\n" * 196, False),
        (b"Content-Length: 4294967296\r\n", True),
        (b"Content-Length: 99999999999\r\n", False),
    ],
)
def test_bounds(more: bytes, accepted: bool) -> None:  # noqa: FBT001 - a column of the table
    """Long heads, many headers and long numbers are refused; just inside the bounds they pass."""
    if accepted:
        assert parse_head(HEAD + more + b"\r\n").status == 200
    else:
        with pytest.raises(Malformed):
            parse_head(HEAD + more + b"\r\n")


@pytest.mark.parametrize("filling", [b'"\\', b'"', b"<", b" ", b"\t\r\n ", b";", b",", b"\\", b"a:", b"\xff"])
def test_no_text_takes_long(filling: bytes) -> None:
    """Whatever the longest head is filled with, reading it takes no time to speak of."""
    request = OptionsRequest("z9hG4bKb", "t", "c", 1)
    for place in (b"Via: SIP/2.0/UDP h", b"From: <sip:a@b>", b"X: "):
        value = filling * ((31_500 - len(HEAD)) // len(filling))
        data = HEAD.replace(place, place + value) if place in HEAD else HEAD + place + value + b"\r\n"
        with Stopwatch() as watch, contextlib.suppress(Malformed):
            assert not belongs(parse_head(data + b"\r\n"), request)
        assert watch.seconds < 0.5
