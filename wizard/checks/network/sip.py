"""Whether a SIP peer answers: OPTIONS over UDP or TCP (RFC 3261, 11); any final response shows that one does."""

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Literal

from wizard.checks.network.datagrams import open_datagrams
from wizard.checks.network.faults import Malformed, Unproven
from wizard.checks.network.hosts import Host, HostError, parse_host
from wizard.checks.network.peers import Asked, Found, Question, make_peer_probe
from wizard.checks.network.sip_message import OptionsRequest, Response, belongs, parse_head
from wizard.checks.network.streams import HEARD_BYTES, Stream, open_stream
from wizard.checks.probe import Probe, Value
from wizard.i18n import Message

_PURPOSE = Message("SIP OPTIONS request")
# RFC 3261, 17.1.2.2: a request is sent anew after T1, each pause twice the last up to T2; over TCP it never is.
_T1_SECONDS, _T2_SECONDS = 0.5, 4.0
_FINAL = 200
_END = b"\r\n\r\n"
# Provisional responses and answers to others, over one connection.
_MOST_RESPONSES = 32
# The question ends by itself, with what was heard, before its time is over.
_MARGIN_SECONDS = 0.2

Transport = Literal["udp", "tcp"]


def make_sip_probe(asked: Asked, transport: Transport = "udp") -> Probe:
    """Return the probe that sends OPTIONS: ok with any final response, whatever its status.

    failed: refused, unreachable, or what answers is no SIP; unknown: nothing answers, or only to other requests.
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
            raise heard.explain() from end


class _Heard:
    """Takes what comes by datagrams, and remembers what was no answer."""

    def __init__(self, request: OptionsRequest) -> None:
        self._request = request
        self._fault: Malformed | None = None
        self._foreign = False

    def read(self, data: bytes) -> Response | None:
        """Return the final response to the request, None for anything else."""
        head, mark, body = data.lstrip(b"\r\n").partition(_END)
        if not head:
            # Nothing, or empty lines that keep a connection alive (7.5).
            return None
        try:
            response = parse_head(head + mark)
            if response.body_length is not None and response.body_length > len(body):
                raise Malformed("a body shorter than its Content-Length")  # noqa: TRY301 - as any other fault of it
        except Malformed as error:
            error.heard = data[:HEARD_BYTES]
            self._fault = error
            return None
        if not belongs(response, self._request):
            self._foreign = True
            return None
        return response if response.status >= _FINAL else None

    def explain(self) -> Exception:
        """Return why there is no answer: no SIP, SIP that answers somebody else, or nothing."""
        if self._fault is not None:
            return self._fault
        return Unproven("unknown", "not_sip") if self._foreign else Unproven("unknown", "no_answer")


async def _ask_stream(seconds: float, host: str, port: int, address: str) -> Found:
    request = OptionsRequest.make()
    async with open_stream(address, port, seconds) as stream:
        await stream.send(request.write("tcp", _write_target(host, port), _write_local(stream.local)))
        for _ in range(_MOST_RESPONSES):
            response = await _read_response(stream)
            if belongs(response, request) and response.status >= _FINAL:
                return _describe(response)
    raise Unproven("unknown", "not_sip")


async def _read_response(stream: Stream) -> Response:
    head = await stream.read_until(_END)
    # Empty lines before a message keep a connection alive (7.5).
    while not (head := head.lstrip(b"\r\n")):
        head = await stream.read_until(_END)
    response = parse_head(head)
    if response.body_length is None:
        raise Malformed("no Content-Length over a connection")
    await stream.read_exactly(response.body_length)
    return response


def _describe(response: Response) -> Found:
    answer = f"{response.status} {response.phrase}".strip()
    values: dict[str, Value] = {"sip_status": answer}
    software = response.find("server") or response.find("user-agent")
    if software:
        values["product"] = software
    return Found(values)
