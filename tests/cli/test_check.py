"""The command ``check``: manifest, evidence in the plan, and calls that cannot be carried out."""

import json
from pathlib import Path

import pytest

from tests.checks.tls.making import NAME, make_family
from tests.factories import make_answers
from wizard.cli.main import main
from wizard.storage.plan_files import open_plan


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Write a plan that names nobody but the machine itself."""
    answers = make_answers(server={"address": None}, security={"secure_mode": False, "dns_name": None})
    answers["telephony"] = None
    file = tmp_path / "project.twsplan"
    file.write_text(json.dumps(answers), encoding="utf-8")
    return file


def test_evidence_goes_into_the_plan(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The measurements are kept in the plan, printed as JSON, and told as progress on stderr."""
    assert main(["check", str(plan), "--role", "server", "--local", "--format", "json", "--language", "en"]) == 0
    said = capsys.readouterr()
    printed = json.loads(said.out)["evidence"]
    kept = open_plan(plan).evidence
    assert kept is not None
    assert sorted(each.probe for each in kept) == sorted(each["probe"] for each in printed)
    assert {"server.memory", "server.processor"} <= {each.probe for each in kept}
    assert f"kept in {plan}" in said.err


def test_other_file_leaves_the_plan_alone(plan: Path, tmp_path: Path) -> None:
    """With --out the plan stays as it was, and the other file is a plan with the measurements."""
    before, other = plan.read_bytes(), tmp_path / "measured.twsplan"
    assert main(["check", str(plan), "--role", "server", "--local", "--out", str(other)]) == 0
    assert plan.read_bytes() == before
    assert open_plan(other).evidence


def test_manifest_runs_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The manifest lists what would be read, as text and as JSON, and leaves the plan as it was."""
    before = plan.read_bytes()
    assert main(["check", str(plan), "--role", "server", "--manifest", "--format", "json"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert lines
    assert all(line["kind"] in ("packet", "file", "registry", "system") for line in lines)
    assert main(["check", str(plan), "--role", "server", "--manifest", "--language", "fr"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(lines)
    assert plan.read_bytes() == before


def test_measured_again_replaces_the_earlier(plan: Path) -> None:
    """A second run leaves one measurement of each thing."""
    call = ["check", str(plan), "--role", "server", "--local", "--only", "server.memory"]
    assert main(call) == 0
    assert main(call) == 0
    kept = open_plan(plan).evidence
    assert kept is not None
    assert [each.probe for each in kept] == ["server.memory"]


def test_nothing_to_check_says_so(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An administrator's PC of no group that may send nothing has nothing to measure."""
    before = plan.read_bytes()
    assert main(["check", str(plan), "--role", "admin", "--local", "--language", "en"]) == 0
    assert "nothing to check" in capsys.readouterr().err
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--group", "Nobody"], "Bureaux"),
        (["--timeout", "0"], "600"),
        (["--timeout", "nan"], "600"),
        (["--timeout", "601"], "600"),
        (["--role", "boss"], "boss"),
    ],
)
def test_unusable_call_is_one_line(
    plan: Path, options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A group, a time or a role that cannot be is refused by one line that says what was expected."""
    before = plan.read_bytes()
    assert main(["check", str(plan), *options, "--language", "en"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err
    assert len(said.err.splitlines()) == 1
    assert plan.read_bytes() == before


def test_certificate_is_judged_and_shown_in_its_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that the call names is judged alone, kept as evidence of SEC-3, and decides the finding."""
    family, plan = make_family(), tmp_path / "project.twsplan"
    security = {"secure_mode": True, "dns_name": NAME, "certificate": None}
    plan.write_text(json.dumps(make_answers(security=security)), encoding="utf-8")
    for name, data in (("cert.pem", family.server.pem + family.authority.pem), ("roots.pem", family.root.pem)):
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    call = ["check", str(plan), "--certificate", "cert.pem", "--roots", "roots.pem", "--format", "json"]
    assert main(call) == 0
    (found,) = json.loads(capsys.readouterr().out)["evidence"]
    assert (found["probe"], found["state"], found["values"]["file"]) == ("tls.certificate_file", "ok", "cert.pem")
    assert main(["assess", str(plan), "--format", "json", "--language", "en"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    (finding,) = (each for each in findings if each["fact"] == "SEC-3")
    assert (finding["level"], finding["evidence"][0]["result"]) == ("ok", "met")
    assert main([*call, "--manifest"]) == 0
    assert [line["what"] for line in json.loads(capsys.readouterr().out)] == ["cert.pem", "roots.pem"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--certificate", "gone.pem"], "gone.pem"),
        (["--certificate", "."], "no file"),
        (["--roots", "roots.pem"], "--certificate"),
    ],
)
def test_certificate_that_is_no_file_is_one_line(
    plan: Path, options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A path that was mistyped is refused before anything is kept."""
    before = plan.read_bytes()
    assert main(["check", str(plan), *options, "--language", "en"]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert len(said.err.splitlines()) == 1
    assert plan.read_bytes() == before
