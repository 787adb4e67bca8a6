"""What ``prove`` and ``listen`` keep and tell: whose machines were tested, what is left, what was seen."""

import json
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.checks.namespaces import NOBODY, SERVER, STATION, Lab
from tests.checks.proof.running import find_free_ports, make_end
from tests.cli.two_hosts import SECOND, call, listening, move_server, prove, read_evidence, read_proofs
from tests.factories import ROOT, make_answers
from wizard.checks.proof.code import make_code
from wizard.cli import listen as listen_command
from wizard.cli.main import main

pytestmark = pytest.mark.slow


def test_other_address_than_the_plans_proves_nothing(lab: Lab, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The listener's second address, open as it is, is not the planned server's; each measurement says both."""
    lab.set_rules()
    with listening(lab, plan) as opened:
        found = read_evidence(prove(lab, plan, opened["code"], host=SECOND))
    assert {(each["state"], each["reason"], each["detail"]) for each in found} == {
        ("unknown", "proof.other_address", f"{SECOND} ≠ {SERVER}")
    }
    assert set(read_proofs(plan, capsys).values()) == {"unknown"}


def test_plan_that_moves_its_server_has_nothing_proven(
    lab: Lab, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Proven at one address, planned at another later: the measurements went by the earlier answer."""
    lab.set_rules()
    with listening(lab, plan) as opened:
        found = read_evidence(prove(lab, plan, opened["code"]))
    assert {each["basis"]["server.address"] for each in found} == {SERVER}
    assert set(read_proofs(plan, capsys).values()) == {"proven"}
    move_server(plan, "10.77.2.77")
    assert "proven" not in read_proofs(plan, capsys).values()


def test_pc_of_a_site_proves_for_that_site(lab: Lab, spread_plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the PC stood is part of what it measured: both stay side by side, and only together the flow is proven."""
    lab.set_rules()
    arguments = ("--language", "en")
    with listening(lab, spread_plan) as opened:
        main_site = prove(lab, spread_plan, opened["code"], *arguments, form="text")
        assert "still to test from Annexe (--site NAME)." in main_site.stdout
        assert set(read_proofs(spread_plan, capsys).values()) == {"partly"}
        site = read_evidence(prove(lab, spread_plan, opened["code"], "--site", "Annexe"))
    assert {each["flow"].get("site") for each in site} == {"Annexe"}
    kept = json.loads(spread_plan.read_text(encoding="utf-8"))["evidence"]
    assert {each["flow"].get("site") for each in kept} == {None, "Annexe"}
    assert set(read_proofs(spread_plan, capsys).values()) == {"proven"}


def test_range_is_tried_whole_and_told_in_numbers(lab: Lab, plan: Path) -> None:
    """Two ports of a PC's eight are blocked: six of eight; five samples of them are five of eight, and no more."""
    lab.set_rules("udp dport 40006-40007 drop")
    arguments = ("--from", "pabx", "--to", "station", "--language", "en")
    with listening(lab, plan, "--as", "station") as opened:
        done = prove(lab, plan, opened["code"], *arguments, form="text")
        few = prove(lab, plan, opened["code"], *arguments, "--quick", form="text")
    assert "NET-20: 6 of 8 ports tested." in done.stdout
    assert "NET-20: 4 of 8 ports tested." in few.stdout


def test_what_is_left_and_what_to_do_next_is_told(lab: Lab, plan: Path) -> None:
    """After the server's ports: which flows are still to test, and the call that goes on; then the other direction."""
    lab.set_rules()
    with listening(lab, plan) as opened:
        done = prove(lab, plan, opened["code"], "--language", "en", form="text")
    left = next(line for line in done.stdout.splitlines() if "flows still to test" in line)
    assert all(fact in left for fact in ("NET-19", "NET-20", "NET-21", "NET-23", "NET-26"))
    # The phones' port leads to the server too: the listener that is up serves the next call.
    assert done.stdout.splitlines()[-1] == (
        "Next, with the same listener. On a PC in the phones’ network: tws-preinstall prove PLAN"
        f" --server {SERVER} --from phone"
    )
    with listening(lab, plan, "--as", "pabx") as opened:
        done = prove(lab, plan, opened["code"], "--to", "pabx", "--language", "en", form="text")
    assert "NET-19: the flow goes both ways, and only the direction towards its ports is tested" in done.stdout
    assert "All " not in done.stdout


def test_nobody_there_is_told_once_with_what_was_seen(lab: Lab, plan: Path) -> None:
    """No machine at the address, none that listens, another code: one line says what was seen and what it can mean."""
    lab.set_rules("ip daddr 10.77.2.99 drop")
    code, wanted = make_code(), "Of the ports tried:"
    for host, planned, seen, meaning in (
        (NOBODY, NOBODY, "no sign from", "no listener is running at that address"),
        (SERVER, SERVER, "refused", "the listener may not be running there"),
    ):
        move_server(plan, planned)
        done = prove(lab, plan, code, "--language", "en", host=host, form="text")
        (line,) = (line for line in done.stdout.splitlines() if wanted in line)
        assert seen in line
        assert meaning in done.stdout
        assert done.stdout.count(meaning) == 1
    with listening(lab, plan):
        done = prove(lab, plan, code, "--language", "en", form="text")
    assert "connected, then cut or silent" in done.stdout
    assert "the code may be another listener’s" in done.stdout


def test_listener_tells_of_other_codes_and_which_ports_were_reached(lab: Lab, plan: Path) -> None:
    """While it runs it says that somebody has another code; at its end which ports were reached, and which were not."""
    lab.set_rules("tcp dport 9014 drop")
    command = call(lab.server, "listen", plan, "--minutes", "2", "--language", "en")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines: list[str] = []
        while not any("ports are open" in line for line in lines):
            lines.append(process.stdout.readline())
        code = next(line for line in lines if line.startswith("Code: ")).split()[1]
        prove(lab, plan, make_code())
        prove(lab, plan, code)
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
    assert process.returncode == 0
    assert f"{STATION} came in on" in said
    assert said.count("with another code: no answer") == 1
    reached = next(line for line in said.splitlines() if line.startswith("Reached: "))
    assert "9014" not in reached
    assert "443" in reached
    assert "Not reached: TCP" in said
    assert "9014" in next(line for line in said.splitlines() if line.startswith("Not reached: "))
    assert "Reached is not proven" in said


def test_second_listener_ends_and_says_that_one_is_running(lab: Lab, plan: Path) -> None:
    """All ports are held by the first: the second shows no code, waits for nobody, and says why."""
    lab.set_rules()
    with listening(lab, plan):
        command = call(lab.server, "listen", plan, "--minutes", "1", "--language", "en")
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=50)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Another listener of this program is running" in done.stderr


def test_ports_of_other_programs_end_the_listener_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where each port is another program's there is nothing to wait for; where one is free there is."""
    taken, free = find_free_ports(2)
    ends = {True: [make_end("tcp", taken)], False: [make_end("tcp", taken), make_end("tcp", free)]}
    file = tmp_path / "any.twsplan"
    file.write_text(json.dumps(make_answers()), encoding="utf-8")
    arguments = ["listen", str(file), "--address", "127.0.0.1", "--minutes", "0.01", "--language", "en"]
    with socket.create_server(("127.0.0.1", taken)):
        for all_taken, code in ((True, 2), (False, 0)):
            monkeypatch.setattr(listen_command, "list_flow_ends", lambda *_, found=ends[all_taken], **__: found)
            assert main(arguments) == code
            said = capsys.readouterr()
            assert ("Other programs hold all of the 1 ports" in said.err) == all_taken
