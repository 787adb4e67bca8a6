"""Findings and flows as CSV, safe against formulas, opening right in the Excel of each language, changed by none."""

import csv
import io
from collections.abc import Iterable

from wizard.domain.assessment import Assessment, Flow
from wizard.domain.findings import Finding
from wizard.dossier.cells import keep_text, write_ports
from wizard.dossier.proof_wording import tell_proof
from wizard.dossier.wording import END_WORDS, RESPONSIBLE_WORDS, describe, name_status, name_subject
from wizard.i18n import Message, Translator

# What makes a spreadsheet take a cell for a formula, in plain and full-width forms.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BYTE_ORDER_MARK = "\ufeff"
_SEPARATORS = {"fr": ";", "en": ","}
_FINDING_COLUMNS = (
    Message("Fact"),
    Message("Status"),
    Message("Where"),
    Message("Requirement"),
    Message("What is required and planned"),
    Message("What to do"),
    Message("Required"),
    Message("Planned"),
    Message("Who"),
    Message("Vendor's page"),
    Message("Fields"),
)
_FLOW_COLUMNS = (
    Message("Fact"),
    Message("From"),
    Message("To"),
    Message("Both ways"),
    Message("Protocol"),
    Message("Ports"),
    Message("What for"),
    Message("Where"),
    Message("Proof"),
)
PORT_UNKNOWN = Message("to be answered")


def guard_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that begins like a formula gets a leading quote."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def write_csv(rows: Iterable[Iterable[str]], language: str) -> bytes:
    """Return rows as CSV: UTF-8 with byte order mark, ";" as separator in French, CRLF."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=_SEPARATORS[language], lineterminator="\r\n")
    writer.writerows([guard_cell(cell) for cell in row] for row in rows)
    return (_BYTE_ORDER_MARK + buffer.getvalue()).encode()


def write_findings(assessment: Assessment, say: Translator) -> bytes:
    """Return all findings as CSV, in the order of the facts."""
    heading = [say(column) for column in _FINDING_COLUMNS]
    return write_csv(
        [heading, *(map(keep_text, _list_finding(each, say)) for each in assessment.findings)], say.language
    )


def _list_finding(finding: Finding, say: Translator) -> list[str]:
    told = describe(finding, say)
    return [
        finding.fact,
        say(name_status(finding)),
        say(name_subject(finding.subject)),
        say(finding.title),
        told.message,
        told.action,
        told.required,
        told.planned,
        say(RESPONSIBLE_WORDS[finding.responsible]),
        "" if finding.page is None else str(finding.page),
        ", ".join(finding.fields),
    ]


def write_flows(assessment: Assessment, say: Translator) -> bytes:
    """Return all flows as CSV, in the order of the facts."""
    heading = [say(column) for column in _FLOW_COLUMNS]
    return write_csv([heading, *(map(keep_text, _list_flow(each, say)) for each in assessment.flows)], say.language)


def _list_flow(flow: Flow, say: Translator) -> list[str]:
    return [
        flow.fact,
        say(END_WORDS[flow.source]),
        say(END_WORDS[flow.destination]),
        say(flow.both_ways),
        flow.protocol.upper(),
        say(PORT_UNKNOWN) if flow.ports is None else write_ports(flow.ports),
        say(flow.purpose),
        flow.host or (flow.subject.removeprefix("link:") if flow.link is not None else ""),
        tell_proof(flow, say),
    ]
