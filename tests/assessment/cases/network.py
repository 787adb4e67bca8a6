"""NET: each flow's finding."""

from tests.assessment.cases.case import Case, expect
from tests.factories import CONFERENCE, Json, make_group, make_host, make_link, on_links

PLAIN: Json = {"secure_mode": False}
_UNKNOWN: Json = {"secure_mode": None}
_BOTH: Json = {"secure_mode": True, "keep_plain_ports": True}


def _twins(plain: str, secure: str, **licences: object) -> tuple[Case, ...]:
    """Return the cases of a flow and its secure twin, needed where something is licensed."""
    return (
        expect(plain, "ok", licences=licences, security=PLAIN),
        expect(secure, None, licences=licences, security=PLAIN),
        expect(plain, None, licences=licences),
        expect(secure, "ok", licences=licences),
        expect(plain, "ok", licences=licences, security=_BOTH),
        expect(secure, "ok", licences=licences, security=_BOTH),
        expect(plain, "missing", licences=licences, security=_UNKNOWN),
        expect(secure, "missing", licences=licences, security=_UNKNOWN),
        expect(plain, "ok", licences=licences, security={"secure_mode": None, "keep_plain_ports": True}),
        expect(plain, None, licences=licences, security={"keep_plain_ports": None}),
    )


def _licensed(fact: str, name: str, yes: object, no: object) -> tuple[Case, ...]:
    return (
        expect(fact, "ok", licences={name: yes}),
        expect(fact, None, licences={name: no}),
        expect(fact, "missing", licences={name: None}),
    )


def _link(fact: str, level: str | None, kind: str, **changes: object) -> Case:
    link = make_link(kind, **changes)
    return expect(fact, level, f"link:{link['name']}", **on_links(link))


def _softphone(
    subject: str, level: str | None, host: Json | None = None, licences: int | None = 1, **group: object
) -> Case:
    """Return a case of Softphone's voice, with a group and a session host that use it."""
    stations = {
        "groups": [make_group(**{"softphone": True, **group})],
        "session_hosts": [make_host(**{"softphone": True, **(host or {})})],
    }
    return expect("NET-20", level, subject, licences={"softphone": licences}, stations=stations)


_STATIONS: tuple[Case, ...] = (
    *_twins("NET-1", "NET-2", caller=1),
    *(expect(fact, None, licences={"caller": 0}, security=_BOTH) for fact in ("NET-1", "NET-2")),
    *(expect(fact, "missing", licences={"caller": None}, security=_BOTH) for fact in ("NET-1", "NET-2")),
    expect("NET-2", None, licences={"caller": 0}, security=_UNKNOWN),
    *_twins("NET-3", "NET-4", v4_clients=1),
    expect("NET-3", None, security=PLAIN),
    expect("NET-4", None),
    expect("NET-3", "missing", licences={"v4_clients": None}, security=PLAIN),
    *_licensed("NET-5", "v4_clients", 1, 0),
    expect("NET-6", "ok", licences={"v4_clients": 1}),
    expect("NET-6", None, licences={"v4_clients": 1, "caller": 0}),
    expect("NET-6", None, licences={"v4_clients": None, "caller": 0}),
    expect("NET-6", "missing", licences={"v4_clients": 1, "caller": None}),
    *_twins("NET-7", "NET-8"),
    *_twins("NET-9", "NET-10"),
    *_twins("NET-11", "NET-12", caller=1),
    expect("NET-12", None, licences={"caller": 0}),
    *_twins("NET-13", "NET-14", websocket_development=True),
    expect("NET-14", None),
    *(
        expect(fact, level, licences=licences, security=security)
        for fact, licences in (
            ("NET-15", {"conference": CONFERENCE}),
            ("NET-16", {"file_sharing": True}),
            ("NET-17", {"remote_access": True}),
        )
        for security, level in (({}, "ok"), (PLAIN, None), (_UNKNOWN, "missing"), (_BOTH, "ok"))
    ),
    *_licensed("NET-15", "conference", CONFERENCE, no=False),
    *_licensed("NET-16", "file_sharing", yes=True, no=False),
    *_licensed("NET-17", "remote_access", yes=True, no=False),
    *_licensed("NET-18", "conference", CONFERENCE, no=False),
    expect("NET-18", None, licences={"conference": {**CONFERENCE, "video_participants": 0}}),
    *_licensed("NET-19", "softphone", 1, 0),
    *(_softphone("server", level, **group) for level, group in (
        ("ok", {}),
        (None, {"softphone": False}),
        ("missing", {"softphone": None}),
        ("missing", {"session": None}),
        (None, {"session": None, "softphone": False}),
        (None, {"session": "rds"}),
        (None, {"session": "citrix", "softphone": None}),
    )),
    *(_softphone("server", level, licences=licences) for licences, level in ((0, None), (None, "missing"))),
    expect("NET-20", "missing", licences={"softphone": 1}, stations={"groups": []}),
    expect("NET-20", "missing", licences={"softphone": 1}, stations={"groups": None}),
    expect("NET-20", None, licences={"softphone": 0}, stations={"groups": None}),
    *(_softphone("host:RDS01", level, host=host) for level, host in (
        ("ok", {}),
        (None, {"softphone": False}),
        ("missing", {"softphone": None}),
        ("ok", {"users": 1}),
        (None, {"users": 0}),
        ("missing", {"users": None}),
        (None, {"users": 0, "softphone": None}),
    )),
    *(_softphone("host:RDS01", level, licences=licences) for licences, level in ((0, None), (None, "missing"))),
    _softphone("host:RDS01", None, host={"softphone": None}, licences=0),
)  # fmt: skip

