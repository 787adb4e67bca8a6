"""The whole assessment: order, pages, what each finding rests on, what links and hosts must have."""

import pytest

from tests.assessment.cases.every import CASES
from tests.factories import (
    CONFERENCE,
    Json,
    assess_plan,
    find_finding,
    make_empty_plan,
    make_group,
    make_host,
    make_link,
    make_site,
    on_groups,
    on_hosts,
    on_links,
    read_edition,
    tell_level,
)
from wizard.assessment.evaluate import assess, order_fact
from wizard.domain.assessment import Assessment
from wizard.domain.levels import Level, Verdict
from wizard.i18n import get_translator

_COUNTED = ("audio_participants", "conferences")
_FAMILIES = ("DOC", "SRV", "SEC", "HW", "MED", "CLI", "AUT", "NET", "BW", "TEL", "PLAN")


def _list_fields(assessment: Assessment, fact: str, subject: str = "server") -> set[str]:
    finding = find_finding(assessment, fact, subject)
    assert finding is not None
    return set(finding.fields)


def test_plan_of_the_factories_is_compliant() -> None:
    """The plan that all tables change meets every requirement, so that each change stands alone."""
    assessment = assess_plan()
    assert assessment.verdict is Verdict.COMPLIANT
    assert {finding.level for finding in assessment.findings} == {Level.OK, Level.INFO}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"licences": {"tws_version": "5.0", "other_orders": "x", "users": None}}, Verdict.BLOCKED),
        ({"licences": {"other_orders": "x", "users": None}}, Verdict.INCOMPLETE),
        ({"licences": {"other_orders": "x", "v4_clients": 1}}, Verdict.TO_CONFIRM),
        ({"licences": {"v4_clients": 1}}, Verdict.COMPLIANT),
    ],
)
def test_verdict_is_that_of_the_worst_level(changes: Json, expected: Verdict) -> None:
    """Any blocker, else anything missing, else any consult decides; warnings do not."""
    assert assess_plan(**changes).verdict is expected


def test_findings_and_flows_stand_in_the_order_of_the_fact_sheet() -> None:
    """Families as in the fact sheet, PLAN last; then by number, not by text; then by subject."""
    links = on_links(make_link("yealink", name="B"), make_link("yealink", name="A"))
    assessment = assess_plan(licences={"softphone": 5, "conference": CONFERENCE}, **links)
    keys = [(finding.fact, finding.subject) for finding in assessment.findings]
    numbered = [(_FAMILIES.index(fact.split("-")[0]), int(fact.split("-")[1].rstrip("abc"))) for fact, _ in keys]
    assert numbered == sorted(numbered)
    assert [subject for fact, subject in keys if fact == "TEL-7"] == ["link:A", "link:B"]
    assert [flow.subject for flow in assessment.flows if flow.fact == "NET-22"] == ["link:A", "link:B"]
    assert [fact for fact, _ in keys if fact.startswith("SRV-7")] == ["SRV-7a", "SRV-7b", "SRV-7c"]


def test_unknown_families_stand_before_plan() -> None:
    """A family that a later edition adds stands after those known, before our own."""
    facts = ["PLAN-1", "ZZZ-1", "TEL-10", "TEL-9", "DOC-1", "AAA-2"]
    assert sorted(facts, key=order_fact) == ["DOC-1", "TEL-9", "TEL-10", "AAA-2", "ZZZ-1", "PLAN-1"]


def test_empty_plan_is_incomplete_and_never_blocked() -> None:
    """A plan that answers nothing has only open points, infos and what needs no answer."""
    assessment = assess(make_empty_plan(), read_edition())
    assert assessment.verdict is Verdict.INCOMPLETE
    assert {finding.level for finding in assessment.findings} <= {Level.MISSING, Level.INFO, Level.OK}
    assert assessment.server is None
    assert assessment.flows == ()


@pytest.mark.parametrize("section", ["project", "licences", "load", "server", "security", "telephony", "stations"])
def test_empty_section_is_as_good_as_none(section: str) -> None:
    """A section without answers, null or absent gives the same assessment."""
    absent = assess(make_empty_plan(), read_edition())
    assert assess(make_empty_plan(**{section: {}}), read_edition()) == absent
    assert assess(make_empty_plan(**{section: None}), read_edition()) == absent


