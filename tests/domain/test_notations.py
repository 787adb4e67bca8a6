"""How vendors and machines write releases: what the shipped edition reads out of them, and what it does not guess."""

import pytest

from tests.factories import read_edition
from wizard.domain.notations import Notation
from wizard.domain.versions import Version, is_at_least, names_successor, parse_release, parse_yealink_firmware

_TELEPHONY = read_edition().catalogue.telephony


def _read(kind: str, text: str) -> Version | None:
    if kind == "snom":
        return parse_release(text, _TELEPHONY.snom.read_notation())
    if kind == "yealink":
        return parse_yealink_firmware(text, _TELEPHONY.yealink.notation.read())
    if kind == "application_link":
        return parse_release(text, _TELEPHONY.pbx["mx_one"].application_link_notation.read())
    if kind == "dotnet":
        return parse_release(text, read_edition().catalogue.clients.dotnet_notation.read())
    return parse_release(text, _TELEPHONY.pbx[kind].notation.read())


_READABLE: tuple[tuple[str, str, Version], ...] = (
    ("oxe", "OmniPCX Enterprise R12.1 m2.300.23", (12, 1)),
    ("oxe", "OmniPCX Enterprise R11.2.2 l2.300.40", (11, 2, 2)),
    ("oxe", "OmniPCX Enterprise R101.1 n4.205.38", (101, 1)),
    ("oxe", "OmniPCX Enterprise R11.0.1 k1.520.22.b", (11, 0, 1)),
    ("oxe", "Alcatel-Lucent OmniPCX Enterprise Purple R100.0", (100, 0)),
    ("oxe", "R12.4-m4.302.4.a", (12, 4)),
    ("oxe", "R12.4 M4.302.4a", (12, 4)),
    ("oxe", "R12.4 (m4.302.4.a)", (12, 4)),
    ("oxe", "R101.1 MD4 Ed12", (101, 1)),
    ("oxe", "OXE 12.4", (12, 4)),
    ("oxe", "oxe_r12", (12,)),
    ("oxe", "R12.4 OXE", (12, 4)),
    ("oxe", "Release: 12.4", (12, 4)),
    ("oxe", "R\u00a012.4", (12, 4)),
    ("oxe", "12", (12,)),
    ("oxe", "R12", (12,)),
    ("oxe", "v.8", (8,)),
    ("oxo", "R10.3 ONE023/040.001", (10, 3)),
    ("oxo", "OmniPCX Office RCE R9.2", (9, 2)),
    ("oxo", "OXO R6.0", (6, 0)),
    ("mivoice_5000", "MiVoice 5000 R8.2 SP1", (8, 2, 1)),
    ("mivoice_5000", "R8.2 SP1 HF2", (8, 2, 1)),
    ("mivoice_5000", "Mitel MiVoice 5000 Server R6.4-SP2", (6, 4, 2)),
    ("mivoice_5000", "Aastra 5000 R5.3", (5, 3)),
    ("mivoice_5000", "A5000R5.4", (5, 4)),
    ("mivoice_office_400", "R7.1 HF1", (7, 1)),
    ("mivoice_office_400", "R7.1HF1", (7, 1)),
    ("mivoice_office_400", "MiVoice Office 470 R6.1", (6, 1)),
    ("mivoice_office_400", "R3.2 mib v.08.63", (3, 2)),
    ("mx_one", "5.0 SP3 HF2", (5, 0, 3)),
    ("mx_one", "MX-ONE 7.5 SP1", (7, 5, 1)),
    ("mx_one", "MX-ONE 7.8 SP1 (7.8.1.0.14)", (7, 8, 1)),
    ("mx_one", "MiVoice MX-ONE 7.4 SP2", (7, 4, 2)),
    ("mx_one", "Release 7.4 SP2", (7, 4, 2)),
    ("application_link", "Application Link 4.1.2", (4, 1, 2)),
    ("application_link", "Aastra Application Link v4.0 HF 3", (4, 0)),
    ("hipath_3000", "V8 R5.0.0", (8,)),
    ("hipath_3000", "V8R5", (8,)),
    ("hipath_3000", "HiPath 3800 V8", (8,)),
    ("hipath_3000", "Unify HiPath 3000/5000 V9 R1.2", (9,)),
    ("hipath_3000", "V7.0", (7, 0)),
    ("snom", "snomD785/10.1.198.12", (10, 1, 198, 12)),
    ("snom", "snom370/8.7.3.25", (8, 7, 3, 25)),
    ("snom", "snom360-8.7.3.25.9-SIP-f.bin", (8, 7, 3, 25, 9)),
    ("snom", "snomD862-10.1.184.15-SIP-r.swu", (10, 1, 184, 15)),
    ("snom", "snom 821 8.4.32 000413AABBCC", (8, 4, 32)),
    ("snom", "Snom D735 10.1.64.14", (10, 1, 64, 14)),
    ("snom", "snom720-SIP 8.9.3.80", (8, 9, 3, 80)),
    ("snom", "8.9.3.80", (8, 9, 3, 80)),
    ("yealink", "Yealink SIP-T33G 124.86.0.77", (86,)),
    ("yealink", "Yealink SIP-T21P_E2 52.84.0.15", (84,)),
    ("yealink", "Yealink CP860 37.72.0.5 00:15:65:8a:37:86", (72,)),
    ("yealink", "yealink SIP-T18 18.0.0.80 00:15:65:27:3e:05", (0,)),
    ("yealink", "Yealink SIP VP-T49G 51.80.0.100", (80,)),
    ("yealink", "T46U-108.86.0.45.rom", (86,)),
    ("yealink", "T54W(T57W,T53W,T53)-96.86.0.70.rom", (86,)),
    ("yealink", "96.86.0.70.rom", (86,)),
    ("yealink", "108.86.0.45 (T46U)", (86,)),
    ("yealink", "T46U v86", (86,)),
    ("dotnet", ".NET Framework 4.7.2", (4, 7, 2)),
    ("dotnet", "4.8", (4, 8)),
)
_NO_VERSION = ("12.04.2025", "2025-04-12", "12/04/2025", "12.04.26", "04.2025", "2025", "01 23 45 67 89",
               "01.23.45.67.89", "33.1.23.45.67.89", "+33123456789", "0123456789", "192.168.1.10", "172.16.0.9",
               "fe80::1", "\u0662\u0663", "\uff18.\uff17", "R\u0661\u0662", "\u042012", "R\u00b2", "R", "SP5", "HF1",
               "R12.x", "R12 or later", "1" * 10_000, "12" + ".1" * 5_000, "R12" + " x" * 5_000, "(" * 10_000,
               "m2.300.23.a R", "R-12", "<b>12</b>", "12\x00")  # fmt: skip
