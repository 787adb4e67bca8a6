"""The commands ``listen`` and ``prove``, as two people use them: two hosts with a firewall between them."""

import json
import stat
import subprocess
import time
from pathlib import Path

import pytest

from tests.checks.namespaces import SERVER, STATION, Lab
from tests.cli.two_hosts import (
    SECOND,
    call,
    listening,
    move_server,
    prove,
    read_dossier,
    read_evidence,
    read_proofs,
)
from tests.factories import ROOT, make_answers, make_link
from wizard.checks.proof.code import make_code
from wizard.cli.main import main

pytestmark = pytest.mark.slow

CODE = "7XTQ-NC7X-SQRC"


def test_flows_are_proven_as_the_firewall_lets_them(
    lab: Lab, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the firewall lets through is proven, what it drops or rejects is blocked, and the dossier shows it."""
    lab.set_rules("tcp dport 9014 drop", "tcp dport 9016 reject with tcp reset")
    with listening(lab, plan) as opened:
        began = time.monotonic()
        found = read_evidence(prove(lab, plan, opened["code"]))
        assert time.monotonic() - began < 60
    proofs = read_proofs(plan, capsys)
    assert {fact for fact, state in proofs.items() if state == "blocked"} == {"NET-10", "NET-12"}
    assert {state for fact, state in proofs.items() if fact not in ("NET-10", "NET-12")} == {"proven"}
    reasons = {each["flow"]["port"]: each.get("reason") for each in found}
    assert (reasons[9014], reasons[9016]) == ("proof.dropped", "proof.refused")
    text = read_dossier(plan, tmp_path / "out")
    assert "tested" in text
    assert "blocked (ports 9014)" in " ".join(text.split())


@pytest.mark.parametrize(
    ("way", "facts"),
    [
        (("server", "pabx"), {"NET-26"}),
        (("station", "pabx"), {"NET-19"}),
        (("station", "phone"), {"NET-21"}),
        (("pabx", "station"), {"NET-20"}),
        (("station", "station"), {"NET-19", "NET-20"}),
        (("phone", "server"), {"NET-23"}),
    ],
)
def test_any_end_can_listen_and_prove(
    lab: Lab, plan: Path, capsys: pytest.CaptureFixture[str], way: tuple[str, str], facts: set[str]
) -> None:
    """A host stands for the PABX, a phone or a PC: the flows that lead there are proven, from which end to which."""
    proving, end = way
    role = "server" if proving == "server" else "station"
    lab.set_rules()
    if proving == "server":
        move_server(plan, STATION)
    with listening(lab, plan, "--as", end) as opened:
        invited = next(each["command"] for each in opened["prove"] if each["from"] == proving)
        assert ("--to" in invited, "--from" in invited) == (end != "server", proving != "station")
        found = read_evidence(prove(lab, plan, opened["code"], "--from", proving, "--to", end))
    assert {each["flow"]["fact"] for each in found} == facts
    assert {each["state"] for each in found} == {"ok"}
    assert {(each["flow"]["source"], each["flow"]["destination"], each["role"]) for each in found} == {
        (proving, end, role)
    }
    # Datagrams come unasked both ways, and only the way to the named ports can be tried.
    both_ways = {"NET-19", "NET-20"}
    assert read_proofs(plan, capsys) == {fact: "partly" if fact in both_ways else "proven" for fact in facts}


def test_blocked_way_to_the_pabx_stands_in_the_dossier(lab: Lab, plan: Path, tmp_path: Path) -> None:
    """Voice from the PABX's network to a PC: one port dropped, the others proven, the direction named."""
    lab.set_rules("udp dport 40007 drop")
    with listening(lab, plan, "--as", "station") as opened:
        found = read_evidence(prove(lab, plan, opened["code"], "--from", "pabx", "--to", "station"))
    assert {each["flow"]["port"] for each in found if each["state"] == "failed"} == {40_007}
    text = " ".join(read_dossier(plan, tmp_path / "out").split())
    assert "blocked (ports 40007; PABX → User PCs)" in text
    assert "PABX’s network" in text


@pytest.mark.parametrize("host", [SERVER, SECOND])
def test_udp_answers_from_the_address_that_was_asked(lab: Lab, plan: Path, host: str) -> None:
    """A host of several addresses needs no choice of one: every one of them answers for itself."""
    lab.set_rules()
    with listening(lab, plan, "--as", "station") as opened:
        assert {SERVER, SECOND} <= set(opened["addresses"])
        found = read_evidence(prove(lab, plan, opened["code"], "--from", "pabx", "--to", "station", host=host))
    assert {(each["state"], each["destination"].rpartition(":")[0]) for each in found} == {("ok", host)}


def test_voice_is_measured_for_a_site(lab: Lab, spread_plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Softphone's voice goes to a PC; a site's own number of calls is measured, and its finding shows it."""
    lab.set_rules()
    with listening(lab, spread_plan, "--as", "station") as opened:
        done = prove(
            lab, spread_plan, opened["code"], "--from", "pabx", "--to", "station", "--voice", "--site", "Annexe"
        )
    found = read_evidence(done, "voice.quality")
    assert {each["subject"] for each in found} == {"site:Annexe"}
    assert {each["flow"]["fact"] for each in found} == {"NET-20"}
    assert [each["values"]["voice.calls"] for each in found] == [1, 2]
    assert main(["assess", str(spread_plan), "--format", "json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    shown = {each["subject"]: len(each.get("evidence", ())) for each in findings if each["fact"] == "BW-2"}
    assert shown == {"server": 0, "site:Annexe": 2}


def test_absent_voice_is_told(lab: Lab, plan: Path, tmp_path: Path) -> None:
    """No voice port leads to the server: the run says so and what to do, in text, JSON and dossier."""
    lab.set_rules()
    with listening(lab, plan) as opened:
        (absent,) = read_evidence(prove(lab, plan, opened["code"], "--voice"), "voice.quality")
        done = prove(lab, plan, opened["code"], "--voice", "--language", "en", form="text")
    assert (absent["state"], absent["reason"], absent["subject"]) == ("unknown", "voice.listen_as_station", "server")
    assert "let the other end listen as a user’s PC" in done.stdout
    assert any(line.startswith("Ports tested: ") for line in done.stdout.splitlines())
    assert "let the other end listen as a user’s PC" in " ".join(read_dossier(plan, tmp_path / "out").split())


def test_wrong_code_proves_nothing(lab: Lab, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With another code nobody answers: every flow is unknown, none is green, none is red."""
    lab.set_rules()
    other = make_code()
    with listening(lab, plan) as opened:
        assert other != opened["code"]
        assert prove(lab, plan, other).returncode == 0
    assert set(read_proofs(plan, capsys).values()) == {"unknown"}


def test_listener_writes_the_code_for_a_script(
    lab: Lab, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script hands the file on; only its owner reads it, and no call that is shown holds the code."""
    file = tmp_path / "code"
    lab.set_rules()
    with listening(lab, plan, "--code-file", str(file)) as opened:
        assert file.read_text(encoding="ascii").strip() == opened["code"]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert not any("--code" in each["command"] or opened["code"] in each["command"] for each in opened["prove"])
        command = call(lab.station, "prove", plan, "--server", SERVER, "--code-file", file)
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert set(read_proofs(plan, capsys).values()) == {"proven"}


def test_file_for_the_code_is_new_and_goes_at_the_end(plan: Path, tmp_path: Path) -> None:
    """A file that is there stays as it is; one that was written is gone when the ports are closed."""
    file = tmp_path / "code"
    file.write_text("mine", encoding="ascii")
    call = ["listen", str(plan), "--address", "127.0.0.1", "--minutes", "0.01", "--code-file", str(file)]
    assert main(call) == 2
    assert file.read_text(encoding="ascii") == "mine"
    file.unlink()
    assert main(call) == 0
    assert not file.exists()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["listen", "--minutes", "0"], "240"),
        (["listen", "--minutes", "nan"], "240"),
        (["prove", "--server", SERVER, "--code", "short"], "12"),
        (["prove", "--server", SERVER], "--code-file"),
        (["prove", "--server", SERVER, "--code", CODE, "--from", "phone", "--to", "pabx"], "--from server --to pabx"),
        (["prove", "--server", SERVER, "--code", CODE, "--from", "server"], "--from station --to station"),
        (["prove", "--server", SERVER, "--code", CODE, "--from", "boss"], "boss"),
        (["prove", "--server", SERVER, "--code", CODE, "--to", "admin_station"], "admin_station"),
        (["prove", "--server", SERVER, "--code", CODE, "--voice", "--site", "Nowhere"], "Annexe"),
        (["prove", "--server", SERVER, "--code", CODE, "--site", "Nowhere"], "Annexe"),
        (["prove", "--server", SERVER, "--from", "server", "--to", "pabx", "--site", "Annexe"], "--voice"),
        (["prove", "--server", SERVER, "--code", CODE, "--quick", "--whole"], "--quick"),
        (["listen", "--sample", "--whole"], "--quick"),
        (["prove", "--server", SERVER, "--code", CODE, "--to", "phone", "--link", "Mairie"], "Accueil"),
        (["prove", "--server", SERVER, "--to", "phone", "--link", "Mairie"], "Accueil"),
        (["prove", "--server", SERVER, "--from", "server"], "--from station --to station"),
        (["prove", "--server", SERVER, "--code", CODE, "--out", "-"], "--out"),
        (["listen", "--address", "here"], "here"),
    ],
)
def test_unusable_call_is_one_line(
    spread_plan: Path, command: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A time out of bounds, a code that is none and a code that is missing are refused by one line."""
    assert main([command[0], str(spread_plan), *command[1:], "--language", "en"]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert len(said.err.splitlines()) == 1


def test_plan_without_flows_has_nothing_to_listen_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty plan names no port: nothing is opened, and the program says why."""
    file = tmp_path / "empty.twsplan"
    file.write_text('{"format": "tws-preinstall-plan", "format_version": 1}', encoding="utf-8")
    assert main(["listen", str(file), "--language", "en"]) == 2
    assert "Nothing to listen for" in capsys.readouterr().err


def test_end_that_no_flow_leads_to_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without Snom or Yealink nothing leads to a phone: the ends that flows lead to are named."""
    file = tmp_path / "no-phones.twsplan"
    file.write_text(json.dumps(make_answers()), encoding="utf-8")
    assert main(["listen", str(file), "--as", "phone", "--language", "en"]) == 2
    assert "lead to: server, pabx" in capsys.readouterr().err


def test_one_of_several_links_must_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who stands for one PABX proves nothing of another: which one is asked for."""
    file = tmp_path / "two.twsplan"
    links = [make_link("oxe", name="Nord"), make_link("oxo", name="Sud")]
    file.write_text(json.dumps(make_answers() | {"telephony": {"links": links}}), encoding="utf-8")
    command = ["prove", str(file), "--server", SERVER, "--code", CODE, "--from", "server", "--to", "pabx"]
    assert main([*command, "--language", "en"]) == 2
    assert "Nord, Sud" in capsys.readouterr().err
