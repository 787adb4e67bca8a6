"""Plan files: what is saved opens as the same plan, and whatever else is refused in one clear line."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.assessment.strategies import PLANS, STEADY
from tests.factories import ROOT, SHARED, Json, make_answers, make_empty_plan, make_link, make_plan, tell_error
from wizard.domain.plan import Plan
from wizard.domain.plan.writing import LARGEST_FILE, write_plan
from wizard.errors import ExportError, PlanError
from wizard.storage.plan_files import open_plan, read_plan
from wizard.storage.saving import save_plan

SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.twsplan"))
CALM = settings(STEADY, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
MARKS: Json = {"format": "tws-preinstall-plan", "format_version": 1}


def _tell(content: bytes, file: str = "a.twsplan") -> str:
    with pytest.raises(PlanError) as caught:
        read_plan(content, file)
    return tell_error(caught.value)


def _write(**sections: object) -> bytes:
    return json.dumps({**MARKS, **sections}).encode()


@CALM
@given(plan=PLANS)
def test_written_plan_reads_as_the_same_plan(plan: Plan) -> None:
    """Any plan is read back with every answer, and with the difference between null and absent."""
    content = write_plan(plan)
    again = read_plan(content, "a.twsplan")
    assert again == plan
    assert again.model_dump(exclude_unset=True) == plan.model_dump(exclude_unset=True)
    assert write_plan(again) == content


@settings(CALM, max_examples=10)
@given(plan=PLANS)
def test_saved_plan_opens_as_the_same_plan(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same holds on the disk, over an older file too."""
    path = tmp_path_factory.getbasetemp() / "saved.twsplan"
    save_plan(path, plan)
    assert open_plan(path) == plan


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_shipped_sample_opens(path: Path) -> None:
    """Each sample that is shipped is a plan, and is saved as the same plan."""
    plan = open_plan(path)
    assert read_plan(write_plan(plan), path.name) == plan


def test_saved_plan_is_readable_text(tmp_path: Path) -> None:
    """A saved plan is JSON in UTF-8 that people and version control can read: letters as they are, line by line."""
    path = tmp_path / "a.twsplan"
    save_plan(path, make_plan(project={"customer": "Mairie d’Évry – \U0001f4de"}))
    text = path.read_bytes().decode()
    assert '"customer": "Mairie d’Évry – \U0001f4de",\n' in text
    assert text.endswith("}\n")
    assert "\r" not in text


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ({"server": {"ramgb": 16}}, "server.ramgb: unknown key (did you mean “ram_gb”?)"),
        ({"licenses": {}}, "licenses: unknown key (did you mean “licences”?)"),
        ({"telephony": {"links": [{"kind": "snom", "dect": False}]}},
         "telephony.links.0.dect: unknown key; known here: name, models, firmware, port, phone_port, kind"),
        ({"licences": {"users": "40"}}, "licences.users: expected a whole number"),
        ({"server": {"clock_ghz": True}}, "server.clock_ghz: expected a number"),
        ({"licences": {"users": -1, "caller": -1, "sms": 0}},
         "licences.users: expected at least 0 (and at least 2 more fault(s))"),
    ],
)  # fmt: skip
def test_refusal_names_file_field_and_expectation(sections: Json, expected: str) -> None:
    """An unusable answer is one line: file, field, what was expected, and how many more there are."""
    told = _tell(_write(**sections))
    assert told == f"a.twsplan: {expected}."
    assert "\n" not in told


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "a.twsplan: not valid JSON at line 1, column 1."),
        (b"[]", "a.twsplan: format: expected a plan file, with format “tws-preinstall-plan”."),
        (b'{"format": "tws-preinstall-plan", "format": 1}', "a.twsplan: the key “format” stands twice in one object."),
        (b"\xff\xfe", "a.twsplan: expected text in UTF-8."),
        (b" " * 5_000_001, "a.twsplan: expected at most 5 MB."),
    ],
)
def test_file_that_is_no_plan_is_told(content: bytes, expected: str) -> None:
    """What is no JSON or no plan is one line that names the file."""
    assert _tell(content) == expected


def test_byte_order_mark_is_no_fault() -> None:
    """A plan that an editor saved with a BOM opens."""
    assert read_plan(b"\xef\xbb\xbf" + _write(), "a.twsplan") == make_empty_plan()


