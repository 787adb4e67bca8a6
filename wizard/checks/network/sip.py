"""SIP OPTIONS: whether a SIP peer answers (RFC 3261, 11), over UDP with its retransmissions or over TCP."""

import re
import secrets
from typing import Literal, NamedTuple

from wizard.checks.network.peers import Asked, make_peer_probe
from wizard.checks.network.sockets import Place, exchange_datagrams, exchange_stream
from wizard.checks.probe import Measurement, Probe, Value
from wizard.i18n import Message

OPTIONS = Message("SIP OPTIONS request")
# T1 is 500 ms and doubles with each retransmission (RFC 3261, 17.1.2).
_PAUSES = (0.5, 1.0, 2.0, 3.0)
_BIGGEST_HEAD = 16_384
_STATUS = re.compile(rb"SIP/2\.0 ([1-6][0-9]{2})(?: ([^\r\n]{0,200}))?\r?\n")
# The short forms of names (RFC 3261, 7.3.3).
_SHORT = {"v": "via", "i": "call-id"}
_FINAL = 200


class Reply(NamedTuple):
    """A SIP response: its status, reason and headers (the first of each name)."""

    status: int
    reason: str
    headers: dict[str, str]


class Call(NamedTuple):
    """What a request can be told by: nobody who did not see it can answer it."""

    branch: str
    call_id: str
    tag: str

    @classmethod
    def make(cls) -> "Call":
        """Return a call that nobody can guess."""
        return cls(f"z9hG4bK{secrets.token_hex(8)}", secrets.token_hex(12), secrets.token_hex(6))


def write_options(call: Call, own: Place, peer: Place, transport: str) -> bytes:
    """Return an OPTIONS request."""
    here, there = (f"[{each}]" if ":" in each else each for each in (own.address, peer.address))
    lines = (
        f"OPTIONS sip:{there}:{peer.port} SIP/2.0",
        f"Via: SIP/2.0/{transport.upper()} {here}:{own.port};branch={call.branch};rport",
        "Max-Forwards: 70",
        f"From: <sip:check@{here}>;tag={call.tag}",
        f"To: <sip:{there}:{peer.port}>",
        f"Call-ID: {call.call_id}",
        "CSeq: 1 OPTIONS",
        "Accept: application/sdp",
        "Content-Length: 0",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def parse_reply(data: bytes) -> Reply | None:
    """Return a response; None where the text is none, or its head is not whole."""
    head, end, _ = data[:_BIGGEST_HEAD].partition(b"\r\n\r\n")
    found = _STATUS.match(head + b"\r\n")
    if not end or not found:
        return None
    headers: dict[str, str] = {}
    for line in head[found.end() :].decode("utf-8", "replace").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            key = name.strip().lower()
            headers.setdefault(_SHORT.get(key, key), value.strip())
    return Reply(int(found[1]), (found[2] or b"").decode("utf-8", "replace"), headers)


def answers(reply: Reply | None, call: Call) -> bool:
    """Say whether a final response answers a request: by branch, call and method (RFC 3261, 17.1.3)."""
    if reply is None or reply.status < _FINAL:
        return False
    return (
        f"branch={call.branch}" in reply.headers.get("via", "").replace(" ", "").split(";")
        and reply.headers.get("call-id") == call.call_id
        and reply.headers.get("cseq", "").split() == ["1", "OPTIONS"]
    )


def make_sip_probe(asked: Asked, transport: Literal["udp", "tcp"] = "udp") -> Probe:
    """Return the probe that asks a SIP peer what it can do; any final response proves that one answers."""
    ask = _ask_by_udp if transport == "udp" else _ask_by_tcp
    return make_peer_probe("port.sip", asked, OPTIONS, ask, transport)


async def _ask_by_udp(place: Place) -> Measurement:
    call = Call.make()

    def write(own: Place) -> bytes:
        return write_options(call, own, place, "udp")

    data, source, others = await exchange_datagrams(place, write, lambda got: answers(parse_reply(got), call), _PAUSES)
    if data is None:
        # Silence may be a firewall, a peer that ignores strangers, or nobody: it cannot be told apart.
        return Measurement("unknown", "not_sip" if others else "no_answer", source=source)
    return _tell(parse_reply(data), source)


async def _ask_by_tcp(place: Place) -> Measurement:
    call = Call.make()
    request = write_options(call, Place("0.0.0.0", place.port), place, "tcp")  # noqa: S104 - replaced by rport
    data, source = await exchange_stream(place, request, lambda got: b"\r\n\r\n" in got, _BIGGEST_HEAD)
    reply = parse_reply(data)
    if not answers(reply, call):
        return Measurement("failed" if data else "unknown", "not_sip" if data else "closed", source=source)
    return _tell(reply, source)


def _tell(reply: Reply | None, source: str) -> Measurement:
    if reply is None:
        return Measurement("unknown", "not_sip", source=source)
    values: dict[str, Value] = {"sip_status": f"{reply.status} {reply.reason}".strip()}
    product = reply.headers.get("server") or reply.headers.get("user-agent")
    if product:
        values["product"] = product[:200]
    return Measurement("ok", values=values, source=source)
