"""Whether a SIP peer answers: OPTIONS over UDP or TCP (RFC 3261, 11); any final response shows that one does."""

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Literal

from wizard.checks.network.datagrams import open_datagrams
from wizard.checks.network.faults import Malformed, Unproven
from wizard.checks.network.hosts import Host, HostError, parse_host
from wizard.checks.network.peers import Asked, Found, Question, make_peer_probe
from wizard.checks.network.sip_message import (
    MOST_HEAD_BYTES,
    OptionsRequest,
    SipMessage,
    belongs,
    cut_head,
    has_line,
    parse_head,
)
from wizard.checks.network.streams import HEARD_BYTES, Stream, open_stream
from wizard.checks.probe import Probe, Value
from wizard.i18n import Message

_PURPOSE = Message("SIP OPTIONS request")
# RFC 3261, 17.1.2.2: a request is sent anew after T1, each pause twice the last up to T2; over TCP it never is.
_T1_SECONDS, _T2_SECONDS = 0.5, 4.0
_FINAL = 200
# Forbidden, request timeout, and all that a server fails at (21.4.4, 21.4.9, 21.5): so devices on the way answer too.
_OF_ANYBODY, _SERVER_FAILS = frozenset({403, 408}), 500
# Provisional responses and answers to others, over one connection.
_MOST_MESSAGES = 32
_EMPTY_LINES = b"\r\n"
# The question ends by itself, with what was heard, before its time is over.
_MARGIN_SECONDS = 0.2

Transport = Literal["udp", "tcp"]


def make_sip_probe(asked: Asked, transport: Transport = "udp") -> Probe:
    """Return the probe that sends OPTIONS: ok with any final response, whatever its status and however it is written.

    A refusal that a device on the way may give in the peer's place is ok with that reason. failed: refused,
    unreachable, or what answers is no SIP; unknown: nothing answers, or only to other requests.
    """
    ask = partial(_ask_stream if transport == "tcp" else _ask_datagrams, asked.seconds, asked.host, asked.port)
    patient = asked._replace(seconds=asked.seconds + _MARGIN_SECONDS)
    return make_peer_probe("port.sip", patient, Question(_PURPOSE, transport, ask, "not_sip"))


def _write_target(host: str, port: int) -> str:
    try:
        return f"{parse_host(host)}:{port}"
    except HostError as error:
        raise Unproven("unknown", "bad_name") from error


def _write_local(local: tuple[str, int]) -> str:
    return f"{Host(address=local[0].partition('%')[0])}:{local[1]}"


def make_pauses() -> Iterator[float]:
    """Give the pauses after each sending, without end: 0.5, 1, 2, 4, 4 … seconds."""
    pause = _T1_SECONDS
    while True:
        yield pause
        pause = min(2 * pause, _T2_SECONDS)


async def _ask_datagrams(seconds: float, host: str, port: int, address: str) -> Found:
    request = OptionsRequest.make()
    heard = _Heard(request)
    async with open_datagrams(address, port) as datagrams:
        message = request.write("udp", _write_target(host, port), _write_local(datagrams.local))
        try:
            async with asyncio.timeout(seconds):
                return _describe(await datagrams.ask(message, make_pauses(), heard.read))
        except (TimeoutError, Malformed) as end:
            # What was heard says more than that the answer was not.
            raise heard.explain(Unproven("unknown", "no_answer")) from end


class _Heard:
    """Takes what comes, and remembers what was no answer."""

    def __init__(self, request: OptionsRequest) -> None:
        self._request = request
        self._fault: Malformed | None = None
        self._foreign = False
        self.rest = b""
        """What has come over a connection and is not read yet."""

    def read(self, data: bytes) -> SipMessage | None:
        """Return the final response that a datagram, or the rest of a connection, holds; None for anything else."""
        data = data.lstrip(_EMPTY_LINES)
        if not data:
            # Nothing, or empty lines that keep a connection alive (7.5).
            return None
        try:
            return self.judge(parse_head((cut_head(data) or (data, b""))[0]))
        except Malformed as error:
            error.heard = data[:HEARD_BYTES]
            self._fault = error
            return None

    def judge(self, message: SipMessage) -> SipMessage | None:
        """Return a message that is the final response to the request; None for one that is not.

        Raises:
            Malformed: the request itself comes back, as from whatever repeats all it hears.

        """
        is_ours = belongs(message, self._request)
        if message.status is None and is_ours:
            raise Malformed("the request itself, sent back")
        self._foreign = self._foreign or not is_ours
        return message if is_ours and message.status is not None and message.status >= _FINAL else None

    def explain(self, otherwise: Exception) -> Exception:
        """Return why there is no answer: SIP that answers somebody else, no SIP, or nothing."""
        if self._foreign:
            return Unproven("unknown", "sip_of_another")
        return self._fault or otherwise


async def _ask_stream(seconds: float, host: str, port: int, address: str) -> Found:
    request = OptionsRequest.make()
    heard = _Heard(request)
    async with open_stream(address, port, seconds + _MARGIN_SECONDS) as stream:
        await stream.send(request.write("tcp", _write_target(host, port), _write_local(stream.local)))
        try:
            async with asyncio.timeout(seconds):
                return _describe(await _read_final(stream, heard))
        except (TimeoutError, Malformed, Unproven) as end:
            # An answer whose end does not come is one all the same.
            final = heard.read(heard.rest)
            if final is not None:
                return _describe(final)
            raise heard.explain(Unproven("unknown", "no_answer") if isinstance(end, TimeoutError) else end) from end


async def _read_final(stream: Stream, heard: _Heard) -> SipMessage:
    for _ in range(_MOST_MESSAGES):
        head, heard.rest = await _read_head(stream, heard)
        message = parse_head(head)
        final = heard.judge(message)
        if final is not None:
            return final
        while len(heard.rest) < message.body_length:
            heard.rest += await stream.read_some()
        heard.rest = heard.rest[message.body_length :]
    raise Unproven("unknown", "sip_of_another")


async def _read_head(stream: Stream, heard: _Heard) -> tuple[bytes, bytes]:
    """Return the next message's head and what has come behind it; Malformed as soon as it can be none of SIP's."""
    heard.rest = heard.rest.lstrip(_EMPTY_LINES)
    while (cut := cut_head(heard.rest)) is None:
        if len(heard.rest) > MOST_HEAD_BYTES:
            raise Malformed("a head that does not end")
        heard.rest = (heard.rest + await stream.read_some()).lstrip(_EMPTY_LINES)
        if has_line(heard.rest):
            parse_head(heard.rest)
    return cut


def _describe(response: SipMessage) -> Found:
    values: dict[str, Value] = {"sip_status": f"{response.status} {response.phrase}".strip()}
    software = response.find("server") or response.find("user-agent")
    if software:
        values["product"] = software
    status = response.status or 0
    reason = "of_anybody" if status in _OF_ANYBODY or status >= _SERVER_FAILS else None
    return Found(values, reason=reason)
