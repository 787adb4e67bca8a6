"""BW: traffic in total and per site; PLAN: do the answers agree."""

from tests.assessment.cases.case import Case, expect
from tests.factories import CONFERENCE, Json, make_group, make_link, make_site, on_groups, on_links

_SITE, _PROJECT = "site:Annexe", "project"


def _site(fact: str, level: str | None, licences: Json | None = None, **changes: object) -> Case:
    return expect(fact, level, _SITE, sites=[make_site(**changes)], licences=licences or {})


_BANDWIDTH: tuple[Case, ...] = (
    expect("BW-1", "ok"),
    expect("BW-1", "missing", licences={"users": None}),
    expect("BW-1", "missing", load={"calls_per_hour": None}),
    expect("BW-1", "missing", licences={"alerter": None}),
    expect("BW-1", "missing", licences={"smart_attendant": None}),
    expect("BW-1", "ok", load={"directory_searches_per_hour": None, "click_to_calls_per_hour": None}),
    expect("BW-1", "ok", load={"login_window_minutes": None}),
    expect("BW-1", "ok", _SITE, load={"login_window_minutes": None}, sites=[make_site()]),
    # 90 users × 500 KB × 8 bits in 900 s: 400 kbit/s.
    _site("BW-1", "ok", users=90, calls_per_hour=0, link_mbit_s=0.4),
    _site("BW-1", "warning", users=90, calls_per_hour=0, link_mbit_s=0.399),
    _site("BW-1", "warning", users=91, calls_per_hour=0, link_mbit_s=0.4),
    # 4,500 calls/h × 28 KB × 8 bits in 3,600 s: 280 kbit/s.
    _site("BW-1", "ok", users=0, calls_per_hour=4500, link_mbit_s=0.28),
    _site("BW-1", "warning", users=0, calls_per_hour=4501, link_mbit_s=0.28),
    _site("BW-1", "warning", {"alerter": 1}, users=0, calls_per_hour=4500, link_mbit_s=0.28),
    _site("BW-1", "ok", {"alerter": 1}, users=0, calls_per_hour=4500, link_mbit_s=0.4),
    _site("BW-1", "ok", {"smart_attendant": 1}, users=0, calls_per_hour=4500, link_mbit_s=0.4),
    _site("BW-1", "warning", {"smart_attendant": 1}, users=0, calls_per_hour=4500, link_mbit_s=0.399),
    _site("BW-1", "ok", users=0, calls_per_hour=0, link_mbit_s=None),
    _site("BW-1", "missing", link_mbit_s=None),
    _site("BW-1", "missing", users=None),
    _site("BW-1", "missing", calls_per_hour=None),
    expect("BW-2", None),
    expect("BW-2", "ok", licences={"softphone": 5}),
    expect("BW-2", "missing", licences={"softphone": 5}, load={"softphone_calls_at_once": None}),
    expect("BW-2", "missing", licences={"softphone": None}),
    _site("BW-2", None, softphone_calls_at_once=1000, link_mbit_s=0.001),
    _site("BW-2", "ok", {"softphone": 5}, softphone_calls_at_once=10, link_mbit_s=0.84),
    _site("BW-2", "warning", {"softphone": 5}, softphone_calls_at_once=10, link_mbit_s=0.839),
    _site("BW-2", "warning", {"softphone": 5}, softphone_calls_at_once=30, link_mbit_s=2.519),
    _site("BW-2", "ok", {"softphone": 5}, softphone_calls_at_once=30, link_mbit_s=2.52),
    _site("BW-2", "ok", {"softphone": 5}, softphone_calls_at_once=0, link_mbit_s=None),
    _site("BW-2", "missing", {"softphone": 5}, softphone_calls_at_once=None),
    _site("BW-2", "missing", {"softphone": 5}, softphone_calls_at_once=1, link_mbit_s=None),
)


def _uses(level: str | None, name: str, licensed: object, *, used: bool | None) -> Case:
    changes = on_groups(make_group(**{name: used}))
    return expect("PLAN-2", level, "group:Bureaux", **changes, licences={name: licensed})


def _largest(level: str | None, **changes: object) -> Case:
    return expect("PLAN-4", level, _PROJECT, licences={"conference": {**CONFERENCE, **changes}})


_NOBODY = {"largest_audio": None, "largest_video": None, "conferences": None}
_MODULES = ("caller", "alerter", "softphone", "smart_attendant", "v4_clients")


def _shared(level: str | None, subject: str, *links: Json, **ports: int) -> Case:
    chosen = {name.replace("_", "-"): port for name, port in ports.items()}
    return expect("PLAN-5", level, f"link:{subject}", **on_links(*links), ports=chosen)