# Facts of which no condition or figure is the plan's: these stay whatever the plan says (fact sheet, "Levels").
INFORMING = ("SRV-13", "HW-6", "HW-7", "CLI-6", "TEL-3")


@pytest.mark.parametrize("fact", INFORMING)
def test_informing_facts_are_never_missing(fact: str) -> None:
    """A fact that only informs has no finding where its condition is open."""
    found = assess(make_empty_plan(), read_edition()).findings
    assert fact not in {finding.fact for finding in found}


@pytest.mark.parametrize(
    ("changes", "fact", "subject", "fields"),
    [
        ({"licences": {"users": None}}, "HW-2", "server", {"licences.users"}),
        ({}, "HW-2", "server", {"licences.users", "load.calls_per_hour"}),
        ({"ports": {"NET-26": 4211}}, "NET-26", "link:PABX", {"telephony.links.0.port", "ports.NET-26"}),
        (on_links(make_link("oxe", port=9)), "NET-29", "link:PABX", {"telephony.links.0.port"}),
        (on_links(), "TEL-17", "telephony", {"telephony.links"}),
        (on_links({"name": "?"}), "TEL-17", "link:?", {"telephony.links.0.kind"}),
        ({"stations": {"groups": []}}, "CLI-1", "stations", {"stations.groups"}),
        ({"stations": {"session_hosts": None}}, "SRV-8", "stations", {"stations.session_hosts"}),
        ({"stations": {"session_hosts": None}}, "AUT-2", "stations", {"stations.session_hosts"}),
        ({"stations": {"groups": [], "session_hosts": None}}, "SRV-8", "stations",
         {"stations.groups", "stations.session_hosts"}),
        (on_groups(make_group(session="rds")), "SRV-8", "stations", {"stations.session_hosts"}),
        (on_groups(make_group(session=None)), "SRV-8", "stations", {"stations.groups.0.session"}),
        (on_groups(make_group(session=None)), "CLI-1", "group:Bureaux", {"stations.groups.0.session"}),
        ({"licences": {"smart_attendant": 1}}, "CLI-5", "stations", {"stations.groups"}),
        ({"licences": {"softphone": None}}, "CLI-8", "stations", {"licences.softphone"}),
        ({"project": {"contacts": []}}, "DOC-3", "contact:network_administrator", {"project.contacts"}),
        ({"licences": {"conference": None}}, "SRV-9", "server", {"licences.conference"}),
        ({"licences": {"mail": True, "media_server_voices": None}}, "MED-10", "server",
         {"licences.media_server_voices"}),
        (on_links(make_link("mx_one", release=None)), "TEL-10", "link:PABX",
         {"telephony.links.0.application_link", "telephony.links.0.release"}),
        (on_links(make_link("oxe", csta_keys=None, caller=None)), "TEL-14", "link:PABX",
         {"telephony.links.0.csta_keys"}),
        (on_hosts(make_host(users=None, ram_gb_for_tws=None)), "SRV-8", "host:RDS01",
         {"stations.session_hosts.0.users", "stations.session_hosts.0.ram_gb_for_tws"}),
        ({"licences": {"caller": 41}}, "PLAN-1", "project",
         {f"licences.{name}" for name in ("users", "caller", "alerter", "softphone", "smart_attendant", "v4_clients")}),
        ({"sites": [{"users": 41}]}, "PLAN-3", "project", {"sites.0.users", "licences.users"}),
        ({"sites": [{"users": 41}, {}]}, "PLAN-3", "project", {"sites.0.users", "licences.users"}),
        ({"licences": {"conference": {**CONFERENCE, "audio_participants": 201, "video_participants": None}}},
         "MED-5", "server", {f"licences.conference.{name}" for name in (*CONFERENCE,) if name in _COUNTED}),
        ({"licences": {"manager_desktop": True}, **on_groups(make_group(manager_desktop=True, session="rds"))},
         "SRV-11", "stations", {"stations.session_hosts"}),
        ({"licences": {"manager_desktop": True}, "stations": {"groups": [make_group(manager_desktop=True,
         session="rds")], "session_hosts": [make_host()]}}, "SRV-11", "host:RDS01",
         {"stations.session_hosts.0.dotnet_8"}),
        ({"licences": {"softphone": 1}, **on_hosts(make_host(softphone=True, users=None))}, "NET-20", "host:RDS01",
         {"stations.session_hosts.0.users"}),
        ({"licences": {"softphone": 1}, **on_hosts(make_host(softphone=True))}, "NET-20", "host:RDS01",
         {"licences.softphone", "stations.session_hosts.0.softphone", "stations.session_hosts.0.users",
          "load.calls_per_station"}),
        ({"licences": {"media_server_voices": 8}, **on_links(make_link("oxe", sip_voice_licences=7),
         make_link("mx_one", name="M"))}, "TEL-14", "link:PABX", {"telephony.links.1.voices"}),
        ({"licences": {"media_server_voices": 8}, **on_links(make_link("oxe", sip_voice_licences=7),
         make_link("oxo", name="B", sip_voice_licences=None))}, "TEL-14", "link:PABX",
         {"telephony.links.1.sip_voice_licences"}),
        ({**on_links(make_link("snom", port=7001), make_link("yealink", port=None)), "ports": {"NET-24": 7001}},
         "PLAN-5", "link:Snom", {"telephony.links.0.port", "telephony.links.1.port", "ports.NET-24"}),
        ({"licences": {"conference": {**CONFERENCE, "conferences": 35}}}, "PLAN-4", "project",
         {f"licences.conference.{name}" for name in CONFERENCE}),
        ({"sites": [{"name": "A"}]}, "BW-1", "site:A",
         {"sites.0.users", "sites.0.calls_per_hour", "sites.0.link_mbit_s"}),
    ],
)  # fmt: skip
def test_finding_names_the_answers_it_rests_on(changes: Json, fact: str, subject: str, fields: set[str]) -> None:
    """The fields of a finding are the answers it rests on; those to be given where it is missing."""
    assert _list_fields(assess_plan(**changes), fact, subject) == fields


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("mivoice_5000", (None, 20, None, None)),
        ("mivoice_office_400", (40, 20, None, None)),
        ("mx_one", (40, 20, None, True)),
        *((kind, (30, 20, 8, True)) for kind in ("oxe", "oxo")),
        *((kind, (30, 20, 8, True)) for kind in ("openscape_office", "openscape_business", "openscape_voice")),
        *((kind, (30, 20, 8, True)) for kind in ("hipath_3000", "hipath_openoffice")),
        ("other_pbx", (None, None, None, None)),
    ],
)
def test_link_needs_what_the_document_asks_of_its_kind(kind: str, expected: tuple[object, ...]) -> None:
    """Keys by users or Caller users, SIP licences by Softphone users and voices, IP card: each where it is asked."""
    licences = {"caller": 30, "softphone": 20, "media_server_voices": 8}
    need = assess_plan(licences=licences, **on_links(make_link(kind))).telephony[0]
    assert tuple(need) == ("PABX", *expected)


