"""Which answers of a finding fall short, and which of them lies first."""

import pytest

from tests.assessment.cases.case import Case, name_case
from tests.assessment.cases.every import CASES
from tests.factories import (
    Json,
    assess_plan,
    find_finding,
    make_group,
    make_link,
    make_plan,
    make_site,
    on_groups,
    on_links,
    read_edition,
)
from wizard.assessment.evaluate import assess
from wizard.domain.findings import Finding, judge_answers, rank_answers
from wizard.domain.levels import Level

# 180 users with SmartAttendant and 8 voices: 8 cores of the row of 1,000 users, and one more for the voices.
CLINIC: Json = {
    "licences": {"users": 180, "caller": 180, "smart_attendant": 1, "rules": True, "media_server_voices": 8},
    "server": {"processor_family": "xeon", "cores": 8, "clock_ghz": 2.4, "ram_gb": 16},
}


def _find(fact: str, subject: str = "server", **changes: object) -> Finding:
    finding = find_finding(assess_plan(**changes), fact, subject)
    assert finding is not None
    return finding


def _list_short(finding: Finding) -> dict[str, str]:
    return {field: part.level.value for field, part in judge_answers(finding) if part.level not in ("ok", "info")}


def _change(**server: object) -> Json:
    return {**CLINIC, "server": {**CLINIC["server"], **server}}


@pytest.mark.parametrize(
    ("server", "short"),
    [
        ({}, {"server.cores"}),
        ({"cores": 9, "clock_ghz": 1.9}, {"server.clock_ghz"}),
        ({"clock_ghz": 1.9}, {"server.cores", "server.clock_ghz"}),
        ({"cores": 9, "ram_gb": 15}, {"server.ram_gb"}),
        ({"cores": 9, "disk_kind": "sata"}, {"server.disk_kind"}),
        ({"cores": 9}, set()),
    ],
)
def test_machine_is_marked_where_it_falls_short(server: Json, short: set[str]) -> None:
    """Of cores, clock, family, memory and disk only what must change is marked."""
    assert set(_list_short(_find("HW-9", **_change(**server)))) == short


def test_family_is_marked_where_it_must_change() -> None:
    """On a row of Xeons alone a Core with all its cores and clock falls short by its family."""
    changes = _change(processor_family="core", cores=17, ram_gb=32)
    finding = _find("HW-9", **{**changes, "licences": {**CLINIC["licences"], "users": 3_000}})
    assert _list_short(finding) == {"server.processor_family": "blocker"}


def test_right_answers_of_a_machine_that_falls_short_are_met() -> None:
    """With too few cores a clock and a family that suffice stand as met, each with a sentence of its own."""
    by_field = dict(judge_answers(_find("HW-9", **CLINIC)))
    assert {name: by_field[f"server.{name}"].level for name in ("cores", "clock_ghz", "processor_family")} == {
        "cores": Level.BLOCKER,
        "clock_ghz": Level.OK,
        "processor_family": Level.OK,
    }
    assert by_field["server.cores"].changes[0].value == 9


def test_unknown_clock_beside_too_few_cores_is_open() -> None:
    """What is not known is to be answered, not wrong."""
    finding = _find("HW-9", **_change(clock_ghz=None))
    assert _list_short(finding) == {"server.cores": "blocker", "server.clock_ghz": "missing"}
    assert rank_answers(finding)[:2] == (("server.cores",), ("server.clock_ghz",))


_NARROW_SITE = make_site(link_mbit_s=0.01, calls_per_hour=0)


@pytest.mark.parametrize(
    ("fact", "subject", "changes", "short"),
    [
        ("TEL-14", "link:PABX", on_links(make_link("oxe", csta_keys=39)), {"telephony.links.0.csta_keys"}),
        (
            "CLI-5",
            "group:Bureaux",
            {
                "licences": {"smart_attendant": 1},
                **on_groups(make_group(smart_attendant=True, supervised_users=100, processor="core_i9", ram_gb=1)),
            },
            {"stations.groups.0.ram_gb"},
        ),
        ("BW-1", "site:Annexe", {"sites": [_NARROW_SITE]}, {"sites.0.users", "sites.0.link_mbit_s"}),
        ("HW-3", "server", {"load": {"calls_per_hour": 100_000}}, {"load.calls_per_hour"}),
        (
            "MED-10",
            "server",
            {"licences": {"users": 5_000, "rules": True, "media_server_voices": 4}},
            {"licences.users"},
        ),
        (
            "PLAN-1",
            "project",
            {"licences": {"caller": 41, "alerter": 40}},
            {"licences.caller", "licences.users"},
        ),
        ("SEC-4", "server", {"licences": {"file_sharing": True}, "security": {"secure_mode": False}},
         {"security.secure_mode"}),
        (
            "NET-23",
            "link:Snom",
            {**on_links(make_link("snom", port=None)), "ports": {"NET-23": 80}},
            {"ports.NET-23"},
        ),
        (
            "MED-4",
            "server",
            {"licences": {"conference": {"audio_participants": 30, "video_participants": 4, "conferences": 1,
                                         "largest_audio": 10_000, "largest_video": 4}}},
            {"licences.conference.largest_audio"},
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_only_what_falls_short_is_marked(fact: str, subject: str, changes: Json, short: set[str]) -> None:
    """Of a finding that rests on several answers those alone that are wrong, or that cannot both be right."""
    finding = _find(fact, subject, **changes)
    assert set(_list_short(finding)) == short
    assert short < set(finding.fields) or short == set(finding.fields)


def test_ranking_leads_to_the_smallest_change_first() -> None:
    """The answer to change comes first, the users whose number the row rests on last."""
    deciding, others, rest = rank_answers(_find("HW-9", **CLINIC))
    assert (deciding, others) == (("server.cores",), ())
    assert "licences.users" in rest


def test_ranking_of_an_open_finding_begins_with_what_is_to_be_answered() -> None:
    """A finding that is missing an answer leads to that answer."""
    assert rank_answers(_find("HW-9", server={"ram_gb": None}))[0] == ("server.ram_gb",)


def test_what_another_answer_lifts_comes_first() -> None:
    """Of two blockers in one finding that with a change leads."""
    finding = _find("HW-9", **_change(ram_gb=1))
    measured = tuple(
        aspect._replace(changes=(), parts=()) if "server.cores" in aspect.fields else aspect
        for aspect in finding.aspects
    )
    assert rank_answers(finding._replace(aspects=measured))[0][0] == "server.ram_gb"


@pytest.mark.parametrize("case", CASES, ids=name_case)
def test_every_failing_finding_of_answers_has_a_way(case: Case) -> None:
    """Whatever fails or is open marks an answer at its own level, and no answer that it does not rest on."""
    for finding in assess(make_plan(**case.changes), read_edition()).findings:
        deciding, others, rest = rank_answers(finding)
        assert set(finding.fields) >= {*deciding, *rest}
        assert len({*deciding, *others, *rest}) == len(deciding) + len(others) + len(rest)
        if finding.level in (Level.OK, Level.INFO):
            assert (deciding, others) == ((), ())
        elif any(aspect.fields for aspect in finding.aspects if aspect.level is finding.level):
            assert deciding
