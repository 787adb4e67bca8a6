"""Every output says which texts cannot be read: text, JSON, and the dossier's missing and recorded answers."""

import pytest

from tests.dossier.building import list_rows, list_tables, report_on
from tests.factories import make_answers, read_answers
from wizard.domain.plan import Plan
from wizard.dossier.blocks import Heading
from wizard.dossier.content.actions import make_actions
from wizard.dossier.content.answers import make_answers as make_answers_chapter
from wizard.dossier.record import describe_assessment
from wizard.dossier.record_schema import RECORD
from wizard.dossier.text import write_text
from wizard.i18n import get_translator

HOSTILE = "=1+1\x1b[2J<b>" + "x" * 1_900


def _plan(**unread: str) -> Plan:
    answers = make_answers()
    answers["licences"]["users"] = None
    answers["sites"] = [{"name": "Annexe", "users": None}]
    fields = {"users": "licences.users", "site": "sites.0.users"}
    return read_answers({**answers, "unread": {fields[name]: text for name, text in unread.items()}})


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "  TWS users at most: “18O”"), ("fr", "  Utilisateurs TWS au maximum\u00a0: «\u00a018O\u00a0»")],
)
def test_text_names_field_and_text(language: str, line: str) -> None:
    """The terminal shows the field and what was typed, on a line of its own."""
    report = report_on(_plan(users="18O"), language)
    assert line in write_text(report.assessment, report.say).splitlines()


def test_terminal_gets_nothing_that_acts() -> None:
    """A text of control characters is spelt and cut."""
    report = report_on(_plan(site=HOSTILE))
    lines = write_text(report.assessment, report.say).splitlines()
    (line,) = (each for each in lines if "Users on this site: “" in each)
    assert "\x1b" not in line
    assert "\u2039U+001B\u203a" in line
    assert len(line) < 160


def test_record_lists_texts_only_where_there_are_any() -> None:
    """The list is in the published shape; without a text the record is as it always was."""
    say = get_translator("en")
    record = describe_assessment(report_on(_plan(users="18O", site=HOSTILE)).assessment, say)
    assert record["unread"] == [
        {"field": "licences.users", "text": "18O"},
        {"field": "sites.0.users", "text": HOSTILE},
    ]
    assert {"licences.users", "sites.0.users"} <= set(record["unanswered"])
    RECORD.validate_python(record)
    without = describe_assessment(report_on(_plan()).assessment, say)
    assert "unread" not in without
    RECORD.validate_python(without)


def test_dossier_names_them_among_what_is_to_do() -> None:
    """The chapter of actions begins with what has to be corrected, the answers' chapter keeps it whole."""
    report = report_on(_plan(users="18O", site=HOSTILE))
    blocks = make_actions(report).blocks
    assert isinstance(blocks[0], Heading)
    assert blocks[0].text == "Texts that cannot be read as an answer"
    rows = list_rows(list_tables(blocks)[0])
    assert rows[0] == ("TWS users at most", "18O")
    assert rows[1][0] == "Remote sites 1: Users on this site"
    assert rows[1][1].startswith("=1+1")
    (table,) = list_tables(make_answers_chapter(report).blocks)
    assert ("Remote sites 1: Users on this site", HOSTILE) in list_rows(table)
