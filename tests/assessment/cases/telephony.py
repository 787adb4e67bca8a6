"""TEL: phones and PABXs, link by link."""

from tests.assessment.cases.case import Case, expect
from tests.factories import Json, make_link, on_links


def _link(fact: str, level: str | None, kind: str, licences: Json | None = None, **changes: object) -> Case:
    link = make_link(kind, **changes)
    return expect(fact, level, f"link:{link['name']}", **on_links(link), licences=licences or {})


def _yealink(fact: str, level: str | None, firmware: str | None, **changes: object) -> Case:
    return _link(fact, level, "yealink", None, firmware=firmware, **changes)


def _other(level: str, *beside: Json, all_snom: bool | None = None) -> Case:
    links = on_links(make_link("other_pbx", all_phones_snom=all_snom), *beside)
    return expect("TEL-17", level, "link:PABX", **links)


_MODELS = ("D735", "d785", "Snom D717", "snom-D385", "D3xx", "D7xxx", "D735W", "300", "320", "370", "700", "710",
           "720", "760", "800", "821", "870", "Snom 870")  # fmt: skip
_PHONES: tuple[Case, ...] = (
    *(_link("TEL-1", "ok", "snom", models=[each]) for each in _MODELS),
    *(
        _link("TEL-1", "blocker", "snom", models=[each])
        for each in ("D120", "360", "M65", "D865", "D7", "8700", "PA1", "D8735")
    ),
    _link("TEL-1", "blocker", "snom", models=["D735", "D120"]),
    *(_link("TEL-1", "missing", "snom", models=each) for each in (None, [], [" "])),
    *(_link("TEL-2", "ok", "snom", firmware=each) for each in ("8.7.3.25", "8.7.4", "8.10.1.1", "8.7.3.100", "10.1")),
    *(_link("TEL-2", "blocker", "snom", firmware=each) for each in ("8.7.3.24", "8.7.3", "8.7.3.3", "7.9.9.99")),
    *(_link("TEL-2", "missing", "snom", firmware=each) for each in (None, "", "latest")),
    _link("TEL-3", "info", "snom"),
    _link("TEL-3", None, "yealink"),
    *(
        _yealink("TEL-4", "ok", each)
        for each in ("108.81.0.1", "x.81", "v81", "81", "44.100.0.1", "58.84.0.25", "x.85.x.x")
    ),
    *(_yealink("TEL-4", None, each) for each in ("108.80.0.130", "x.80", "v80", "28.72.0.1", "90.9.0.1")),
    _yealink("TEL-4", None, "108.81.0.1", uacsta=False),
    _yealink("TEL-4", "missing", "108.81.0.1", uacsta=None),
    _yealink("TEL-4", "missing", None),
    _yealink("TEL-4", "missing", "new", uacsta=None),
    _yealink("TEL-4", None, None, uacsta=False),
    *(_yealink("TEL-5", "warning", each) for each in ("66.84.0.1", "66.85.0.1", "x.84", "v85")),
    *(_yealink("TEL-5", "ok", each) for each in ("66.83.0.1", "66.86.0.1", "84.86.0.1", "66.840.0.1")),
    _yealink("TEL-5", None, "66.84.0.1", uacsta=False),
    _yealink("TEL-5", "warning", "66.84.0.1", uacsta=None),
    _yealink("TEL-5", "missing", None),
    _yealink("TEL-5", "missing", "new"),
    _yealink("TEL-6", None, "108.81.0.1"),
    *(_yealink("TEL-6", "ok", each) for each in ("28.73.0.1", "x.73.x.x", "x.80")),
    *(_yealink("TEL-6", "blocker", each) for each in ("28.72.0.1", "x.72", "28.9.0.1")),
    _yealink("TEL-6", "ok", "108.86.0.1", uacsta=False),
    _yealink("TEL-6", "blocker", "x.80", action_url=False),
    _yealink("TEL-6", "missing", "x.80", action_url=None),
    _yealink("TEL-6", "blocker", "x.72", action_url=None),
    _yealink("TEL-6", "missing", None, uacsta=False),
    _yealink("TEL-6", "missing", "new", uacsta=False),
    _link("TEL-7", "ok", "yealink"),
    _link("TEL-7", "blocker", "yealink", dect=True),
    _link("TEL-7", "missing", "yealink", dect=None),
)


