"""What was measured: every measurement that the plan holds, whether it counts or not."""

from wizard.dossier.blocks import Block, Cell, Chapter, Column, Row, Table, Text
from wizard.dossier.content.report import NOT_KNOWN, Report
from wizard.dossier.evidence_wording import tell_evidence
from wizard.i18n import Message

TITLE = Message("Measurements")
SUMMARY = Message(
    "What was measured on the machines and on the network, from where and when. A measurement that is too old or was"
    " made for other answers does not count."
)
CHECK, RESULT, VALUES, WHERE, WHEN, FACTS = (
    Message("Check"),
    Message("Result"),
    Message("What was read"),
    Message("Where from"),
    Message("When"),
    Message("Facts"),
)
NOTHING = Message("Nothing was measured: this dossier rests on the answers alone.")


def make_measurements(report: Report) -> Chapter:
    """Return the chapter on what was measured."""
    say = report.say
    found = report.assessment.evidence
    block: Block = Text(say(NOTHING))
    if found:
        columns = (
            Column(say(CHECK), 2.3),
            Column(say(RESULT), 1.9),
            Column(say(VALUES), 2.9),
            Column(say(WHERE), 2.8),
            Column(say(WHEN), 1.4),
            Column(say(FACTS), 1.1),
        )
        told = ((each.evidence, tell_evidence(each, say)) for each in found)
        rows = tuple(
            Row(
                (
                    one.check,
                    Cell(one.result, status=one.level),
                    one.values or NOT_KNOWN,
                    one.where,
                    one.when,
                    ", ".join(evidence.facts) or NOT_KNOWN,
                )
            )
            for evidence, one in told
        )
        block = Table(columns, rows)
    return Chapter("measurements", say(TITLE), say(SUMMARY), (block,), new_page=bool(found))
