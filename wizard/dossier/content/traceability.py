"""Every finding in the order of the facts."""

from wizard.dossier.blocks import Chapter, Column, Row, Table
from wizard.dossier.content.report import NOT_KNOWN, Report, anchor_fact
from wizard.i18n import Message

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


def make_trace(report: Report) -> Chapter:
    """Return the traceability matrix of all findings, in the order of the facts."""
    say = report.say
    columns = (
        Column(say(FACT), 1.2),
        Column(say(STATUS), 1.8),
        Column(say(SUBJECT), 1.75),
        Column(say(TITLE), 2.3),
        Column(say(REQUIRED), 3.1),
        Column(say(PLANNED), 2.2),
        Column(say(PAGE), 0.75, "right"),
    )
    rows = []
    for finding in report.assessment.findings:
        told = report.tell(finding)
        rows.append(
            Row(
                (
                    finding.fact,
                    report.show_status(finding),
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
