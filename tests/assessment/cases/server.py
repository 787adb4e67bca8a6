"""SRV (without those judged with the PCs) and SEC: the server, module versions, secure mode."""

from tests.assessment.cases.case import Case, expect
from tests.factories import CONFERENCE

_NO_PEOPLE = {"audio_participants": 0, "video_participants": 0, "conferences": 0}

CASES: tuple[Case, ...] = (
    expect("SRV-1", None),
    expect("SRV-1", "ok", server={"hosting": "vmware", "resources_reserved": True}),
    expect("SRV-1", "ok", server={"hosting": "hyper_v", "resources_reserved": True}),
    expect("SRV-1", "missing", server={"hosting": "vmware", "resources_reserved": None}),
    expect("SRV-1", "blocker", server={"hosting": "hyper_v", "resources_reserved": False}),
    expect("SRV-1", "consult", server={"hosting": "other_hypervisor", "resources_reserved": True}),
    expect("SRV-1", "missing", server={"hosting": "other_hypervisor", "resources_reserved": None}),
    expect("SRV-1", "blocker", server={"hosting": "other_hypervisor", "resources_reserved": False}),
    expect("SRV-1", "missing", server={"hosting": None}),
    *(expect("SRV-2", "ok", server={"os": each}) for each in ("windows_server_2019", "windows_server_2022")),
    *(
        expect("SRV-2", "blocker", server={"os": each})
        for each in ("windows_server_2016", "windows_server_2012", "windows_11", "other")
    ),
    expect("SRV-2", "ok", server={"os_edition": "datacenter"}),
    expect("SRV-2", "blocker", server={"os_edition": "other"}),
    expect("SRV-2", "missing", server={"os_edition": None}),
    expect("SRV-2", "missing", server={"os": None}),
    expect("SRV-2", "blocker", server={"os": None, "os_edition": "other"}),
    expect("SRV-3", "ok", server={"os_language": "en"}),
    expect("SRV-3", "blocker", server={"os_language": "other"}),
    expect("SRV-3", "missing", server={"os_language": None}),
    expect("SRV-4", "ok", server={"tws_disk_gb": 80}),
    expect("SRV-4", "warning", server={"tws_disk_gb": 79.99}),
    expect("SRV-4", "missing", server={"tws_disk_gb": None}),
    expect("SRV-5", "ok", server={"tws_on_separate_drive": True}),
    expect("SRV-5", "warning", server={"tws_on_separate_drive": False}),
    expect("SRV-5", "missing", server={"tws_on_separate_drive": None}),
    expect("SRV-6", "ok", server={"tws_disk_gb": 4}),
    expect("SRV-6", "blocker", server={"tws_disk_gb": 3.99}),
    expect("SRV-6", "missing", server={"tws_disk_gb": None}),
    *(
        expect(fact, level, server={name: value})
        for fact, name in (
            ("SRV-7a", "hosts_exchange"),
            ("SRV-7b", "hosts_domain_controller"),
            ("SRV-7c", "hosts_other_web_server_on_port_80"),
        )
        for value, level in ((False, "ok"), (True, "blocker"), (None, "missing"))
    ),
    expect("SRV-9", None),
    expect("SRV-9", None, licences={"conference": _NO_PEOPLE, "tws_version": "5.1"}),
    expect("SRV-9", "ok", licences={"conference": CONFERENCE, "tws_version": "5.2"}),
    expect("SRV-9", "ok", licences={"conference": CONFERENCE, "tws_version": "5.10"}),
    expect("SRV-9", "blocker", licences={"conference": CONFERENCE, "tws_version": "5.1"}),
    expect("SRV-9", "blocker", licences={"conference": {**_NO_PEOPLE, "conferences": 1}, "tws_version": "5.1"}),
    expect("SRV-9", "missing", licences={"conference": CONFERENCE, "tws_version": None}),
    expect("SRV-9", "missing", licences={"conference": None}),
    expect("SRV-9", "missing", licences={"conference": {**_NO_PEOPLE, "conferences": None}}),
    expect("SRV-10", None, licences={"tws_version": "5.1"}),
    expect("SRV-10", "ok", licences={"manager_desktop": True, "tws_version": "5.3"}),
    expect("SRV-10", "ok", licences={"manager_desktop": True, "tws_version": "5.10"}),
    expect("SRV-10", "blocker", licences={"manager_desktop": True, "tws_version": "5.2"}),
    expect("SRV-10", "blocker", licences={"manager_web": True, "tws_version": "5.1"}),
    expect("SRV-10", "missing", licences={"manager_web": True, "tws_version": None}),
    expect("SRV-10", "missing", licences={"manager_web": None}),
    expect("SRV-10", "ok", licences={"manager_web": None, "manager_desktop": True}),
    expect("SRV-13", None),
    expect("SRV-13", None, licences={"admin_viewer": None}),
    expect("SRV-13", "info", licences={"admin_viewer": True}),
    expect("SRV-14", None),
    expect("SRV-14", "warning", licences={"v4_clients": 1}),
    expect("SRV-14", "missing", licences={"v4_clients": None}),
    expect("SEC-1", "ok"),
    expect("SEC-1", "warning", security={"secure_mode": False}),
    expect("SEC-1", "missing", security={"secure_mode": None}),
    expect("SEC-2", "ok"),
    expect("SEC-2", "missing", security={"dns_name": None}),
    expect("SEC-2", "missing", security={"dns_name": "  "}),
    expect("SEC-2", "missing", security={"secure_mode": None}),
    expect("SEC-2", None, security={"secure_mode": False, "dns_name": None}),
    expect("SEC-3", "ok", security={"certificate": "server"}),
    expect("SEC-3", "ok", security={"certificate": "wildcard"}),
    expect("SEC-3", "blocker", security={"certificate": "none"}),
    expect("SEC-3", "missing", security={"certificate": None}),
    expect("SEC-3", None, security={"secure_mode": False, "certificate": "none"}),
    expect("SEC-4", None, security={"secure_mode": False}),
    *(
        expect("SEC-4", level, licences=licences, security={"secure_mode": secure})
        for licences in ({"conference": CONFERENCE}, {"file_sharing": True}, {"remote_access": True})
        for secure, level in ((True, "ok"), (False, "blocker"), (None, "missing"))
    ),
    expect("SEC-4", "missing", licences={"remote_access": None}),
    expect("SEC-4", "ok", licences={"remote_access": None, "file_sharing": True}),
)
