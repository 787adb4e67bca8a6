"""Texts that are no answers: kept by field beside the answers, for open fields of the plan and no others."""

import pytest

from tests.factories import make_answers, make_plan, read_answers, tell_error
from wizard.domain.plan import Plan, fingerprint_plan
from wizard.domain.plan.unread import LONGEST_UNREAD, MOST_UNREAD
from wizard.domain.plan.writing import write_plan
from wizard.domain.questions import locate_field
from wizard.domain.signatures import fingerprint_parts
from wizard.errors import PlanError
from wizard.i18n import get_translator
from wizard.storage.plan_files import check_plan, read_plan

OPEN = {
    "licences": {"users": None, "conference": False, "caller": 40},
    "sites": [{"name": "Annexe", "users": None}],
    "telephony": {"links": [{"kind": "oxe", "port": None}, {"kind": "yealink"}, {}]},
    "ports": {"NET-26": 4211},
}


def _read(unread: dict[str, str]) -> Plan:
    marks = {"format": "tws-preinstall-plan", "format_version": 1}
    return check_plan({**marks, **OPEN, "unread": unread}, "a.twsplan")


@pytest.mark.parametrize(
    "field",
    [
        "licences.users",
        "load.calls_per_hour",
        "project.installation_date",
        "sites.0.users",
        "telephony.links.0.port",
        "telephony.links.1.phone_port",
        "telephony.links.2.protocol",
        "ports.NET-19",
    ],
)
def test_open_field_keeps_its_text_in_the_file(field: str) -> None:
    """What was typed is read back as it was, and its answer stays unknown."""
    plan = _read({field: "18O"})
    assert plan.unread == {field: "18O"}
    assert read_plan(write_plan(plan), "a.twsplan") == plan


@pytest.mark.parametrize(
    "field",
    [
        "licences.caller",
        "licences.usres",
        "licences",
        "licences.conference.largest_audio",
        "sites",
        "sites.0",
        "sites.1.users",
        "sites.-1.users",
        "sites.0.name",
        "telephony.links.0.protocol",
        "telephony.links.1.release",
        "ports",
        "ports.NET-26",
        "sign_off.items.C-SRV-6.by",
        "evidence.0.reason",
        "x.anything",
        "unread.licences.users",
        "",
    ],
)
def test_text_of_no_open_field_is_refused_by_name(field: str) -> None:
    """A field that is answered, or that this plan does not have, cannot be one that waits for its answer."""
    with pytest.raises(PlanError) as caught:
        _read({field: "18O"})
    assert tell_error(caught.value) == (
        f"a.twsplan: unread: expected fields that this plan has and that are not answered, not “{field}”."
    )


def test_texts_are_bounded() -> None:
    """The longest text and the last entry are taken, one character and one entry more are not."""
    ports = {f"ports.F-{number}": "?" for number in range(MOST_UNREAD)}
    assert len(_read(ports).unread or {}) == MOST_UNREAD
    assert _read({"load.calls_per_hour": "9" * LONGEST_UNREAD}).unread
    for unread in (
        {**ports, "ports.G-1": "?"},
        {"load.calls_per_hour": "9" * (LONGEST_UNREAD + 1)},
        {"sites.0.users": ""},
    ):
        with pytest.raises(PlanError):
            _read(unread)


def test_broken_section_is_told_of_by_itself() -> None:
    """Where a section cannot be read nobody blames the text of a field in it."""
    with pytest.raises(PlanError) as caught:
        check_plan(
            {"format": "tws-preinstall-plan", "format_version": 1, "server": [], "unread": {"server.cores": "8x"}}, "a"
        )
    assert tell_error(caught.value) == "a: server: expected an object."


def test_no_text_is_the_same_as_none() -> None:
    """An empty list of texts says nothing, and the fingerprint of plans without any stays what it was."""
    assert _read({}).unread is None
    assert fingerprint_plan(_read({})) == fingerprint_plan(_read({}).model_copy(update={"unread": None}))


def test_fingerprint_covers_the_texts() -> None:
    """Two plans of which one is complete and one is not must not be signed as the same."""
    answers = make_answers()
    answers["load"]["calls_per_hour"] = None
    open_plan, typed = read_answers(answers), read_answers({**answers, "unread": {"load.calls_per_hour": "9OO"}})
    assert fingerprint_plan(open_plan) != fingerprint_plan(typed)
    assert fingerprint_parts(typed).keys() - fingerprint_parts(open_plan).keys() == {"unread"}
    assert "unread" not in fingerprint_parts(make_plan())


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("sites.1.users", "Sites distants n°\u202f2\u202f: Utilisateurs sur ce site"),
        ("licences.users", "Utilisateurs TWS au maximum"),
    ],
)
def test_field_is_located_by_its_item(field: str, name: str) -> None:
    """Which of several sites is meant is said."""
    assert get_translator("fr")(locate_field(field)).replace("\u00a0", "\u202f") == name
