"""The JSON that is accepted: no duplicate keys, no infinite number, no broken Unicode, no bottomless nesting."""

from typing import Any

import pytest

from tests.factories import SHARED
from wizard.errors import PlanError
from wizard.i18n import get_translator
from wizard.storage.plan_files import read_plan
from wizard.storage.strict_json import JsonFaultError, read_json

SUITE = SHARED / "cases" / "jsonsuite"
FILES = sorted(SUITE.glob("*.json"))
# Valid by the standard, refused here on purpose: of two answers under one key one would be lost.
DUPLICATES = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}


def _tell(content: bytes) -> str:
    with pytest.raises(JsonFaultError) as caught:
        read_json(content)
    return get_translator("en")(caught.value.fault)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"a": 1, "b": 2, "a": 1}', "the key “a” stands twice in one object"),
        (b'{"x": {"a": null, "a": null}}', "the key “a” stands twice in one object"),
        (b'{"a": 1, "\\u0061": 2}', "the key “a” stands twice in one object"),
        (b'{"a": NaN}', "“NaN” is no JSON number"),
        (b'{"a": -Infinity}', "“-Infinity” is no JSON number"),
        (b'{"a": 1e999}', "the number 1e999 is out of range"),
        (b'{"a": -1e400}', "the number -1e400 is out of range"),
        (b'{"a": ' + b"1" * 5_000 + b"}", "the number 11111111111111111111… is out of range"),
        (b'{"a": "\\ud800"}', "a text holds half of a Unicode pair"),
        (b'{"\\udfff": 1}', "a text holds half of a Unicode pair"),
        (b'{"a": "\\ude00\\ud83d"}', "a text holds half of a Unicode pair"),
        (b'{"a": "\xff"}', "expected text in UTF-8"),
        (b'{"a": "\xed\xa0\x80"}', "expected text in UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "expected text in UTF-8"),
        (b"[" * 101 + b"]" * 101, "nested too deeply"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"", "not valid JSON at line 1, column 1"),
        (b'{\n "a": 1,\n}', "not valid JSON at line 3, column 1"),
        (b"\xef\xbb\xbf\xef\xbb\xbf{}", "not valid JSON at line 1, column 1"),
        (b'"' + b"a" * 5_000_000 + b'"', "expected at most 5 MB"),
    ],
    ids=lambda value: value[:24] if isinstance(value, bytes) else value,
)
def test_unusable_json_is_refused_with_its_fault(content: bytes, expected: str) -> None:
    """What is refused says what is wrong with it."""
    assert _tell(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbf{}", {}),
        (b'{"a": "\\ud83d\\ude00"}', {"a": "\U0001f600"}),
        (b'{"a": "\\\\ud800"}', {"a": "\\ud800"}),
        (b'{"a": 1e308}', {"a": 1e308}),
        (b'{"a": 1e-999}', {"a": 0.0}),
        (b'[{"a": 1}, {"a": 2}]', [{"a": 1}, {"a": 2}]),
        (b' {"a" : [ ] }\r\n', {"a": []}),
        (b'"' + b"a" * 4_999_998 + b'"', "a" * 4_999_998),
    ],
    ids=lambda value: value[:24] if isinstance(value, bytes) else "",
)
def test_odd_but_sound_json_is_read(content: bytes, expected: object) -> None:
    """A BOM, escaped pairs, equal keys in different objects and exactly 5 MB are all right."""
    assert read_json(content) == expected


def test_a_hundred_levels_are_read() -> None:
    """100 levels of nesting are taken, one more is refused."""
    assert read_json(b"[" * 99 + b"1" + b"]" * 99) is not None
    assert _tell(b"[" * 100 + b"1" + b"]" * 100) == "nested too deeply"


_ABSENT = f"{SUITE} is not here: JSONTestSuite does not come with the checkout"
# Where the suite is absent one case stands for all, so that it can say why it is left out.
NAMES: list[Any] = [path.name for path in FILES] or [pytest.param("none", marks=pytest.mark.skip(reason=_ABSENT))]


@pytest.mark.skipif(not FILES, reason=_ABSENT)
def test_suite_is_complete() -> None:
    """The suite has files of each kind, so that the tests below prove something."""
    assert [sum(path.name.startswith(kind) for path in FILES) for kind in ("n_", "y_", "i_")] == [188, 95, 35]


@pytest.mark.parametrize("name", NAMES)
def test_json_suite_is_judged_right(name: str) -> None:
    """JSONTestSuite: what must fail fails, what must pass passes; nothing is left uncaught."""
    try:
        read_json((SUITE / name).read_bytes())
    except JsonFaultError:
        passed = False
    else:
        passed = True
    assert name.startswith("i_") or passed == (name.startswith("y_") and name not in DUPLICATES)


@pytest.mark.parametrize("name", NAMES)
def test_no_file_of_the_suite_is_a_plan(name: str) -> None:
    """None of the suite's files is a plan: each is refused in one line that names the file."""
    with pytest.raises(PlanError) as caught:
        read_plan((SUITE / name).read_bytes(), name)
    assert caught.value.params["file"] == name
