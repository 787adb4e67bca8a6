"""The chapter on the server: the assessment's figures with their formulas."""

import re

import pytest

from tests.dossier.building import (
    every_sample,
    list_rows,
    list_tables,
    make_minimal,
    read_content,
    report_on,
    report_on_sample,
)
from wizard.dossier.blocks import Figures
from wizard.dossier.content.sizing import OPEN, make_sizing


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_figures_are_the_assessments(name: str, language: str) -> None:
    """Row, cores in all, RAM, disk and headroom of the table are those of the assessment."""
    report = report_on_sample(name, language)
    need = report.assessment.server
    assert need is not None

    def show(number: int | None) -> str:
        return OPEN if number is None else report.say(number)

    blocks = make_sizing(report).blocks
    by_source = {row[3]: row for row in list_rows(list_tables(blocks)[0])}
    assert by_source["HW-9"][2] == show(need.cores_required)
    assert show(need.row_users) in by_source["HW-1, HW-2"][2]
    assert show(need.row_calls_per_hour) in by_source["HW-1, HW-2"][2]
    assert by_source["SRV-4"][2].startswith(f"{need.tws_disk_gb:g}")
    assert show(need.headroom.users) in by_source["HW-2"][2]
    assert show(need.headroom.calls_per_hour) in by_source["HW-2"][2]
    (figures,) = (block for block in blocks if isinstance(block, Figures))
    assert figures.items[2][0].startswith(f"{need.ram_gb:g}")


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_sum_of_cores_adds_up(name: str, language: str) -> None:
    """The formula of the cores is made of the lines above it, and where all is known its sum is the result."""
    report = report_on_sample(name, language)
    rows = list_rows(list_tables(make_sizing(report).blocks)[0])
    total = next(row for row in rows if row[3] == "HW-9")
    parts = total[1].split(" + ")
    own = next(row for row in rows if row[3] == "HW-1" and row[2].isdigit())
    media = [next(row for row in rows if row[3] == fact) for fact in ("MED-1", "MED-2", "MED-6")]
    assert parts == [own[2], *(row[2] for row in media)]
    assert OPEN in parts or sum(map(int, parts)) == int(total[2])
    for row in media:
        people, size = (re.sub(r"\D", "", part) for part in row[1].split("÷"))
        assert not people or row[2] == str(-(-int(people) // int(size)))


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_planned_machine_is_compared_in_full(name: str, language: str) -> None:
    """The comparison holds every finding about the server of its families, worst first."""
    report = report_on_sample(name, language)
    rows = list_rows(list_tables(make_sizing(report).blocks)[-1])
    wanted = [each for each in report.select("SRV", "SEC", "HW", "MED") if each.subject == "server"]
    assert [row[4] for row in rows] == [each.fact for each in wanted]
    assert all(cell.strip() for row in rows for cell in row)


def test_smart_attendant_moves_the_row() -> None:
    """With a SmartAttendant licence the table tells of the row above, and from which it was moved."""
    licences = {"users": 420, "smart_attendant": 1}
    report = report_on(read_content(make_minimal(licences=licences, load={"calls_per_hour": 900})))
    rows = {row[3]: row for row in list_rows(list_tables(make_sizing(report).blocks)[0])}
    assert "500" in rows["HW-4"][1]
    assert rows["HW-1, HW-2"][2].startswith("1,000 users")
    assert rows["HW-4"][2] == rows["HW-1, HW-2"][2]


def test_unknown_server_has_no_figures() -> None:
    """Without users and calls there is neither a figure nor a formula, and the comparison still stands."""
    blocks = make_sizing(report_on(read_content(make_minimal()))).blocks
    assert not [block for block in blocks if isinstance(block, Figures)]
    assert len(list_tables(blocks)) == 1
