"""Checklist, points to confirm, sign-off, traceability matrix and the answers themselves."""

from collections.abc import Iterator

from pydantic import BaseModel

from wizard.domain.assessment import ChecklistItem
from wizard.domain.choices import CHOICES
from wizard.domain.levels import Level
from wizard.domain.plan import Plan
from wizard.domain.questions import name_field, show_answer
from wizard.dossier.blocks import (
    Block,
    Chapter,
    CheckItem,
    Checklist,
    Column,
    GroupRow,
    Heading,
    Row,
    SignaturePanel,
    SignOff,
    Table,
    Text,
)
from wizard.dossier.content.actions import list_actions
from wizard.dossier.content.report import NOT_KNOWN, Report, anchor_fact
from wizard.dossier.wording import RESPONSIBLE_WORDS
from wizard.i18n import Message

CHECKLIST = Message("Checklist")
CHECKLIST_SUMMARY = Message("To be ticked before or on the installation day, by the person named on each line.")
NO_ITEM = Message("No item applies yet.")
COMMENT = Message("Comment")
CONFIRM = Message("Points to confirm with Akio")
CONFIRM_SUMMARY = Message("What the vendor asks to be consulted on, and how unclear passages of the document were read.")
CONSULTED, READINGS = Message("Questions that the vendor's document refers to Akio"), Message("Readings of unclear passages")
NO_CONSULT, NO_READING = Message("None for this plan."), Message("This plan touches no unclear passage.")
READING, SOURCE = Message("What the document leaves open, and what this dossier assumes"), Message("Source")
REPLY = Message("Akio's reply")
SIGN_OFF = Message("Sign-off")
SIGN_OFF_SUMMARY = Message("Each role agrees to the answers, the requirements and the actions of this revision.")
SIGNED_SUBJECT = Message("Reference {reference}, revision {revision}, of {date}")
SIGNED_HASH = Message("SHA-256 of the answers: {fingerprint}")
SIGNED_EDITION = Message("Vendor's edition: {edition}")
NAME, FUNCTION, DATE = Message("Name"), Message("Function"), Message("Date")
AGREED = Message("Read and agreed")
SIGNATURE = Message("Signature")
TRACE = Message("Traceability matrix")
TRACE_SUMMARY = Message("Every requirement that applies, as it stands, with the page of the vendor's document.")
STATUS, FACT, PAGE, SUBJECT, TITLE, REQUIRED, PLANNED = (
    Message("Status"),
    Message("Fact"),
    Message("Page"),
    Message("Where"),
    Message("Requirement"),
    Message("Required"),
    Message("Planned"),
)
ANSWERS = Message("Answers recorded")
ANSWERS_SUMMARY = Message("The answers that this dossier rests on, as they were given; what is not listed was not answered.")
QUESTION, ANSWER = Message("Question"), Message("Answer")
NUMBERED = Message("{name} {number}")
_DASH = "–"


def make_checklist(report: Report) -> Chapter:
    """Return the checklist, grouped by who ticks."""
    say = report.say
    states = {state: say(word) for state, word in CHOICES["item_state"].items()}
    blocks: list[Block] = []
    for role, name in RESPONSIBLE_WORDS.items():
        items = [item for item in report.assessment.checklist if item.responsible == role]
        if items:
            checks = tuple(_make_check(report, item) for item in items)
            # The key to the boxes is printed once, above the first group.
            blocks += [Heading(say(name)), Checklist(checks, say(COMMENT), states, has_key=not blocks)]
    return Chapter("checklist", say(CHECKLIST), say(CHECKLIST_SUMMARY), tuple(blocks) or (Text(say(NO_ITEM)),))


def _make_check(report: Report, item: ChecklistItem) -> CheckItem:
    return CheckItem(
        id=item.id,
        text=report.say(item.text),
        responsible=report.say(RESPONSIBLE_WORDS[item.responsible]),
        facts=", ".join(item.facts),
        state=item.state,  # type: ignore[arg-type]
        comment=" · ".join(part for part in (item.comment, item.by) if part),
    )


def make_confirmations(report: Report) -> Chapter:
    """Return what is to be confirmed with the vendor."""
    say = report.say
    consulted = report.select(levels=(Level.CONSULT,))
    blocks: list[Block] = [Heading(say(CONSULTED))]
    blocks.append(list_actions(report, consulted) if consulted else Text(say(NO_CONSULT)))
    blocks.append(Heading(say(READINGS)))
    if report.assessment.to_confirm:
        columns = (Column(say(SOURCE), 1.1), Column(say(READING), 6.2), Column(say(REPLY), 2.7))
        rows = tuple(Row((each.fact, say(each.message), "")) for each in report.assessment.to_confirm)
        blocks.append(Table(columns, rows))
    else:
        blocks.append(Text(say(NO_READING)))
    return Chapter("confirm", say(CONFIRM), say(CONFIRM_SUMMARY), tuple(blocks))


