"""JSON for the terminal: what hides or acts is escaped, and means the same."""

import json

import pytest

from wizard.dossier.json_text import write_json


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("é – « 5\u202f000\u00a0» ’", "é – « 5\u202f000\u00a0» ’"),
        ("\u202e", "\\u202e"),
        ("a\x1b[31m\x9b2J\x7f\n", "a\\u001b[31m\\u009b2J\\u007f\\n"),
        ("\u2028\u2066\ufeff\U000e0041", "\\u2028\\u2066\\ufeff\\udb40\\udc41"),
        ("\U0001f4de 電話", "\U0001f4de 電話"),
    ],
)
def test_hidden_signs_are_escaped(text: str, written: str) -> None:
    """In values and in keys; what comes back is the same."""
    output = write_json({text: [text]}, indent=None)
    assert output == f'{{"{written}": ["{written}"]}}'
    assert json.loads(output) == {text: [text]}


def test_indented_lines_stay() -> None:
    """As json writes them."""
    assert write_json({"a": [1]}) == json.dumps({"a": [1]}, indent=1)
