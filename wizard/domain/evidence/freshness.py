"""How long a measurement counts: ports change from day to day, a disk fills within weeks, a machine hardly changes."""

from datetime import datetime, timedelta
from functools import lru_cache

from wizard.domain.evidence.record import Evidence, parse_moment

# The longest beginning that fits decides.
VALIDITY = {
    "": timedelta(days=30),
    "port.": timedelta(hours=24),
    "proof.": timedelta(hours=24),
    "voice.": timedelta(hours=24),
    "server.ports": timedelta(hours=24),
    "server.disk": timedelta(days=7),
    "tls.": timedelta(days=30),
}
# A laptop's clock may run ahead a little of the one that reads the plan.
CLOCK_DRIFT = timedelta(minutes=5)


@lru_cache(maxsize=1_024)
def find_validity(probe: str) -> timedelta:
    """Return how long a probe's measurement counts."""
    return VALIDITY[max((start for start in VALIDITY if probe.startswith(start)), key=len)]


def is_fresh(evidence: Evidence, at: datetime) -> bool:
    """Say whether a measurement still counts at a moment; one from the future does not."""
    age = at - parse_moment(evidence.taken_at)
    return -CLOCK_DRIFT <= age <= find_validity(evidence.probe)


def find_turn(evidence: Evidence, at: datetime) -> datetime | None:
    """Return the first moment after another at which a measurement counts no more, or begins to; None where never."""
    age = at - parse_moment(evidence.taken_at)
    if age < -CLOCK_DRIFT:
        return at - CLOCK_DRIFT - age
    left = find_validity(evidence.probe) - age
    # At the last moment of its validity it counts still.
    return at + left + timedelta.resolution if left >= timedelta(0) else None
