"""Actions: all that has to be done, by role, worst first."""

from dataclasses import replace

import pytest

from tests.dossier.building import every_sample, list_rows, list_tables, report_on_sample
from wizard.domain.levels import RANK
from wizard.dossier.blocks import Cell, Heading, Row, Text
from wizard.dossier.content.actions import make_actions
from wizard.dossier.content.report import TO_ACT_ON, anchor_fact
from wizard.dossier.wording import RESPONSIBLE_WORDS


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_actions_are_grouped_by_role(name: str, language: str) -> None:
    """Under each role stand exactly the findings that it has to act on, each once."""
    report = report_on_sample(name, language)
    blocks = make_actions(report).blocks
    headings = [block for block in blocks if isinstance(block, Heading)]
    tables = list_tables(blocks)
    to_do = [finding for finding in report.assessment.findings if finding.level in TO_ACT_ON]
    roles = [role for role in RESPONSIBLE_WORDS if any(each.responsible == role for each in to_do)]
    assert [heading.anchor for heading in headings] == [f"actions-{role}" for role in roles]
    for role, table in zip(roles, tables, strict=True):
        links = [row.cells[-1].link for row in table.rows if isinstance(row, Row) and isinstance(row.cells[-1], Cell)]
        assert sorted(filter(None, links)) == sorted(anchor_fact(each) for each in to_do if each.responsible == role)


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_worst_comes_first(name: str, language: str) -> None:
    """Within a role the levels go from blocker to advice, and every action says what to do."""
    for table in list_tables(make_actions(report_on_sample(name, language)).blocks):
        cells = [row.cells[0] for row in table.rows if isinstance(row, Row)]
        ranks = [RANK[cell.status] for cell in cells if isinstance(cell, Cell) and cell.status is not None]
        assert len(ranks) == len(cells)
        assert ranks == sorted(ranks)
        assert all(row[3].strip() for row in list_rows(table))


def test_several_levels_are_met_with() -> None:
    """The control: one role of the blocked sample has actions of at least two levels, so that an order can be seen."""
    tables = list_tables(make_actions(report_on_sample("factory-blocked")).blocks)
    assert max(len({row[0] for row in list_rows(table)}) for table in tables) >= 2


def test_nothing_to_do_is_said() -> None:
    """Where nothing has to be done the chapter says so instead of being empty."""
    report = report_on_sample("snom-only")
    met = tuple(each for each in report.assessment.findings if each.level not in TO_ACT_ON)
    blocks = make_actions(replace(report, assessment=report.assessment._replace(findings=met))).blocks
    assert [type(block) for block in blocks] == [Text]
