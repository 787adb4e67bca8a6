"""The answers chapter: every answer of the plan, whole."""

import re
from typing import Any

import pytest

from tests.dossier.building import (
    every_sample,
    fill_plan,
    list_leaves,
    list_rows,
    list_tables,
    make_minimal,
    read_content,
    report_on,
    report_on_sample,
)
from wizard.domain.plan import Plan
from wizard.dossier.content.answers import make_answers
from wizard.dossier.content.report import Report

# Told on other pages: file format, edition, measurements, what others keep, a signature's drawing and its parts.
_ELSEWHERE = re.compile(
    r"(format|format_version|catalogue|evidence|x)(\..*)?|sign_off\.signatures\.\d+\.(strokes|parts).*"
)


def _list_shown(report: Report) -> list[tuple[str, str]]:
    return [(question, answer) for question, answer in list_rows(*list_tables(make_answers(report).blocks))]


def _list_given(plan: Plan) -> list[tuple[str, Any]]:
    leaves = list_leaves(plan.model_dump(mode="json", exclude_unset=True))
    return [(field, value) for field, value in leaves if not _ELSEWHERE.fullmatch(field)]


def test_full_plan_is_printed_whole() -> None:
    """Each answer of a plan that answers everything has a line of its own, with its text or number as it was given."""
    plan = read_content(fill_plan(lambda field: f"text of {field}"))
    rows = _list_shown(report_on(plan))
    given = _list_given(plan)
    assert len(rows) == len(given) > 180
    shown = [answer for _, answer in rows]
    for field, value in given:
        values = value if isinstance(value, list) else [value]
        if isinstance(values[0], str) and values[0].startswith("text of"):
            assert shown.count(values[0]) == 1, field
        elif isinstance(values[0], int) and not isinstance(values[0], bool):
            # Every number of the plan is another one; some are printed with their unit.
            assert len([text for text in shown if re.fullmatch(rf"{values[0]}(\s\D+)?", text)]) == 1, field


def test_questions_tell_which_item_they_are_about() -> None:
    """No two lines of a full plan ask the same: links, groups, hosts, sites, contacts and ticks are told apart."""
    questions = [question for question, _ in _list_shown(report_on(read_content(fill_plan(str))))]
    # The site's and the group's number of users and the like stand under headings of their own.
    assert [each for each in questions if ": " in each and questions.count(each) > 1] == []


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_samples_are_printed_whole(name: str, language: str) -> None:
    """Each answer of a sample has its line; blank texts and empty lists that answer nothing have none."""
    report = report_on_sample(name, language)
    none = {"licences.groupware", "stations.session_hosts", "sites"}
    given = [
        field
        for field, value in _list_given(report.plan)
        if value not in ("", [], {}) or (value == [] and field in none)
    ]
    assert len(_list_shown(report)) == len(given)


def test_none_is_an_answer_where_the_contract_says_so() -> None:
    """``false`` for conferences and empty lists of hosts, sites and mail systems are printed as answers."""
    content = make_minimal(licences={"conference": False, "groupware": []}, stations={"session_hosts": []}, sites=[])
    rows = dict(_list_shown(report_on(read_content(content))))
    assert rows == {
        "TWS Conference": "no",
        "Mail and calendar systems": "no",
        "Session hosts": "no",
        "Remote sites": "no",
    }


def test_zero_and_no_are_answers() -> None:
    """0 and no are printed; null and blank are not."""
    content = make_minimal(licences={"users": 0, "rules": False, "mail": None, "other_orders": ""})
    assert dict(_list_shown(report_on(read_content(content)))) == {"TWS users at most": "0", "TWS Rules": "no"}


def test_long_text_is_not_cut() -> None:
    """A note of twenty thousand characters is printed whole."""
    text = " ".join(str(number) for number in range(3_900))[:20_000]
    rows = dict(_list_shown(report_on(read_content(make_minimal(project={"notes": text})))))
    assert rows == {"Notes": text}
