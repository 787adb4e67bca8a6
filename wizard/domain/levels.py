"""The one status vocabulary: how a requirement stands, and what a whole plan amounts to."""

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


WORST_FIRST: tuple[Level, ...] = tuple(Level)
SEVERITY: dict[Level, int] = {level: rank for rank, level in enumerate(WORST_FIRST)}
_VERDICTS = {Level.BLOCKER: Verdict.BLOCKED, Level.MISSING: Verdict.INCOMPLETE, Level.CONSULT: Verdict.TO_CONFIRM}


def worst_of(levels: "list[Level]") -> Level:
    """Return the worst of some levels; ``ok`` where there is none."""
    return min(levels, key=SEVERITY.__getitem__, default=Level.OK)


def conclude(levels: "list[Level]") -> Verdict:
    """Return the verdict that follows from the levels of all findings (contract, "Assessment")."""
    return _VERDICTS.get(worst_of(levels), Verdict.COMPLIANT)
