"""``assess``: text and JSON, the edition asked for, and the exit code for those who automate."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import BLOCKED, DAY, OPEN, SAMPLES, SMALL, run
from tests.factories import EDITION_FILE, ROOT, write_edition

_LEVELS = ["blocker", "missing", "consult", "warning"]
_PLANS = sorted(SAMPLES.glob("*.twsplan"))


@pytest.mark.parametrize("limit", _LEVELS)
@pytest.mark.parametrize("plan", _PLANS, ids=lambda path: path.stem)
def test_fail_on_each_level(plan: Path, limit: str, call: Call) -> None:
    """The exit code is 1 exactly where a finding is at or above the level asked for; the output stays the same."""
    counts = json.loads(call("assess", plan, "--format", "json").out)["counts"]
    reached = any(counts[level] for level in _LEVELS[: _LEVELS.index(limit) + 1])
    result = call("assess", plan, "--fail-on", limit)
    assert (result.code, result.err) == (int(reached), "")
    assert result.out == call("assess", plan).out


def test_each_level_is_reached_and_not_reached() -> None:
    """The control: in the samples together each level is reached by one plan and not by another."""
    found = {
        level: {run("assess", plan, "--fail-on", level).code for plan in (BLOCKED, SMALL)} for level in _LEVELS[:1]
    }
    assert found == {"blocker": {0, 1}}
    assert run("assess", OPEN, "--fail-on", "missing").code == 1


@pytest.mark.parametrize("plan", _PLANS, ids=lambda path: path.stem)
def test_plan_with_flows_to_open_is_not_done(plan: Path, call: Call) -> None:
    """With ``to_do`` a plan is done once nothing is left: whatever a plan says, it opens no flow."""
    counts = json.loads(call("assess", plan, "--format", "json").out)["counts_by_basis"]
    assert counts["to_do"] > 0
    assert call("assess", plan, "--fail-on", "to_do").code == 1


def test_text_that_cannot_be_read_counts_as_missing(tmp_path: Path, call: Call) -> None:
    """A plan that lacks nothing but a text to correct is used as any other, and is not taken for done."""
    content = json.loads(SMALL.read_text(encoding="utf-8"))
    content["load"]["directory_searches_per_hour"] = None
    paths = [tmp_path / "without.twsplan", tmp_path / "with.twsplan"]
    for path, unread in zip(paths, ({}, {"load.directory_searches_per_hour": "many"}), strict=True):
        path.write_text(json.dumps({**content, "unread": unread}), encoding="utf-8")
    assert [call("assess", path, "--fail-on", "blocker").code for path in paths] == [0, 0]
    assert [call("assess", path, "--fail-on", "missing").code for path in paths] == [0, 1]
    assert "Directory searches per hour: “many”" in call("assess", paths[1]).out
    assert json.loads(call("assess", paths[1], "--format", "json").out)["verdict"] == "incomplete"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_json_is_the_exported_one(language: str, tmp_path: Path, call: Call) -> None:
    """``assess --format json`` prints what ``export --formats json`` writes, byte for byte."""
    printed = call("assess", BLOCKED, "--format", "json", "--language", language).out
    call("export", BLOCKED, "--out", tmp_path, "--formats", "json", "--language", language, "--date", DAY)
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == printed.encode()


def test_stdout_is_json_alone() -> None:
    """As a process, stdout holds one JSON value and stderr nothing, also where the exit code is 1."""
    result = run("assess", BLOCKED, "--format", "json", "--fail-on", "blocker")
    assert (result.code, result.err) == (1, "")
    assert json.loads(result.out)["verdict"] == "blocked"


def test_text_tells_every_finding_that_is_not_met(call: Call) -> None:
    """The text has a line for each finding that is not met, with its fact, the worst level first."""
    findings = json.loads(call("assess", BLOCKED, "--format", "json").out)["findings"]
    lines = [line for line in call("assess", BLOCKED).out.splitlines() if line.count(" · ") == 3]
    told = [line.split(" · ")[1] for line in lines]
    assert sorted(told) == sorted(each["fact"] for each in findings if each["level"] != "ok")
    words = list(dict.fromkeys(line.split(" · ")[0] for line in lines))
    assert words == [word for word in ("Blocker", "To answer", "Ask Akio", "Advice", "Note") if word in words]


def test_edition_from_a_file(tmp_path: Path, call: Call) -> None:
    """An edition from any folder takes the place of the plan's own, and its figures count."""
    edition = write_edition(tmp_path, ('id = "tws-v5-2025-04"', 'id = "tws-v5-2031-01"'))
    assert json.loads(call("assess", SMALL, "--format", "json").out)["catalogue"] == "tws-v5-2025-04"
    result = call("assess", SMALL, "--format", "json", "--catalogue", edition)
    assert (result.code, json.loads(result.out)["catalogue"]) == (0, "tws-v5-2031-01")


def test_edition_by_id_is_that_of_its_file(call: Call) -> None:
    """The shipped edition gives the same assessment by its id and by its file."""
    by_id = call("assess", BLOCKED, "--format", "json", "--catalogue", "tws-v5-2025-04").out
    assert call("assess", BLOCKED, "--format", "json", "--catalogue", EDITION_FILE).out == by_id


_LIST = """
import sys
from wizard.cli.main import main
code = main(sys.argv[1:])
sys.stderr.write(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
sys.exit(code)
"""


def _list_loaded(*arguments: str | Path) -> set[str]:
    command = [sys.executable, "-c", _LIST, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("form", ["text", "json"])
def test_assess_loads_no_printer_and_no_window(form: str) -> None:
    """An assessment loads neither reportlab nor PIL nor PySide6."""
    loaded = _list_loaded("assess", SMALL, "--format", form)
    assert "wizard" in loaded
    assert not loaded & {"reportlab", "PIL", "PySide6"}


def test_export_of_data_loads_no_printer(tmp_path: Path) -> None:
    """An export of JSON and CSV does not load reportlab; one of PDF does, so that the test sees it."""
    loaded = _list_loaded("export", SMALL, "--out", tmp_path / "data", "--formats", "json,csv")
    assert not loaded & {"reportlab", "PIL", "PySide6"}
    assert "reportlab" in _list_loaded("export", SMALL, "--out", tmp_path / "pdf", "--formats", "pdf")
