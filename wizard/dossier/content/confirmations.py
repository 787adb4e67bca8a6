"""What is to be confirmed with the vendor."""

from wizard.domain.levels import Level
from wizard.dossier.blocks import Block, Chapter, Column, Heading, Row, Table, Text
from wizard.dossier.content.actions import list_actions
from wizard.dossier.content.report import Report
from wizard.i18n import Message

CONFIRM = Message("Points to confirm with Akio")
CONFIRM_SUMMARY = Message(
    "What the vendor asks to be consulted on, and how unclear passages of the document were read."
)
CONSULTED, READINGS = (
    Message("Questions that the vendor's document refers to Akio"),
    Message("Readings of unclear passages"),
)
NO_CONSULT, NO_READING = Message("None for this plan."), Message("This plan touches no unclear passage.")
READING, SOURCE = Message("What the document leaves open, and what this dossier assumes"), Message("Source")
REPLY = Message("Akio's reply")


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
