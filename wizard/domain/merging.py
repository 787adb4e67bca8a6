"""Two copies of a plan that both go back to an earlier one, made into one: each change of either is kept.

Works on the contents of plan files, so that what one copy never set stays unset. Lists are matched by what names their
items (name, role), never by position: an item that moved is the same item.
"""

import json
from typing import Any, NamedTuple

from wizard.domain.evidence.collection import add_evidence
from wizard.domain.evidence.record import Evidence
from wizard.domain.plan.unread import split_field

Content = dict[str, Any]
EVIDENCE, UNREAD = "evidence", "unread"
_APART = (EVIDENCE, UNREAD)
_NAMING = ("name", "role")


class Conflict(NamedTuple):
    """An answer that both copies changed, each to something else; the field as in the copy called mine."""

    field: str
    mine: Any
    theirs: Any


class Merged(NamedTuple):
    """The content made of both copies, mine where they are at odds, and where they are."""

    content: Content
    conflicts: tuple[Conflict, ...]


class _Absent:
    """In the place of a value that a copy does not have; null is a value, and means the same to whoever reads it."""


_ABSENT = _Absent()


class _Three(NamedTuple):
    """A value as it was, as I have it, and as they have it."""

    base: Any
    mine: Any
    theirs: Any

    def within(self, key: object) -> "_Three":
        """Return the values under a key of three objects."""
        return _Three(*(each.get(key, _ABSENT) if isinstance(each, dict) else _ABSENT for each in self))


def merge_plans(
    base: Content, mine: Content, theirs: Content, *, prefer_theirs: frozenset[str] = frozenset()
) -> Merged:
    """Return what becomes of two copies of a plan; of the fields given, theirs counts where both changed.

    Measurements never conflict: those of both copies are kept, of the same thing the newer; what either has removed is
    gone.
    """
    merging = _Merging(prefer_theirs)
    without = [{key: value for key, value in each.items() if key not in _APART} for each in (base, mine, theirs)]
    merged = merging.merge(_Three(*without), "")
    unread = _merge_unread(_Three(base, mine, theirs), merged)
    if unread:
        merged[UNREAD] = unread
    evidence = merge_evidence(base, mine, theirs)
    if evidence:
        merged[EVIDENCE] = evidence
    elif EVIDENCE in mine:
        merged[EVIDENCE] = mine[EVIDENCE] and []
    # Keys stay in the order of the copy called mine, theirs behind them.
    order = [*mine, *(key for key in merged if key not in mine)]
    return Merged({key: merged[key] for key in order if key in merged}, tuple(merging.conflicts))


def merge_evidence(base: Content, mine: Content, theirs: Content) -> list[Content]:
    """Return the measurements of two copies of a plan together, but for those that either has removed since."""
    before, own, other = ([_read(each) for each in copy.get(EVIDENCE) or ()] for copy in (base, mine, theirs))
    kept = add_evidence(_drop_removed(own, before, other), _drop_removed(other, before, own))
    return [each.model_dump(mode="json", exclude_none=True) for each in kept]


def _drop_removed(copy: list[Evidence], before: list[Evidence], other: list[Evidence]) -> list[Evidence]:
    """Return a copy's measurements without those that both began with and the other does not have any more."""
    left = {each.model_dump_json() for each in other}
    removed = {text for each in before if (text := each.model_dump_json()) not in left}
    return [each for each in copy if each.model_dump_json() not in removed] if removed else copy


def _merge_unread(three: _Three, merged: Content) -> Content:
    """Return the texts that are no answers, of both copies, at the fields that are still open where they stand now."""
    before = three.base.get(UNREAD) or {}
    texts: Content = {}
    for copy, other in ((three.theirs, three.mine), (three.mine, three.theirs)):
        for field, text in (copy.get(UNREAD) or {}).items():
            # What one copy has cleared or answered meanwhile is not brought back by the other.
            is_gone = before.get(field) == text and field not in (other.get(UNREAD) or {})
            place = None if is_gone else _find_place(split_field(field), copy, merged)
            if place is not None:
                texts[place] = text
    return texts


def _find_place(parts: list[str], copy: Any, merged: Any) -> str | None:  # noqa: ANN401 - any JSON value
    """Return where a field of a copy stands in the merged content; None where it is not there, or answered."""
    place: list[str] = []
    for part in parts:
        if isinstance(copy, list) and isinstance(merged, list) and part.isdigit() and int(part) < len(copy):
            copy = copy[int(part)]
            at = _find_item(copy, int(part), merged)
            if at is None:
                return None
            merged = merged[at]
            place.append(str(at))
        else:
            copy, merged = (each.get(part) if isinstance(each, dict) else None for each in (copy, merged))
            place.append(part)
    return ".".join(place) if merged is None else None


def _find_item(item: Any, at: int, merged: list[Any]) -> int | None:  # noqa: ANN401 - any JSON value
    """Return where an item of a copy's list stands in the merged one: by its name, else where it stood if it can."""
    named, names = _name_items([item]), _name_items(merged)
    if named and names is not None:
        return list(names).index(next(iter(named))) if next(iter(named)) in names else None
    return at if at < len(merged) else None


def _read(evidence: Content) -> Evidence:
    return Evidence.model_validate_json(json.dumps(evidence, ensure_ascii=False))


def _is_same(one: Any, other: Any) -> bool:  # noqa: ANN401 - any JSON value
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_is_same(one.get(key), other.get(key)) for key in {**one, **other})
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    # Python takes true for 1; an answer that was changed so was changed.
    return type(_plain(one)) is type(_plain(other)) and bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    return None if value is _ABSENT else value


class _Merging:
    """One merge: it gathers where the copies are at odds."""

    def __init__(self, prefer_theirs: frozenset[str]) -> None:
        self.conflicts: list[Conflict] = []
        self._prefer_theirs = prefer_theirs

    def merge(self, three: _Three, field: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return what becomes of a value that stands at a field."""
        base, mine, theirs = three
        if _is_same(mine, theirs) or _is_same(base, theirs):
            return mine
        if _is_same(base, mine):
            return theirs
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self._merge_keys(three, [*mine, *(key for key in theirs if key not in mine)], field)
        if isinstance(mine, list) and isinstance(theirs, list):
            items = self._merge_items(three, field)
            if items is not None:
                return items
        self.conflicts.append(Conflict(field, _plain(mine), _plain(theirs)))
        return theirs if field in self._prefer_theirs else mine

    def _merge_keys(self, three: _Three, keys: list[str], field: str) -> Content:
        merged = {key: self.merge(three.within(key), f"{field}.{key}" if field else key) for key in keys}
        return {key: value for key, value in merged.items() if value is not _ABSENT}

    def _merge_items(self, three: _Three, field: str) -> list[Any] | None:
        """Return both lists in one; None where their items cannot be told apart by what names them."""
        named = [_name_items(each) for each in three]
        if None in named:
            return None
        items = _Three(*named)
        # Mine in my order; what they added behind it.
        order = [*items.mine, *(name for name in items.theirs if name not in items.mine)]
        merged = [self.merge(items.within(name), f"{field}.{place}") for place, name in enumerate(order)]
        return [value for value in merged if _plain(value) is not None]


def _name_items(items: Any) -> dict[object, Any] | None:  # noqa: ANN401 - any JSON value
    named: dict[object, Any] = {}
    for item in items if isinstance(items, list) else ():
        name = tuple(item.get(key) for key in _NAMING) if isinstance(item, dict) else ()
        if name in named or not any(name):
            return None
        named[name] = item
    return named