_LINKS: tuple[Case, ...] = (
    _link("NET-21", "ok", "snom"),
    _link("NET-21", None, "yealink"),
    _link("NET-22", "ok", "yealink"),
    *(
        _link(fact, level, kind, phone_port=port)
        for fact, kind in (("NET-21", "snom"), ("NET-22", "yealink"))
        for port, level in ((80, "ok"), (79, "warning"), (81, "warning"), (8080, "warning"))
    ),
    _link("NET-22", None, "snom"),
    *(
        _link(fact, level, kind, port=port)
        for fact, kind in (("NET-23", "snom"), ("NET-24", "yealink"))
        for port, level in (
            (7000, "ok"),
            (7999, "ok"),
            (6999, "warning"),
            (8000, "warning"),
            (None, "missing"),
        )
    ),
    _link("NET-25", "ok", "mivoice_5000", protocol="vti_xml"),
    _link("NET-25", None, "mivoice_5000", protocol="csta"),
    _link("NET-25", "missing", "mivoice_5000", protocol=None),
    _link("NET-26", "ok", "mivoice_5000", protocol="csta"),
    _link("NET-26", None, "mivoice_5000", protocol="vti_xml"),
    _link("NET-26", "missing", "mivoice_5000", protocol=None),
    _link("NET-27", "ok", "mx_one"),
    _link("NET-27", "missing", "mx_one", application_link="4.0"),
    _link("NET-27", "ok", "mx_one", application_link="4.0", port=8000),
    _link("NET-27", "ok", "mx_one", application_link="  "),
    _link("NET-28", "ok", "mivoice_office_400"),
    _link("NET-29", "ok", "oxe"),
    _link("NET-29", "ok", "oxo"),
    *(_link("NET-30", "ok", each) for each in ("openscape_office", "openscape_business", "openscape_voice")),
    *(_link("NET-30", "missing", each, port=None) for each in ("hipath_3000", "hipath_openoffice")),
    *(_link("NET-30", "ok", each, port=102) for each in ("hipath_3000", "hipath_openoffice")),
    *(_link(f"NET-{number}", None, "other_pbx") for number in range(25, 31)),
)

_SERVERS: tuple[Case, ...] = (
    *_licensed("NET-31", "media_server_voices", 8, 0),
    expect("NET-31", "warning", licences={"media_server_voices": 8, "conference": CONFERENCE}),
    expect("NET-31", "ok", licences={"media_server_voices": 8, "conference": {**CONFERENCE, "video_participants": 0}}),
    expect("NET-31", "missing", licences={"media_server_voices": 8, "conference": None}),
    *_licensed("NET-32", "twp_browser", yes=True, no=False),
    expect("NET-32", "consult", licences={"twp_browser": True}, **on_links(make_link("oxe"))),
    expect("NET-32", "missing", licences={"twp_browser": True}, **on_links()),
    expect("NET-32", "missing", licences={"twp_browser": True}, **on_links(make_link("oxe"), {"name": "?"})),
    expect("NET-32", "ok", licences={"twp_browser": True}, **on_links({"name": "?"}, make_link("mivoice_5000"))),
    *_twins("NET-33", "NET-34", manager_desktop=True),
    expect("NET-34", None),
    *_licensed("NET-35", "manager_web", yes=True, no=False),
    expect("NET-35", "blocker", licences={"manager_web": True}, security=PLAIN),
    expect("NET-35", "missing", licences={"manager_web": True}, security=_UNKNOWN),
    *_licensed("NET-36", "sms", yes=True, no=False),
    *_licensed("NET-37", "ldap", yes=True, no=False),
    *(_case for system in ("exchange", "office_365", "google", "zimbra") for _case in (
        expect("NET-38", "ok", licences={"groupware": [system]}),
        expect("NET-39", None, licences={"groupware": [system]}),
    )),
    expect("NET-38", None, licences={"groupware": ["lotus_notes"]}),
    expect("NET-38", "missing", licences={"groupware": None}),
    expect("NET-39", "ok", licences={"groupware": ["lotus_notes", "google"]}),
    expect("NET-39", "missing", licences={"groupware": None}),
    expect("NET-40", "info"),
)  # fmt: skip

CASES: tuple[Case, ...] = (*_STATIONS, *_LINKS, *_SERVERS)
