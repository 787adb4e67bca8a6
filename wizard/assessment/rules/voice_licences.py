"""SIP licences for voices (TEL-14, TEL-16): for a link's own voices, else for those left to all such links together."""

from typing import NamedTuple

from wizard.assessment.aspects import AT_LEAST, need_enough
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer
from wizard.domain.findings import Aspect, Change
from wizard.domain.levels import Level
from wizard.domain.questions import name_field
from wizard.i18n import Message

NEED = "sip_voices"
TOGETHER = Message("SIP licences for voices of {count} links together")
ELSEWHERE = Message("Voices may be on other links that do not say how many they have: {count}.")
# As many as anyone reads; a finding on each of a thousand links must not name a thousand others.
MOST_NAMED = 10


class Spread(NamedTuple):
    """The voices that no link says to be its own, and the licences of the links that are left with them."""

    rest: int | None
    silent: int
    """How many links need a licence for each voice and do not say how many voices they have."""
    licences: int
    """Their licences together, as far as they are known."""
    unknown: tuple[str, ...]
    """Those of their licences that are not known."""
    open_voices: tuple[str, ...]
    """The voices that other links may carry: links that need no licence and do not say either."""


def count_voices(situation: Situation, position: int) -> Answer:
    """Return the Media Server voices of a PABX: the link's own number, else the plan's."""
    own = situation.ask_link(position, "voices")
    return situation.voices if own.value is None else own


def spread_voices(situation: Situation) -> Spread:
    """Return how the plan's voices are left to the links that do not say how many they have."""
    kinds, voices, said = situation.rules.telephony.pbx, situation.voices.value, 0
    pool: list[Answer] = []
    open_voices: list[str] = []
    for place, link in enumerate(situation.links):
        said += getattr(link, "voices", None) or 0
        if link.kind not in kinds or getattr(link, "voices", 0) is not None:
            continue
        if NEED in kinds[link.kind].needs:
            pool.append(situation.ask_link(place, "sip_voice_licences"))
        else:
            open_voices.append(situation.ask_link(place, "voices").field)
    return Spread(
        rest=None if voices is None else max(voices - said, 0),
        silent=len(pool),
        licences=sum(each.value or 0 for each in pool),
        unknown=tuple(each.field for each in pool if each.value is None),
        open_voices=tuple(open_voices),
    )


def need_voice_licences(situation: Situation, position: int) -> Aspect:
    """Compare a link's licences with its own voices; without these, all such links' licences with the voices left."""
    own = situation.ask_link(position, "voices")
    licences = situation.ask_link(position, "sip_voice_licences")
    if own.value is not None:
        return need_enough(licences, own)
    spread = situation.once(spread_voices)
    label = name_field(licences.field) if spread.silent == 1 else TOGETHER.fill(count=spread.silent)
    required = None if spread.rest is None else AT_LEAST.fill(value=spread.rest)
    planned = None if len(spread.unknown) == spread.silent else spread.licences
    if spread.rest is not None and spread.licences >= spread.rest:
        return Aspect(Level.OK, (licences.field, situation.voices.field), label, required, planned)
    if spread.rest is None or spread.unknown or spread.open_voices:
        fields, note = _ask_further(situation, licences, spread)
        return Aspect(Level.MISSING, fields, label, required, planned, note)
    change = Change(licences.field, (licences.value or 0) + spread.rest - spread.licences)
    return Aspect(Level.BLOCKER, (licences.field, situation.voices.field), label, required, planned, changes=(change,))


def _ask_further(situation: Situation, licences: Answer, spread: Spread) -> tuple[tuple[str, ...], Message | None]:
    """Return which answers would tell more, the link's own before those of others, and what is to be said of them."""
    if spread.rest is not None and not spread.unknown:
        return spread.open_voices[:MOST_NAMED], ELSEWHERE.fill(count=len(spread.open_voices))
    own = (licences.field,) if licences.value is None else spread.unknown[:MOST_NAMED]
    return (*own, *((situation.voices.field,) if spread.rest is None else ())), None
