"""What an assessment finds: aspects compared, findings, and the changes that would make one pass."""

from collections.abc import Iterator
from typing import NamedTuple

from wizard.domain.levels import SEVERITY, Basis, Level, Status
from wizard.domain.proofs import Weighed
from wizard.i18n import Message, Text

_MET = (Level.OK, Level.INFO)


class Change(NamedTuple):
    """Another answer that would make an aspect pass: the field and the value it would take (as in a plan file)."""

    field: str
    value: object


class Aspect(NamedTuple):
    """One thing compared: what is required, what is planned, and how it stands.

    ``fields`` are the answers it rests on (for ``missing`` those to be given); ``note`` is a sentence of its own,
    ``required`` and ``planned`` anything a translator can write, None where there is nothing to show.
    """

    level: Level
    fields: tuple[str, ...]
    label: object = None
    required: object = None
    planned: object = None
    note: object = None
    changes: tuple[Change, ...] = ()
    advised: bool = False
    """True where the requirement is a recommendation: not following it is a warning."""
    measured: object = None
    """What a check measured, where it did: it decides, whatever is planned."""
    parts: tuple["Aspect", ...] = ()
    """How each of its answers stands by itself, where it may fall short by some of them only."""

    @property
    def short_fields(self) -> tuple[str, ...]:
        """Return the answers by which it falls short: those that a change would give, else all; none where met."""
        if self.level in _MET:
            return ()
        return tuple(dict.fromkeys(change.field for change in self.changes)) or self.fields


class Finding(NamedTuple):
    """A fact held against the plan for one subject."""

    fact: str
    level: Level
    subject: str
    page: int | None
    fields: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    title: Text
    requirement: Text
    remedy: Text | Message
    responsible: str
    judged: bool
    """False where it is not yet known whether the fact applies at all."""
    evidence: tuple[Weighed, ...] = ()
    """What the checks measured of it, the newest first; only what is fresh counts."""
    basis: Basis = Basis.ANSWERED
    """What it rests on; of one that is missing or to be done, that nobody has shown it."""
    is_flow: bool = False
    """True where a network flow has to be opened for it."""

    @property
    def status(self) -> Status:
        """Return how it is told: its level, or what it rests on where that is ok."""
        return self.basis if self.level is Level.OK else self.level

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the smallest changes that would make a failing finding pass; empty where no answer can."""
        return tuple(change for aspect in self.aspects for change in aspect.changes)


def judge_answers(finding: Finding) -> Iterator[tuple[str, Aspect]]:
    """Yield each answer that stands well or badly in a finding, with the comparison that says so.

    An answer that is right stands as met in a finding that fails for another one; of a comparison of several answers
    those that need not change are left out.
    """
    for aspect in finding.aspects:
        if aspect.level in _MET:
            yield from ((field, aspect) for field in aspect.fields)
            continue
        for part in aspect.parts or (aspect,):
            yield from ((field, part) for field in (part.fields if part.level in _MET else part.short_fields))


def rank_answers(finding: Finding) -> tuple[tuple[str, ...], ...]:
    """Return the answers of a finding in groups, by how much lies with them.

    First those by which it has its level, then others that fall short or are open, last all that it rests on; what
    another answer would lift comes before what none would.
    """
    short = [(field, aspect) for field, aspect in judge_answers(finding) if aspect.level not in _MET]
    short.sort(key=lambda each: (SEVERITY[each[1].level], not each[1].changes))
    deciding = dict.fromkeys(field for field, aspect in short if aspect.level is finding.level)
    others = dict.fromkeys(field for field, _ in short if field not in deciding)
    rest = (field for field in finding.fields if field not in deciding and field not in others)
    return tuple(deciding), tuple(others), tuple(rest)
