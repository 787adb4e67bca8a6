"""What has to be done, grouped by who must do it."""

from wizard.domain.findings import Finding
from wizard.domain.levels import SEVERITY
from wizard.dossier.blocks import Block, Chapter, Column, Heading, Row, Table, Text
from wizard.dossier.content.report import TO_ACT_ON, Report
from wizard.dossier.wording import RESPONSIBLE_WORDS
from wizard.i18n import Message

TITLE = Message("Actions")
SUMMARY = Message("Everything that is not met, open or to be asked, grouped by who has to act, the most urgent first.")
NOTHING = Message("Nothing has to be done: every requirement is met.")
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
    blocks: list[Block] = []
    for role, name in RESPONSIBLE_WORDS.items():
        found = [each for each in report.select(levels=TO_ACT_ON) if each.responsible == role]
        if found:
            blocks += [Heading(say(name), f"actions-{role}"), list_actions(report, found)]
    if not blocks:
        blocks.append(Text(say(NOTHING)))
    return Chapter("actions", say(TITLE), say(SUMMARY), tuple(blocks))


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
                    report.show_level(finding.level),
                    report.show_subject(finding),
                    f"{say(finding.title)}. {told.message}",
                    told.action,
                    report.show_fact(finding),
                )
            )
        )
    return Table(columns, tuple(rows))