def _releases(fact: str, kind: str, enough: tuple[str, ...], too_old: tuple[str, ...]) -> tuple[Case, ...]:
    return (
        *(_link(fact, "ok", kind, release=each) for each in enough),
        *(_link(fact, "blocker", kind, release=each) for each in too_old),
        *(_link(fact, "missing", kind, release=each) for each in (None, " ", "the newest")),
    )


_MITEL = ("mivoice_5000", "mivoice_office_400", "mx_one")
_MITEL_CASES: tuple[Case, ...] = (
    *_releases("TEL-8", "mivoice_5000", ("R5.3", "5.3", "R5.10", "r10", "R6"), ("R5.2", "R5", "R4.9", "5.2.9")),
    *_releases("TEL-9", "mivoice_office_400", ("R3.2", "R3.2 (mib v.08.63)", "R3.10", "R10.0"), ("R3.1", "R3", "R2.9")),
    _link("TEL-9", "ok", "mivoice_office_400", csta_keys=40),
    _link("TEL-9", "blocker", "mivoice_office_400", csta_keys=39),
    _link("TEL-9", "ok", "mivoice_office_400", csta_keys=10, users=10),
    _link("TEL-9", "blocker", "mivoice_office_400", csta_keys=9, users=10),
    _link("TEL-9", "missing", "mivoice_office_400", csta_keys=None),
    _link("TEL-9", "missing", "mivoice_office_400", {"users": None}),
    _link("TEL-9", "ok", "mivoice_office_400", csta_keys=None, users=0),
    # MX-ONE: one of two ways is enough.
    *(
        _link("TEL-10", level, "mx_one", application_link=application_link, release=release)
        for application_link, release, level in (
            ("4.0", None, "ok"),
            ("4.10", None, "ok"),
            ("3.9", None, "blocker"),
            ("3.10", None, "blocker"),
            (None, "V4 SP5", "ok"),
            (None, "V4 SP4", "blocker"),
            (None, "V4", "blocker"),
            (None, "V4 SP10", "ok"),
            (None, "V4.1 SP2", "ok"),
            (None, "V5", "ok"),
            (None, "V3.9 SP9", "blocker"),
            ("4.0", "V4 SP4", "ok"),
            ("3.9", "V4 SP5", "ok"),
            ("3.9", "V4 SP4", "blocker"),
            (None, None, "missing"),
            (" ", "", "missing"),
            ("new", None, "missing"),
            ("new", "V4 SP5", "ok"),
        )
    ),
    _link("TEL-10", "blocker", "mx_one", ip_card=False),
    _link("TEL-10", "missing", "mx_one", ip_card=None),
    _link("TEL-10", "ok", "mx_one", csta_keys=40),
    _link("TEL-10", "blocker", "mx_one", csta_keys=39),
    _link("TEL-10", "missing", "mx_one", csta_keys=None),
    *(_link("TEL-11", None, kind, sip_user_licences=0) for kind in _MITEL),
    *(_link("TEL-11", "ok", kind, {"softphone": 20}, sip_user_licences=20) for kind in _MITEL),
    *(_link("TEL-11", "blocker", kind, {"softphone": 20}, sip_user_licences=19) for kind in _MITEL),
    _link("TEL-11", None, "mx_one", {"softphone": 20}, softphone=0, sip_user_licences=0),
    _link("TEL-11", "blocker", "mx_one", softphone=2, sip_user_licences=1),
    _link("TEL-11", "missing", "mx_one", {"softphone": 20}, sip_user_licences=None),
    _link("TEL-11", "missing", "mx_one", {"softphone": None}),
)

