"""TEL: PABX links and phones, each against what the document says of its kind."""

from collections.abc import Callable, Iterator
from functools import partial

from wizard.assessment.aspects import NOT_READABLE, blame, need_answer, need_enough, need_known, need_version, rest_on
from wizard.assessment.judging import ALWAYS, judge
from wizard.assessment.rules.phones import find_snom, find_yealink
from wizard.assessment.rules.voice_licences import count_voices, need_voice_licences
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer, Truth, any_of, is_positive
from wizard.catalogue.telephony import PbxRules
from wizard.domain.assessment import LinkNeed
from wizard.domain.findings import Aspect, Change, Finding
from wizard.domain.levels import Level
from wizard.domain.plan.telephony import OtherPbx
from wizard.domain.questions import name_field
from wizard.domain.versions import Version, is_at_least, parse_release
from wizard.i18n import Message, Plain

PHONES = ("snom", "yealink")
OTHER = "other_pbx"
WAYS = Message("Application Link {application_link} or later, or CSTA XML from {release}")
_GIVEN_WAYS = {
    "application_link": Message("Application Link {value}"),
    "release": Message("CSTA XML, release {value}"),
}
NEITHER_READABLE = Message("Neither “{one}” nor “{other}” can be read as a version.")
WAY_IN = Message("Way in to the PABX")
EXACT_RELEASE = Message("release {value}")


def find_telephony(situation: Situation) -> Iterator[Finding | None]:
    """Judge TEL-1 to TEL-17, link by link."""
    if not situation.links and situation.users.value != 0:
        nothing = need_known(Answer(None, "telephony.links"))
        yield judge(situation.edition, "TEL-17", "telephony", [nothing])
    for position, link in enumerate(situation.links):
        subject = f"link:{situation.link_names[position]}"
        if link.kind is None:
            kind = need_known(situation.ask_link(position, "kind"))
            yield judge(situation.edition, "TEL-17", subject, [kind])
        elif link.kind == "snom":
            yield from find_snom(situation, position, subject)
        elif link.kind == "yealink":
            yield from find_yealink(situation, position, subject)
        elif link.kind == OTHER:
            yield find_other_pbx(situation, position, subject)
        else:
            yield from find_pbx(situation, position, subject)


def find_pbx(situation: Situation, position: int, subject: str) -> Iterator[Finding | None]:
    """Judge the facts of a PABX of a kind that the document names."""
    rules = situation.rules.telephony.pbx.get(situation.links[position].kind)
    if rules is None:
        # An edition that no longer lists a kind treats it like any PABX that is in no list.
        yield find_other_pbx(situation, position, subject)
        return
    for fact in rules.facts:
        aspects = [_NEEDS[need](situation, position, rules) for need in fact.needs]
        condition = is_positive(count_softphones(situation, position)) if fact.only_with_softphone else ALWAYS
        yield judge(situation.edition, fact.fact, subject, aspects, condition)


def _own_or_plan(situation: Situation, position: int, own: str) -> Answer:
    answer = situation.ask_link(position, own)
    return situation.licence(own) if answer.value is None else answer


def count_users(situation: Situation, position: int) -> Answer:
    """Return the TWS users of a PABX: the link's own number, else the plan's."""
    return _own_or_plan(situation, position, "users")


def count_callers(situation: Situation, position: int) -> Answer:
    """Return the TWS Caller users of a PABX: the link's own number, else the plan's."""
    return _own_or_plan(situation, position, "caller")


def count_softphones(situation: Situation, position: int) -> Answer:
    """Return the TWS Softphone users of a PABX: the link's own number, else the plan's."""
    return _own_or_plan(situation, position, "softphone")


def _need_kind(situation: Situation, position: int, _: PbxRules) -> Aspect:
    return need_known(situation.ask_link(position, "kind"))


def _need_release(situation: Situation, position: int, rules: PbxRules) -> Aspect:
    parse = partial(parse_release, notation=rules.notation.read())
    return need_version(situation.ask_link(position, "release"), rules.find_minimum("minimum_release"), parse)


def _need_major_release(situation: Situation, position: int, rules: PbxRules) -> Aspect:
    answer, only = situation.ask_link(position, "release"), rules.only_major_release
    label, required = name_field(answer.field), EXACT_RELEASE.fill(value=Plain(only))
    version = None if answer.value is None else parse_release(answer.value, rules.notation.read())
    if version is None:
        note = None if answer.value is None else NOT_READABLE.fill(value=answer.value)
        return Aspect(Level.MISSING, (answer.field,), label, required, answer.value, note)
    if version[0] == only:
        return Aspect(Level.OK, (answer.field,), label, required, answer.value)
    change = Change(answer.field, f"V{only}")
    level = Level.CONSULT if version[0] > (only or 0) else Level.BLOCKER
    return Aspect(level, (answer.field,), label, required, answer.value, changes=(change,))


