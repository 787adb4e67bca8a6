"""How much a plan may hold, looked at before its answers are: a small file can hold a million faults.

Strict validation finds every unknown key and every wrong value of an object, and each takes memory. Lists it leaves at
their first fault; objects are bounded here.
"""

from collections.abc import Iterable
from typing import Any

from wizard.domain.evidence.fullness import MOST_READ
from wizard.domain.faults import describe_length, read_place
from wizard.domain.section import LONGEST_LIST
from wizard.i18n import Message

# Objects whose keys are data, wherever they stand; the keys of all others are known, some thirty at most.
MAPS = frozenset({"ports", "unread", "items", "values", "answers", "basis", "parts"})
MOST_KEYS = 100
# A measurement has some hundred; its lists stand in objects, so that neither bound alone would do.
MOST_IN_EVIDENCE = 10_000
# Kept as it is, and checked by nothing but the size of the file.
_RESERVE = "x"
_HOLDERS = (dict, list)


def find_overlong(content: dict[str, Any]) -> tuple[str, Message] | None:
    """Return a list or object that holds more than any plan may, as (field, what was expected); None without one.

    The content is no deeper than strict JSON is.
    """
    evidence = content.get("evidence")
    # A longer list than any other; where it is none it is a fault like any other.
    apart = {_RESERVE, "evidence"} if isinstance(evidence, list) else {_RESERVE}
    found = _find({key: part for key, part in content.items() if key not in apart}, MOST_KEYS)
    if found is None and isinstance(evidence, list):
        found = _find_in_evidence(evidence)
    if found is None:
        return None
    place, most = found
    return read_place(tuple(reversed(place))) or ".", describe_length(most)


def _find_in_evidence(evidence: list[Any]) -> tuple[list[int | str], int] | None:
    found = _find(evidence, MOST_READ)
    if found is None:
        overfull = (number for number, each in enumerate(evidence) if _count(each) > MOST_IN_EVIDENCE)
        number = next(overfull, None)
        found = None if number is None else ([number], MOST_IN_EVIDENCE)
    if found is not None:
        found[0].append("evidence")
    return found


def _find(value: dict[str, Any] | list[Any], most: int) -> tuple[list[int | str], int] | None:
    """Return what holds too much as (place from the inside out, how much it may hold)."""
    if len(value) > most:
        return [], most
    parts: Iterable[tuple[int | str, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        if isinstance(part, _HOLDERS):
            is_keyed = isinstance(part, dict) and key not in MAPS
            found = _find(part, MOST_KEYS if is_keyed else LONGEST_LIST)
            if found is not None:
                found[0].append(key)
                return found
    return None


def _count(value: Any) -> int:  # noqa: ANN401 - any JSON value
    """Return how many values a JSON value holds, itself included."""
    if not isinstance(value, _HOLDERS):
        return 1
    return 1 + sum(map(_count, value.values() if isinstance(value, dict) else value))
