"""Which signatures hold: those of the answers as they are now. What has changed under the others, and how they look."""

from dataclasses import dataclass
from datetime import date

from wizard.domain.plan import Plan, fingerprint_plan
from wizard.domain.plan.acceptance import Signature
from wizard.domain.questions import PARTS, QUESTIONS, UNREAD
from wizard.i18n import Message

HOLDS = Message("Signed; it covers the answers as they are.")
LAPSED = Message("Lapsed: signed on {date}, and changed since then: {parts}.")
LAPSED_UNDATED = Message("Lapsed: changed since it was signed: {parts}.")
UNTIED = Message("Lapsed: it names no revision.")
SOMETHING = Message("some answers")
NO_DRAWING = Message("Signed without drawing")
_SIGNED = {
    "catalogue": QUESTIONS["catalogue"].label,
    **{name: PARTS[name] for name in PARTS if name != "sign_off"},
    "unread": UNREAD,
}
_EMPTY = Plan.model_construct(format="tws-preinstall-plan", format_version=1)
_PRINT_LENGTH = 16
_SHORT_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """How a signature stands: it holds, or it has lapsed with the parts of the plan that were changed, where known."""

    holds: bool
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature of a plan, at its position there, and how it stands."""

    position: int
    signature: Signature
    standing: Standing

    def describe(self) -> Message:
        """Return how it stands, as a sentence."""
        return describe_standing(self.signature, self.standing)


def fingerprint_parts(plan: Plan) -> dict[str, str]:
    """Return a short fingerprint of each part of a plan that has answers."""
    # Each part alone in a plan of its own: only the whole plan's fingerprint decides what counts as an answer.
    prints = {name: _fingerprint_alone(name, getattr(plan, name)) for name in _SIGNED}
    nothing = _fingerprint_alone("project", None)
    return {name: each for name, each in prints.items() if each != nothing}


def _fingerprint_alone(name: str, part: object) -> str:
    return fingerprint_plan(_EMPTY.model_copy(update={name: part}))[:_PRINT_LENGTH]


def list_signed(plan: Plan) -> list[Signed]:
    """Return the signatures of a plan, in its order, each with how it stands."""
    signatures = (plan.sign_off.signatures if plan.sign_off else None) or ()
    whole = fingerprint_plan(plan) if signatures else ""
    lapsed = any(each.fingerprint != whole for each in signatures)
    parts = fingerprint_parts(plan) if lapsed else {}
    return [Signed(place, each, _judge(each, whole, parts)) for place, each in enumerate(signatures)]


def _judge(signature: Signature, whole: str, parts: dict[str, str]) -> Standing:
    if signature.fingerprint == whole:
        return Standing(holds=True)
    signed = signature.parts
    # Without a record of the parts nobody can say which were changed.
    changed = () if signed is None else tuple(name for name in _SIGNED if signed.get(name) != parts.get(name))
    return Standing(holds=False, changed=changed)


def describe_standing(signature: Signature, standing: Standing) -> Message:
    """Return how a signature stands, as a sentence."""
    if standing.holds:
        return HOLDS
    if not signature.fingerprint:
        return UNTIED
    parts = tuple(_SIGNED[name] for name in standing.changed) or (SOMETHING,)
    if not signature.signed_on:
        return LAPSED_UNDATED.fill(parts=parts)
    return LAPSED.fill(date=read_day(signature.signed_on), parts=parts)


def read_day(text: str) -> date | str:
    """Return a date as a plan holds it, so that it can be written in any language; other text stays as it is."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def shorten_fingerprint(fingerprint: str) -> str:
    """Return the short form of a fingerprint that stands on every page of a dossier."""
    return fingerprint[:_SHORT_LENGTH].upper()