def _need_way_in(situation: Situation, position: int, rules: PbxRules) -> Aspect:
    """TEL-10: Application Link or direct CSTA XML; one given and not met blocks, one of two met is enough."""
    figures = {"application_link": "minimum_application_link", "release": "minimum_release"}
    minimums = {name: rules.find_minimum(figure) for name, figure in figures.items()}
    required = WAYS.fill(**{name: Plain(minimum) for name, minimum in minimums.items()})
    given = {name: answer for name in minimums if (answer := situation.ask_link(position, name)).value is not None}
    if not given:
        fields = tuple(situation.ask_link(position, name).field for name in minimums)
        return Aspect(Level.MISSING, fields, WAY_IN, required)
    notations = {"application_link": rules.application_link_notation.read(), "release": rules.notation.read()}
    versions = {name: parse_release(answer.value, notations[name]) for name, answer in given.items()}
    met = any_of(*(_reaches(versions[name], answer.field, minimums[name]) for name, answer in given.items()))
    name, answer = next(iter(given.items()))
    judged = rest_on(met, otherwise=Level.BLOCKER, changes=(Change(answer.field, minimums[name]),))
    planned = tuple(_GIVEN_WAYS[name].fill(value=answer.value) for name, answer in given.items())
    unread = tuple(given[name].value for name, version in versions.items() if version is None)
    note = _tell_unread(unread) if met.value is None else None
    return Aspect(judged.level, judged.fields, WAY_IN, required, planned, note, judged.changes)


def _tell_unread(texts: tuple[str, ...]) -> Message:
    if len(texts) == 1:
        return NOT_READABLE.fill(value=texts[0])
    return NEITHER_READABLE.fill(one=texts[0], other=texts[1])


def _reaches(version: Version | None, field: str, minimum: str) -> Truth:
    floor = parse_release(minimum) or ()
    return Truth(None if version is None else is_at_least(version, floor), (field,))


def _need_ip_card(situation: Situation, position: int, _: PbxRules) -> Aspect:
    return need_answer(situation.ask_link(position, "ip_card"), expected=True)


def _need_keys_for_users(situation: Situation, position: int, _: PbxRules) -> Aspect:
    return need_enough(situation.ask_link(position, "csta_keys"), count_users(situation, position))


def _need_keys_for_caller(situation: Situation, position: int, _: PbxRules) -> Aspect:
    return need_enough(situation.ask_link(position, "csta_keys"), count_callers(situation, position))


def _need_sip_users(situation: Situation, position: int, _: PbxRules) -> Aspect:
    return need_enough(situation.ask_link(position, "sip_user_licences"), count_softphones(situation, position))


def _need_sip_voices(situation: Situation, position: int, _: PbxRules) -> Aspect:
    return need_voice_licences(situation, position)


_NEEDS: dict[str, Callable[[Situation, int, PbxRules], Aspect]] = {
    "kind": _need_kind,
    "release": _need_release,
    "major_release": _need_major_release,
    "way_in": _need_way_in,
    "ip_card": _need_ip_card,
    "csta_keys_for_users": _need_keys_for_users,
    "csta_keys_for_caller": _need_keys_for_caller,
    "sip_users": _need_sip_users,
    "sip_voices": _need_sip_voices,
}


def find_other_pbx(situation: Situation, position: int, subject: str) -> Finding | None:
    """TEL-17: a PABX that no list names; Snom phones on it make it possible, Yealink phones are a question to Akio."""
    kind = situation.ask_link(position, "kind")
    beside = {place: link.kind for place, link in enumerate(situation.links) if link.kind in PHONES}
    snom = [situation.ask_link(place, "kind").field for place, each in beside.items() if each == "snom"]
    fields = (kind.field, *snom)
    if snom:
        # A kind that the edition dropped has no such question: not known then.
        known = isinstance(situation.links[position], OtherPbx)
        field = Answer(None, f"telephony.links.{position}.all_phones_snom")
        answer = situation.ask_link(position, "all_phones_snom") if known else field
        all_snom = need_answer(answer, expected=True)
        return judge(situation.edition, "TEL-17", subject, [Aspect(Level.OK, fields), all_snom])
    level = Level.CONSULT if beside else Level.BLOCKER
    yealink = tuple(situation.ask_link(place, "kind").field for place in beside)
    return judge(situation.edition, "TEL-17", subject, [blame(Aspect(level, (*fields, *yealink)), kind.field)])


def need_on_links(situation: Situation) -> tuple[LinkNeed, ...]:
    """Return what each PABX link must have (TEL-9 to TEL-16), in the order of the links."""
    found = []
    for position, link in enumerate(situation.links):
        if link.kind is None or link.kind in PHONES:
            continue
        rules = situation.rules.telephony.pbx.get(link.kind)
        needs = rules.needs if rules else frozenset()
        keys = None
        if "csta_keys_for_users" in needs:
            keys = count_users(situation, position).value
        elif "csta_keys_for_caller" in needs:
            keys = count_callers(situation, position).value
        found.append(
            LinkNeed(
                link=situation.link_names[position],
                csta_keys=keys,
                sip_user_licences=count_softphones(situation, position).value if "sip_users" in needs else None,
                sip_voice_licences=count_voices(situation, position).value if "sip_voices" in needs else None,
                ip_card=True if "ip_card" in needs else None,
            )
        )
    return tuple(found)
