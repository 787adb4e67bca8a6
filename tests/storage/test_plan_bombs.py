"""Plans that weigh little and would cost much: each is told by its first fault, in one line."""

import json
from typing import get_args, get_origin

import pytest
from pydantic import BaseModel

from tests.factories import Json, tell_error
from wizard.domain.evidence.fullness import MOST_READ
from wizard.domain.section import LONGEST_LIST, Section
from wizard.errors import PlanError
from wizard.i18n import get_translator
from wizard.storage.plan_bounds import MAPS, MOST_IN_EVIDENCE, MOST_KEYS, find_overlong
from wizard.storage.plan_files import read_plan

HEAD = b'{"format":"tws-preinstall-plan","format_version":1,'


def _tell(content: bytes) -> str:
    with pytest.raises(PlanError) as caught:
        read_plan(content, "a.twsplan")
    told = tell_error(caught.value)
    assert "\n" not in told
    assert len(told) < 1_000
    return told.removeprefix("a.twsplan: ")


def _number_keys(count: int, name: bytes = b"k") -> bytes:
    return b",".join(b'"%b%d":0' % (name, number) for number in range(count))


def _repeat(item: bytes, count: int) -> bytes:
    return b"[" + b",".join([item] * count) + b"]"


# The machine's time and memory are not measured here: with every fault worded each of these took from seconds to
# minutes, up to gigabytes, and what is told shows that the looking ended at the first.
_TOO_MUCH = {
    "300,000 unknown keys": (b'"project":{' + _number_keys(300_000) + b"}", "project: expected at most 100 entries."),
    "100,000 unknown keys at the top": (_number_keys(100_000), ".: expected at most 100 entries."),
    "a million contacts of 0": (
        b'"project":{"contacts":' + _repeat(b"0", 1_000_000) + b"}",
        "project.contacts: expected at most 1000 entries.",
    ),
    "100,000 empty measurements": (
        b'"evidence":' + _repeat(b"{}", 100_000),
        "evidence: expected at most 60000 entries.",
    ),
    "100,000 links of no kind": (
        b'"telephony":{"links":' + _repeat(b'{"kind":"zz"}', 100_000) + b"}",
        "telephony.links: expected at most 1000 entries.",
    ),
    "1,000 contacts with 101 unknown keys": (
        b'"project":{"contacts":' + _repeat(b"{" + _number_keys(101) + b"}", 1_000) + b"}",
        "project.contacts.0: expected at most 100 entries.",
    ),
    "a measurement whose answers hold half a million values": (
        b'"evidence":[{},{"answers":{'
        + b",".join(b'"k%d":%b' % (number, _repeat(b"0", 900)) for number in range(600))
        + b"}}]",
        "evidence.1: expected at most 10000 entries.",
    ),
    "a million points of one number": (
        b'"sign_off":{"signatures":' + _repeat(b'{"strokes":' + _repeat(_repeat(b"[2]", 200), 60) + b"}", 80) + b"}",
        "sign_off.signatures.0.strokes.0.0.0: expected at most 1.0 (and at least 2 more fault(s)).",
    ),
}


@pytest.mark.parametrize("kind", _TOO_MUCH)
def test_plan_of_a_million_faults_is_told_by_its_first(kind: str) -> None:
    """Each holds more than any plan, or lists in which the first wrong item is enough."""
    content, expected = _TOO_MUCH[kind]
    assert _tell(HEAD + content + b"}") == expected


def test_key_of_megabytes_is_not_repeated() -> None:
    """An unknown key is shown up to its 80th letter, and compared with no other."""
    told = _tell(HEAD + b'"project":{"' + b"a" * 4_900_000 + b'":0}}')
    assert told.startswith(f"project.{'a' * 79}…: unknown key; known here: customer, ")


def test_version_of_thousands_of_digits_is_not_repeated() -> None:
    """What a newer program wrote is told by the beginning of its version."""
    told = _tell(b'{"format":"tws-preinstall-plan","format_version":' + b"9" * 4_300 + b"}")
    assert told.startswith(f"format_version: {'9' * 20} was written by a newer program")


def test_number_of_thousands_of_digits_is_named() -> None:
    """The first digits of the number that is too long, not of one before it that is not."""
    content = HEAD + b'"x":{"a":' + b"1" * 4_300 + b',"b":' + b"2" * 4_301 + b"}}"
    assert _tell(content) == "the number 22222222222222222222… is out of range."
    assert read_plan(content.replace(b"2" * 4_301, b"2" * 4_300), "a.twsplan").x is not None


def _fill_evidence(last: int) -> Json:
    """Return a measurement of 9,993 values and some more."""
    return {"evidence": [{"values": {**{str(number): [0] * 998 for number in range(10)}, "last": [0] * last}}]}


@pytest.mark.parametrize(
    ("content", "field", "most"),
    [
        ({"project": dict.fromkeys(map(str, range(MOST_KEYS)))}, None, 0),
        ({"project": dict.fromkeys(map(str, range(MOST_KEYS + 1)))}, "project", MOST_KEYS),
        ({"ports": dict.fromkeys(map(str, range(LONGEST_LIST)))}, None, 0),
        ({"ports": dict.fromkeys(map(str, range(LONGEST_LIST + 1)))}, "ports", LONGEST_LIST),
        ({"sites": [{}] * LONGEST_LIST}, None, 0),
        ({"sites": [{}] * (LONGEST_LIST + 1)}, "sites", LONGEST_LIST),
        ({"evidence": [{}] * MOST_READ}, None, 0),
        ({"evidence": [{}] * (MOST_READ + 1)}, "evidence", MOST_READ),
        ({"evidence": dict.fromkeys(map(str, range(MOST_KEYS + 1)))}, "evidence", MOST_KEYS),
        (_fill_evidence(7), None, 0),
        (
            {"evidence": [{"values": {**{str(n): [0] * 998 for n in range(10)}, "last": [0] * 8}}]},
            "evidence.0",
            MOST_IN_EVIDENCE,
        ),
        ({"x": {"a": [0] * 1_000_000, "b": dict.fromkeys(map(str, range(5_000)))}}, None, 0),
    ],
)
def test_bounds_of_lists_and_objects(content: Json, field: str | None, most: int) -> None:
    """Both sides of each bound; what stands below x is nobody's to judge."""
    found = find_overlong(content)
    say = get_translator("en")
    assert (found and (found[0], say(found[1]))) == (field and (field, f"expected at most {most} entries"))


def _list_sections(root: type[BaseModel] = Section) -> set[type[BaseModel]]:
    below = root.__subclasses__()
    return set(below).union(*map(_list_sections, below))


def _holds_map(annotation: object) -> bool:
    return get_origin(annotation) is dict or any(map(_holds_map, get_args(annotation)))


def test_bounds_follow_the_shape_of_a_plan() -> None:
    """The objects whose keys are data are those of the plan's shape, and no other has as many keys as the bound."""
    sections = _list_sections()
    maps = {name for each in sections for name, field in each.model_fields.items() if _holds_map(field.annotation)} - {
        "x"
    }
    assert maps == MAPS
    assert max(len(each.model_fields) for each in sections) < MOST_KEYS


def test_faults_behind_the_first_are_counted_as_far_as_was_looked() -> None:
    """A list is looked at up to its first fault; elsewhere every fault counts."""
    content = {"sites": [{"users": -1}, {"users": -1}], "licences": {"users": -1, "sms": 0}}
    told = _tell(HEAD + json.dumps(content)[1:].encode())
    assert told == "licences.users: expected at least 0 (and at least 2 more fault(s))."
