"""What all parts of a plan share: strictness, and the kinds of answers."""

import types
import typing
from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

LONGEST_TEXT = 20_000
# Lists are looked at up to their first fault (fail_fast): a file may hold millions.
LONGEST_LIST = 1_000
HIGHEST_PORT = 65_535


class Section(BaseModel):
    """A part of a plan: frozen, strict, and closed to unknown keys. Every answer may be absent: not known yet."""

    # defer_build: only the whole plan's validator is built, once, not one for each part as well.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False, defer_build=True)


# Named, so that pydantic makes each once and not at every field.
Answer = TypeAliasType("Answer", Annotated[str, Field(max_length=LONGEST_TEXT)])
Count = TypeAliasType("Count", Annotated[int, Field(ge=0, le=1_000_000_000)])
PositiveCount = TypeAliasType("PositiveCount", Annotated[int, Field(ge=1, le=1_000_000_000)])
Measure = TypeAliasType("Measure", Annotated[float, Field(ge=0, le=1_000_000_000)])
Port = TypeAliasType("Port", Annotated[int, Field(ge=1, le=HIGHEST_PORT)])
VersionText = TypeAliasType(
    "VersionText", Annotated[str, Field(max_length=LONGEST_TEXT, pattern=r"^(?:\s*|[0-9]{1,6}\.[0-9]{1,6})$")]
)


def list_models(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation can hold: through Optional, unions, lists, objects and Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif typing.get_origin(annotation) in (typing.Union, types.UnionType, Annotated, tuple, list, dict):
        for part in typing.get_args(annotation):
            yield from list_models(part)