# What vendors and machines write around a release; what names none is missing.
_NOTATIONS: tuple[Case, ...] = (
    _link("TEL-2", "ok", "snom", firmware="snomD785/10.1.198.12"),
    _link("TEL-2", "blocker", "snom", firmware="snom370/8.7.3.24"),
    *(_link("TEL-2", "missing", "snom", firmware=each) for each in ("D785", "370", "192.168.1.20")),
    *(
        _yealink("TEL-4", "ok", each)
        for each in ("Yealink SIP-T33G 124.86.0.77", "T46U-108.86.0.45.rom", "96.86.0.70.rom")
    ),
    _yealink("TEL-5", "warning", "Yealink SIP-T46S 66.85.0.5 00:15:65:74:b1:50"),
    *(_yealink("TEL-4", "missing", each) for each in ("T46U", "192.168.81.9", "10.90.0.1", "04.2025")),
    *(_link("TEL-8", "ok", "mivoice_5000", release=each) for each in ("MiVoice 5000 R8.2 SP1", "R8.2 SP1 HF2")),
    _link("TEL-8", "blocker", "mivoice_5000", release="Aastra 5000 R5.2 HF1"),
    *(_link("TEL-8", "missing", "mivoice_5000", release=each) for each in ("5000", "MiVoice 5000", "10.20.0.2")),
    _link("TEL-9", "ok", "mivoice_office_400", release="R7.1 HF1"),
    _link("TEL-9", "missing", "mivoice_office_400", release="MiVoice Office 470"),
    *(_link("TEL-10", "ok", "mx_one", release=each) for each in ("5.0 SP3 HF2", "MX-ONE 7.5 SP1")),
    _link("TEL-10", "blocker", "mx_one", release="MX-ONE 4.0 SP4 HF9"),
    _link("TEL-10", "ok", "mx_one", release=None, application_link="Application Link 4.1.2"),
    _link("TEL-10", "blocker", "mx_one", release=None, application_link="Application Link 3.9.2"),
    *(
        _link("TEL-12", "ok", "oxe", release=each)
        for each in ("OmniPCX Enterprise R12.1 m2.300.23", "R12.4-m4.302.4.a")
    ),
    _link("TEL-12", "blocker", "oxe", release="OmniPCX Enterprise R7.1 f5.401.32"),
    *(_link("TEL-12", "missing", "oxe", release=each) for each in ("m2.300.23.a", "12.04.2025", "192.168.1.1")),
    _link("TEL-13", "ok", "oxo", release="R10.3 ONE023/040.001"),
    *(_link("TEL-13", "ok", "oxo", release=each) for each in ("R6.2 (OXO Connect)", "OXO Connect", "OXO Connect R2.0")),
    *(_link("TEL-13", "blocker", "oxo", release=each) for each in ("OXO R6.2", "R6.2 (later OXO Connect)")),
    *(_link("TEL-15", "ok", "hipath_3000", release=each) for each in ("V8 R5.0.0", "HiPath 3800 V8")),
    _link("TEL-15", "blocker", "hipath_3000", release="V7 R6.4.0"),
    _link("TEL-15", "missing", "hipath_3000", release="HiPath 3800"),
)

_ALCATEL = ("oxe", "oxo")
_UNIFY = ("openscape_office", "openscape_business", "openscape_voice", "hipath_3000", "hipath_openoffice")


def _licences_of(fact: str, kind: str) -> tuple[Case, ...]:
    """Return the cases of TEL-14 and TEL-16, which ask the same."""
    order = {"caller": 30, "softphone": 20, "media_server_voices": 8}
    return (
        _link(fact, "ok", kind, order, csta_keys=30, sip_user_licences=20, sip_voice_licences=8),
        _link(fact, "blocker", kind, order, csta_keys=29),
        _link(fact, "blocker", kind, order, sip_user_licences=19),
        _link(fact, "blocker", kind, order, sip_voice_licences=7),
        _link(fact, "ok", kind, order, csta_keys=5, caller=5, sip_user_licences=2, softphone=2),
        _link(fact, "blocker", kind, ip_card=False),
        _link(fact, "missing", kind, ip_card=None),
        _link(fact, "missing", kind, csta_keys=None),
        _link(fact, "missing", kind, {"caller": None}),
        _link(fact, "ok", kind, sip_user_licences=None, sip_voice_licences=None),
        _link(fact, "missing", kind, order, sip_voice_licences=None),
        _link(fact, "blocker", kind, order, sip_voice_licences=None, sip_user_licences=0),
    )


def _voices(level: str, *links: Json, order: Json | None = None, fact: str = "TEL-14") -> Case:
    """Return a case of the voices' licences on the first of several links."""
    return expect(fact, level, f"link:{links[0]['name']}", **on_links(*links), licences=order or _ORDERED)


def _pbx(kind: str, name: str, licences: int | None, voices: int | None = None) -> Json:
    return make_link(kind, name=name, sip_voice_licences=licences, voices=voices)


