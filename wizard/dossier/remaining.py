"""What remains beside the verdict, in words: every output says it where it says the verdict."""

from typing import NamedTuple

from wizard.domain.assessment import Assessment
from wizard.domain.checklist import list_failed
from wizard.domain.levels import Basis, Level, Status
from wizard.domain.remaining import count_remaining
from wizard.dossier.wording import SEPARATOR, shorten
from wizard.i18n import Message, Translator

FAILED = Message("Checklist lines not met: {count} ({lines}).")
LINE = Message("{item}: {text}")
AND_MORE = Message("and {count} more")
OPEN = Message("Checklist lines still open: {count} of {total}.")
TO_OPEN = Message("Network flows to open, not tested from both ends: {count} of {total}.")
UNREAD = Message("Texts that cannot be read as an answer: {count}.")
SIGNING_FAILED = Message("Before you sign: {count} line(s) of the checklist are not met.")
_MOST_NAMED = 2


class Remainder(NamedTuple):
    """One sentence of what remains, and the status whose sign goes with it."""

    status: Status
    sentence: str


def list_remaining(assessment: Assessment, say: Translator) -> list[Remainder]:
    """Return what remains beside the verdict, the worst first: nothing of what is none."""
    remaining = count_remaining(assessment)
    told: tuple[tuple[int, Status, Message, dict[str, object]], ...] = (
        (remaining.checklist_failed, Level.BLOCKER, FAILED, {"lines": _name_failed(assessment, say)}),
        (remaining.unread, Level.MISSING, UNREAD, {}),
        (remaining.checklist_open, Basis.TO_DO, OPEN, {"total": len(assessment.checklist)}),
        (remaining.flows_to_open, Basis.TO_DO, TO_OPEN, {"total": len(assessment.flows)}),
    )
    return [Remainder(status, say(words.fill(count=count, **more))) for count, status, words, more in told if count]


def tell_remaining(assessment: Assessment, say: Translator) -> list[str]:
    """Return what remains beside the verdict, a sentence each."""
    return [each.sentence for each in list_remaining(assessment, say)]


def warn_before_signing(assessment: Assessment, say: Translator) -> str:
    """Return what to know before signing; empty where no line of the checklist has failed."""
    failed = len(list_failed(assessment))
    return say(SIGNING_FAILED.fill(count=failed)) if failed else ""


def _name_failed(assessment: Assessment, say: Translator) -> str:
    failed = list_failed(assessment)
    named = [LINE.fill(item=item.id, text=shorten(say(item.text).rstrip("."))) for item in failed[:_MOST_NAMED]]
    if len(failed) > _MOST_NAMED:
        named.append(AND_MORE.fill(count=len(failed) - _MOST_NAMED))
    return say(SEPARATOR).join(map(say, named))
