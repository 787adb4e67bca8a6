"""CLI, and the facts judged per station group, session host and browser; AUT."""

from tests.assessment.cases.case import Case, expect
from tests.factories import Json, make_group, make_host, on_groups, on_hosts

_GROUP, _HOST = "group:Bureaux", "host:RDS01"
_NAMED = (
    "windows_11", "windows_10", "windows_8_1", "windows_7_sp1", "windows_server_2022", "windows_server_2019",
    "windows_server_2016", "windows_server_2012", "windows_server_2008_r2_sp1",
)  # fmt: skip


def _group(fact: str, level: str | None, licences: Json | None = None, **changes: object) -> Case:
    return expect(fact, level, _GROUP, **on_groups(make_group(**changes)), licences=licences or {})


def _host(fact: str, level: str | None, licences: Json | None = None, **changes: object) -> Case:
    return expect(fact, level, _HOST, **on_hosts(make_host(**changes)), licences=licences or {})


def _attendant(level: str, supervised: int | None, processor: str | None, ram: float | None) -> Case:
    changes = {"smart_attendant": True, "supervised_users": supervised, "processor": processor, "ram_gb": ram}
    return _group("CLI-5", level, {"smart_attendant": 1}, **changes)


def _stations(fact: str, level: str | None, licences: Json | None = None, **changes: object) -> Case:
    return expect(fact, level, "stations", stations=changes, licences=licences or {})


_REMOTE = ("rds", "citrix")


def _manager(**changes: object) -> Json:
    """Return a group that uses Manager Desktop in RDS sessions."""
    return make_group(**{"manager_desktop": True, "session": "rds", **changes})


def _session(level: str | None, group: Json | None = None, **host: object) -> Case:
    """Return a case of SRV-11 on the host that carries such a group's sessions."""
    stations = {"groups": [_manager(**(group or {}))], "session_hosts": [make_host(**{"dotnet_8": True, **host})]}
    return expect("SRV-11", level, _HOST, stations=stations, licences={"manager_desktop": True})


