"""The command ``evidence``: listing, removing, and having count what is kept apart."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.factories import Json, make_answers, make_evidence
from wizard.domain.evidence.record import write_moment
from wizard.storage.plan_files import open_plan

LAPTOP = {"machine": "LAPTOP", "taken_at": write_moment(datetime.now(UTC))}


def write_plan(folder: Path, *evidence: Json) -> Path:
    """Write a plan with measurements."""
    file = folder / "project.twsplan"
    file.write_text(json.dumps(make_answers() | {"evidence": list(evidence)}), encoding="utf-8")
    return file


def check_address(**changes: object) -> Json:
    """Return that the laptop does not have the planned address, as earlier versions kept it."""
    found: Json = {"probe": "server.address", "facts": [], "answers": None, "state": "failed", "target": "10.20.0.15"}
    return make_evidence(**LAPTOP, **found, values={"addresses": "192.168.1.20"}) | changes


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Write a plan that a laptop was taken for the server in, beside the server's own measurement."""
    laptop = [make_evidence(**LAPTOP), make_evidence(**LAPTOP, probe="server.processor"), check_address()]
    return write_plan(tmp_path, *laptop, make_evidence())


def list_kept(plan: Path) -> set[tuple[str, str, str | None]]:
    """Return the machine, the probe and the mark of each measurement."""
    return {(each.machine, each.probe, each.apart) for each in open_plan(plan).evidence or ()}


def test_everything_is_listed_with_what_keeps_it_apart(plan: Path, call: Call) -> None:
    """Nothing is changed by listing; an old file's failed address check keeps its machine apart."""
    before = plan.read_bytes()
    text = call("evidence", plan, "--language", "en")
    assert (text.code, text.err, len(text.out.splitlines())) == (0, "", 4)
    assert text.out.count("kept apart: not the server’s planned address") == 3
    listed = json.loads(call("evidence", plan, "--machine", "LAPTOP", "--format", "json").out)["evidence"]
    assert {(each["apart"], each["currency"]) for each in listed} == {("other_address", "apart")}
    assert plan.read_bytes() == before


def test_nothing_measured_says_so(tmp_path: Path, call: Call) -> None:
    """A plan without measurements is no fault."""
    assert (
        call("evidence", write_plan(tmp_path), "--language", "en").out == "Nothing has been measured for this plan.\n"
    )


@pytest.mark.parametrize(
    ("narrowed", "count", "left"),
    [
        (("--machine", "LAPTOP"), 3, {("TWS01", "server.memory", None)}),
        (
            ("--probe", "server.memory"),
            2,
            {("LAPTOP", "server.processor", None), ("LAPTOP", "server.address", None)},
        ),
        (
            ("--machine", "LAPTOP", "--probe", "server.memory"),
            1,
            {
                ("TWS01", "server.memory", None),
                ("LAPTOP", "server.processor", None),
                ("LAPTOP", "server.address", None),
            },
        ),
    ],
)
def test_measurements_are_removed(
    plan: Path, call: Call, narrowed: tuple[str, ...], count: int, left: set[tuple[str, str, str | None]]
) -> None:
    """Those of a machine, of a check or of both go; the number is told, and a backup is kept."""
    before = plan.read_bytes()
    result = call("evidence", plan, *narrowed, "--remove", "--language", "en")
    assert (result.code, result.out) == (0, f"Measurements removed from {plan}: {count}.\n")
    assert list_kept(plan) == left
    assert plan.with_name(f"{plan.name}.bak").read_bytes() == before


def test_measurements_count_once_somebody_says_so(plan: Path, call: Call) -> None:
    """The laptop is the server after all: what it measured counts, its address check stays as it is."""
    result = call("evidence", plan, "--machine", "LAPTOP", "--count", "--format", "json")
    assert (result.code, json.loads(result.out)) == (0, {"counted": 2})
    assert {each for each in list_kept(plan) if each[0] == "LAPTOP"} == {
        ("LAPTOP", "server.memory", None),
        ("LAPTOP", "server.processor", None),
        ("LAPTOP", "server.address", "other_address"),
    }
    after = plan.read_bytes()
    again = call("evidence", plan, "--machine", "LAPTOP", "--count", "--language", "en")
    assert (again.code, again.out) == (0, f"Measurements in {plan} that count from now on: 0.\n")
    assert plan.read_bytes() == after


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--remove"], "--machine"),
        (["--count"], "--probe"),
        (["--machine", "PC9", "--remove"], "expected one of LAPTOP, TWS01"),
        (["--probe", "server.nothing"], "server.memory"),
        (["--machine", "LAPTOP", "--remove", "--count"], "not allowed"),
    ],
)
def test_call_that_cannot_be_meant_changes_nothing(plan: Path, call: Call, options: list[str], told: str) -> None:
    """Nothing is removed or counted all at once, and a name that measured nothing is mistyped: one line says so."""
    before = plan.read_bytes()
    result = call("evidence", plan, *options, "--language", "en")
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert len(result.err.splitlines()) == 1
    assert plan.read_bytes() == before