@pytest.mark.parametrize(
    ("link", "fact", "texts"),
    [
        (make_link("oxe", release="m2.300.23.a"), "TEL-12", ["m2.300.23.a"]),
        (make_link("hipath_3000", release="HiPath 3800"), "TEL-15", ["HiPath 3800"]),
        (make_link("snom", firmware="D785"), "TEL-2", ["D785"]),
        (make_link("yealink", firmware="T46U"), "TEL-4", ["T46U"]),
        (make_link("mx_one", release="newest"), "TEL-10", ["newest"]),
        (make_link("mx_one", release=None, application_link="AL 4"), "TEL-10", ["AL 4"]),
        (make_link("mx_one", release="V4 SP4", application_link="AL 4"), "TEL-10", ["AL 4"]),
        (make_link("mx_one", release="newest", application_link="AL 4"), "TEL-10", ["AL 4", "newest"]),
    ],
)
def test_release_that_cannot_be_read_is_said_to_be(link: Json, fact: str, texts: list[str]) -> None:
    """A finding that is missing because a release cannot be read says so, with the text itself."""
    finding = find_finding(assess_plan(**on_links(link)), fact, f"link:{link['name']}")
    assert finding is not None
    assert finding.level.value == "missing"
    said = get_translator("en")(next(aspect.note for aspect in finding.aspects if aspect.note))
    assert said.endswith("can be read as a version." if len(texts) > 1 else "cannot be read as a version.")
    assert all(f"“{text}”" in said for text in texts)


