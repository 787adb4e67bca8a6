"""``schema``: JSON Schemas on stdout."""

import json

import pytest

from tests.cli.conftest import Call
from wizard.cli.schema import make_schema


@pytest.mark.parametrize("what", ["plan", "assessment", "catalogue"])
def test_schema_is_printed(what: str, call: Call) -> None:
    """Stdout holds one JSON Schema, with the version of the standard first."""
    result = call("schema", what)
    content = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert next(iter(content)) == "$schema"
    assert {name: part for name, part in content.items() if name != "$schema"} == make_schema(what)
    assert content["type"] == "object"


@pytest.mark.parametrize("what", ["plan", "assessment", "catalogue"])
def test_schema_refers_to_its_own_parts(what: str) -> None:
    """Every reference leads to a part that the schema has."""
    schema = make_schema(what)
    text = json.dumps(schema)
    named = {part.partition('"')[0] for part in text.split('"$ref": "')[1:]}
    assert named
    assert named <= {f"#/$defs/{name}" for name in schema["$defs"]}
