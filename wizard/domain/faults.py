"""What is wrong with a file's values, as sentences for people: which field, and what was expected there."""

import errno
from collections.abc import Mapping
from itertools import islice
from typing import Any, NamedTuple

from pydantic import BaseModel

from wizard.domain.plan.telephony import LINK_KINDS, SHAPES
from wizard.domain.section import list_models
from wizard.foreign_files import NoOrdinaryFileError
from wizard.i18n import Message, Plain

Place = tuple[int | str, ...]
Details = Mapping[str, Any]
# What is shown of a key that a file makes up; a longer one resembles none that is known either.
_LONGEST_KEY = 80


class Faults(NamedTuple):
    """Faults as (field, what was expected), as many as were asked for in words, and how many there are."""

    told: list[tuple[str, Message]]
    total: int


_SIMPLE = {
    "missing": Message("required, but absent"),
    "int_type": Message("expected a whole number"),
    "int_from_float": Message("expected a whole number"),
    "int_parsing_size": Message("expected a number of a reasonable size"),
    "float_type": Message("expected a number"),
    "finite_number": Message("expected a finite number"),
    "bool_type": Message("expected true or false"),
    "string_type": Message("expected text"),
    "string_unicode": Message("expected text in valid Unicode"),
    "date_type": Message("expected a date as YYYY-MM-DD"),
    "day": Message("expected a date as YYYY-MM-DD"),
    "tuple_type": Message("expected a list"),
    "dict_type": Message("expected an object"),
    "model_type": Message("expected an object"),
    "flow_ports": Message("expected the ports from “port” on, in rising order, such as 40000-40004,40007"),
    "recursion_loop": Message("expected less nesting"),
    "conference": Message("expected false or an object"),
}
_BOUNDED = {
    "greater_than_equal": (Message("expected at least {bound}"), "ge"),
    "greater_than": (Message("expected more than {bound}"), "gt"),
    "less_than_equal": (Message("expected at most {bound}"), "le"),
    "string_too_long": (Message("expected at most {bound} characters"), "max_length"),
    "string_too_short": (Message("expected at least {bound} characters"), "min_length"),
    "too_long": (Message("expected at most {bound} entries"), "max_length"),
    "too_short": (Message("expected at least {bound} entries"), "min_length"),
}
_ONE_OF = Message("expected one of {allowed}")
_UNKNOWN_KEY = Message("unknown key (did you mean “{near}”?)")
_UNKNOWN_KEY_OF = Message("unknown key; known here: {known}")
_VERSION = Message("expected a version as major.minor, for instance 5.3")
_PATTERN = Message("expected text of the form {pattern}")
_NOT_OPEN = Message("expected fields that this plan has and that are not answered, not “{field}”")
_OTHER = Message("not usable here ({reason})")

_NO_ORDINARY_FILE = Message("this is no ordinary file")
_REASONS = {
    errno.ENOENT: Message("no such file or folder"),
    errno.EACCES: Message("access denied"),
    errno.EPERM: Message("access denied"),
    errno.EISDIR: Message("this is a folder"),
    errno.ENOTDIR: Message("part of the path is not a folder"),
    errno.EEXIST: Message("a file of this name is there already"),
    errno.ENOSPC: Message("the disk is full"),
    errno.EROFS: Message("the disk is read-only"),
    errno.ENAMETOOLONG: Message("the name is too long"),
    errno.EBUSY: Message("another program holds it"),
    errno.EIO: Message("the disk reports a fault"),
}


# Windows' own numbers (Microsoft, "System Error Codes"), of which errno makes "access denied" or "no such file".
_WINDOWS_REASONS = {
    19: _REASONS[errno.EROFS],
    32: _REASONS[errno.EBUSY],
    33: _REASONS[errno.EBUSY],
    206: _REASONS[errno.ENAMETOOLONG],
}


def describe_os_error(error: OSError | ValueError) -> Message | str:
    """Return why the system refused a file, in words that can be translated; its own words where it has others."""
    if isinstance(error, NoOrdinaryFileError):
        return _NO_ORDINARY_FILE
    if not isinstance(error, OSError):
        return str(error)
    # There on Windows only.
    code = getattr(error, "winerror", None) or 0
    return _WINDOWS_REASONS.get(code) or _REASONS.get(error.errno or 0) or error.strerror or str(error)


