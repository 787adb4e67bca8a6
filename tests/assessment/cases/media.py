"""MED: conferences, voices and the guide."""

from itertools import pairwise

from tests.assessment.cases.case import Case, expect
from tests.factories import CONFERENCE, Json


def _conference(**changes: object) -> Json:
    return {"conference": {**CONFERENCE, **changes}}


def _guide(users: int, voices: int | None, *, rules: bool = True, mail: bool = False) -> Json:
    return {"users": users, "rules": rules, "mail": mail, "media_server_voices": voices}


# Users up to, announcements (Rules), listening (Mail).
GUIDE = (
    (5, 2, 2), (10, 2, 2), (25, 2, 3), (50, 3, 4), (75, 3, 5), (100, 4, 6), (150, 4, 7), (200, 5, 8), (250, 5, 9),
    (300, 6, 10), (500, 8, 14), (1000, 10, 19),
)  # fmt: skip

CASES: tuple[Case, ...] = (
    expect("MED-1", None),
    expect("MED-1", "ok", licences=_conference()),
    expect("MED-1", None, licences=_conference(audio_participants=0)),
    expect("MED-1", "missing", licences=_conference(audio_participants=None)),
    expect("MED-1", "missing", licences={"conference": None}),
    expect("MED-2", None),
    expect("MED-2", "ok", licences=_conference()),
    expect("MED-2", None, licences=_conference(video_participants=0)),
    expect("MED-2", "missing", licences=_conference(video_participants=None)),
    expect("MED-3", None, server={"hosting": "vmware"}),
    expect("MED-3", "ok", licences=_conference()),
    expect("MED-3", "consult", licences=_conference(), server={"hosting": "vmware"}),
    expect("MED-3", "consult", licences=_conference(), server={"hosting": "other_hypervisor"}),
    expect("MED-3", "missing", licences=_conference(), server={"hosting": None}),
    expect("MED-3", "missing", licences={"conference": None}),
    expect("MED-4", None),
    expect("MED-4", "ok", licences=_conference(largest_audio=80, largest_video=10)),
    expect("MED-4", "blocker", licences=_conference(largest_audio=81)),
    expect("MED-4", "blocker", licences=_conference(largest_video=11)),
    expect("MED-4", "missing", licences=_conference(largest_audio=None)),
    expect("MED-4", "missing", licences=_conference(largest_video=None)),
    expect("MED-4", "blocker", licences=_conference(largest_video=None, largest_audio=81)),
    expect("MED-4", "ok", licences=_conference(video_participants=0, largest_video=None)),
    expect("MED-5", None),
    expect("MED-5", "ok", licences=_conference(audio_participants=190, video_participants=10)),
    expect("MED-5", "consult", licences=_conference(audio_participants=191, video_participants=10)),
    expect("MED-5", "consult", licences=_conference(audio_participants=190, video_participants=11)),
    expect("MED-5", "ok", licences=_conference(conferences=80)),
    expect("MED-5", "consult", licences=_conference(conferences=81)),
    expect("MED-5", "missing", licences=_conference(conferences=None)),
    expect("MED-5", "missing", licences=_conference(audio_participants=None)),
    # What is known to be too many decides, whatever else is unknown.
    expect("MED-5", "consult", licences=_conference(audio_participants=201, video_participants=None)),
    expect("MED-5", "missing", licences=_conference(audio_participants=200, video_participants=None)),
    expect("MED-5", "consult", licences=_conference(audio_participants=None, video_participants=201)),
    expect("MED-5", "consult", licences=_conference(audio_participants=None, conferences=81)),
    expect("MED-5", "missing", licences=_conference(audio_participants=None, conferences=80)),
    expect("MED-5", "consult", licences=_conference(audio_participants=201, conferences=None)),
    expect("MED-5", "missing", licences=_conference(audio_participants=190, conferences=None)),
    expect("MED-6", None),
    expect("MED-6", "ok", licences={"media_server_voices": 1}),
    expect("MED-6", "ok", licences={"rules": True}),
    expect("MED-6", "missing", licences={"rules": True, "media_server_voices": None}),
    expect("MED-6", "missing", licences={"rules": None}),
    expect("MED-7", None, server={"hosting": "vmware"}),
    expect("MED-7", "ok", licences={"media_server_voices": 48}, server={"hosting": "vmware"}),
    expect("MED-7", "ok", licences={"media_server_voices": 48}, server={"hosting": None}),
    expect("MED-7", "blocker", licences={"media_server_voices": 49}, server={"hosting": "vmware"}),
    expect("MED-7", "blocker", licences={"media_server_voices": 49}, server={"hosting": "other_hypervisor"}),
    expect("MED-7", "ok", licences={"media_server_voices": 49}, server={"hosting": "physical"}),
    expect("MED-7", "missing", licences={"media_server_voices": 49}, server={"hosting": None}),
    expect("MED-7", "ok", licences={"mail": True, "media_server_voices": None}),
    expect("MED-7", "missing", licences={"mail": True, "media_server_voices": None}, server={"hosting": "vmware"}),
    expect("MED-8", None),
    expect("MED-8", "ok", licences={"media_server_voices": 1}),
    expect("MED-8", "missing", licences={"mail": True, "media_server_voices": None}),
    expect("MED-9", None),
    expect("MED-9", "ok", licences={"media_server_voices": 1}),
    expect("MED-9", "missing", licences={"mail": True, "media_server_voices": None}),
    expect("MED-10", None),
    expect("MED-10", "ok", licences={"media_server_voices": 1}),
    *(
        expect("MED-10", level, licences=_guide(users, voices))
        for users, least, _ in GUIDE
        for voices, level in ((least, "ok"), (least - 1, "warning"))
    ),
    *(
        expect("MED-10", level, licences=_guide(users, voices, rules=False, mail=True))
        for users, _, least in GUIDE
        for voices, level in ((least, "ok"), (least - 1, "warning"))
    ),
    *(
        expect("MED-10", level, licences=_guide(users, voices, mail=True))
        for users, rules, mail in GUIDE
        for voices, level in ((rules + mail, "ok"), (rules + mail - 1, "warning"))
    ),
    # Between two rows the larger counts.
    *(
        expect("MED-10", level, licences=_guide(lower[0] + 1, voices, mail=True))
        for lower, upper in pairwise(GUIDE)
        for voices, level in ((upper[1] + upper[2], "ok"), (upper[1] + upper[2] - 1, "warning"))
    ),
    expect("MED-10", "consult", licences=_guide(1001, 10_000, mail=True)),
    expect("MED-10", "consult", licences={"users": 1001, "media_server_voices": 1}),
    expect("MED-10", "consult", licences=_guide(1001, None)),
    expect("MED-10", "missing", licences=_guide(1000, None)),
    expect("MED-10", "consult", licences={"users": 1001, "rules": None, "mail": True, "media_server_voices": None}),
    expect("MED-10", "missing", licences=_guide(40, None)),
    expect("MED-10", "missing", licences={"mail": True, "rules": None, "media_server_voices": 10}),
    expect("MED-10", "missing", licences={"users": None, "mail": True, "media_server_voices": 10}),
)
