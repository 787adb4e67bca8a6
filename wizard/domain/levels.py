"""The one status vocabulary: how a requirement stands, and what a whole plan amounts to."""

from collections.abc import Iterable
from enum import StrEnum


class Level(StrEnum):
    """How one fact stands for one subject, worst first."""

    BLOCKER = "blocker"
    MISSING = "missing"
    CONSULT = "consult"
    WARNING = "warning"
    INFO = "info"
    OK = "ok"


class Verdict(StrEnum):
    """What the findings of a plan amount to."""

    BLOCKED = "blocked"
    INCOMPLETE = "incomplete"
    TO_CONFIRM = "to_confirm"
    COMPLIANT = "compliant"


class Basis(StrEnum):
    """What a requirement that is met rests on, or that nobody has shown it met (contract, "What an ok rests on")."""

    ANSWERED = "answered"
    """The plan says so."""
    DERIVED = "derived"
    """Computed from several answers of the plan."""
    MEASURED = "measured"
    """Fresh measurements show it."""
    TO_DO = "to_do"
    """Work that nobody has shown done: a flow to open, an answer to give."""


Status = Level | Basis
"""What is told and signed: a level, or for one that is ok what it rests on."""

WORST_FIRST: tuple[Level, ...] = tuple(Level)
STATUSES: tuple[Status, ...] = (
    Level.BLOCKER,
    Level.MISSING,
    Level.CONSULT,
    Level.WARNING,
    Basis.TO_DO,
    Level.INFO,
    Basis.ANSWERED,
    Basis.DERIVED,
    Basis.MEASURED,
)
"""Every status that a finding can have, the most urgent first."""
RANK: dict[Status, int] = {status: rank for rank, status in enumerate((*STATUSES, Level.OK))}
SEVERITY: dict[Level, int] = {level: rank for rank, level in enumerate(WORST_FIRST)}
_VERDICTS = {Level.BLOCKER: Verdict.BLOCKED, Level.MISSING: Verdict.INCOMPLETE, Level.CONSULT: Verdict.TO_CONFIRM}


def worst_of(levels: "list[Level]") -> Level:
    """Return the worst of some levels; ``ok`` where there is none."""
    return min(levels, key=SEVERITY.__getitem__, default=Level.OK)


def most_urgent(statuses: Iterable[Status]) -> Status:
    """Return the most urgent of some statuses; ``ok`` where there is none."""
    return min(statuses, key=RANK.__getitem__, default=Level.OK)


def conclude(levels: "list[Level]") -> Verdict:
    """Return the verdict that follows from the levels of all findings (contract, "Assessment")."""
    return _VERDICTS.get(worst_of(levels), Verdict.COMPLIANT)