def test_unreadable_way_in_is_not_said_where_the_other_one_does() -> None:
    """An Application Link that cannot be read does not matter where the release suffices by itself."""
    link = make_link("mx_one", release="V4 SP5", application_link="newest")
    finding = find_finding(assess_plan(**on_links(link)), "TEL-10", "link:PABX")
    assert finding is not None
    assert [aspect.note for aspect in finding.aspects] == [None, None, None]


def test_framework_that_cannot_be_read_is_said_to_be() -> None:
    """A .NET Framework that cannot be read is missing, and the finding says why."""
    finding = find_finding(assess_plan(**on_groups(make_group(dotnet_framework="newest"))), "CLI-2", "group:Bureaux")
    assert finding is not None
    assert finding.level.value == "missing"
    assert "“newest” cannot be read as a version." in [get_translator("en")(each.note) for each in finding.aspects]


def test_link_counts_its_own_users_where_given() -> None:
    """A link's own numbers count before the plan's; zero is a number."""
    link = make_link("oxe", caller=3, softphone=0)
    need = assess_plan(licences={"caller": 30, "softphone": 20}, **on_links(link)).telephony[0]
    assert (need.csta_keys, need.sip_user_licences) == (3, 0)


def test_only_pbx_links_have_needs() -> None:
    """Phones and links without a kind are not among the PABX links."""
    links = on_links(make_link("snom"), {"name": "?"}, make_link("oxo", name="OXO"), make_link("yealink"))
    assert [need.link for need in assess_plan(**links).telephony] == ["OXO"]


def test_link_without_kind_has_one_finding() -> None:
    """A link whose kind is not known gives TEL-17 and nothing else, whatever it holds."""
    link = {"name": "?", "release": "R1", "dect": True, "firmware": "x.72", "port": 1}
    found = [finding.fact for finding in assess_plan(**on_links(link)).findings if finding.subject == "link:?"]
    assert found == ["TEL-17"]


@pytest.mark.parametrize(("users", "ram"), [(0, 0), (1, 120), (80, 9600), (None, None)])
def test_session_host_needs_so_much_ram_a_user(users: int | None, ram: int | None) -> None:
    """A session host keeps 120 MB for each of its users."""
    assert assess_plan(**on_hosts(make_host(users=users))).session_hosts == (("RDS01", ram),)


def test_session_spares_a_group_the_client_facts() -> None:
    """A group in RDS or Citrix has none of CLI-1 to CLI-4; its host has CLI-1."""
    changes = {"stations": {"groups": [make_group(session="citrix", os="other")], "session_hosts": [make_host()]}}
    assessment = assess_plan(**changes)
    assert [tell_level(assessment, f"CLI-{each}", "group:Bureaux") for each in range(1, 5)] == [None] * 4
    assert tell_level(assessment, "CLI-1", "host:RDS01") == "ok"


def test_every_level_is_reached_by_the_tables() -> None:
    """The fact tables reach each level and the absence of a finding."""
    assert {case.level for case in CASES} == {*(level.value for level in Level), None}


def test_findings_tell_what_is_planned_beside_what_is_required() -> None:
    """A site's traffic stands beside what its link offers, each with its unit."""
    site = make_site(users=90, calls_per_hour=4500, link_mbit_s=0.3)
    finding = find_finding(assess_plan(sites=[site]), "BW-1", "site:Annexe")
    assert finding is not None
    say = get_translator("en")
    told = [(say(aspect.label), aspect.level.value, say(aspect.planned)) for aspect in finding.aspects]
    assert told == [
        ("Traffic at login", "warning", "400\u00a0kbit/s"),
        ("Traffic in the busy hour", "ok", "280\u00a0kbit/s"),
    ]
    assert say(finding.aspects[0].required) == "at most 300\u00a0kbit/s, the bandwidth of the link"


def test_disagreement_is_told_with_both_numbers() -> None:
    """More conferences than people: the note names both, and only the aspect that fails has one."""
    finding = find_finding(assess_plan(licences={"conference": {**CONFERENCE, "conferences": 35}}), "PLAN-4", "project")
    assert finding is not None
    notes = [get_translator("en")(aspect.note) for aspect in finding.aspects if aspect.note]
    assert notes == ["Conferences at once: 35, more than People in conference at once: 34."]