def read_place(place: Place) -> str:
    """Return a place in a file as a dotted field, without the names of shapes and unions."""
    return ".".join(_shorten(str(part)) for at, part in enumerate(place) if not _is_internal(place, at))


def _shorten(key: str) -> str:
    return key if len(key) <= _LONGEST_KEY else f"{key[: _LONGEST_KEY - 1]}…"


def _is_internal(place: Place, at: int) -> bool:
    # Such a name stands right behind a link's position or the conference; elsewhere it is a key of the file.
    before = place[at - 1] if at else None
    return place[at] in _TAGS and (isinstance(before, int) or before == "conference")


_TAGS = frozenset({"Conference", "literal[False]", *SHAPES})


def find_known_names(root: type[BaseModel], place: Place) -> tuple[str, ...]:
    """Return the keys known at a place of a file of a given shape."""
    models: list[type[BaseModel]] = [root]
    for part in place:
        if isinstance(part, int):
            continue
        if part in SHAPES:
            models = [SHAPES[part]] if part != "undecided" else models
            continue
        fields = [model.model_fields[part] for model in models if part in model.model_fields]
        if fields:
            models = [found for field in fields for found in list_models(field.annotation)]
    return tuple(dict.fromkeys(name for model in models for name in model.model_fields))


def _describe_unknown_key(root: type[BaseModel], place: Place) -> Message:
    import difflib  # noqa: PLC0415 - an unknown key is rare

    known, key = find_known_names(root, place[:-1]), str(place[-1])
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6) if len(key) <= _LONGEST_KEY else []
    if near:
        return _UNKNOWN_KEY.fill(near=near[0])
    return _UNKNOWN_KEY_OF.fill(known=", ".join(known))


def describe_length(most: int) -> Message:
    """Return what was expected where a list or an object holds too much."""
    return _BOUNDED["too_long"][0].fill(bound=Plain(most))


def describe_fault(root: type[BaseModel], kind: str, place: Place, details: Details, reason: str) -> Message:
    """Return what was expected where a value was refused."""
    if kind == "extra_forbidden":
        return _describe_unknown_key(root, place)
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if kind in _BOUNDED:
        message, name = _BOUNDED[kind]
        return message.fill(bound=Plain(details.get(name)))
    if kind == "literal_error":
        return _describe_choice(place, details)
    if kind == "string_pattern_mismatch":
        return _VERSION if place[-1] == "tws_version" else _PATTERN.fill(pattern=details.get("pattern"))
    return _NOT_OPEN.fill(field=str(details.get("field"))) if kind == "not_open" else _OTHER.fill(reason=reason)


def _describe_choice(place: Place, details: Details) -> Message:
    if place[-1] == "kind" and "links" in place:
        return _ONE_OF.fill(allowed=", ".join(LINK_KINDS))
    allowed = str(details.get("expected", "")).replace("'", "").replace(" or ", ", ")
    return _ONE_OF.fill(allowed=allowed)


def list_faults(root: type[BaseModel], errors: list[Any], most: int | None = None) -> Faults:
    """Return the faults of a validation in the order of the file, ``most`` of them in words, and how many there are.

    A conference may be false or an object: where it is neither, that is one fault, not one for each possibility.
    """
    found: dict[str, Any] = {}
    for error in errors:
        place: Place = error["loc"]
        if place and place[-1] in ("Conference", "literal[False]"):
            if any(_is_below(other["loc"], place) for other in errors):
                continue
            # The sentence of this kind below.
            error["type"] = "conference"
        found.setdefault(read_place(place) or ".", error)
    # Wording takes far longer than finding.
    told = [(field, _describe(root, error)) for field, error in islice(found.items(), most)]
    return Faults(told, len(found))


def _describe(root: type[BaseModel], error: Any) -> Message:  # noqa: ANN401 - pydantic's own dictionary
    return describe_fault(root, error["type"], error["loc"], error.get("ctx", {}), error["msg"])


def _is_below(place: Place, literal: Place) -> bool:
    parent = literal[:-1]
    return len(place) > len(literal) and place[: len(parent)] == parent
