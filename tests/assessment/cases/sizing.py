"""HW: the row, what moves it, the planned machine."""

from tests.assessment.cases.case import Case, expect
from tests.factories import CONFERENCE, Json


def _machine(family: str | None, cores: int | None, clock: float | None, **more: object) -> Json:
    return {"processor_family": family, "cores": cores, "clock_ghz": clock, **more}


def _order(users: int | None, calls: int | None, **licences: object) -> Json:
    return {"licences": {"users": users, **licences}, "load": {"calls_per_hour": calls}}


_TOP = _order(8000, 20000)
_ABOVE = _order(8001, 1)

CASES: tuple[Case, ...] = (
    expect("HW-1", "ok"),
    expect("HW-1", "missing", **_order(None, None)),
    expect("HW-1", "ok", **_order(50, None)),
    expect("HW-1", "ok", **_order(None, 20000)),
    expect("HW-1", None, **_ABOVE),
    expect("HW-1", None, **_order(None, 20001)),
    expect("HW-2", "ok"),
    expect("HW-2", "missing", **_order(None, 100)),
    expect("HW-2", "missing", **_order(100, None)),
    expect("HW-2", "ok", **_ABOVE),
    expect("HW-3", "ok", **_TOP),
    expect("HW-3", "consult", **_ABOVE),
    expect("HW-3", "consult", **_order(1, 20001)),
    expect("HW-3", "consult", **_order(8001, None)),
    expect("HW-3", "consult", **_order(None, 20001)),
    expect("HW-3", "missing", **_order(8000, None)),
    expect("HW-3", "missing", **_order(None, 20000)),
    expect("HW-3", "missing", **_order(None, None)),
    expect("HW-4", None),
    expect("HW-4", "ok", licences={"smart_attendant": 1}),
    expect("HW-4", "ok", **_order(4000, 10000, smart_attendant=1)),
    expect("HW-4", "consult", **_order(4001, 10000, smart_attendant=1)),
    expect("HW-4", "consult", **_order(8000, 20000, smart_attendant=1)),
    expect("HW-4", "missing", licences={"smart_attendant": None}),
    expect("HW-4", "missing", **_order(None, None, smart_attendant=1)),
    expect("HW-4", "ok", **_order(None, 100, smart_attendant=1)),
    expect("HW-4", None, **_order(8001, 1, smart_attendant=1)),
    expect("HW-5", None),
    expect("HW-5", "ok", licences={"smart_attendant": 1}),
    expect("HW-5", "ok", licences={"smart_attendant": 2}),
    expect("HW-5", "consult", licences={"smart_attendant": 3}),
    expect("HW-5", "missing", licences={"smart_attendant": None}),
    expect("HW-6", None),
    expect("HW-6", None, licences={"media_server_voices": None}),
    expect("HW-6", "info", licences={"media_server_voices": 1}),
    expect("HW-6", "info", licences={"rules": True}),
    expect("HW-6", "info", licences={"mail": True, "media_server_voices": None}),
    expect("HW-7", None),
    expect("HW-7", None, licences={"conference": None}),
    expect("HW-7", "info", licences={"conference": CONFERENCE}),
    expect("HW-8", None),
    expect("HW-8", None, licences={"other_orders": None}),
    expect("HW-8", None, licences={"other_orders": " \n"}),
    expect("HW-8", "consult", licences={"other_orders": "Wallboard"}),
    expect("HW-9", "ok"),
    expect("HW-9", None, **_ABOVE),
    expect("HW-9", "missing", **_order(None, None)),
    # The 50-user row: i5 (2.80 GHz, 4 cores), or any variant of a row above.
    expect("HW-9", "ok", server=_machine("core", 4, 2.8)),
    expect("HW-9", "ok", server=_machine("ryzen", 4, 2.8)),
    expect("HW-9", "ok", server=_machine("other", 4, 2.8)),
    expect("HW-9", "ok", server=_machine(None, 4, 2.8)),
    expect("HW-9", "blocker", server=_machine("core", 4, 2.79)),
    expect("HW-9", "blocker", server=_machine("core", 3, 2.8)),
    expect("HW-9", "ok", server=_machine("xeon", 6, 2.1)),
    expect("HW-9", "ok", server=_machine("epyc", 6, 2.0)),
    expect("HW-9", "blocker", server=_machine("xeon", 4, 2.4)),
    expect("HW-9", "blocker", server=_machine("xeon", 6, 1.99)),
    expect("HW-9", "blocker", server=_machine("core", 6, 2.1)),
    expect("HW-9", "missing", server=_machine(None, 6, 2.1)),
    expect("HW-9", "missing", server=_machine("xeon", None, 2.1)),
    expect("HW-9", "missing", server=_machine("xeon", 6, None)),
    expect("HW-9", "blocker", server=_machine("xeon", 3, None)),
    expect("HW-9", "blocker", server=_machine("xeon", None, 1.9)),
    expect("HW-9", "missing", server=_machine(None, None, None)),
    # The 500-user row: i7 (3.0, 6) or Xeon (2.0, 6).
    *(
        expect("HW-9", level, **_order(500, 2000), server=_machine(family, cores, clock))
        for family, cores, clock, level in (
            ("core", 6, 3.0, "ok"),
            ("core", 6, 2.99, "blocker"),
            ("core", 5, 3.0, "blocker"),
            ("xeon", 6, 2.0, "ok"),
            ("xeon", 5, 2.0, "blocker"),
            ("xeon", 6, 1.99, "blocker"),
        )
    ),
    # The 1,000-user row: i7 (3.5, 8) or Xeon (2.0, 8).
    *(
        expect("HW-9", level, **_order(1000, 5000), server=_machine(family, cores, clock))
        for family, cores, clock, level in (
            ("core", 8, 3.5, "ok"),
            ("core", 8, 3.49, "blocker"),
            ("core", 7, 3.5, "blocker"),
            ("ryzen", 8, 3.5, "ok"),
            ("epyc", 8, 2.0, "ok"),
            ("xeon", 7, 2.0, "blocker"),
        )
    ),
    # The two top rows: Xeon (2.0, 16) only.
    *(
        expect("HW-9", level, **_order(users, 10000), server=_machine(family, cores, 4.0))
        for users in (4000, 8000)
        for family, cores, level in (("xeon", 16, "ok"), ("xeon", 15, "blocker"), ("core", 32, "blocker"))
    ),
    # RAM of each row.
    *(
        expect("HW-9", level, **_order(users, 1), server={"ram_gb": ram})
        for users, least in ((50, 12), (100, 12), (500, 16), (1000, 16), (4000, 20), (8000, 32))
        for ram, level in ((least, "ok"), (least - 0.5, "blocker"), (None, "missing"))
    ),
    # Disks.
    *(
        expect("HW-9", "ok", **_order(100, 500), server={"disk_kind": each})
        for each in ("sata", "sas", "scsi", "ssd", "nvme")
    ),
    *(
        expect("HW-9", "ok", **_order(101, 500), server={"disk_kind": each})
        for each in ("sas", "scsi", "ssd", "nvme")
    ),
    expect("HW-9", "blocker", **_order(101, 500), server={"disk_kind": "sata"}),
    expect("HW-9", "missing", server={"disk_kind": None}),
    # SmartAttendant moves the row on which the machine is judged; unknown, it does not.
    expect("HW-9", "blocker", **_order(100, 500, smart_attendant=1), server={"disk_kind": "sata"}),
    expect("HW-9", "ok", **_order(100, 500, smart_attendant=None), server={"disk_kind": "sata"}),
    expect("HW-9", "ok", **_order(8000, 20000, smart_attendant=1), server=_machine("xeon", 16, 2.0, ram_gb=32)),
    # One figure known: judged on its row.
    expect("HW-9", "blocker", **_order(None, 2000), server={"ram_gb": 15}),
    expect("HW-9", "ok", **_order(None, 2000), server={"ram_gb": 16}),
    # Media cores are added; unknown ones only block where the machine fails without them.
    expect("HW-9", "ok", licences={"media_server_voices": 8}, server=_machine("core", 5, 2.8)),
    expect("HW-9", "blocker", licences={"media_server_voices": 9}, server=_machine("core", 5, 2.8)),
    expect("HW-9", "missing", licences={"media_server_voices": None}, server=_machine("core", 5, 2.8)),
    expect("HW-9", "blocker", licences={"media_server_voices": None}, server=_machine("core", 3, 2.8)),
    expect("HW-9", "blocker", licences={"media_server_voices": None, "conference": CONFERENCE},
           server=_machine("core", 9, 2.8)),
    expect("HW-9", "missing", licences={"media_server_voices": None, "conference": CONFERENCE},
           server=_machine("core", 10, 2.8)),
)  # fmt: skip
