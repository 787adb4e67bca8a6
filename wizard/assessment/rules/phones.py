"""TEL-1 to TEL-7: Snom and Yealink phones."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from wizard.assessment.aspects import need_answer, need_version
from wizard.assessment.judging import judge
from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer, Truth, all_of, is_true
from wizard.catalogue.telephony import SnomRules
from wizard.domain.findings import Aspect, Change, Finding
from wizard.domain.levels import Level
from wizard.domain.questions import name_field
from wizard.domain.versions import Version, is_at_least, parse_release, parse_yealink_firmware
from wizard.i18n import Message, Plain

UNSUPPORTED_MODELS = Message("Not in the list: {models}.")
SUPPORTED_MODELS = Message("{models}, {families}")
NOT_VERSION = Message("none of {versions}")


def find_snom(situation: Situation, position: int, subject: str) -> Iterator[Finding | None]:
    """Judge TEL-1 to TEL-3."""
    rules = situation.rules.telephony.snom
    yield judge(situation.edition, "TEL-1", subject, [compare_models(situation, position)])
    parse = partial(parse_release, notation=rules.read_notation())
    firmware = need_version(situation.ask_link(position, "firmware"), rules.minimum_firmware, parse)
    yield judge(situation.edition, "TEL-2", subject, [firmware])
    kind = situation.ask_link(position, "kind")
    yield judge(situation.edition, "TEL-3", subject, [Aspect(Level.INFO, (kind.field,))])


def read_snom_model(model: str) -> str:
    """Return a Snom model without the make and without what parts it: "Snom D-735" is D735."""
    return re.sub(r"^SNOM|[\s_-]+", "", model.upper().strip())


def is_snom_model(model: str, rules: SnomRules) -> bool:
    """Say whether a Snom model is listed: a series number, a model of it, or one of a family with any suffix."""
    name = read_snom_model(model)
    family = "|".join(re.escape(each.upper()) for each in rules.model_families)
    return name in rules.models or bool(re.fullmatch(rf"(?:{family})[0-9X]{{2}}[0-9A-Z]*", name))


def compare_models(situation: Situation, position: int) -> Aspect:
    """Compare a fleet's models with the list; none given is missing."""
    rules = situation.rules.telephony.snom
    answer = situation.ask_link(position, "models")
    models = tuple(model for model in answer.value or () if model.strip())
    label = name_field(answer.field)
    families = tuple(f"{family}xx" for family in rules.model_families)
    required = SUPPORTED_MODELS.fill(models=", ".join(rules.models), families=", ".join(families))
    if not models:
        return Aspect(Level.MISSING, (answer.field,), label, required)
    refused = tuple(model for model in models if not is_snom_model(model, rules))
    if not refused:
        return Aspect(Level.OK, (answer.field,), label, required, models)
    kept = tuple(model for model in models if model not in refused)
    changes = (Change(answer.field, kept),) if kept else ()
    note = UNSUPPORTED_MODELS.fill(models=refused)
    return Aspect(Level.BLOCKER, (answer.field,), label, required, models, note, changes)


def _read_firmware(situation: Situation, position: int) -> tuple[Answer, Version | None]:
    firmware = situation.ask_link(position, "firmware")
    return firmware, None if firmware.value is None else _read_yealink(situation)(firmware.value)


def _read_yealink(situation: Situation) -> Callable[[str], Version | None]:
    return partial(parse_yealink_firmware, notation=situation.rules.telephony.yealink.notation.read())


def find_yealink(situation: Situation, position: int, subject: str) -> Iterator[Finding | None]:
    """Judge TEL-4 to TEL-7: uaCSTA on recent firmware, else Action URL; no DECT."""
    rules = situation.rules.telephony.yealink
    firmware, version = _read_firmware(situation, position)
    recent = Truth(
        None if version is None else is_at_least(version, parse_release(rules.uacsta_from) or ()), (firmware.field,)
    )
    uacsta = is_true(situation.ask_link(position, "uacsta"))
    if all_of(recent, uacsta).value is False:
        yield judge(situation.edition, "TEL-6", subject, _need_action_url(situation, position))
    else:
        yield judge(situation.edition, "TEL-4", subject, _need_uacsta(situation, position))
    if uacsta.value is not False:
        yield judge(situation.edition, "TEL-5", subject, [_avoid_defects(situation, position)])
    dect = need_answer(situation.ask_link(position, "dect"), expected=False)
    yield judge(situation.edition, "TEL-7", subject, [dect])


def _need_uacsta(situation: Situation, position: int) -> list[Aspect]:
    rules = situation.rules.telephony.yealink
    firmware = situation.ask_link(position, "firmware")
    uacsta = situation.ask_link(position, "uacsta")
    return [need_version(firmware, rules.uacsta_from, _read_yealink(situation)), need_answer(uacsta, expected=True)]


def _need_action_url(situation: Situation, position: int) -> list[Aspect]:
    rules = situation.rules.telephony.yealink
    firmware = situation.ask_link(position, "firmware")
    action_url = situation.ask_link(position, "action_url")
    return [
        need_version(firmware, rules.action_url_from, _read_yealink(situation)),
        need_answer(action_url, expected=True),
    ]


def _avoid_defects(situation: Situation, position: int) -> Aspect:
    rules = situation.rules.telephony.yealink
    firmware, version = _read_firmware(situation, position)
    if version is None:
        return need_version(firmware, rules.uacsta_from, _read_yealink(situation))
    label = name_field(firmware.field)
    required = NOT_VERSION.fill(versions=tuple(Plain(f"v{each}") for each in rules.defects_in))
    defective = version in [parse_release(each) for each in rules.defects_in]
    level = Level.WARNING if defective else Level.OK
    return Aspect(level, (firmware.field,), label, required, firmware.value)