_UNREADABLE: tuple[tuple[str, str], ...] = (
    *((kind, text) for kind in ("oxe", "oxo", "mivoice_5000", "mx_one", "hipath_3000", "snom") for text in _NO_VERSION),
    *(("yealink", text) for text in _NO_VERSION),
    ("oxe", "m2.300.23.a"),
    ("oxe", "OXE"),
    ("oxe", "OmniPCX Enterprise (R12.1)"),
    ("oxe", "10.20.0.2"),
    ("oxe", "OXE 10.20.0.2"),
    ("oxe", "OXO R10.3"),
    ("oxo", "ONE023/040.001"),
    ("oxo", "R6.2 (OXO Connect is planned)x"),
    ("mivoice_5000", "MiVoice 5000"),
    ("mivoice_5000", "5000"),
    ("mivoice_office_400", "MiVoice Office 470"),
    ("mivoice_office_400", "470"),
    ("mivoice_office_400", "mib v.08.63"),
    ("hipath_3000", "HiPath 3800"),
    ("hipath_3000", "3800"),
    ("snom", "D785"),
    ("snom", "snomD785"),
    ("snom", "Snom 370"),
    ("snom", "785"),
    ("snom", "870-SIP"),
    ("yealink", "T46U"),
    ("yealink", "SIP-T33G"),
    ("yealink", "Yealink VP59"),
    ("yealink", "T54W(T57W,T53W)"),
    ("yealink", "10.20.0.15"),
    ("yealink", "86.0.45.rom"),
    ("yealink", "001565aabbcc"),
)


