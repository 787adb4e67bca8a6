"""Releases and firmware versions, compared part by part as numbers (fact sheet, "TEL, more precisely")."""

import re
from ipaddress import IPv4Address, IPv4Network

from wizard.domain.notations import PLAIN, Notation, is_of_successor, match_release

Version = tuple[int, ...]

_RELEASE = (
    r"(?P<letter>(?:release|version|ver|rel|r|v)[ .:]{0,2})?"
    r"(?P<numbers>[0-9]{1,6}(?:\.[0-9]{1,6}){0,7})(?:[ -]?sp[ -]?(?P<pack>[0-9]{1,6}))?"
)
_SERVICE_PACK_PLACE = 2
# Above any number that can be written: later than every release of the product that was succeeded.
_LATER = 1_000_000
# 108.86.0.45 or x.86: the hardware, then the version; v86: the version alone. Three bare numbers could be either.
_YEALINK = (
    r"(?P<numbers>(?:[0-9]{1,6}|x)\.(?P<second>[0-9]{1,6})(?:\.(?:[0-9]{1,6}|x)\.(?:[0-9]{1,6}|x))?"
    r"|x\.(?P<after_x>[0-9]{1,6})\.(?:[0-9]{1,6}|x)"
    r"|v ?(?P<after_v>[0-9]{1,6})(?:\.(?:[0-9]{1,6}|x)){0,3}"
    r"|(?P<bare>[0-9]{1,6}))"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DAY = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.[0-9]{2}")
# French numbers, as the document's readers write them: 01.23.45.67.89, 33.1.23.45.67.89.
_PHONE = re.compile(r"(?:0[1-9]|(?:00)?33\.[1-9])(?:\.[0-9]{2}){4}")
_HIGHEST_BARE = 99
_BYTES = 4
_HIGHEST_BYTE = 255


def parse_release(text: str, notation: Notation = PLAIN) -> Version | None:
    """Read "R5.3", "8.7.3.25", "V4 SP5" or "R3.2 (mib v.08.63)" as numbers; None where it cannot be read.

    A service pack is the third part: V4.1 SP2 is newer than V4 SP5. With a notation, names before the release and patch
    lines behind it are left aside: "OmniPCX Enterprise R12.1 m2.300.23" is 12.1.
    """
    found = match_release(text, _RELEASE, notation)
    if not found:
        return None
    parts: Version = ()
    if found["core"]:
        if not found["letter"] and _is_something_else(found["numbers"], notation):
            return None
        parts = _read_parts(found["numbers"], found["pack"])
    if is_of_successor(text, _RELEASE, notation):
        return (*(parse_release(notation.succeeded) or ()), _LATER, *parts)
    return parts


def _read_parts(numbers: str, pack: str | None) -> Version:
    parts = [int(part) for part in numbers.split(".")]
    if pack:
        parts += [0] * (_SERVICE_PACK_PLACE - len(parts))
        parts.append(int(pack))
    return tuple(parts)


def _is_something_else(numbers: str, notation: Notation) -> bool:
    """Say whether numbers without a letter before them are a date, a phone number, an IP address or a model."""
    parts = numbers.split(".")
    return (
        _is_dated(parts)
        or bool(_DAY.fullmatch(numbers) or _PHONE.fullmatch(numbers))
        or _is_address(parts, notation)
        or (len(parts) == 1 and int(numbers) > _HIGHEST_BARE)
    )


def _is_dated(parts: list[str]) -> bool:
    return any(_YEAR.fullmatch(part) for part in parts)


def _is_address(parts: list[str], notation: Notation) -> bool:
    if len(parts) != _BYTES or not all(part.isdigit() and int(part) <= _HIGHEST_BYTE for part in parts):
        return False
    address = IPv4Address(bytes(map(int, parts)))
    return any(address in IPv4Network(network, strict=False) for network in notation.networks)


def parse_yealink_firmware(text: str, notation: Notation = PLAIN) -> Version | None:
    """Read the version out of a Yealink firmware: the second part of 108.86.0.45 or x.86, all of "v86" or "86"."""
    found = match_release(text, _YEALINK, notation)
    if not found or not found["core"]:
        return None
    parts = found["numbers"].split(".")
    if _is_dated(parts) or _is_address(parts, notation):
        return None
    return (int(found["second"] or found["after_x"] or found["after_v"] or found["bare"]),)


def names_successor(text: str, notation: Notation) -> bool:
    """Say whether a release is one of the product that succeeded the one the notation is of."""
    return is_of_successor(text, _RELEASE, notation)


def is_at_least(version: Version, minimum: Version) -> bool:
    """Say whether a version is the minimum or newer; missing parts count as 0 (R5 < R5.3 < R5.10)."""
    length = max(len(version), len(minimum))
    return version + (0,) * (length - len(version)) >= minimum + (0,) * (length - len(minimum))
