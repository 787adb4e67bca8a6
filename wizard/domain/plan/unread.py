"""What was typed into a field and is no answer that it takes: kept by field, so that no part of it passes as one."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field

from wizard.domain.section import list_models

LONGEST_UNREAD = 2_000
MOST_UNREAD = 1_000
AnswerField = Annotated[str, Field(max_length=200)]
UnreadText = Annotated[str, Field(min_length=1, max_length=LONGEST_UNREAD)]
UnreadTexts = Annotated[dict[AnswerField, UnreadText], Field(max_length=MOST_UNREAD)]
_KEYED = "ports"
SECTIONS = frozenset(
    {"project", "licences", "load", "server", "security", "telephony", "stations", "sites", "addresses", _KEYED}
)


def split_field(field: str) -> list[str]:
    """Return the parts of a field such as ``telephony.links.0.port``; a flow's id is one part, dots or not."""
    section, _, rest = field.partition(".")
    return [section, rest] if section == _KEYED and rest else field.split(".")


def is_open(model: type[BaseModel], values: Mapping[str, Any], field: str) -> bool:
    """Say whether a field names one answer that a plan of this shape could hold, and that is not given.

    ``values`` are the plan's sections by name; those that are absent have no answers.
    """
    parts = split_field(field)
    if parts[0] not in SECTIONS:
        return False
    value: Any = values
    models: list[type[BaseModel]] = [model]
    for part in parts:
        found = _step(value, models, part)
        if found is None:
            return False
        value, models = found
    return value is None and not models and parts != [_KEYED]


def _step(value: Any, models: list[type[BaseModel]], part: str) -> tuple[Any, list[type[BaseModel]]] | None:  # noqa: ANN401 - any part of a plan
    """Return what stands under a part of a field, and the shapes it may have; None where there is no such thing."""
    if isinstance(value, tuple):
        if not (part.isascii() and part.isdigit() and int(part[:9]) < len(value)):
            return None
        item = value[int(part[:9])]
        return (item, [type(item)]) if isinstance(item, BaseModel) else None
    # The keys below ports are flows, whichever the edition has.
    if not models:
        return (value.get(part), []) if isinstance(value, dict) else None
    fields = [each.model_fields[part] for each in models if part in each.model_fields]
    if not fields or value is False:
        return None
    below = value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)
    if isinstance(below, BaseModel):
        return below, [type(below)]
    # An absent section may still be given, an absent item of a list may not.
    shapes = list(dict.fromkeys(shape for each in fields for shape in list_models(each.annotation)))
    return ({} if part == _KEYED and below is None else below), shapes