@pytest.mark.parametrize("mark_and_encoding", [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_plan_in_utf_16_with_its_mark_opens(mark_and_encoding: tuple[bytes, str]) -> None:
    """A plan that Notepad or PowerShell saved as Unicode opens with every letter it has."""
    mark, encoding = mark_and_encoding
    text = _write(project={"customer": "Mutuelle de l’Été 😀"}).decode()
    plan = read_plan(mark + text.replace("{", "{\r\n", 1).encode(encoding), "a.twsplan")
    assert plan.project is not None
    assert plan.project.customer == "Mutuelle de l’Été 😀"


@pytest.mark.parametrize(
    "content",
    [
        _write(project={"customer": "Été"}).decode("unicode_escape").encode("cp1252"),
        b"\xff\xfe" + _write() + b" ",
        b"\xff\xfe\x00\xd8" + _write().decode().encode("utf-16-le"),
        b"\xff\xfe\x00\x00" + _write().decode().encode("utf-32-le"),
    ],
    ids=["ansi", "mark before utf-8", "half a pair", "utf-32"],
)
def test_plan_in_another_encoding_is_refused(content: bytes) -> None:
    """What is neither UTF-8 nor whole UTF-16 with its mark is told to be none; no letter is guessed."""
    assert _tell(content) == "a.twsplan: expected text in UTF-8."


@pytest.mark.parametrize("name", ["absent.twsplan", "absent/a.twsplan", ".", "a\0b.twsplan", "a" * 5_000])
def test_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    """A missing file, a folder or an impossible name is one error that names the file."""
    with pytest.raises(PlanError) as caught:
        open_plan(tmp_path / name)
    assert caught.value.params["file"] == str(tmp_path / name)
    assert caught.value.params["reason"]


@pytest.mark.parametrize("length", [19_999, 20_000, 20_001])
@pytest.mark.parametrize("letter", ["a", "é", "\U0001f4de", "\n"])
def test_text_has_at_most_20000_characters(length: int, letter: str) -> None:
    """A text holds 20,000 characters, whatever their bytes, and not one more."""
    content = _write(project={"notes": letter * length})
    if length > 20_000:
        assert _tell(content) == "a.twsplan: project.notes: expected at most 20000 characters."
        return
    plan = read_plan(content, "a.twsplan")
    assert plan.project is not None
    assert plan.project.notes == letter * length


@pytest.mark.parametrize("section", sorted(set(Plan.model_fields) - set(MARKS)))
def test_null_section_stays_null(section: str) -> None:
    """A section that is null is open, and stays null in the file; one that is absent stays absent."""
    content = write_plan(read_plan(_write(**{section: None}), "a.twsplan"))
    assert json.loads(content) == {**MARKS, section: None}
    assert json.loads(write_plan(read_plan(_write(), "a.twsplan"))) == MARKS


@pytest.mark.parametrize(
    "reserve",
    [
        {},
        {"users": "forty", "ünïcode": [None, {"": {"a": [1, 2.5, -0.0, 1e300, 10**40]}}]},
        {"z": 1, "a": 2},
        {"text": '\u2028\x7f"\\/ \t'},
        {"deep": json.loads("[" * 90 + "]" * 90)},
    ],
)
def test_reserve_is_kept_as_it_is(reserve: Json) -> None:
    """What stands below x is kept, unknown keys, order and all."""
    content = json.loads(write_plan(read_plan(_write(x=reserve), "a.twsplan")))
    assert json.dumps(content["x"]) == json.dumps(reserve)


def test_link_without_kind_is_saved_whole() -> None:
    """A link whose kind is open keeps the keys of every kind on the disk."""
    link = {**make_link("mx_one"), **make_link("yealink"), "kind": None}
    content = json.loads(write_plan(read_plan(_write(telephony={"links": [link]}), "a.twsplan")))
    assert content["telephony"]["links"] == [link]


def test_flipped_bytes_give_a_plan_or_a_refusal() -> None:
    """2,000 plans with a damaged byte: each is a plan or one refusal in one line; nothing else happens."""
    example = SHARED / "examples" / "valmont.twsplan"
    sound = example.read_bytes() if example.is_file() else json.dumps(make_answers()).encode()
    chance = random.Random(20250401)  # noqa: S311 - the same damage each time, no secret
    told = []
    for _ in range(2_000):
        damaged = bytearray(sound)
        damaged[chance.randrange(len(sound))] ^= 1 << chance.randrange(8)
        try:
            read_plan(bytes(damaged), "a.twsplan")
        except PlanError as error:
            told.append(tell_error(error))
    assert 200 < len(told) < 2_000
    assert [line for line in told if "\n" in line] == []


@pytest.mark.parametrize("length", [0, 1, 10, 100, 500])
def test_cut_off_plan_is_refused(length: int) -> None:
    """A file that was cut off is no plan."""
    assert _tell(write_plan(make_plan())[:length]).startswith("a.twsplan: ")


def test_plan_that_opened_can_be_saved_and_opened_again(tmp_path: Path) -> None:
    """Line breaks do not make a plan of almost 5 MB too large to open again."""
    content = json.dumps({**MARKS, "x": {"a": [0] * 2_000_000}}, separators=(",", ":")).encode()
    plan, path = read_plan(content, "a.twsplan"), tmp_path / "a.twsplan"
    save_plan(path, plan)
    assert path.stat().st_size <= LARGEST_FILE
    assert open_plan(path) == plan


def test_plan_too_large_to_open_again_is_not_saved(tmp_path: Path) -> None:
    """A plan that would not open again is refused; the file that was there stays."""
    path = tmp_path / "a.twsplan"
    save_plan(path, make_plan())
    with pytest.raises(ExportError, match="larger than the 5 MB"):
        save_plan(path, make_empty_plan(x={"a": "b" * 5_000_000}))
    assert open_plan(path) == make_plan()
