"""What has to be done, grouped by who must do it."""

from wizard.domain.findings import Finding
from wizard.domain.levels import SEVERITY
from wizard.domain.questions import UNREAD, locate_field
from wizard.dossier.blocks import Block, Chapter, Column, Heading, Row, Table, Text
from wizard.dossier.content.report import TO_ACT_ON, Report
from wizard.dossier.wording import RESPONSIBLE_WORDS, shorten
from wizard.i18n import Message

TITLE = Message("Actions")
SUMMARY = Message("Everything that is not met, open or to be asked, grouped by who has to act, the most urgent first.")
NOTHING = Message("Nothing has to be done: every requirement is met.")
FIELD, TYPED = Message("Answer"), Message("Typed, and to be corrected")
# The answers' chapter prints it whole.
_LONGEST_TYPED = 200
STATUS, SUBJECT, STATE, ACTION, SOURCE = (
    Message("Status"),
    Message("Where"),
    Message("What is required and planned"),
    Message("What to do"),
    Message("Source"),
)


def make_actions(report: Report) -> Chapter:
    """Return the chapter of actions."""
    say = report.say
    blocks: list[Block] = [Heading(say(UNREAD)), list_unread(report)] if report.assessment.unread else []
    for role, name in RESPONSIBLE_WORDS.items():
        found = [each for each in report.select(levels=TO_ACT_ON) if each.responsible == role]
        if found:
            blocks += [Heading(say(name), f"actions-{role}"), list_actions(report, found)]
    if not blocks:
        blocks.append(Text(say(NOTHING)))
    return Chapter("actions", say(TITLE), say(SUMMARY), tuple(blocks))


def list_unread(report: Report) -> Table:
    """Return what was typed and cannot be read, with the field where it has to be corrected."""
    say = report.say
    columns = (Column(say(FIELD), 1), Column(say(TYPED), 1.4))
    lines = ((say(locate_field(each.field)), shorten(each.text, _LONGEST_TYPED)) for each in report.assessment.unread)
    return Table(columns, tuple(Row(line) for line in lines))


def list_actions(report: Report, findings: list[Finding]) -> Table:
    """Return findings with their sentences and actions, worst first."""
    say = report.say
    columns = (
        Column(say(STATUS), 2),
        Column(say(SUBJECT), 1.7),
        Column(say(STATE), 4.2),
        Column(say(ACTION), 3.8),
        Column(say(SOURCE), 1.2),
    )
    rows = []
    for finding in sorted(findings, key=lambda each: SEVERITY[each.level]):
        told = report.tell(finding)
        rows.append(
            Row(
                (
                    report.show_status(finding),
                    report.show_subject(finding),
                    f"{say(finding.title)}. {told.message}",
                    told.action,
                    report.show_fact(finding),
                )
            )
        )
    return Table(columns, tuple(rows))
