"""Points to confirm: each reading is listed where a plan touches it, and only there."""

import pytest

from tests.factories import (
    CONFERENCE,
    Json,
    assess_plan,
    make_evidence,
    make_group,
    make_host,
    make_link,
    on_groups,
    on_links,
    read_edition,
)

READINGS = {reading.id: reading for reading in read_edition().catalogue.readings}
_PLAIN: Json = {"security": {"secure_mode": False}}


def _order(users: int) -> Json:
    return {"licences": {"users": users}, "load": {"calls_per_hour": 1}}


def _manager(system: str) -> Json:
    return {"licences": {"manager_desktop": True}, **on_groups(make_group(manager_desktop=True, os=system))}


def _guide(users: int, *, mail: bool = True) -> Json:
    return {"licences": {"users": users, "rules": True, "mail": mail, "media_server_voices": 40}}


def _measured(edition: str) -> Json:
    return {"evidence": [make_evidence(), make_evidence(probe="server.system", values={"edition_id": edition})]}


def _in_session(group: Json, *hosts: Json, **licences: object) -> Json:
    return {"licences": licences, "stations": {"groups": [group], "session_hosts": list(hosts)}}


def _manager_host(system: str, thin: str = "windows_11", *, used: bool = True) -> Json:
    group = make_group(manager_desktop=used, session="rds", os=thin)
    return _in_session(group, make_host(os=system, dotnet_8=True), manager_desktop=True)


def _attendant(session: str, *, used: bool = True) -> Json:
    return _in_session(make_group(smart_attendant=used, session=session), make_host(), smart_attendant=1)


def _softphone(group: Json, *hosts: Json) -> Json:
    return _in_session(group, *hosts, softphone=1)


def _voices(*links: Json) -> Json:
    return {"licences": {"media_server_voices": 8}, **on_links(*links)}


