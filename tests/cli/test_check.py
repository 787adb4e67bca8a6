"""The command ``check``: manifest, evidence in the plan, and calls that cannot be carried out."""

import io
import json
import platform
import sys
from pathlib import Path

import pytest

from tests.checks.tls.making import NAME, make_family
from tests.factories import Json, make_answers
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


class Terminal(io.StringIO):
    """A terminal at which lines are typed, or on which they are shown."""

    def isatty(self) -> bool:
        """Say that somebody sits there."""
        return True


def sit_at_terminal(monkeypatch: pytest.MonkeyPatch, typed: str) -> Terminal:
    """Have lines typed at a terminal; return what it shows beside the result."""
    shown = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    monkeypatch.setattr(sys, "stderr", shown)
    return shown


def find_kept(plan: Path) -> set[tuple[str, str | None]]:
    """Return the roles in which a plan's evidence was measured, each with why it is kept apart."""
    return {(each.role, each.apart) for each in open_plan(plan).evidence or ()}


GROUP = ("--group", "Bureaux", "--local", "--only", "station.memory")


@pytest.mark.parametrize(
    ("typed", "role", "questions"),
    [("2\n", "station", 1), ("admin\n", "admin", 1), ("\nboss\n  USER'S PC \n", "station", 3), ("3", "admin", 1)],
)
def test_role_is_asked_at_a_terminal(
    plan: Path, monkeypatch: pytest.MonkeyPatch, typed: str, role: str, questions: int
) -> None:
    """Without --role whoever sits there says it, by number, id or word; until then it is asked again, in one line."""
    shown = sit_at_terminal(monkeypatch, typed)
    assert main(["check", str(plan), *GROUP, "--language", "en"]) == 0
    assert find_kept(plan) == {(role, None)}
    assert shown.getvalue().count("What is this machine?") == questions
    assert "kept apart" not in shown.getvalue()


def test_role_is_asked_in_the_user_s_language(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The question and the words that answer it are those of the language."""
    shown = sit_at_terminal(monkeypatch, "serveur tws\n")
    assert main(["check", str(plan), "--local", "--only", "server.memory", "--language", "fr"]) == 0
    assert "Serveur TWS" in shown.getvalue()
    assert find_kept(plan) == {("server", None)}


def test_terminal_that_is_closed_or_left_measures_nothing(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of the input is no answer, and Ctrl+C stops as everywhere."""
    before = plan.read_bytes()
    shown = sit_at_terminal(monkeypatch, "")
    assert main(["check", str(plan), *GROUP, "--language", "en"]) == 2
    assert "expected one of server, station, admin" in shown.getvalue()

    def interrupt() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.stdin, "readline", interrupt)
    assert main(["check", str(plan), *GROUP, "--language", "en"]) == 130
    assert plan.read_bytes() == before


@pytest.mark.parametrize("options", [["--role", "station"], ["--certificate", __file__]])
def test_nobody_is_asked_in_vain(plan: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]) -> None:
    """A role that is said is not asked for; nor is it for a certificate's file, nor for a call that is refused."""
    shown = sit_at_terminal(monkeypatch, "")
    assert main(["check", str(plan), *options, "--local", "--language", "en"]) == 0
    assert main(["check", str(plan), "--group", "Nobody", "--language", "en"]) == 2
    assert "What is this machine?" not in shown.getvalue()


def test_run_without_role_or_terminal_is_kept_apart(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A script that says no role goes on as a user's PC; nothing of it counts, and one line on stderr says so."""
    plain = ["check", str(plan), *GROUP, "--language", "en"]
    assert main(plain) == 0
    said = capsys.readouterr()
    assert find_kept(plan) == {("station", "role_not_said")}
    (line,) = (line for line in said.err.splitlines() if "do not count" in line)
    assert line.startswith("Nobody said what this machine is (--role): it is measured as a user’s PC")
    assert f"“evidence {plan} --machine {platform.node()} --count”" in line
    assert "kept apart: nobody said what this machine is" in said.out
    assert main([*plain, "--role", "station", "--format", "json"]) == 0
    assert "apart" not in capsys.readouterr().out
    assert find_kept(plan) == {("station", None)}


@pytest.mark.parametrize(
    ("server", "name", "apart"),
    [
        ("203.0.113.9", None, "other_address"),
        ("203.0.113.9", platform.node(), "other_address"),
        ("other.invalid", None, "other_name"),
        (None, "other.invalid", "other_name"),
        (platform.node(), None, None),
        (None, platform.node(), None),
        (None, None, None),
    ],
)
def test_machine_that_is_not_the_planned_server_is_kept_apart(
    plan: Path, capsys: pytest.CaptureFixture[str], server: str | None, name: str | None, apart: str | None
) -> None:
    """Whatever is asked of the server, its address or name is compared where the plan has one."""
    answers = make_answers(server={"address": server}, security={"secure_mode": False, "dns_name": name})
    plan.write_text(json.dumps(answers | {"telephony": None}), encoding="utf-8")
    call = ["check", str(plan), "--role", "server", "--local", "--only", "server.memory", "--language", "en"]
    assert main(call) == 0
    said = capsys.readouterr().err
    assert find_kept(plan) == {("server", apart)}
    assert ("is not known to be the planned server" in said) is (apart is not None)
    probes = {each.probe for each in open_plan(plan).evidence or ()}
    assert probes == {"server.memory"} | ({"server.address"} if server or name else set())


def test_certificate_s_file_counts_on_any_machine(plan: Path) -> None:
    """A file is judged alike wherever it lies: nobody has to say what the machine is."""
    assert main(["check", str(plan), "--certificate", __file__]) == 0
    assert find_kept(plan) == {("station", None)}


@pytest.mark.parametrize(
    ("option", "state", "code"),
    [
        (None, "failed", 0),
        ("failed", "failed", 1),
        ("failed", "unknown", 0),
        ("failed", "ok", 0),
        ("unknown", "failed", 1),
        ("unknown", "unknown", 1),
        ("unknown", "ok", 0),
        ("unknown", "apart", 1),
        ("failed", "apart", 0),
    ],
)
def test_exit_code_tells_the_worst_of_the_run(tmp_path: Path, option: str | None, state: str, code: int) -> None:
    """Only where it is asked for, and only for this run: earlier failures in the plan are no matter."""
    plan = tmp_path / "project.twsplan"
    address: Json = {"failed": "203.0.113.9", "unknown": "other.invalid", "ok": platform.node(), "apart": None}
    answers = make_answers(server={"address": address[state]}, security={"secure_mode": False, "dns_name": None})
    plan.write_text(json.dumps(answers | {"telephony": None}), encoding="utf-8")
    call = ["check", str(plan), "--local", *(() if option is None else ("--fail-on", option))]
    if state == "apart":
        assert main([*call, *GROUP[:2], "--only", "station.memory"]) == code
        return
    assert main([*call, "--role", "server", "--only", "server.address"]) == code
    assert main(["check", str(plan), "--role", "admin", "--local", "--fail-on", "unknown"]) == 0


@pytest.mark.parametrize(("option", "code"), [((), 0), (("--fail-on", "failed"), 0), (("--fail-on", "unknown"), 1)])
def test_proof_that_nobody_listened_to_is_not_known(tmp_path: Path, option: tuple[str, ...], code: int) -> None:
    """With prove too: where no listener answers nothing failed, and nothing is known."""
    plan = tmp_path / "project.twsplan"
    plan.write_text(json.dumps(make_answers() | {"telephony": None}), encoding="utf-8")
    assert main(["prove", str(plan), "--server", "127.0.0.1", "--code", "7XTQ-NC7X-SQRC", *option]) == code