_CLIENTS: tuple[Case, ...] = (
    *(_group("CLI-1", "ok", os=each) for each in _NAMED),
    _group("CLI-1", "blocker", os="other"),
    _group("CLI-1", "missing", os=None),
    _group("CLI-1", "missing", session=None),
    *(_group(fact, None, session=each) for fact in ("CLI-1", "CLI-2", "CLI-3", "CLI-4") for each in ("rds", "citrix")),
    *(_group(fact, "missing", session=None) for fact in ("CLI-2", "CLI-3", "CLI-4")),
    *(_host("CLI-1", "ok", os=each) for each in _NAMED),
    _host("CLI-1", "blocker", os="other"),
    _host("CLI-1", "missing", os=None),
    _stations("CLI-1", "missing", groups=[]),
    _stations("CLI-1", "missing", groups=None),
    _stations("CLI-1", None, {"users": 0}, groups=[]),
    _stations("CLI-1", "missing", {"users": None}, groups=[]),
    *(_group("CLI-2", "ok", dotnet_framework=each) for each in ("4.7.2", "4.7.02", "4.8", "4.8.1", "4.10", "5.0")),
    *(_group("CLI-2", "blocker", dotnet_framework=each) for each in ("4.7.1", "4.7", "4.6.2", "3.5", "none", " None ")),
    *(_group("CLI-2", "missing", dotnet_framework=each) for each in (None, "", "recent")),
    _group("CLI-3", "ok", ram_gb=4),
    _group("CLI-3", "warning", ram_gb=3.99),
    _group("CLI-3", "missing", ram_gb=None),
    *(
        _group("CLI-4", "ok", processor=each)
        for each in ("core_i3", "core_i5", "core_i7", "core_i9", "ryzen_3", "ryzen_5", "ryzen_7", "ryzen_9")
    ),
    _group("CLI-4", "warning", processor="below_core_i3"),
    _group("CLI-4", "missing", processor=None),
    _group("CLI-5", None),
    *(
        _attendant(level, supervised, processor, ram)
        for supervised, processor, ram, level in (
            (0, "core_i5", 4, "ok"),
            (100, "core_i5", 4, "ok"),
            (100, "core_i5", 3.9, "blocker"),
            (100, "core_i3", 4, "blocker"),
            (100, "ryzen_5", 4, "ok"),
            (100, "ryzen_3", 4, "blocker"),
            (101, "core_i5", 4, "blocker"),
            (101, "core_i5", 6, "ok"),
            (500, "core_i5", 6, "ok"),
            (500, "core_i5", 5.9, "blocker"),
            (501, "core_i5", 8, "blocker"),
            (501, "core_i7", 6, "blocker"),
            (501, "core_i7", 8, "ok"),
            (1000, "core_i7", 8, "ok"),
            (1000, "ryzen_7", 8, "ok"),
            (1000, "core_i7", 7.9, "blocker"),
            (1000, "core_i5", 8, "blocker"),
            (1001, "core_i9", 64, "consult"),
            (100, None, 4, "missing"),
            (100, "core_i5", None, "missing"),
            (100, None, 3, "blocker"),
            (None, "core_i9", 64, "missing"),
        )
    ),
    _group("CLI-5", None, {"smart_attendant": 1}, smart_attendant=False),
    _group("CLI-5", None, {"smart_attendant": 0}, smart_attendant=None),
    _group("CLI-5", "missing", {"smart_attendant": 1}, smart_attendant=None),
    _group("CLI-5", "missing", {"smart_attendant": None}, smart_attendant=None),
    # In a session the thin client is not judged; a headset is plugged into it all the same.
    *(
        _group("CLI-5", level, {"smart_attendant": 1}, smart_attendant=True, supervised_users=501, session=session)
        for session, level in (("local", "blocker"), ("rds", None), ("citrix", None), (None, "missing"))
    ),
    _group("CLI-5", None, {"smart_attendant": 1}, smart_attendant=False, session=None),
    _group("CLI-8", "warning", {"softphone": 5}, softphone=True, headset="none", session="rds"),
    _stations("CLI-5", "missing", {"smart_attendant": 1}),
    _stations("CLI-5", "missing", {"smart_attendant": None}),
    _stations("CLI-5", None),
    _stations("CLI-5", None, {"smart_attendant": 1}, groups=[make_group(smart_attendant=True)]),
    _stations("CLI-5", None, {"smart_attendant": 1}, groups=[make_group(smart_attendant=None)]),
    _host("CLI-6", "info"),
    _host("CLI-6", "info", kind="citrix"),
    expect("CLI-6", None, _HOST),
    _host("CLI-7", None),
    *(
        _host("CLI-7", level, {"softphone": 5}, softphone=True, **changes)
        for changes, level in (
            ({}, "ok"),
            ({"kind": "citrix"}, "warning"),
            ({"os": "windows_server_2022"}, "warning"),
            ({"os_edition": "standard"}, "warning"),
            ({"opened_from": "windows_11"}, "warning"),
            ({"kind": None}, "missing"),
            ({"os_edition": None, "os": "windows_server_2022"}, "missing"),
        )
    ),
    _host("CLI-7", "missing", {"softphone": 5}, softphone=None),
    _host("CLI-7", "missing", {"softphone": None}, softphone=None),
    _host("CLI-7", None, {"softphone": 0}, softphone=None),
    _group("CLI-8", None),
    *(
        _group("CLI-8", level, {"softphone": 5}, softphone=True, headset=headset)
        for headset, level in (
            ("jabra_usb", "ok"),
            ("plantronics", "ok"),
            ("other", "warning"),
            ("none", "warning"),
            (None, "missing"),
        )
    ),
    _group("CLI-8", None, {"softphone": 0}, softphone=None, headset="none"),
    _group("CLI-8", "missing", {"softphone": 5}, softphone=None),
    _stations("CLI-8", "missing", {"softphone": 5}),
    _stations("CLI-8", None, {"softphone": 5}, groups=[make_group(softphone=True)]),
    _stations("CLI-8", "missing", {"softphone": 5}, groups=[]),
)

