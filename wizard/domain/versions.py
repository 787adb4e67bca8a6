"""Releases and firmware versions, compared part by part as numbers (fact sheet, "TEL, more precisely")."""

import re

Version = tuple[int, ...]

_RELEASE = re.compile(
    r"\s*(?:r|v|rel\.?|release|version)?\s*([0-9]{1,6}(?:\.[0-9]{1,6}){0,7})"
    r"(?:\s*sp\s*([0-9]{1,6}))?\s*(?:\([^()]{0,80}\)\s*)?",
    re.IGNORECASE,
)
_SERVICE_PACK_PLACE = 2
_YEALINK_DOTTED = re.compile(r"\s*v?(?:[0-9]{1,6}|x)\.([0-9]{1,6})(?:\.(?:[0-9]{1,6}|x)){0,4}\s*", re.IGNORECASE)
_YEALINK_SHORT = re.compile(r"\s*v?\s*([0-9]{1,6})\s*", re.IGNORECASE)


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
    """Read the version out of a Yealink firmware: its second part (108.86.0.45 is version 86), or a bare "v86"."""
    found = _YEALINK_DOTTED.fullmatch(text) or _YEALINK_SHORT.fullmatch(text)
    return (int(found[1]),) if found else None


def is_at_least(version: Version, minimum: Version) -> bool:
    """Say whether a version is the minimum or newer; missing parts count as 0 (R5 < R5.3 < R5.10)."""
    length = max(len(version), len(minimum))
    return version + (0,) * (length - len(version)) >= minimum + (0,) * (length - len(minimum))
