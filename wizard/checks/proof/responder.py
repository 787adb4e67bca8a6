"""What a listener answers to bytes from anybody: a sealed, fresh request gets its reply, all else gets nothing."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from wizard.checks.proof.challenge import (
    Direction,
    Kind,
    Message,
    Port,
    PortReport,
    PortState,
    is_ours,
    read_calls,
    read_ports,
    read_received,
    seal,
    unseal,
    write_calls,
    write_ports,
)
from wizard.checks.proof.echo import Echo
from wizard.checks.proof.packet import PACKET_BYTES
from wizard.checks.proof.replay import RunMemory, Taking
from wizard.checks.proof.sight import Sight, write_sight

SOURCES_AT_MOST = 1_024
# 200 PCs behind one address (a terminal server, a NAT) that begin at once, several times over.
ANSWERS_PER_SECOND = 4_000
BURST = 20_000
# A prover asks how its ports stand within this time of the last of them.
PRESSED_SECONDS = 120.0


class Tellers(NamedTuple):
    """Who is told of what was answered, and from where; and of what was not: whether it looked like ours."""

    answered: Callable[[Message, str], None]
    refused: Callable[[str, Port, bool], None]


class Responder:
    """One session of a listener: its key and token, how its ports stand, and what it has heard, in bounded memory."""

    def __init__(
        self,
        key: bytes,
        states: Mapping[Port, PortState],
        tell: Tellers | None = None,
        machine: bytes | None = None,
    ) -> None:
        self._key, self._states, self._tell, self._machine = key, states, tell, machine
        self._runs, self._echo = RunMemory(), Echo(key)
        self._allowances: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._pressed_at: float | None = None
        self.refused = 0
        """How often bytes came in that got no answer."""

    def answer(
        self, data: bytes, port: Port, source: tuple[str, int], now: float, reached_on: str | None = None
    ) -> bytes | None:
        """Return the reply to what came in on a port from a source, never longer than that; None: nothing.

        ``now`` is in seconds of a clock that never goes back; ``reached_on`` is this machine's address that was asked,
        None: not known.
        """
        if len(data) == PACKET_BYTES and port.protocol == "udp":
            reply = self._echo.answer(data, port, source[0], now)
        else:
            sight = Sight(*source, self._machine, reached_on, knows_large=True)
            reply = self._answer_message(data, port, sight, now)
        if reply is None:
            self.refused += 1
            if self._tell is not None:
                self._tell.refused(source[0], port, is_ours(data))
        return reply

    def press(self, now: float) -> None:
        """Remember that connections wait, or are cut, here for want of room."""
        self._pressed_at = now

    def count_memory(self) -> int:
        """Return how many nonces, ended runs and sources are remembered."""
        return len(self._runs) + len(self._allowances)

    def _answer_message(self, data: bytes, port: Port, sight: Sight, now: float) -> bytes | None:
        request = unseal(data, self._key)
        if request is None or request.direction is not Direction.REQUEST or request.port != port:
            return None
        taking, source = self._runs.take(request.run, request.nonce, now), (sight.seen_from, sight.port)
        if taking is Taking.REPEATED or request.kind is Kind.BUSY:
            return None
        if taking is Taking.NO_ROOM or not self._allow(source[0], now):
            return seal(replace(request.reply(b""), kind=Kind.BUSY), self._key)
        if request.kind in (Kind.CHALLENGE, Kind.LARGE):
            self._runs.hear(request.run, port)
            body = write_sight(sight)
        elif request.kind is Kind.PORTS:
            body = write_ports([(each, self._report(request.run, each, now)) for each in read_ports(request.body)])
        else:
            body = self._answer_voice(request, source[0], now)
        reply = request.reply(body)
        if self._tell is not None:
            self._tell.answered(reply, source[0])
        return seal(reply, self._key)

    def _answer_voice(self, request: Message, host: str, now: float) -> bytes:
        calls, seconds, _ = read_calls(request.body)
        if read_received(request.body) is not None:
            received = self._echo.count_received(request.run, request.port, host)
            return write_calls(calls, seconds, received=received)
        granted = self._echo.grant(request.run, request.port, host, (calls, seconds), now)
        return write_calls(calls, seconds, granted=granted)

    def _report(self, run: bytes, port: Port, now: float) -> PortReport:
        state = self._states.get(port, PortState.NOT_LISTED)
        pressed = self._pressed_at is not None and now - self._pressed_at <= PRESSED_SECONDS
        return PortReport(state, self._runs.has_heard(run, port), pressed)

    def _allow(self, host: str, now: float) -> bool:
        """Take one of a source's answers: a bucket that fills again with time."""
        left, since = self._allowances.pop(host, (float(BURST), now))
        left = min(BURST, left + (now - since) * ANSWERS_PER_SECOND)
        self._allowances[host] = (max(left - 1, 0), now)
        while len(self._allowances) > SOURCES_AT_MOST:
            self._allowances.popitem(last=False)
        return left >= 1
