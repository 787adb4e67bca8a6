"""MED: what the Media Server asks of the server, the conferences and the PABX."""

from collections.abc import Iterator

from wizard.assessment.aspects import AT_LEAST, AT_MOST, blame, consider, need_at_least, need_at_most, need_known
from wizard.assessment.judging import judge
from wizard.assessment.media import guide_voices
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer, all_of, is_positive, test
from wizard.domain.findings import Aspect, Change, Finding
from wizard.domain.levels import Level
from wizard.domain.questions import name_field, show_answer
from wizard.i18n import Message

SERVER = "server"
PEOPLE = Message("People in conference at once")
ABOVE_GUIDE = Message("The guide ends at {users} users.")
VIRTUAL = Message("at most {value} on a virtual server")


def find_media(situation: Situation) -> Iterator[Finding | None]:
    """Judge MED-1 to MED-10."""
    yield from find_conference(situation)
    yield from find_voices(situation)


def find_conference(situation: Situation) -> Iterator[Finding | None]:
    """MED-1 to MED-5: cores, virtualization and limits of Conference."""
    for fact, name in (("MED-1", "audio_participants"), ("MED-2", "video_participants")):
        people = situation.ask_conference(name)
        yield judge(situation.edition, fact, SERVER, (), is_positive(people))
    virtual = situation.virtual
    level = {None: Level.MISSING, True: Level.CONSULT, False: Level.OK}[virtual.value]
    hosting = situation.server.hosting
    planned = None if hosting is None else show_answer("server.hosting", hosting)
    aspect = Aspect(level, virtual.fields, name_field("server.hosting"), planned=planned)
    yield judge(situation.edition, "MED-3", SERVER, [aspect], situation.conference)
    yield find_largest(situation)
    yield find_capacity(situation)


def ask_largest(situation: Situation, kind: str) -> Answer:
    """Return the largest conference of a kind ("audio", "video"): 0 where that kind has no participants."""
    largest = situation.ask_conference(f"largest_{kind}")
    if largest.value is None and situation.ask_conference(f"{kind}_participants").value == 0:
        return Answer(0, largest.field)
    return largest


def find_largest(situation: Situation) -> Finding | None:
    """MED-4: one conference holds so many people and no more."""
    rules = situation.rules.media
    limits = (("audio", rules.largest_audio), ("video", rules.largest_video))
    aspects = [need_at_most(ask_largest(situation, kind), limit) for kind, limit in limits]
    return judge(situation.edition, "MED-4", SERVER, aspects, situation.conference)


def find_capacity(situation: Situation) -> Finding | None:
    """MED-5: people (audio and video together) and conferences at once on one server."""
    rules = situation.rules.media
    people = [situation.ask_conference(name) for name in ("audio_participants", "video_participants")]
    conferences = situation.ask_conference("conferences")
    aspects = [
        _limit_together(people, rules.participants_at_most),
        need_at_most(conferences, rules.conferences_at_most, Level.CONSULT),
    ]
    # What is known to exceed decides, whatever else is unknown.
    above = [aspect for aspect in aspects if aspect.level is Level.CONSULT]
    return judge(situation.edition, "MED-5", SERVER, above or aspects, situation.conference)


def _limit_together(people: list[Answer], limit: int) -> Aspect:
    """Return how people in conference stand against a limit: the known ones alone may be too many."""
    known = [answer for answer in people if answer.value is not None]
    total, partly = sum(answer.value for answer in known), len(known) < len(people)
    required = AT_MOST.fill(value=limit)
    if total > limit:
        planned = AT_LEAST.fill(value=total) if partly else total
        return Aspect(Level.CONSULT, consider(*known).fields, PEOPLE, required, planned)
    if partly:
        unknown = tuple(answer.field for answer in people if answer.value is None)
        return Aspect(Level.MISSING, unknown, PEOPLE, required)
    return Aspect(Level.OK, consider(*people).fields, PEOPLE, required, total)


def find_voices(situation: Situation) -> Iterator[Finding | None]:
    """MED-6 to MED-10: voices of Rules and Mail."""
    applies, known = situation.media_voices, need_known(situation.voices)
    yield judge(situation.edition, "MED-6", SERVER, [known], applies)
    yield find_virtual_voices(situation)
    yield judge(situation.edition, "MED-8", SERVER, [known], applies)
    yield judge(situation.edition, "MED-9", SERVER, [known], applies)
    yield find_guide(situation)


def find_virtual_voices(situation: Situation) -> Finding | None:
    """MED-7: no virtual server above a number of voices; up to it the hosting does not matter."""
    limit = situation.rules.media.virtual_voices_at_most
    too_many = all_of(test(situation.voices, lambda voices: voices > limit), situation.virtual)
    required = VIRTUAL.fill(value=limit)
    label = name_field(situation.voices.field)
    level = {None: Level.MISSING, True: Level.BLOCKER, False: Level.OK}[too_many.value]
    planned = None if too_many.value is None else situation.voices.value
    changes = (Change(situation.voices.field, limit),) if too_many.value else ()
    aspect = Aspect(level, too_many.fields, label, required, planned, changes=changes)
    return judge(situation.edition, "MED-7", SERVER, [aspect], situation.media_voices)


def find_guide(situation: Situation) -> Finding | None:
    """MED-10: the voices against the guide for the licensed modules."""
    users, voices = situation.users, situation.voices
    last = situation.rules.media.guide[-1].users
    guide = guide_voices(situation)
    modules = consider(situation.licence("rules"), situation.licence("mail"), users)
    aspects = [need_known(voices)]
    if users.value is not None and users.value > last:
        above = Aspect(Level.CONSULT, modules.fields, note=ABOVE_GUIDE.fill(users=last))
        aspects = [consider(voices), blame(above, users.field)]
    elif guide is None or users.value is None:
        open_answers = (situation.licence("rules"), situation.licence("mail"), users)
        aspects.extend(need_known(answer) for answer in open_answers if answer.value is None)
    else:
        aspects = [need_at_least(voices, guide, Level.WARNING), modules]
    return judge(situation.edition, "MED-10", SERVER, aspects, situation.media_voices)
