"""What kind of answer each field takes, read off the plan's model (no Qt here)."""

import types
import typing
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import annotated_types
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType

from wizard.domain.faults import find_known_names
from wizard.domain.plan import Plan
from wizard.domain.plan.telephony import LINK_KINDS, SHAPES
from wizard.domain.section import list_models

Kind = Literal["text", "whole", "measure", "truth", "date", "choice", "choices", "texts"]


# Texts that have no place for spaces around them, by the last part of their field.
_COMPACT = frozenset(
    {"address", "dns_name", "release", "firmware", "application_link", "dotnet_framework", "tws_version", "email"}
)


class FieldKind(NamedTuple):
    """The kind of a field's answer, the values it may take, and the bounds of a number.

    ``pattern`` is what a text has to match, where it is not free; ``compact``: spaces around it are never meant.
    """

    kind: Kind
    values: tuple[str, ...] = ()
    least: float = 0
    most: float = 1_000_000_000
    pattern: str = ""
    compact: bool = False


@cache
def describe_field(pattern: str) -> FieldKind:
    """Return the kind of a field written with ``*`` for a position or key: ``telephony.links.*.port``.

    Raises:
        KeyError: the plan has no such answer.

    """
    if pattern == "telephony.links.*.kind":
        return FieldKind("choice", LINK_KINDS)
    kind = _describe(_find_annotations(pattern))
    names = pattern.split(".")
    return kind._replace(compact=kind.kind == "text" and (names[-1] in _COMPACT or names[0] == "addresses"))


def _find_annotations(pattern: str) -> tuple[object, list[Any]]:
    models: list[type[BaseModel]] = [Plan]
    found: FieldInfo | None = None
    for part in pattern.split("."):
        if part == "*":
            continue
        fields = [model.model_fields[part] for model in models if part in model.model_fields]
        if not fields:
            raise KeyError(pattern)
        found = fields[0]
        models = list(list_models(found.annotation))
    if found is None:
        raise KeyError(pattern)
    return found.annotation, list(found.metadata)


def _unwrap(annotation: object, metadata: list[Any]) -> tuple[object, list[Any]]:
    while True:
        if isinstance(annotation, TypeAliasType):
            annotation = annotation.__value__
        elif get_origin(annotation) is typing.Annotated:
            annotation, *more = get_args(annotation)
            metadata = [*metadata, *(inner for each in more for inner in getattr(each, "metadata", [each]))]
        elif get_origin(annotation) in (Union, types.UnionType):
            rest = [part for part in get_args(annotation) if part is not type(None)]
            annotation = rest[0]
        else:
            return annotation, metadata


def _describe(annotated: tuple[object, list[Any]]) -> FieldKind:
    annotation, metadata = _unwrap(*annotated)
    if get_origin(annotation) is tuple:
        inner = _describe((get_args(annotation)[0], []))
        return FieldKind("choices", inner.values) if inner.kind == "choice" else FieldKind("texts")
    if get_origin(annotation) is dict:
        return _describe((get_args(annotation)[1], []))
    if get_origin(annotation) is Literal:
        return FieldKind("choice", tuple(str(value) for value in get_args(annotation)))
    simple: dict[object, Kind] = {bool: "truth", date: "date", str: "text"}
    if annotation in simple:
        return FieldKind(simple[annotation], pattern=next(filter(None, map(_read_pattern, metadata)), ""))
    least = next((each.ge for each in metadata if isinstance(each, annotated_types.Ge)), 0)
    most = next((each.le for each in metadata if isinstance(each, annotated_types.Le)), 1_000_000_000)
    return FieldKind(
        "whole" if annotation is int else "measure",
        (),
        float(typing.cast("float", least)),
        float(typing.cast("float", most)),
    )


def _read_pattern(constraint: object) -> str:
    return str(getattr(constraint, "pattern", None) or "")


def list_link_names(kind: str | None) -> tuple[str, ...]:
    """Return the answers that a link of a kind has; of an undecided link those that any link has."""
    if kind is None:
        return ("kind", "name")
    shape = kind if kind in SHAPES else "pbx"
    return find_known_names(SHAPES[shape], ())
