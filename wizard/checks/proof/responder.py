"""What a listener answers to bytes from anybody: a sealed, fresh request gets its reply, all else gets nothing."""

from collections import OrderedDict
from collections.abc import Callable, Mapping

from wizard.checks.proof.challenge import (
    Direction,
    Kind,
    Message,
    Port,
    PortReport,
    PortState,
    read_calls,
    read_ports,
    read_received,
    seal,
    unseal,
    write_calls,
    write_ports,
    write_source,
)
from wizard.checks.proof.echo import Echo
from wizard.checks.proof.packet import PACKET_BYTES
from wizard.checks.proof.replay import NonceMemory

RUNS_AT_MOST = 64
# One prover's 256 ports at once, several times over; a copy that loops gets no further.
ANSWERS_PER_SECOND = 400
BURST = 2_000


class Responder:
    """One session of a listener: its key, how its ports stand, and what it has heard. Holds a bounded memory."""

    def __init__(
        self, key: bytes, states: Mapping[Port, PortState], tell: Callable[[Message, str], None] | None = None
    ) -> None:
        self._key, self._states, self._tell = key, states, tell
        self._nonces, self._echo = NonceMemory(), Echo(key)
        self._heard: OrderedDict[bytes, set[Port]] = OrderedDict()
        self._allowances: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.refused = 0
        """How often bytes came in that got no answer."""

    def answer(self, data: bytes, port: Port, source: tuple[str, int], now: float) -> bytes | None:
        """Return the reply to what came in on a port from a source, never longer than that; None: nothing.

        ``now`` is in seconds of a clock that never goes back.
        """
        if len(data) == PACKET_BYTES and port.protocol == "udp":
            reply = self._echo.answer(data, port, source[0], now)
        else:
            reply = self._answer_message(data, port, source, now)
        self.refused += reply is None
        return reply

    def count_memory(self) -> int:
        """Return how many nonces, runs and sources are remembered."""
        return len(self._nonces) + len(self._heard) + len(self._allowances)

    def _answer_message(self, data: bytes, port: Port, source: tuple[str, int], now: float) -> bytes | None:
        request = unseal(data, self._key)
        if request is None or request.direction is not Direction.REQUEST or request.port != port:
            return None
        if not self._nonces.take(request.nonce) or not self._allow(source[0], now):
            return None
        if request.kind is Kind.CHALLENGE:
            self._hear(request)
            body = write_source(*source)
        elif request.kind is Kind.PORTS:
            body = write_ports([(each, self._report(request.run, each)) for each in read_ports(request.body)])
        else:
            body = self._answer_voice(request, source[0], now)
        reply = request.reply(body)
        if self._tell is not None:
            self._tell(reply, source[0])
        return seal(reply, self._key)

    def _answer_voice(self, request: Message, host: str, now: float) -> bytes:
        calls, seconds, _ = read_calls(request.body)
        if read_received(request.body) is not None:
            received = self._echo.count_received(request.run, request.port, host)
            return write_calls(calls, seconds, received=received)
        granted = self._echo.grant(request.run, request.port, host, (calls, seconds), now)
        return write_calls(calls, seconds, granted=granted)

    def _hear(self, request: Message) -> None:
        self._heard.setdefault(request.run, set()).add(request.port)
        while len(self._heard) > RUNS_AT_MOST:
            self._heard.popitem(last=False)

    def _report(self, run: bytes, port: Port) -> PortReport:
        return PortReport(self._states.get(port, PortState.NOT_LISTED), port in self._heard.get(run, ()))

    def _allow(self, host: str, now: float) -> bool:
        """Take one of a source's answers: a bucket that fills again with time."""
        left, since = self._allowances.pop(host, (float(BURST), now))
        left = min(BURST, left + (now - since) * ANSWERS_PER_SECOND)
        self._allowances[host] = (max(left - 1, 0), now)
        while len(self._allowances) > RUNS_AT_MOST:
            self._allowances.popitem(last=False)
        return left >= 1
