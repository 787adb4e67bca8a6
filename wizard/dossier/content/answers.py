"""The answers themselves, whole."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from wizard.domain.plan import Plan
from wizard.domain.questions import NUMBERED, PARTS, UNREAD, WITHIN, locate_field, name_field, show_answer
from wizard.dossier.blocks import Chapter, Column, GroupRow, Row, Table
from wizard.dossier.content.report import Report
from wizard.i18n import Message

ANSWERS = Message("Answers recorded")
ANSWERS_SUMMARY = Message(
    "The answers that this dossier rests on, as they were given; what is not listed was not answered."
)
QUESTION, ANSWER = Message("Question"), Message("Answer")
# Where an empty list is an answer, none, and not an open question (contract, "Plan file").
_NONE_IS_AN_ANSWER = frozenset({"licences.groupware", "stations.session_hosts", "sites"})
# A signature's drawing is drawn and its parts are named, on the sign-off page: as figures they say nothing.
_NO_ANSWER = re.compile(r"sign_off\.signatures\.[0-9]+\.(strokes|parts)")


def make_answers(report: Report) -> Chapter:
    """Return all answers given, whole, so that nothing written in the plan is lost on paper."""
    say = report.say
    columns = (Column(say(QUESTION), 1), Column(say(ANSWER), 1.4))
    rows: list[Row | GroupRow] = []
    for group, lines in list_answers(report.plan, report):
        rows.append(GroupRow(group))
        rows.extend(Row((question, answer)) for question, answer in lines)
    if report.assessment.unread:
        rows.append(GroupRow(say(UNREAD)))
        rows.extend(Row((say(locate_field(each.field)), each.text)) for each in report.assessment.unread)
    return Chapter("answers", say(ANSWERS), say(ANSWERS_SUMMARY), (Table(columns, tuple(rows)),))


def list_answers(plan: Plan, report: Report) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each part of the plan that holds answers, as (question, answer) lines."""
    for name, title in PARTS.items():
        lines = [
            (label, report.say(show_answer(field, value))) for field, label, value in walk_answers(plan, name, report)
        ]
        if lines:
            yield report.say(title), lines


def walk_answers(plan: Plan, part: str, report: Report) -> Iterator[tuple[str, str, object]]:
    """Yield every answer of a part of the plan as (field, label, value), in the order of the plan file."""
    yield from _walk(getattr(plan, part), part, "", report)


def _walk(value: object, field: str, context: str, report: Report) -> Iterator[tuple[str, str, object]]:
    if value == () and field in _NONE_IS_AN_ANSWER:
        value = False
    if value is None or value in ("", ()) or _NO_ANSWER.fullmatch(field):
        return
    if isinstance(value, BaseModel):
        # What a link is comes before what it has.
        for name in sorted(type(value).model_fields, key=lambda each: each != "kind"):
            yield from _walk(getattr(value, name), f"{field}.{name}", context, report)
    elif isinstance(value, dict):
        for key, each in value.items():
            # A port's question names its flow already.
            inner = context if field == "ports" else _tell_within(context, key, report)
            yield from _walk(each, f"{field}.{key}", inner, report)
    elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        for position, each in enumerate(value):
            item = report.say(NUMBERED.fill(name=name_field(field), number=position + 1))
            yield from _walk(each, f"{field}.{position}", _tell_within(context, item, report), report)
    else:
        yield field, _tell_within(context, report.say(name_field(field)), report), value


def _tell_within(context: str, name: str, report: Report) -> str:
    return report.say(WITHIN.fill(context=context, name=name)) if context else name