def make_sign_off(report: Report) -> Chapter:
    """Return the sign-off page: what is signed, and a panel for each role."""
    say, project = report.say, report.project
    edition = report.edition.catalogue.edition
    subject = (
        say(
            SIGNED_SUBJECT.fill(
                reference=(project.reference or "").strip() or _DASH, revision=report.revision, date=report.today
            )
        ),
        say(SIGNED_HASH.fill(fingerprint=report.fingerprint)),
        say(SIGNED_EDITION.fill(edition=f"{edition.product}, {edition.id}")),
    )
    panels = tuple(_make_panel(report, role) for role in RESPONSIBLE_WORDS)
    return Chapter("sign-off", say(SIGN_OFF), say(SIGN_OFF_SUMMARY), (SignOff(subject, panels),))


def _make_panel(report: Report, role: str) -> SignaturePanel:
    say, project = report.say, report.project
    names = [contact.name for contact in project.contacts or () if contact.role == role and contact.name]
    if role == "integrator" and not names and project.prepared_by:
        names = [project.prepared_by]
    lines = ((say(NAME), ", ".join(names)), (say(FUNCTION), ""), (say(DATE), ""))
    return SignaturePanel(say(RESPONSIBLE_WORDS[role]), lines, say(AGREED), say(SIGNATURE))


def make_trace(report: Report) -> Chapter:
    """Return the traceability matrix of all findings, in the order of the facts."""
    say = report.say
    columns = (
        Column(say(FACT), 1.15),
        Column(say(STATUS), 1.6),
        Column(say(SUBJECT), 1.7),
        Column(say(TITLE), 2.6),
        Column(say(REQUIRED), 2.5),
        Column(say(PLANNED), 2.3),
        Column(say(PAGE), 0.8, "right"),
    )
    rows = []
    for finding in report.assessment.findings:
        told = report.tell(finding)
        rows.append(
            Row(
                (
                    finding.fact,
                    report.show_level(finding.level),
                    report.show_subject(finding),
                    say(finding.title),
                    told.required or (NOT_KNOWN if told.planned else say(finding.requirement)),
                    told.planned or NOT_KNOWN,
                    NOT_KNOWN if finding.page is None else str(finding.page),
                ),
                anchor_fact(finding),
            )
        )
    return Chapter("trace", say(TRACE), say(TRACE_SUMMARY), (Table(columns, tuple(rows)),))


def make_answers(report: Report) -> Chapter:
    """Return all answers given, whole, so that nothing written in the plan is lost on paper."""
    say = report.say
    columns = (Column(say(QUESTION), 1), Column(say(ANSWER), 1.4))
    rows: list[Row | GroupRow] = []
    for group, lines in list_answers(report.plan, report):
        rows.append(GroupRow(group))
        rows.extend(Row((question, answer)) for question, answer in lines)
    return Chapter("answers", say(ANSWERS), say(ANSWERS_SUMMARY), (Table(columns, tuple(rows)),))


_PARTS = {
    "project": Message("Project"),
    "licences": Message("Licences and options"),
    "load": Message("Load"),
    "server": Message("Server"),
    "security": Message("Security"),
    "telephony": Message("Telephony"),
    "stations": Message("Client PCs and session hosts"),
    "sites": Message("Remote sites"),
    "ports": Message("Ports set"),
    "sign_off": Message("Ticks and signatures"),
}


def list_answers(plan: Plan, report: Report) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each part of the plan that holds answers, as (question, answer) lines."""
    for name, title in _PARTS.items():
        lines = [
            (label, report.say(show_answer(field, value))) for field, label, value in walk_answers(plan, name, report)
        ]
        if lines:
            yield report.say(title), lines


def walk_answers(plan: Plan, part: str, report: Report) -> Iterator[tuple[str, str, object]]:
    """Yield every answer of a part of the plan as (field, label, value), in the order of the plan file."""
    yield from _walk(getattr(plan, part), part, "", report)


def _walk(value: object, field: str, context: str, report: Report) -> Iterator[tuple[str, str, object]]:
    if value is None or value in ("", ()):
        return
    if isinstance(value, BaseModel):
        # What a link is comes before what it has.
        for name in sorted(type(value).model_fields, key=lambda each: each != "kind"):
            yield from _walk(getattr(value, name), f"{field}.{name}", context, report)
    elif isinstance(value, dict):
        for key, each in value.items():
            prefix = "" if field == "ports" else f"{key}: "
            yield from _walk(each, f"{field}.{key}", f"{context}{prefix}", report)
    elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        for position, each in enumerate(value):
            name = NUMBERED.fill(name=name_field(field), number=position + 1)
            yield from _walk(each, f"{field}.{position}", f"{report.say(name)}: ", report)
    else:
        yield field, f"{context}{report.say(name_field(field))}", value


