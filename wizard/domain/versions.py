"""Releases and firmware versions, compared part by part as numbers (fact sheet, "TEL, more precisely")."""

import re

Version = tuple[int, ...]

_RELEASE = re.compile(
    r"\s*(?:r|v|rel\.?|release|version)?\s*([0-9]{1,6}(?:\.[0-9]{1,6}){0,7})"
    r"(?:\s*sp\s*([0-9]{1,6}))?\s*(?:\([^()]{0,80}\)\s*)?",
    re.IGNORECASE,
)
_SERVICE_PACK_PLACE = 2
# 108.86.0.45 or x.86: the hardware, then the version; v86: the version alone. Three bare numbers could be either.
_YEALINK = re.compile(
    r"\s*(?:(?:[0-9]{1,6}|x)\.([0-9]{1,6})(?:\.(?:[0-9]{1,6}|x)\.(?:[0-9]{1,6}|x))?"
    r"|x\.([0-9]{1,6})\.(?:[0-9]{1,6}|x)"
    r"|v\s*([0-9]{1,6})(?:\.(?:[0-9]{1,6}|x)){0,3}"
    r"|([0-9]{1,6}))\s*",
    re.IGNORECASE,
)


def parse_release(text: str) -> Version | None:
    """Read "R5.3", "8.7.3.25", "V4 SP5" or "R3.2 (mib v.08.63)" as numbers; None where it cannot be read.

    A service pack is the third part: V4.1 SP2 is newer than V4 SP5.
    """
    found = _RELEASE.fullmatch(text)
    if not found:
        return None
    parts = [int(part) for part in found[1].split(".")]
    if found[2]:
        parts += [0] * (_SERVICE_PACK_PLACE - len(parts))
        parts.append(int(found[2]))
    return tuple(parts)


def parse_yealink_firmware(text: str) -> Version | None:
    """Read the version out of a Yealink firmware: the second part of 108.86.0.45 or x.86, all of "v86" or "86"."""
    found = _YEALINK.fullmatch(text)
    if not found:
        return None
    return (int(next(group for group in found.groups() if group)),)


def is_at_least(version: Version, minimum: Version) -> bool:
    """Say whether a version is the minimum or newer; missing parts count as 0 (R5 < R5.3 < R5.10)."""
    length = max(len(version), len(minimum))
    return version + (0,) * (length - len(version)) >= minimum + (0,) * (length - len(minimum))
