"""The published schemas describe what is written and what is read."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from tests.dossier.building import SAMPLES, describe_sample, every_sample, fill_plan, list_leaves
from wizard.cli.schema import make_schema
from wizard.domain.plan import Plan
from wizard.domain.section import Section
from wizard.dossier.record_schema import RECORD

Json = dict[str, Any]

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def find_breaches(value: Any, schema: Json, parts: Json, place: str = "") -> Iterator[str]:  # noqa: ANN401 - any JSON value
    """Yield where a value breaks a schema: the part of JSON Schema that ours use."""
    if "$ref" in schema:
        yield from find_breaches(value, parts[schema["$ref"].rpartition("/")[2]], parts, place)
        return
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices and all(list(find_breaches(value, choice, parts, place)) for choice in choices):
        yield f"{place}: no choice fits"
    allowed = [schema["const"]] if "const" in schema else schema.get("enum", [value])
    if value not in allowed:
        yield f"{place}: not one of {allowed}"
    if "type" in schema and not _has_type(value, schema["type"]):
        yield f"{place}: no {schema['type']}"
        return
    if isinstance(value, dict):
        yield from _find_in_object(value, schema, parts, place)
    elif isinstance(value, list):
        for position, each in enumerate(value):
            yield from find_breaches(each, schema.get("items", {}), parts, f"{place}.{position}")
    else:
        yield from _find_in_plain(value, schema, place)


def _find_in_plain(value: object, schema: Json, place: str) -> Iterator[str]:
    if isinstance(value, str):
        if not re.search(schema.get("pattern", ""), value) or len(value) > schema.get("maxLength", len(value)):
            yield f"{place}: not of the form"
    elif isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{place}: out of bounds"


def _has_type(value: object, name: str) -> bool:
    return isinstance(value, _TYPES[name]) and (not isinstance(value, bool) or name == "boolean")


def _find_in_object(value: Json, schema: Json, parts: Json, place: str) -> Iterator[str]:
    known = schema.get("properties", {})
    (other,) = (schema.get("patternProperties") or {"": schema.get("additionalProperties", True)}).values()
    yield from (f"{place}.{name}: absent" for name in schema.get("required", ()) if name not in value)
    for name, each in value.items():
        if name in known:
            yield from find_breaches(each, known[name], parts, f"{place}.{name}")
        elif other is False:
            yield f"{place}.{name}: unknown"
        elif isinstance(other, dict):
            yield from find_breaches(each, other, parts, f"{place}.{name}")


def _check(value: object, what: str) -> list[str]:
    schema = make_schema(what)
    return list(find_breaches(value, schema, schema.get("$defs", {})))


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_samples_are_valid_records(name: str, language: str) -> None:
    """Every sample's JSON is valid, strictly, by the types that the schema is made from."""
    content = json.dumps(describe_sample(name, language))
    assert RECORD.validate_json(content, strict=True)["findings"]


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_samples_fit_the_assessment_schema(name: str, language: str) -> None:
    """Every sample's JSON fits the published schema of assessments."""
    assert _check(describe_sample(name, language), "assessment") == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_fit_the_plan_schema(path: Any) -> None:  # noqa: ANN401 - a path
    """Every shipped plan fits the published schema of plans."""
    assert _check(json.loads(path.read_text(encoding="utf-8")), "plan") == []


@pytest.mark.parametrize(
    ("changes", "breach"),
    [
        ({"users": -1}, ".licences.users"),
        ({"users": "40"}, ".licences.users"),
        ({"userz": 40}, ".licences.userz: unknown"),
        ({"rules": 1}, ".licences.rules"),
        ({"groupware": ["other"]}, ".licences.groupware"),
        ({"tws_version": "five"}, ".licences.tws_version"),
    ],
)
def test_plan_schema_refuses_what_the_program_refuses(changes: Json, breach: str) -> None:
    """A wrong value, type or key in a plan breaks the published schema just as it breaks the program's reading."""
    content = {"format": "tws-preinstall-plan", "format_version": 1, "licences": changes}
    assert _check(content, "plan") == [".licences: no choice fits"]
    inner = make_schema("plan")
    assert any(
        line.startswith(breach) or f"{breach.partition(':')[0]}: no choice fits" == line
        for line in find_breaches(changes, inner["$defs"]["Licences"], inner["$defs"], ".licences")
    )
    with pytest.raises(ValidationError):
        Plan.model_validate_json(json.dumps(content))


def test_a_broken_record_is_refused() -> None:
    """A level that does not exist and a missing key break types and schema of assessments."""
    name, language = every_sample()[0]
    content = describe_sample(name, language)
    content["findings"][0]["level"] = "fatal"
    del content["media"]["voices"]
    breaches = _check(content, "assessment")
    assert any("findings.0.level" in line for line in breaches)
    assert any("media.voices: absent" in line for line in breaches)
    with pytest.raises(ValidationError):
        RECORD.validate_json(json.dumps(content), strict=True)


def _list_model_fields(schema: Json) -> Iterator[tuple[set[str], set[str]]]:
    """Yield for each part of the schema the fields that it names and those of its model."""
    models = {model.__name__: model for model in _list_sections()}
    for name, part in schema["$defs"].items():
        if "properties" in part:
            yield set(part["properties"]), set(models[name].model_fields)


def _list_sections() -> list[type[Section]]:
    found: list[type[Section]] = []
    waiting: list[type[Section]] = [Section]
    while waiting:
        model = waiting.pop()
        found.append(model)
        waiting.extend(model.__subclasses__())
    return found


def test_plan_schema_lists_every_field() -> None:
    """The schema of plans names each field of each part, and every answer of a full plan is among them."""
    schema = make_schema("plan")
    assert set(schema["properties"]) == set(Plan.model_fields)
    listed = list(_list_model_fields(schema))
    assert all(named == fields for named, fields in listed)
    # One of each: parts, people, PABX kinds, phone fleets, groups, hosts, sites, ticks and signatures.
    assert len(listed) >= 18
    assert len(list(list_leaves(fill_plan(lambda field: field)))) > 180


def test_catalogue_schema_names_its_parts() -> None:
    """The schema of vendor editions has the parts that the shipped edition has."""
    assert {"facts", "flows", "sizing", "readings", "checklist"} <= set(make_schema("catalogue")["properties"])