@pytest.mark.parametrize(("kind", "text", "expected"), _READABLE)
def test_vendors_own_notation_is_read(kind: str, text: str, expected: Version) -> None:
    """Names before a release, patch lines, hotfixes and file endings behind it are left aside."""
    assert _read(kind, text) == expected


@pytest.mark.parametrize(("kind", "text"), _UNREADABLE, ids=lambda each: ascii(each)[:40])
def test_what_names_no_release_is_not_guessed_at(kind: str, text: str) -> None:
    """A patch line alone, a model, a date, an address, a phone number, other digits: none of them is a release."""
    assert _read(kind, text) is None


_CONNECT = ("R6.2 (OXO Connect)", "OXO Connect R6.2", "OXO Connect Evolution R4.0", "Alcatel-Lucent OXO Connect 2.1",
            "R3.2 OXO Connect", "R5.2 (Alcatel OXO Connect)", "OXO Connect", "oxo-connect r1 md 3")  # fmt: skip


@pytest.mark.parametrize("text", _CONNECT)
def test_product_whose_numbers_begin_again_is_later(text: str) -> None:
    """Any OXO Connect is later than the last OmniPCX Office, R10.3."""
    notation = _TELEPHONY.pbx["oxo"].notation.read()
    version = parse_release(text, notation)
    assert version is not None
    assert names_successor(text, notation)
    assert is_at_least(version, (10, 3, 999))


@pytest.mark.parametrize("text", ["R6.2", "OXO R10.3", "R6.2 (not OXO Connect)", "OXO Connector R6", "Connect R6"])
def test_other_release_is_not_taken_for_the_successor(text: str) -> None:
    """Only the successor's own name makes a release one of its."""
    assert not names_successor(text, _TELEPHONY.pbx["oxo"].notation.read())


def test_successors_compare_among_themselves() -> None:
    """OXO Connect R2 is older than OXO Connect R6.2."""
    notation = _TELEPHONY.pbx["oxo"].notation.read()
    older, newer = (parse_release(text, notation) for text in ("OXO Connect R2", "OXO Connect R6.2"))
    assert older is not None
    assert newer is not None
    assert is_at_least(newer, older)
    assert not is_at_least(older, newer)


@pytest.mark.parametrize(
    "form", ["#" * 80, "@" * 80, "# " * 40, "a" * 80, ".*", "(?P<core>", "[a", "a|b", "{0,9}", "\\"]
)
def test_forms_are_text_and_no_patterns(form: str) -> None:
    """Whatever a form holds stands for itself; a text that almost fits is refused without trying every way."""
    notation = Notation((form,), (form,), (form,), "10", ("10.0.0.1/8",))
    for text in ("1" * 190, "a" * 190, "R5 " + "a" * 190, "R5" + " 1" * 90, "a " * 95):
        parse_release(text, notation)
    assert parse_release("R5.3", notation) == (5, 3)
    assert parse_release("10.0.0.9", notation) is None


def test_names_that_contain_one_another_are_read_in_full() -> None:
    """The longest name counts, in whatever order they are given."""
    assert parse_release("AB C 5", Notation(("AB", "AB C"))) == (5,)
    assert parse_release("AB C 5", Notation(("AB C", "AB"))) == (5,)
    assert parse_release("AB D 5", Notation(("AB", "AB C"))) is None
