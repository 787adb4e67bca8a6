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
TOGETHER = Message("SIP licences for voices of {links} together")
ELSEWHERE = Message("How many voices these links carry is not known: {links}.")


class Spread(NamedTuple):
    """The voices that no link says to be its own: how many, on which links, and which others may carry them."""

    rest: int | None
    silent: tuple[int, ...]
    """Positions of the links that need a licence for each voice and do not say how many they have."""
    carriers: tuple[int, ...]
    """Positions of the links that need none and do not say either."""
    fields: tuple[str, ...]
    """The answers that the rest is reckoned from."""


def count_voices(situation: Situation, position: int) -> Answer:
    """Return the Media Server voices of a PABX: the link's own number, else the plan's."""
    own = situation.ask_link(position, "voices")
    return situation.voices if own.value is None else own


def spread_voices(situation: Situation) -> Spread:
    """Return how the plan's voices are left to the links that do not say how many they have."""
    kinds = situation.rules.telephony.pbx
    said = [
        Answer(link.voices, f"telephony.links.{place}.voices")
        for place, link in enumerate(situation.links)
        if getattr(link, "voices", None) is not None
    ]
    quiet = [
        place for place, link in enumerate(situation.links) if link.kind in kinds and getattr(link, "voices", 0) is None
    ]
    voices = situation.voices
    return Spread(
        rest=None if voices.value is None else max(voices.value - sum(each.value for each in said), 0),
        silent=tuple(place for place in quiet if NEED in kinds[situation.links[place].kind].needs),
        carriers=tuple(place for place in quiet if NEED not in kinds[situation.links[place].kind].needs),
        fields=(voices.field, *(each.field for each in said)),
    )


def need_voice_licences(situation: Situation, position: int) -> Aspect:
    """Compare a link's licences with its own voices; without these, all such links' licences with the voices left."""
    own = situation.ask_link(position, "voices")
    licences = situation.ask_link(position, "sip_voice_licences")
    if own.value is not None:
        return need_enough(licences, own)
    spread = spread_voices(situation)
    pool = [situation.ask_link(place, "sip_voice_licences") for place in spread.silent]
    have = sum(each.value or 0 for each in pool)
    label: object = name_field(licences.field)
    if len(pool) > 1:
        label = TOGETHER.fill(links=tuple(situation.link_names[place] for place in spread.silent))
    required = None if spread.rest is None else AT_LEAST.fill(value=spread.rest)
    unknown = tuple(each.field for each in pool if each.value is None)
    planned = None if len(unknown) == len(pool) else have
    fields = (*(each.field for each in pool), *spread.fields)
    if spread.rest is not None and have >= spread.rest:
        return Aspect(Level.OK, fields, label, required, planned)
    if unknown or spread.rest is None:
        of_voices = () if spread.rest is not None else (situation.voices.field,)
        return Aspect(Level.MISSING, (*unknown, *of_voices), label, required, planned)
    if spread.carriers:
        open_fields = tuple(situation.ask_link(place, "voices").field for place in spread.carriers)
        note = ELSEWHERE.fill(links=tuple(situation.link_names[place] for place in spread.carriers))
        return Aspect(Level.MISSING, open_fields, label, required, planned, note)
    change = Change(licences.field, (licences.value or 0) + spread.rest - have)
    return Aspect(Level.BLOCKER, fields, label, required, planned, changes=(change,))
