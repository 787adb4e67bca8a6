"""What has been said before is not answered again: nonces of requests, sequence numbers of voice."""

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum, auto

from wizard.checks.proof.challenge import Port

# 200 provers at once over a whole range of 1,000 ports; 16 bytes each, some 100 as Python keeps them.
NONCES_AT_MOST = 262_144
# Runs that are over: eight bytes each, so that nothing of theirs is answered again.
ENDED_AT_MOST = 65_536
# A prover says something at least every few seconds.
IDLE_SECONDS = 60.0
WINDOW = 256


class Taking(Enum):
    """What became of a nonce."""

    NEW = auto()
    REPEATED = auto()
    NO_ROOM = auto()


@dataclass(slots=True)
class _Run:
    nonces: set[bytes] = field(default_factory=set)
    heard: set[Port] = field(default_factory=set)
    last: float = 0.0


class RunMemory:
    """What each run has said in one session. Only sealed requests get here: no stranger fills it.

    Where it is full, runs that have been silent for ``IDLE_SECONDS`` are forgotten but for their names, which get no
    more answers; where all are busy, nobody's request is taken.
    """

    def __init__(self, at_most: int = NONCES_AT_MOST, ended_at_most: int = ENDED_AT_MOST) -> None:
        self._runs: OrderedDict[bytes, _Run] = OrderedDict()
        self._ended: set[bytes] = set()
        self._at_most, self._ended_at_most, self._count = at_most, ended_at_most, 0

    def __len__(self) -> int:
        """Return how many nonces and names of ended runs are remembered."""
        return self._count + len(self._ended)

    def take(self, run: bytes, nonce: bytes, now: float) -> Taking:
        """Remember a nonce of a run, in seconds of a clock that never goes back."""
        known = self._runs.get(run)
        if known is not None and nonce in known.nonces:
            return Taking.REPEATED
        if run in self._ended or (self._count >= self._at_most and not self._make_room(now)):
            return Taking.NO_ROOM
        known = self._runs.setdefault(run, _Run())
        known.nonces.add(nonce)
        known.last = now
        self._runs.move_to_end(run)
        self._count += 1
        return Taking.NEW

    def hear(self, run: bytes, port: Port) -> None:
        """Remember that a challenge of a run came in on a port."""
        if run in self._runs:
            self._runs[run].heard.add(port)

    def has_heard(self, run: bytes, port: Port) -> bool:
        """Say whether a challenge of a run came in on a port."""
        known = self._runs.get(run)
        return known is not None and port in known.heard

    def _make_room(self, now: float) -> bool:
        """Forget the runs that are over; say whether there were any."""
        before = self._count
        while self._runs and len(self._ended) < self._ended_at_most:
            # The one that was silent longest comes first.
            run, known = next(iter(self._runs.items()))
            if now - known.last < IDLE_SECONDS:
                break
            del self._runs[run]
            self._ended.add(run)
            self._count -= len(known.nonces)
        return self._count < before


class SequenceWindow:
    """Which of the latest sequence numbers have come, in a fixed few bytes (the window of RFC 4303, 3.4.3)."""

    def __init__(self) -> None:
        self._next = 0
        self._bits = 0

    def take(self, sequence: int) -> bool:
        """Remember a sequence number; say whether it is new and not older than the window."""
        ahead = sequence - self._next + 1
        if ahead > 0:
            self._bits = (self._bits << ahead if ahead < WINDOW else 0) | 1
            self._bits &= (1 << WINDOW) - 1
            self._next = sequence + 1
            return True
        bit = 1 << -ahead
        if -ahead >= WINDOW or self._bits & bit:
            return False
        self._bits |= bit
        return True