_ORDERED: Json = {"media_server_voices": 8}
_MITEL_LINK = make_link("mivoice_5000", name="M")
_VOICES: tuple[Case, ...] = (
    # A link's own voices are held against its own licences.
    *(_voices(level, _pbx("oxe", "A", have, 5)) for have, level in ((5, "ok"), (4, "blocker"), (None, "missing"))),
    _voices("ok", _pbx("oxe", "A", None, 0)),
    _voices("ok", _pbx("oxe", "A", 5, 5), order={"media_server_voices": None}),
    _voices("blocker", _pbx("oxe", "A", 4, 5), _pbx("oxo", "B", 99)),
    # None says how many it has: all licences together.
    _voices("ok", _pbx("oxe", "A", 3), _pbx("oxo", "B", 5)),
    _voices("blocker", _pbx("oxe", "A", 3), _pbx("oxo", "B", 4)),
    _voices("ok", _pbx("openscape_voice", "A", 0), _pbx("oxo", "B", 8), fact="TEL-16"),
    _voices("blocker", _pbx("openscape_voice", "A", 7), _pbx("oxo", "B", 0), fact="TEL-16"),
    _voices("ok", _pbx("oxe", "A", 8), _pbx("oxo", "B", None)),
    _voices("ok", _pbx("oxe", "A", None), _pbx("oxo", "B", 8)),
    _voices("missing", _pbx("oxe", "A", 7), _pbx("oxo", "B", None)),
    _voices("missing", _pbx("oxe", "A", 9), _pbx("oxo", "B", 9), order={"media_server_voices": None}),
    _voices("ok", _pbx("oxe", "A", None), _pbx("oxo", "B", None), order={"media_server_voices": 0}),
    # A Mitel link that does not say its voices may carry those that remain.
    _voices("missing", _pbx("oxe", "A", 7), _MITEL_LINK),
    _voices("ok", _pbx("oxe", "A", 8), _MITEL_LINK),
    _voices("blocker", _pbx("oxe", "A", 7), {**_MITEL_LINK, "voices": 0}),
    _voices("ok", _pbx("oxe", "A", 7), {**_MITEL_LINK, "voices": 1}),
    _voices("blocker", _pbx("oxe", "A", 6), {**_MITEL_LINK, "voices": 1}),
    _voices("ok", _pbx("oxe", "A", 0), {**_MITEL_LINK, "voices": 9}),
    *(_voices("missing", _pbx("oxe", "A", 7), make_link(kind, name="M")) for kind in _MITEL),
    *(_voices("blocker", _pbx("oxe", "A", 7), make_link(each, name="M")) for each in ("other_pbx", "snom")),
    # Some say it: the rest is left to those that do not.
    _voices("ok", _pbx("oxe", "A", 3), _pbx("oxo", "B", 5, 5)),
    _voices("blocker", _pbx("oxe", "A", 2), _pbx("oxo", "B", 99, 5)),
    _voices("ok", _pbx("oxe", "A", 5, 5), _pbx("oxo", "B", 0)),
)


_OTHERS: tuple[Case, ...] = (
    *_releases("TEL-12", "oxe", ("R8", "8.0", "R10", "R12.4"), ("R7", "R7.9")),
    *_releases("TEL-13", "oxo", ("R7", "7.0", "R10.3"), ("R6", "R6.9")),
    *(case for kind in _ALCATEL for case in _licences_of("TEL-14", kind)),
    *(_link("TEL-15", "ok", kind) for kind in _UNIFY),
    *(_link("TEL-15", "ok", "hipath_3000", release=each) for each in ("8", "V8", "V8.0", "8.9")),
    *(_link("TEL-15", "blocker", "hipath_3000", release=each) for each in ("7", "V7.9", "0")),
    *(_link("TEL-15", "consult", "hipath_3000", release=each) for each in ("9", "V9", "80", "HiPath 3800 V9 R1.2.0")),
    *(_link("TEL-15", "missing", "hipath_3000", release=each) for each in (None, "eight")),
    *(_link("TEL-15", "ok", kind, release=None) for kind in _UNIFY if kind != "hipath_3000"),
    *(case for kind in _UNIFY for case in _licences_of("TEL-16", kind)),
    _other("blocker"),
    _other("blocker", all_snom=True),
    _other("ok", make_link("snom"), all_snom=True),
    _other("missing", make_link("snom")),
    _other("consult", make_link("yealink")),
    _other("ok", make_link("yealink"), make_link("snom"), all_snom=True),
    _other("blocker", make_link("mivoice_5000", name="Second")),
    expect("TEL-17", "missing", "telephony", **on_links()),
    expect("TEL-17", "missing", "telephony", telephony=None),
    expect("TEL-17", None, "telephony", **on_links(), licences={"users": 0}),
    expect("TEL-17", "missing", "link:Standard", **on_links({"name": "Standard"})),
)  # fmt: skip

CASES: tuple[Case, ...] = (*_PHONES, *_MITEL_CASES, *_NOTATIONS, *_VOICES, *_OTHERS)
