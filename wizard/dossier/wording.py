"""How findings, levels, subjects and machines are named and told, for every output alike."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from wizard.domain.assessment import Assessment
from wizard.domain.choices import CHOICES
from wizard.domain.findings import Aspect, Change, Finding
from wizard.domain.levels import Basis, Level, Status, Verdict
from wizard.domain.questions import name_field, show_answer
from wizard.domain.remaining import count_remaining
from wizard.i18n import Message, Translator

STATUS_WORDS: dict[Status, Message] = {
    Level.BLOCKER: Message("Blocker"),
    Level.MISSING: Message("To answer"),
    Level.CONSULT: Message("Ask Akio"),
    Level.WARNING: Message("Advice"),
    Level.INFO: Message("Note"),
    Level.OK: Message("Met"),
    Basis.ANSWERED: Message("Met (as answered)"),
    Basis.DERIVED: Message("Met (computed)"),
    Basis.MEASURED: Message("Met (measured)"),
    Basis.TO_DO: Message("To do"),
}
LEVEL_WORDS = {level: STATUS_WORDS[level] for level in Level}
# Of a flow nothing is met by a plan: somebody has to open it, and both ends to test it.
FLOW_WORDS: dict[Status, Message] = {**STATUS_WORDS, Basis.TO_DO: Message("To open"), Basis.MEASURED: Message("Tested")}
VERDICT_WORDS = {
    Verdict.BLOCKED: Message("Blocked"),
    Verdict.INCOMPLETE: Message("Incomplete"),
    Verdict.TO_CONFIRM: Message("To confirm"),
    Verdict.COMPLIANT: Message("Compliant"),
}
PLAN_COMPLIANT = Message("Plan compliant")
VERDICT_SENTENCES = {
    Verdict.BLOCKED: Message("At least one hard requirement is not met: the installation cannot succeed as planned."),
    Verdict.INCOMPLETE: Message("Nothing blocks the installation so far, but answers are still missing."),
    Verdict.TO_CONFIRM: Message("The answers meet every requirement so far; some points are Akio's to confirm."),
    Verdict.COMPLIANT: Message("The answers meet every requirement of the vendor's document."),
}
NEXT_STEPS = {
    Verdict.BLOCKED: Message("Next step: lift the blockers below, then have the plan assessed again."),
    Verdict.INCOMPLETE: Message("Next step: obtain the answers listed below from those who hold them."),
    Verdict.TO_CONFIRM: Message("Next step: put the points listed below to Akio and note the replies."),
    Verdict.COMPLIANT: Message(
        "Next step: have the flows opened and tested, work through the checklist, then have this dossier signed."
    ),
}
RESPONSIBLE_WORDS = CHOICES["role"]
END_WORDS = {
    "station": Message("User PCs"),
    "admin_station": Message("Administrator's PC"),
    "server": Message("TWS server"),
    "pabx": Message("PABX"),
    "sip_peer": Message("PABX, SIP proxy or PC"),
    "phone": Message("IP phones"),
    "sms_server": Message("SMS server"),
    "ldap_server": Message("LDAP directory server"),
    "groupware_server": Message("Mail and calendar"),
}
_SUBJECTS = {
    "project": Message("Project"),
    "server": Message("TWS server"),
    "stations": Message("PCs"),
    "telephony": Message("Telephony"),
}
_NAMED_SUBJECTS = {
    "group": Message("PCs “{name}”"),
    "host": Message("Host “{name}”"),
    "site": Message("Site “{name}”"),
    "link": Message("Link “{name}”"),
}
COMPARED = Message("{label}: {planned} (required: {required}).")
ADVISED_COMPARED = Message("{label}: {planned} (advised: {required}).")
MEASURED = Message("{measured} (measured)")
MEASURED_AS_PLANNED = Message("{measured} (measured, as planned)")
MEASURED_NOT_PLANNED = Message("{measured} (measured), {planned} (planned)")
STATED = Message("{label}: {planned}.")
WANTED = Message("{label}: not known (required: {required}).")
ADVISED_WANTED = Message("{label}: not known (advised: {required}).")
ANSWER = Message("Answer: {fields}.")
SMALLEST_CHANGE = Message("Smallest change that passes: {changes}.")
CHANGE = Message("{label} = {value}")
ADVICE_LEFT = Message(
    "The answers meet every requirement of the vendor's document, but do not follow all of its advice."
)
SEPARATOR = Message("; ")
_VERDICT_SIGNS: dict[Verdict, Status] = {
    Verdict.BLOCKED: Level.BLOCKER,
    Verdict.INCOMPLETE: Level.MISSING,
    Verdict.TO_CONFIRM: Level.CONSULT,
    Verdict.COMPLIANT: Level.OK,
}
LONGEST_NAME = 60


class Described(NamedTuple):
    """A finding in one language: its sentences, and what is required and planned beside each other."""

    message: str
    action: str
    required: str
    planned: str


_BREAKING_SPACE = re.compile(r"[^\S\u00a0\u202f]+")


def shorten(name: str, longest: int = LONGEST_NAME) -> str:
    """Return a name on one line, cut with an ellipsis; the answers chapter prints it whole."""
    line = _BREAKING_SPACE.sub(" ", name).strip()
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def conclude_in_words(assessment: Assessment) -> Message:
    """Return the verdict as one sentence."""
    if assessment.verdict is Verdict.COMPLIANT and assessment.counts[Level.WARNING]:
        return ADVICE_LEFT
    return VERDICT_SENTENCES[assessment.verdict]


def name_status(finding: Finding) -> Message:
    """Return how a finding stands, in a word or two: its level, or what it rests on."""
    return (FLOW_WORDS if finding.is_flow else STATUS_WORDS)[finding.status]


def name_verdict(assessment: Assessment) -> Message:
    """Return the verdict in a word or two: nothing is compliant as a whole while something is still to be done."""
    return PLAN_COMPLIANT if judge_verdict(assessment) is Basis.TO_DO else VERDICT_WORDS[assessment.verdict]


def judge_verdict(assessment: Assessment) -> Status:
    """Return the sign of the verdict: the tick stands for nothing that nobody has shown done."""
    if assessment.verdict is Verdict.COMPLIANT and count_remaining(assessment).is_anything:
        return Basis.TO_DO
    return _VERDICT_SIGNS[assessment.verdict]


def name_subject(subject: str) -> Message:
    """Return how a subject ("server", "link:PABX mairie") is named for people."""
    kind, _, name = subject.partition(":")
    if kind == "contact":
        return RESPONSIBLE_WORDS.get(name, Message(name))
    return _NAMED_SUBJECTS[kind].fill(name=shorten(name)) if name else _SUBJECTS[kind]


def describe(finding: Finding, say: Translator) -> Described:
    """Return a finding's sentences in a translator's language (look, "Words")."""
    return Described(
        message=describe_finding(finding, say),
        action=_describe_action(finding, say),
        required=_list_values([(aspect.label, aspect.required) for aspect in finding.aspects], say),
        planned=_list_values([(aspect.label, show_planned(aspect, say)) for aspect in finding.aspects], say),
    )


def show_planned(aspect: Aspect, say: Translator) -> object:
    """Return what is planned; with what was measured, where something was: that decides."""
    if aspect.measured is None:
        return aspect.planned
    if aspect.planned is None:
        return MEASURED.fill(measured=aspect.measured)
    template = MEASURED_AS_PLANNED if say(aspect.measured) == say(aspect.planned) else MEASURED_NOT_PLANNED
    return template.fill(measured=aspect.measured, planned=aspect.planned)


def describe_aspect(aspect: Aspect, say: Translator) -> str:
    """Return what was compared, as one sentence or two; empty where there is nothing to show."""
    parts = []
    planned = show_planned(aspect, say)
    if aspect.label is not None and planned is not None:
        compared = ADVISED_COMPARED if aspect.advised else COMPARED
        template = STATED if aspect.required is None else compared
        parts.append(say(template.fill(label=aspect.label, planned=planned, required=aspect.required)))
    elif aspect.label is not None and aspect.required is not None:
        wanted = ADVISED_WANTED if aspect.advised else WANTED
        parts.append(say(wanted.fill(label=aspect.label, required=aspect.required)))
    if aspect.note is not None:
        parts.append(say(aspect.note))
    return " ".join(parts)


def describe_finding(finding: Finding, say: Translator) -> str:
    """Return what is required, and what of it falls short or is open."""
    # An ok finding tells all that was compared, any other what falls short or is open.
    shown = (each for each in finding.aspects if finding.level is Level.OK or each.level is not Level.OK)
    details = " ".join(text for text in (describe_aspect(aspect, say) for aspect in shown) if text)
    requirement = say(finding.requirement)
    if finding.level is Level.OK and details:
        return details
    return f"{requirement} {details}".strip()


def name_fields(fields: tuple[str, ...], say: Translator) -> str:
    """Return fields by their names, each once."""
    return ", ".join(dict.fromkeys(say(name_field(field)) for field in fields))


def describe_changes(changes: tuple[Change, ...], say: Translator) -> str:
    """Return the smallest changes that would make a finding pass, as one sentence; empty without any."""
    if not changes:
        return ""
    told = (
        say(CHANGE.fill(label=name_field(change.field), value=show_answer(change.field, change.value)))
        for change in dict.fromkeys(changes)
    )
    return say(SMALLEST_CHANGE.fill(changes=say(SEPARATOR).join(told)))


def _describe_action(finding: Finding, say: Translator) -> str:
    if finding.level in (Level.OK, Level.INFO):
        return ""
    if finding.level is Level.MISSING:
        return say(ANSWER.fill(fields=name_fields(finding.fields, say)))
    return f"{say(finding.remedy)} {describe_changes(finding.changes, say)}".strip()


def _list_values(compared: Sequence[tuple[object, object]], say: Translator) -> str:
    """Return the known ones of (label, value) as one line, each with its label where there are several."""
    several = len([label for label, _ in compared if label is not None]) > 1
    texts = (
        say(Message("{label}: {value}").fill(label=label, value=value)) if several and label is not None else say(value)
        for label, value in compared
        if value is not None
    )
    return say(SEPARATOR).join(texts)
