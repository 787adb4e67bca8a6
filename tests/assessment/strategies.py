"""Random plans for property tests, built from the plan's own model: null-rich, odd, and always valid."""

import types
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import settings
from hypothesis import strategies as st
from pydantic import BaseModel
from typing_extensions import TypeAliasType

from tests.factories import Json, make_evidence, read_answers, read_edition
from wizard.domain.plan import FORMAT, FORMAT_VERSION, Plan
from wizard.domain.plan.telephony import SHAPES

# The same examples every time, whatever the machine's speed; nothing is kept between runs.
STEADY = settings(derandomize=True, deadline=None, max_examples=50, database=None)

_COUNTS = st.sampled_from(
    [0, 0, 1, 2, 3, 8, 9, 10, 11, 25, 26, 40, 48, 49, 50, 51, 80, 81, 100, 101, 500, 501, 1000, 1001, 8000, 8001]
) | st.integers(0, 25_000)  # fmt: skip
_MEASURES = st.sampled_from([0, 0.5, 2.0, 2.8, 3, 3.5, 4, 12, 15.9, 16, 20, 32, 79.9, 80]) | st.floats(0, 1_000)
_TEXTS = st.sampled_from(["", " ", "A", "A", "B", "A#2", "Siège – Nord", "\u202fé\U0001f4de"]) | st.text(max_size=8)
_RELEASES = ("R5.2", "R5.3", "R10", "V4 SP5", "V4.1 SP2", "8", "9", "3.9", "4.0", "later", "", " ")
_BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "format": st.just(FORMAT),
    "format_version": st.just(FORMAT_VERSION),
    "catalogue": st.sampled_from([None, "tws-v5-2025-04"]),
    "installation_date": st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)).map(date.isoformat),
    "tws_version": st.sampled_from([None, "", "5.0", "5.1", "5.2", "5.3", "5.10"]),
    "dotnet_framework": st.sampled_from([None, "", "none", "4.7.1", "4.7.2", "4.8", "4.10", "new"]),
    "release": st.none() | st.sampled_from(_RELEASES),
    "application_link": st.none() | st.sampled_from(_RELEASES),
    "firmware": st.sampled_from([None, "", "8.7.3.24", "8.7.3.25", "x.72", "x.73", "x.80", "28.81.0.1", "x.85", "?"]),
    "models": st.none() | st.lists(st.sampled_from(["D735", "D120", "300", "", "Snom 870"]), max_size=3),
    "ports": st.none()
    | st.dictionaries(st.sampled_from(sorted(read_edition().changeable_ports)), st.none() | st.integers(1, 65_535)),
    "items": st.none() | st.dictionaries(st.sampled_from(["C-DOC-3", "C-SRV-6", "C-X"]), st.just({"state": "done"})),
    "strokes": st.none()
    | st.lists(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=3), max_size=2),
    "parts": st.none() | st.dictionaries(st.sampled_from(["server", "ports"]), st.just("0123456789abcdef"), max_size=2),
    "evidence": st.none() | st.just([make_evidence()]),
    # A text that cannot be read needs an open field of this very plan: whoever needs one adds it.
    "unread": st.none(),
}
_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
_ANYTHING = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
_BY_NAME["x"] = st.none() | st.dictionaries(st.text(max_size=3), _ANYTHING, max_size=3)
_BY_TYPE: dict[object, st.SearchStrategy[Any]] = {
    bool: st.booleans(),
    float: _MEASURES,
    str: _TEXTS,
    type(None): st.none(),
}


def _make_number(limits: tuple[Any, ...]) -> st.SearchStrategy[int]:
    bounds = [each for field in limits for each in getattr(field, "metadata", [field])]
    least = next((each.ge for each in bounds if hasattr(each, "ge")), 0)
    most = next((each.le for each in bounds if hasattr(each, "le")), 1_000_000_000)
    return _COUNTS.filter(lambda count: count <= most).map(lambda count: max(count, least))


def make_value(annotation: Any, limits: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any type
    """Return a strategy of JSON values that an annotation of the plan's model accepts.

    Raises:
        TypeError: the model uses a type that this does not know.

    """
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return make_section(annotation)
    if isinstance(annotation, TypeAliasType):
        return make_value(annotation.__value__, limits)
    if annotation is int:
        return _make_number(limits)
    if annotation in _BY_TYPE:
        return _BY_TYPE[annotation]
    return _make_compound(annotation, limits)


def _make_compound(annotation: Any, limits: tuple[Any, ...]) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any type
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return make_value(arguments[0], (*limits, *arguments[1:]))
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, types.UnionType):
        return st.one_of([make_value(each, limits) for each in arguments])
    if origin is tuple:
        return st.lists(make_value(arguments[0]), max_size=3)
    raise TypeError(annotation)


def make_section(model: type[BaseModel]) -> st.SearchStrategy[Json]:
    """Return a strategy of objects of a part of the plan, each answer given, null or absent."""
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in model.model_fields.items():
        known = _BY_NAME.get(name)
        value = make_value(field.annotation, tuple(field.metadata)) if known is None else known
        (required if field.is_required() else optional)[name] = value
    return st.fixed_dictionaries(required, optional=optional)


LINKS = st.one_of([make_section(shape) for shape in SHAPES.values()])
_BY_NAME["links"] = st.none() | st.lists(LINKS, max_size=3)
ANSWERS = make_section(Plan)
PLANS: st.SearchStrategy[Plan] = ANSWERS.map(read_answers)
