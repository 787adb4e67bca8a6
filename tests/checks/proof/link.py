"""A link between prover and listener by arithmetic: which packets it loses and how long the others take is given."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from wizard.checks.proof.calls import Recording
from wizard.checks.proof.quality import Arrival

INTERVAL_US = 20_000
Loses = Callable[[], bool]


def lose_never() -> bool:
    """Return that a packet is not lost."""
    return False


def lose_always() -> bool:
    """Return that a packet is lost."""
    return True


def lose_each(*fates: bool) -> Loses:
    """Return these fates one after the other, and that all packets after them come through."""
    left = iter(fates)
    return lambda: next(left, False)


def lose_at_random(share: float, mean_burst: float, chance: random.Random) -> Loses:
    """Return losses of the two-state Markov chain of G.107, 7.5; a mean burst of 1 / (1 - share) is random loss."""

    def draw() -> Iterator[bool]:
        lost = chance.random() < share
        while True:
            yield lost
            stays = 1 - 1 / mean_burst
            lost = chance.random() < (stays if lost else share / (1 - share) * (1 - stays))

    drawn = draw()
    return lambda: next(drawn)


@dataclass
class Way:
    """One direction: whether the next packet is lost, and how long one takes in ms."""

    loses: Loses = lose_never
    delay_ms: float = 1.0


@dataclass
class Link:
    """Both directions; ``told`` and ``reached`` say whether the listener's count comes back in the end."""

    there: Way = field(default_factory=Way)
    back: Way = field(default_factory=Way)
    told: bool = True
    reached: bool = True

    def send(self, calls: int = 1, packets: int = 1_500) -> Recording:
        """Return what is recorded of so many packets of each call, its last second of waiting included."""
        recording = Recording(calls, sent={call: list(range(packets)) for call in range(calls)}, reached=self.reached)
        received = dict.fromkeys(range(calls), 0)
        for sequence in range(packets):
            for call in range(calls):
                if not self.there.loses():
                    received[call] += 1
                    if not self.back.loses():
                        self._take_down(recording, call, sequence, received[call])
        recording.told = sum(received.values()) if self.told else None
        return recording

    def _take_down(self, recording: Recording, call: int, sequence: int, received: int) -> None:
        sent = sequence * INTERVAL_US
        arrived = sent + round(self.there.delay_ms * 1_000)
        back = arrived + round(self.back.delay_ms * 1_000)
        recording.there.setdefault(call, []).append(Arrival(sequence, sent, arrived))
        recording.back.setdefault(call, []).append(Arrival(sequence, arrived, back))
        recording.counted.setdefault(call, {})[sequence] = received
        recording.round_trips_us.append(back - sent)
