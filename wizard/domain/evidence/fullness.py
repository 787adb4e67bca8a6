"""How many measurements a plan may hold, and how full it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from wizard.domain.evidence.record import Evidence

MOST_KEPT = 20_000
"""What a plan is given at most: hundreds of PCs with every flow of theirs."""
MOST_READ = 60_000
"""What a plan file is read with: more do not fit into one, so that what was ever written opens."""
_NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Fullness:
    """How much there is of something, and how much there may be."""

    count: int
    limit: int

    @property
    def is_near(self) -> bool:
        """Say whether the limit is near: four fifths of it are reached."""
        return self.count >= _NEARLY * self.limit

    @property
    def is_over(self) -> bool:
        """Say whether there is more than there may be."""
        return self.count > self.limit


def measure_fullness(evidence: Iterable[Evidence] | None) -> Fullness:
    """Return how many measurements there are, and how many a plan may be given."""
    return Fullness(sum(1 for _ in evidence or ()), MOST_KEPT)
