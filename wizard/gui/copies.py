"""A plan and what its file holds since it was read: put together, or one taken for the other (no Qt here)."""

import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol, Self

from wizard.domain.merging import EVIDENCE, Merged, merge_evidence, merge_plans
from wizard.domain.plan.writing import write_plan
from wizard.errors import WizardError
from wizard.gui.editing import Content
from wizard.storage.saving import PlanFile, open_plan_file


class KnownFile(NamedTuple):
    """The plan's file as it was read or written last: its digest, and what it held."""

    digest: str
    content: Content

    @classmethod
    def of(cls, found: PlanFile) -> Self:
        """Return what is known of a file that was just read."""
        return cls(found.digest, json.loads(write_plan(found.plan)))


class Copy(Protocol):
    """The plan that is open, as far as it is put together with another copy."""

    known: KnownFile | None

    @property
    def content(self) -> Content:
        """Return the plan's content, as in its file."""

    def adopt(self, content: Content, known: KnownFile) -> None:
        """Take a content that others had a part in."""


def know_again(path: Path | None, digest: str | None) -> KnownFile | None:
    """Return what a plan's file holds where it is still in the state that a digest tells."""
    if path is not None and digest is not None:
        # One that is gone or cannot be read any more is met on saving.
        with suppress(WizardError):
            found = open_plan_file(path)
            if found.digest == digest:
                return KnownFile.of(found)
    return None


def merge_copy(copy: Copy, found: PlanFile, prefer_theirs: frozenset[str] = frozenset()) -> Merged:
    """Return the open plan put together with what its file holds since; theirs counts in the fields given."""
    base = copy.known.content if copy.known is not None else {}
    return merge_plans(base, copy.content, KnownFile.of(found).content, prefer_theirs=prefer_theirs)


def adds_measurements(copy: Copy, found: PlanFile) -> bool:
    """Say whether what was added to the file since is measurements and nothing else."""
    if copy.known is None:
        return False
    theirs = KnownFile.of(found).content
    return _without_evidence(copy.known.content) == _without_evidence(theirs)


def _without_evidence(content: Content) -> Content:
    return {key: value for key, value in content.items() if key != EVIDENCE}


def take_merged(copy: Copy, found: PlanFile, prefer_theirs: frozenset[str] = frozenset()) -> None:
    """Put the open plan together with what its file holds since.

    Raises:
        WizardError: the plan does not take it; it is as it was.

    """
    copy.adopt(merge_copy(copy, found, prefer_theirs).content, KnownFile.of(found))


def take_theirs(copy: Copy, found: PlanFile) -> None:
    """Take what the file holds in the place of the open plan."""
    known = KnownFile.of(found)
    copy.adopt(known.content, known)


def keep_mine(copy: Copy, found: PlanFile) -> None:
    """Keep the open plan's answers over those of the file; the measurements of both are kept.

    Raises:
        WizardError: as ``take_merged``.

    """
    content, known = dict(copy.content), KnownFile.of(found)
    measured = merge_evidence(copy.known.content if copy.known is not None else {}, content, known.content)
    if measured or content.get(EVIDENCE):
        content[EVIDENCE] = measured
    copy.adopt(content, known)
