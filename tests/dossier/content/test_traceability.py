"""The traceability matrix: every finding once, in the order of the facts."""

import pytest

from tests.dossier.building import every_sample, list_rows, list_tables, report_on_sample
from wizard.dossier.blocks import Row
from wizard.dossier.content.report import anchor_fact
from wizard.dossier.content.traceability import make_trace


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_every_finding_stands_once(name: str, language: str) -> None:
    """There is one line for each finding, in the assessment's order, under its own anchor."""
    report = report_on_sample(name, language)
    (table,) = list_tables(make_trace(report).blocks)
    findings = report.assessment.findings
    assert [row.anchor for row in table.rows if isinstance(row, Row)] == [anchor_fact(each) for each in findings]
    assert len(table.rows) == len(findings)


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_no_cell_is_empty(name: str, language: str) -> None:
    """Each line tells fact, status, subject, requirement, what is required, planned, and the page or a dash."""
    report = report_on_sample(name, language)
    rows = list_rows(*list_tables(make_trace(report).blocks))
    assert all(cell.strip() for row in rows for cell in row)
    pages = [row[6] for row in rows]
    assert pages == ["–" if each.page is None else str(each.page) for each in report.assessment.findings]