_HOSTS_AND_MANAGER: tuple[Case, ...] = (
    _host("SRV-8", "ok", users=128, ram_gb_for_tws=15),
    _host("SRV-8", "blocker", users=128, ram_gb_for_tws=14.999),
    _host("SRV-8", "blocker", users=129, ram_gb_for_tws=15),
    _host("SRV-8", "ok", users=0, ram_gb_for_tws=None),
    _host("SRV-8", "missing", users=None),
    _host("SRV-8", "missing", ram_gb_for_tws=None),
    _stations("SRV-8", None),
    _stations("SRV-8", "missing", session_hosts=None),
    _stations("SRV-8", "missing", groups=[make_group(session="rds")]),
    _stations("SRV-8", "missing", groups=[make_group(session="citrix")]),
    _stations("SRV-8", "missing", groups=[make_group(session=None)]),
    _stations("SRV-8", "missing", groups=[]),
    _stations("SRV-8", None, {"users": 0}, groups=[]),
    _stations("SRV-8", None, groups=[make_group(session="rds")], session_hosts=[make_host()]),
    _group("SRV-11", None),
    *(_group("SRV-11", "ok", {"manager_desktop": True}, manager_desktop=True, os=each) for each in _NAMED),
    _group("SRV-11", "blocker", {"manager_desktop": True}, manager_desktop=True, os="other"),
    _group("SRV-11", "blocker", {"manager_desktop": True}, manager_desktop=True, dotnet_8=False),
    _group("SRV-11", "missing", {"manager_desktop": True}, manager_desktop=True, dotnet_8=None),
    _group("SRV-11", "missing", {"manager_desktop": True}, manager_desktop=None),
    _group("SRV-11", None, {"manager_desktop": False}, manager_desktop=None),
    _group("SRV-11", "missing", {"manager_desktop": True}, manager_desktop=True, session=None),
    _group("SRV-11", None, {"manager_desktop": True}, manager_desktop=False, session=None),
    *(_group("SRV-11", None, {"manager_desktop": True}, manager_desktop=True, session=each) for each in _REMOTE),
    *(_session("ok", os=each) for each in _NAMED),
    _session("blocker", os="other"),
    _session("blocker", dotnet_8=False),
    _session("missing", dotnet_8=None),
    _session("blocker", dotnet_8=None, os="other"),
    _session("missing", os=None),
    _session("ok", {"session": "citrix", "dotnet_8": False, "os": "other"}),
    _session(None, {"session": "local"}, dotnet_8=False),
    _session(None, {"manager_desktop": False}, dotnet_8=False),
    _session("missing", {"session": None}),
    _session("missing", {"manager_desktop": None}),
    *(
        _stations("SRV-11", level, {"manager_desktop": True}, groups=[_manager(session=session)], session_hosts=hosts)
        for session, hosts, level in (
            ("rds", [], "missing"),
            ("citrix", None, "missing"),
            ("rds", [make_host()], None),
            ("local", [], None),
        )
    ),
    _stations("SRV-11", "missing", {"manager_desktop": True}),
    _stations("SRV-11", "missing", {"manager_desktop": None}),
    _stations("SRV-11", None),
    _stations("SRV-11", None, {"manager_desktop": True}, groups=[make_group(manager_desktop=True)]),
    _stations("SRV-12", None, manager_browsers=["safari"]),
    *(
        _stations("SRV-12", level, {"manager_web": True}, manager_browsers=browsers)
        for browsers, level in (
            (["chrome", "edge", "firefox", "opera"], "ok"),
            (["safari"], "blocker"),
            (["edge", "safari"], "blocker"),
            (["other"], "warning"),
            (["edge", "other"], "warning"),
            (["other", "safari"], "blocker"),
            ([], "missing"),
            (None, "missing"),
        )
    ),
    _stations("SRV-12", "missing", {"manager_web": None}),
)

_RIGHTS: tuple[Case, ...] = (
    _stations("AUT-1", "ok"),
    _stations("AUT-1", "blocker", user_folders_open=False),
    _stations("AUT-1", "missing", user_folders_open=None),
    _stations("AUT-2", None, shared_folder_writable=False),
    *(
        _stations("AUT-2", level, None, shared_folder_writable=writable, **where)
        for where in (
            {"groups": [make_group(shared=True)]},
            {"groups": [make_group(session="rds")]},
            {"groups": [make_group(session="citrix")]},
            {"session_hosts": [make_host()]},
        )
        for writable, level in ((True, "ok"), (False, "blocker"), (None, "missing"))
    ),
    _stations("AUT-2", "missing", session_hosts=None),
    _stations("AUT-2", "missing", groups=[]),
    _stations("AUT-2", None, {"users": 0}, groups=[]),
    _stations("AUT-2", "missing", groups=[make_group(shared=None)]),
    _stations("AUT-2", "ok", groups=[make_group(shared=None), make_group(shared=True)]),
    *(
        expect(fact, level, subject, stations={"antivirus_exclusions_agreed": agreed})
        for fact, subject in (("AUT-3", "stations"), ("AUT-4", "server"), ("AUT-5", "stations"))
        for agreed, level in ((True, "ok"), (False, "warning"), (None, "missing"))
    ),
)

CASES: tuple[Case, ...] = (*_CLIENTS, *_HOSTS_AND_MANAGER, *_RIGHTS)