_SNOM, _YEALINK = make_link("snom", port=7001), make_link("yealink", port=7002)
_SHARED_PORTS: tuple[Case, ...] = (
    _shared(None, "Snom", _SNOM),
    _shared("ok", "Snom", _SNOM, _YEALINK),
    _shared("ok", "Yealink", _SNOM, _YEALINK),
    _shared("warning", "Snom", _SNOM, make_link("yealink", port=7001)),
    _shared("warning", "Yealink", _SNOM, make_link("yealink", port=7001)),
    _shared("warning", "Snom#2", _SNOM, _YEALINK, _SNOM),
    _shared("ok", "Yealink", _SNOM, _YEALINK, _SNOM),
    # The ports that count: a link's own, else the plan's.
    _shared(None, "Snom", _SNOM, make_link("yealink", port=None)),
    _shared("warning", "Yealink", _SNOM, make_link("yealink", port=None), NET_24=7001),
    _shared("ok", "Yealink", _SNOM, make_link("yealink", port=None), NET_24=7003),
    _shared("warning", "Snom", make_link("snom", port=None), make_link("snom", name="B", port=None), NET_23=7005),
    # A PABX is called on a port of its own: it comes in on none of the server's.
    _shared(None, "Snom", _SNOM, make_link("oxe", port=7001)),
)
_AGREEMENT: tuple[Case, ...] = (
    expect("PLAN-1", "ok", _PROJECT),
    *(expect("PLAN-1", "ok", _PROJECT, licences={each: 40}) for each in _MODULES),
    *(expect("PLAN-1", "warning", _PROJECT, licences={each: 41}) for each in _MODULES),
    expect("PLAN-1", None, _PROJECT, licences={"users": None, **dict.fromkeys(_MODULES)}),
    expect("PLAN-1", "ok", _PROJECT, licences={"users": None}),
    expect("PLAN-1", "warning", _PROJECT, licences={**dict.fromkeys(_MODULES), "alerter": 41}),
    _uses("ok", "softphone", 1, used=True),
    _uses("warning", "softphone", 0, used=True),
    _uses("ok", "softphone", 0, used=None),
    _uses("warning", "smart_attendant", 0, used=True),
    _uses("warning", "manager_desktop", licensed=False, used=True),
    _uses("ok", "manager_desktop", licensed=True, used=True),
    expect("PLAN-3", "ok", _PROJECT, sites=[make_site(users=40)]),
    expect("PLAN-3", "warning", _PROJECT, sites=[make_site(users=41)]),
    expect("PLAN-3", "warning", _PROJECT, sites=[make_site(users=21), make_site(users=20)]),
    # The known part alone is too many, or says nothing.
    expect("PLAN-3", "warning", _PROJECT, sites=[make_site(users=41), make_site(users=None)]),
    expect("PLAN-3", "ok", _PROJECT, sites=[make_site(users=40), make_site(users=None)]),
    expect("PLAN-3", "warning", _PROJECT, sites=[make_site(users=21), make_site(users=None), make_site(users=20)]),
    expect("PLAN-3", "warning", _PROJECT, **on_links(make_link("oxe", users=41), make_link("oxo"))),
    expect("PLAN-3", "warning", _PROJECT, **on_links(make_link("oxe", users=21), make_link("oxo", users=20))),
    expect("PLAN-3", "ok", _PROJECT, **on_links(make_link("oxe", users=40), make_link("oxo"))),
    expect("PLAN-3", "ok", _PROJECT, sites=[make_site(users=40)], **on_links(make_link("oxe", users=40))),
    expect("PLAN-3", "ok", _PROJECT, licences={"users": None}),
    expect("PLAN-3", None, _PROJECT, licences={"users": None}, sites=[make_site(users=1)], **on_links(
        make_link("oxe", users=1))),
    expect("PLAN-4", None, _PROJECT),
    _largest("ok"),
    _largest("ok", largest_audio=30, largest_video=4),
    _largest("warning", largest_audio=31),
    _largest("warning", largest_video=5),
    _largest("ok", conferences=34),
    _largest("warning", conferences=35),
    _largest(None, audio_participants=None, video_participants=None, **_NOBODY),
    _largest("ok", audio_participants=None, largest_audio=5),
    _largest("warning", largest_audio=31, video_participants=None, largest_video=None, conferences=None),
    _largest("ok", largest_audio=30, video_participants=None, largest_video=None, conferences=None),
    *_SHARED_PORTS,
)  # fmt: skip

CASES: tuple[Case, ...] = (*_BANDWIDTH, *_AGREEMENT)
