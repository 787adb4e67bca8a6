"""The listener's side of voice: packets go back as they came, for as many calls and as long as was granted."""

from dataclasses import dataclass, field

from wizard.checks.proof.challenge import Direction, Port
from wizard.checks.proof.packet import PACKETS_PER_SECOND, seal_packet, unseal_packet
from wizard.checks.proof.replay import SequenceWindow

CALLS_AT_MOST = 100
SECONDS_AT_MOST = 30
STREAMS_AT_MOST = 16
# Of all streams together: what has just ended still counts a while.
ALL_CALLS_AT_MOST = 2 * CALLS_AT_MOST
# Packets on their way, as long as the other end waits for them, and a sender's clock that runs a little fast.
SPARE_SECONDS = 4
# The other end asks what has come once it has stopped waiting, and again where the answer is lost.
COUNT_SECONDS = 15


@dataclass(slots=True)
class _Call:
    window: SequenceWindow = field(default_factory=SequenceWindow)
    received: int = 0


@dataclass(slots=True)
class _Stream:
    port: Port
    host: str
    calls: int
    ends_at: float
    packets_left: int
    heard: dict[int, _Call] = field(default_factory=dict)


class Echo:
    """Sends granted voice back; never more bytes than came in, nothing to anybody else."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._streams: dict[bytes, _Stream] = {}

    def grant(self, run: bytes, port: Port, host: str, asked: tuple[int, int], now: float) -> bool:
        """Let a run send so many calls for so many seconds, if there is room; the same run is granted once."""
        calls, seconds = asked
        kept = now - COUNT_SECONDS
        self._streams = {each: stream for each, stream in self._streams.items() if stream.ends_at > kept}
        if run in self._streams:
            # The first answer was lost: the leave stands as it was.
            return self._streams[run].calls == calls
        in_use = [stream.calls for stream in self._streams.values() if stream.ends_at > now]
        if not (1 <= calls <= CALLS_AT_MOST and 1 <= seconds <= SECONDS_AT_MOST):
            return False
        if sum(in_use) + calls > ALL_CALLS_AT_MOST or len(in_use) >= STREAMS_AT_MOST:
            return False
        length = seconds + SPARE_SECONDS
        self._streams[run] = _Stream(port, host, calls, now + length, calls * length * PACKETS_PER_SECOND)
        return True

    def count_received(self, run: bytes, port: Port, host: str) -> int | None:
        """Return how many packets of a run have come, each counted once; None where it has no leave any more."""
        stream = self._streams.get(run)
        if stream is None or (stream.port, stream.host) != (port, host):
            return None
        return sum(call.received for call in stream.heard.values())

    def answer(self, data: bytes, port: Port, host: str, now: float) -> bytes | None:
        """Return what goes back for a voice packet; None: nothing."""
        packet = unseal_packet(data, self._key, Direction.REQUEST)
        stream = self._streams.get(packet.run) if packet else None
        if packet is None or stream is None or (stream.port, stream.host) != (port, host):
            return None
        if packet.call >= stream.calls or stream.packets_left <= 0 or now > stream.ends_at:
            return None
        call = stream.heard.setdefault(packet.call, _Call())
        if not call.window.take(packet.sequence):
            return None
        stream.packets_left -= 1
        call.received += 1
        return seal_packet(packet.echo(round(now * 1_000_000), call.received), self._key)