# Reading, plans that touch it, plans that do not.
TABLE: tuple[tuple[str, list[Json], list[Json]], ...] = (
    (
        "DOC-2-newer-version",
        [{"licences": {"tws_version": "5.4"}}],
        [{"licences": {"tws_version": each}} for each in ("5.3", "5.0", None)],
    ),
    ("SRV-1-other-hypervisor", [{"server": {"hosting": "other_hypervisor"}}], [{"server": {"hosting": "vmware"}}]),
    ("SRV-2-azure-edition", [_measured("ServerTurbine")], [_measured("ServerDatacenter"), {}]),
    ("CLI-1-multi-session", [_measured("ServerRdsh")], [_measured("ServerStandard"), _measured("Enterprise"), {}]),
    ("SRV-8-memory-per-host", [{"stations": {"session_hosts": [make_host()]}}], [{}]),
    (
        "SRV-8-attendant-memory",
        [_attendant("rds"), _attendant("citrix")],
        [_attendant("local"), _attendant("rds", used=False)],
    ),
    ("SRV-11-framework-8", [_manager("windows_11"), _manager_host("windows_server_2019")], [{}]),
    (
        "SRV-11-in-a-session",
        [_manager_host("windows_server_2019")],
        [_manager("windows_11"), _manager_host("windows_server_2019", used=False)],
    ),
    (
        "SRV-11-server-2018-r2",
        [_manager("windows_server_2008_r2_sp1"), _manager_host("windows_server_2008_r2_sp1")],
        [_manager("windows_7_sp1"), _manager_host("windows_server_2019", thin="windows_server_2008_r2_sp1")],
    ),
    (
        "SRV-11-dotnet-8-old-windows",
        [_manager("windows_7_sp1"), _manager("windows_8_1"), _manager("windows_server_2008_r2_sp1")],
        [
            _manager("windows_10"),
            on_groups(make_group(os="windows_7_sp1")),
            # The thin client's system is not judged.
            _manager_host("windows_server_2019", thin="windows_7_sp1"),
        ],
    ),
    (
        "SEC-4-secure-only",
        [{"licences": {"file_sharing": True}, **_PLAIN}],
        [{"licences": {"file_sharing": True}}, _PLAIN],
    ),
    ("HW-1-i5-core-count", [_order(50), _order(100)], [_order(101), _order(8001)]),
    ("HW-1-i7-core-count", [_order(101), _order(1000)], [_order(100), _order(1001)]),
    ("HW-1-xeon-e", [_order(501), _order(8000)], [_order(500)]),
    ("HW-2-both-figures", [{}], []),
    ("HW-9-machine-meets-row", [{}], [_order(8001)]),
    ("HW-9-table-is-a-minimum", [{"server": {"ram_gb": 1}}], [{}]),
    ("HW-9-ssd", [{"server": {"disk_kind": each}} for each in ("ssd", "nvme")], [{"server": {"disk_kind": "sas"}}]),
    (
        "HW-9-equal-performance",
        [{"server": {"processor_family": each}} for each in ("ryzen", "epyc", "other")],
        [{"server": {"processor_family": each}} for each in ("core", "xeon", None)],
    ),
    (
        "MED-4-conference-size",
        [{"licences": {"conference": {**CONFERENCE, "largest_audio": 81}}}],
        [{"licences": {"conference": CONFERENCE}}],
    ),
    (
        "MED-5-audio-plus-video",
        [{"licences": {"conference": CONFERENCE}}],
        [{"licences": {"conference": {**CONFERENCE, "video_participants": 0}}}],
    ),
    ("MED-8-number-per-voice", [{"licences": {"media_server_voices": 1}}], [{}]),
    ("MED-10-between-two-rows", [_guide(1000)], [_guide(1001), {}]),
    ("MED-10-small-rows", [_guide(25)], [_guide(26)]),
    ("MED-10-both-modules", [_guide(50)], [_guide(50, mail=False)]),
    ("CLI-5-range-bounds", [{"licences": {"smart_attendant": 1}, **on_groups(make_group(smart_attendant=True))}], [{}]),
    ("NET-2-plain-twin", [{}], [_PLAIN]),
    ("NET-2-keep-plain", [{"security": {"keep_plain_ports": True}}], [{}]),
    (
        "NET-20-ports-per-call",
        [_softphone(make_group(softphone=True)), _softphone(make_group(), make_host(softphone=True))],
        [{}, {"licences": {"softphone": None}}, {"licences": {"softphone": 1}}],
    ),
    (
        "NET-20-session-hosts",
        [_softphone(make_group(), make_host(softphone=True))],
        [_softphone(make_group(softphone=True)), _softphone(make_group(softphone=True), make_host())],
    ),
    *(
        (
            f"{fact}-other-port",
            [on_links(make_link(kind, phone_port=8080))],
            [on_links(make_link(kind)), on_links(make_link(kind, phone_port=80))],
        )
        for fact, kind in (("NET-21", "snom"), ("NET-22", "yealink"))
    ),
    (
        "NET-27-application-link-port",
        [on_links(make_link("mx_one", application_link="4.0"))],
        [on_links(make_link("mx_one")), on_links(make_link("mx_one", application_link=" "))],
    ),
    (
        "NET-30-hipath-port",
        [on_links(make_link("hipath_3000")), on_links(make_link("hipath_openoffice"))],
        [on_links(make_link("openscape_voice"))],
    ),
    (
        "NET-31-above-50-voices",
        [{"licences": {"media_server_voices": 51}}],
        [{"licences": {"media_server_voices": 50}}],
    ),
    (
        "NET-31-shared-udp-range",
        [{"licences": {"media_server_voices": 5, "conference": CONFERENCE}}],
        [{"licences": {"media_server_voices": 5}}, {"licences": {"conference": CONFERENCE}}],
    ),
    ("NET-32-nexspan", [{"licences": {"twp_browser": True}}], [{}]),
    (
        "NET-35-manager-web-secure",
        [{"licences": {"manager_web": True}, **_PLAIN}],
        [{"licences": {"manager_web": True}}],
    ),
    ("NET-37-ldap-443", [{"licences": {"ldap": True}}], [{}]),
    (
        "NET-40-other-servers",
        [{"licences": {"ldap": True}}, {"licences": {"sms": True}}, {"licences": {"groupware": ["google"]}}],
        [{}],
    ),
    ("BW-1-estimates", [{}], []),
    ("BW-1-supervision-alerts", [{}], []),
    ("BW-2-each-direction", [{"licences": {"softphone": 1}}], [{}]),
    (
        "TEL-1-d7xxx-d3xxx",
        [on_links(make_link("snom", models=[each])) for each in ("D735", "Snom D385", "snom-d717", " D7xx")],
        [on_links(make_link("snom", models=["370"])), on_links(make_link("snom", models=None)), {}],
    ),
    ("TEL-8-mivoice-5000-keys", [on_links(make_link("mivoice_5000"))], [on_links(make_link("oxe"))]),
    ("TEL-9-aastra-4000", [on_links(make_link("mivoice_office_400"))], [{}]),
    ("TEL-9-office-400-ip-card", [on_links(make_link("mivoice_office_400"))], [{}]),
    ("TEL-10-mx-one-ip-card-keys", [on_links(make_link("mx_one"))], [{}]),
    (
        "TEL-10-v4-sp5-or-later",
        [on_links(make_link("mx_one"))],
        [on_links(make_link("mx_one", release=None)), on_links(make_link("mx_one", release="  "))],
    ),
    (
        "TEL-13-oxo-connect",
        [on_links(make_link("oxo", release=each)) for each in ("R6.2 (OXO Connect)", "OXO Connect Evolution")],
        [on_links(make_link("oxo", release=each)) for each in ("R10.3", None, "R7 (before OXO Connect)")]
        + [on_links(make_link("oxe", release="OXO Connect R6")), on_links({"name": "OXO Connect R6"})],
    ),
    (
        "TEL-15-newer-hipath",
        [on_links(make_link("hipath_3000", release="V9"))],
        [on_links(make_link("hipath_3000", release=each)) for each in ("V8", "V7")],
    ),
    *(
        (
            f"{fact}-voices-per-pabx",
            [_voices(make_link(kind), make_link("mx_one")), _voices(make_link(kind), make_link("oxo", voices=2))],
            [
                _voices(make_link(kind)),
                _voices(make_link(kind), make_link("snom")),
                _voices(make_link(kind, voices=8), make_link("mx_one")),
                on_links(make_link(kind), make_link("mx_one")),
            ],
        )
        for fact, kind in (("TEL-14", "oxe"), ("TEL-16", "openscape_voice"), ("TEL-16", "hipath_3000"))
    ),
    ("TEL-17-other-pbx", [on_links(make_link("other_pbx"))], [on_links(), {}]),
)  # fmt: skip
TOUCHED = [(name, changes) for name, touching, _ in TABLE for changes in touching]
UNTOUCHED = [(name, changes) for name, _, others in TABLE for changes in others]


def _is_listed(reading: str, changes: Json) -> bool:
    found = READINGS[reading]
    return (found.fact, found.text.text) in assess_plan(**changes).to_confirm


@pytest.mark.parametrize(("reading", "changes"), TOUCHED)
def test_reading_is_listed_where_the_plan_touches_it(reading: str, changes: Json) -> None:
    """A plan that rests on a reading has it among the points to confirm."""
    assert _is_listed(reading, changes)


@pytest.mark.parametrize(("reading", "changes"), UNTOUCHED)
def test_reading_is_not_listed_elsewhere(reading: str, changes: Json) -> None:
    """A plan that does not rest on a reading is not asked to confirm it."""
    assert not _is_listed(reading, changes)


def test_every_reading_of_the_edition_is_in_the_table() -> None:
    """No reading of the edition is without a plan that touches it."""
    assert {name for name, touching, _ in TABLE if touching} == set(READINGS)


def test_points_come_in_the_order_of_the_edition() -> None:
    """The points to confirm stand in the order of their facts."""
    order = [reading.fact for reading in READINGS.values()]
    listed = [order.index(each.fact) for each in assess_plan(licences={"ldap": True, "softphone": 1}).to_confirm]
    assert len(listed) > 5
    assert listed == sorted(listed)
