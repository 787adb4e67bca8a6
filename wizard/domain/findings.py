"""What an assessment finds: aspects compared, findings, and the changes that would make one pass."""

from typing import NamedTuple

from wizard.domain.levels import Basis, Level, Status
from wizard.domain.proofs import Weighed
from wizard.i18n import Message, Text


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
