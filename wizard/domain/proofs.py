"""What the checks' evidence amounts to: how fresh it is, and whether a flow is proven."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from wizard.domain.evidence.record import Evidence


class Currency(StrEnum):
    """Whether a measurement counts: only a fresh one does."""

    FRESH = "fresh"
    STALE = "stale"
    OUTDATED = "outdated"
    """An answer that the check went by is another now."""
    APART = "apart"
    """It is not known to come from the machine that the plan means."""


class Weighed(NamedTuple):
    """A measurement, and whether it counts."""

    evidence: Evidence
    currency: Currency


class ProofState(StrEnum):
    """How far a flow is proven: only both ends together prove it, all of its ports, wherever it is asked for."""

    PROVEN = "proven"
    PARTLY = "partly"
    BLOCKED = "blocked"
    ANSWERS = "answers"
    """Seen from one side: the other end answers in its protocol."""
    OPENS = "opens"
    """Seen from one side: something takes the connection; what it is nobody knows."""
    UNKNOWN = "unknown"
    STALE = "stale"


class Proof(NamedTuple):
    """What the evidence says of a flow: ports by how they stand, why, and from where to where it was seen when.

    ``ways`` are the directions that tell it, as (source, destination) among the ends of flows; ``ways_left`` and
    ``sites_left`` the directions and the places of PCs that nothing tells of (``None``: the main site). ``ports`` is
    how many the flow has.
    """

    state: ProofState
    proven: tuple[int, ...]
    blocked: tuple[int, ...]
    reasons: tuple[str, ...]
    source: str | None
    destination: str | None
    taken_at: datetime
    ways: tuple[tuple[str, str], ...] = ()
    ways_left: tuple[tuple[str, str], ...] = ()
    sites_left: tuple[str | None, ...] = ()
    ports: int = 0
