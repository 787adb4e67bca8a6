"""Large messages: what they show, and when they show nothing."""

import asyncio
import socket
from collections.abc import Iterable

import pytest

from wizard.checks.proof import large
from wizard.checks.proof.challenge import Kind, Message, Port, make_request
from wizard.checks.proof.exchange import Peer
from wizard.checks.proof.large import TRIES, try_large
from wizard.checks.proof.outcome import Attempt, Ending
from wizard.checks.proof.sight import Sight, write_sight

TCP, UDP = Port("tcp", 443), Port("udp", 40_000)
PEER = Peer(socket.AF_INET, "192.0.2.1")
RUN, KEY = bytes(8), bytes(32)


def answer(port: Port, *, knows_large: bool = True) -> Attempt:
    """Return a port that was proven."""
    body = write_sight(Sight("10.0.0.9", 1, knows_large=knows_large))
    return Attempt(Ending.PROVEN, make_request(Kind.CHALLENGE, port, RUN).reply(body))


def try_with(
    monkeypatch: pytest.MonkeyPatch, endings: Iterable[Ending], attempts: dict[Port, Attempt]
) -> tuple[dict[str, bool], list[Kind]]:
    """Return what is found where exchanges end so, and what was sent."""
    left, sent = iter(endings), list[Kind]()

    async def exchange(_: Peer, request: Message, __: bytes, ___: float = 0) -> Attempt:
        sent.append(request.kind)
        return Attempt(next(left))

    monkeypatch.setattr(large, "exchange", exchange)
    found = asyncio.run(try_large(PEER, RUN, KEY, attempts))
    return {str(protocol): passed for protocol, passed in found.items()}, sent


@pytest.mark.parametrize(
    ("endings", "found"),
    [
        ([Ending.PROVEN], {"udp": True}),
        ([Ending.DROPPED, Ending.DROPPED, Ending.PROVEN], {"udp": True}),
        ([Ending.DROPPED] * TRIES + [Ending.PROVEN], {"udp": False}),
        ([Ending.SILENT] * TRIES + [Ending.PROVEN], {"udp": False}),
        # Small ones do not pass either by now: the listener has gone, and nothing is said of sizes.
        ([Ending.DROPPED] * TRIES + [Ending.DROPPED], {}),
        ([Ending.DROPPED, Ending.BUSY], {}),
        ([Ending.CUT], {}),
        ([Ending.FOREIGN], {}),
    ],
)
def test_large_is_lost_only_where_small_still_passes(
    monkeypatch: pytest.MonkeyPatch, endings: list[Ending], found: dict[str, bool]
) -> None:
    """Three times nothing, and then a small one that is answered: lost. Anything else in between: not told."""
    result, sent = try_with(monkeypatch, endings, {UDP: answer(UDP)})
    assert result == found
    assert len(sent) == len(endings)
    assert sent[0] is Kind.LARGE


def test_each_protocol_is_tried_through_one_proven_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """One port of each protocol stands for the others of it; a blocked one, or an old listener's, is none."""
    attempts = {TCP: answer(TCP), Port("tcp", 9_001): answer(TCP), UDP: Attempt(Ending.DROPPED)}
    assert try_with(monkeypatch, [Ending.PROVEN], attempts) == ({"tcp": True}, [Kind.LARGE])
    assert try_with(monkeypatch, [], {TCP: answer(TCP, knows_large=False)}) == ({}, [])
