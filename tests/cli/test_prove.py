"""The commands ``listen`` and ``prove``, as two people use them: two hosts with a firewall between them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checks.network.peers import find_tool, need_root, run_tool
from tests.factories import ROOT, make_answers
from wizard.cli.main import main

# Names of this run's own: several may go on at once.
SERVER, STATION = f"twslisten{os.getpid()}", f"twsprove{os.getpid()}"
ADDRESS = "10.214.78.1"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Write a plan in secure mode whose server is the listening host."""
    file = tmp_path / "project.twsplan"
    answers = make_answers(server={"address": ADDRESS}, security={"secure_mode": True, "keep_plain_ports": False})
    file.write_text(json.dumps(answers), encoding="utf-8")
    return file


@pytest.fixture
def hosts() -> Iterator[None]:
    """Make two hosts; the server's firewall drops TCP 9014 and rejects TCP 9016, everything else is open."""
    need_root()
    ip, nft = find_tool("ip", "iproute2"), find_tool("nft", "nftables")
    for name in (SERVER, STATION):
        run_tool(ip, "netns", "add", name)
    try:
        run_tool(ip, "link", "add", "tws0", "netns", SERVER, "type", "veth", "peer", "name", "tws1", "netns", STATION)
        for name, device, address in ((SERVER, "tws0", ADDRESS), (STATION, "tws1", "10.214.78.2")):
            run_tool(ip, "-n", name, "addr", "add", f"{address}/24", "dev", device)
            run_tool(ip, "-n", name, "link", "set", device, "up")
            run_tool(ip, "-n", name, "link", "set", "lo", "up")
        for rule in (
            "add table inet t",
            "add chain inet t in { type filter hook input priority 0; }",
            "add rule inet t in tcp dport 9014 drop",
            "add rule inet t in tcp dport 9016 reject with tcp reset",
        ):
            run_tool(ip, "netns", "exec", SERVER, nft, *rule.split())
        yield
    finally:
        for name in (SERVER, STATION):
            subprocess.run([ip, "netns", "del", name], capture_output=True, check=False)


def call(host: str, *arguments: str | Path) -> list[str]:
    """Return the program's command line on a host."""
    return [find_tool("ip", "iproute2"), "netns", "exec", host, sys.executable, "-m", "wizard", *map(str, arguments)]


@pytest.fixture
def code(hosts: None, plan: Path) -> Iterator[str]:  # noqa: ARG001 - they must be there
    """Listen on the server and return the code that it shows."""
    command = call(SERVER, "listen", plan, "--minutes", "2", "--format", "json")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            opened = json.loads(process.stdout.readline())
            assert {port["state"] for port in opened["ports"]} == {"open"}
            yield opened["code"]
        finally:
            process.kill()


def prove(plan: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Prove the flows from the station."""
    command = call(STATION, "prove", plan, "--server", ADDRESS, "--code", code, "--format", "json")
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def read_proofs(plan: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Return the state of each flow's proof, by fact."""
    assert main(["assess", str(plan), "--format", "json"]) == 0
    flows = json.loads(capsys.readouterr().out)["flows"]
    return {flow["fact"]: flow["proof"]["state"] for flow in flows if "proof" in flow}


def test_flows_are_proven_as_the_firewall_lets_them(
    plan: Path, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the firewall lets through is proven, what it drops or rejects is blocked, and the dossier shows it."""
    began = time.monotonic()
    done = prove(plan, code)
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - began < 60
    proofs = read_proofs(plan, capsys)
    assert {fact for fact, state in proofs.items() if state == "blocked"} == {"NET-10", "NET-12"}
    assert {state for fact, state in proofs.items() if fact not in ("NET-10", "NET-12")} == {"proven"}
    reasons = {
        each["flow"]["port"]: each.get("reason") for each in json.loads(done.stdout)["evidence"] if "flow" in each
    }
    assert (reasons[9014], reasons[9016]) == ("proof.dropped", "proof.refused")
    assert main(["export", str(plan), "--out", str(tmp_path / "out"), "--language", "en", "--formats", "pdf"]) == 0
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    text = subprocess.run(
        [find_tool("pdftotext", "poppler-utils"), "-raw", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "proven" in text
    assert "blocked (ports 9014)" in " ".join(text.split())


def test_wrong_code_proves_nothing(plan: Path, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With another code nobody answers: every flow is unknown, none is green, none is red."""
    from wizard.checks.proof.code import make_code  # noqa: PLC0415 - only here

    other = make_code()
    assert other != code
    assert prove(plan, other).returncode == 0
    assert set(read_proofs(plan, capsys).values()) == {"unknown"}


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["listen", "--minutes", "0"], "240"),
        (["listen", "--minutes", "nan"], "240"),
        (["prove", "--server", ADDRESS, "--code", "short"], "12"),
        (["prove", "--server", ADDRESS], "--code"),
    ],
)
def test_unusable_call_is_one_line(
    plan: Path, command: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A time out of bounds, a code that is none and a code that is missing are refused by one line."""
    assert main([command[0], str(plan), *command[1:], "--language", "en"]) == 2
    said = capsys.readouterr()
    assert told in said.err
    assert len(said.err.splitlines()) == 1


def test_plan_without_flows_has_nothing_to_listen_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty plan names no port: nothing is opened, and the program says why."""
    file = tmp_path / "empty.twsplan"
    file.write_text('{"format": "tws-preinstall-plan", "format_version": 1}', encoding="utf-8")
    assert main(["listen", str(file), "--language", "en"]) == 2
    assert "Nothing to listen for" in capsys.readouterr().err
