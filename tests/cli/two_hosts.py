"""The commands ``listen`` and ``prove`` on two hosts with a firewall between them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.checks.namespaces import SERVER, Lab
from tests.checks.network.peers import find_tool
from tests.factories import ROOT
from wizard.cli.main import main

SECOND = "10.77.2.3"
"""Another address of the listening host."""


def call(host: str, *arguments: str | Path) -> list[str]:
    """Return the program's command line on a host."""
    return [find_tool("ip", "iproute2"), "netns", "exec", host, sys.executable, "-m", "wizard", *map(str, arguments)]


def move_server(plan: Path, address: str | None) -> None:
    """Give the plan's server another address."""
    answers = json.loads(plan.read_text(encoding="utf-8"))
    answers["server"]["address"] = address
    plan.write_text(json.dumps(answers), encoding="utf-8")


@contextmanager
def listening(lab: Lab, plan: Path, *arguments: str) -> Iterator[dict[str, Any]]:
    """Listen on the far host and return what it says at first."""
    command = call(lab.server, "listen", plan, "--minutes", "2", "--format", "json", *arguments)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            opened: dict[str, Any] = json.loads(process.stdout.readline())
            assert {port["state"] for port in opened["ports"]} == {"open"}
            yield opened
        finally:
            process.kill()


def prove(
    lab: Lab, plan: Path, code: str, *arguments: str, host: str = SERVER, form: str = "json"
) -> subprocess.CompletedProcess[str]:
    """Prove the flows from the near host; the code comes over standard input."""
    command = call(lab.station, "prove", plan, "--server", host, "--code", "-", "--format", form, *arguments)
    return subprocess.run(command, cwd=ROOT, capture_output=True, input=f"{code}\n", text=True, check=False)


def read_evidence(done: subprocess.CompletedProcess[str], probe: str = "proof.flow") -> list[dict[str, Any]]:
    """Return what a run printed of one probe."""
    assert done.returncode == 0, done.stderr
    return [each for each in json.loads(done.stdout)["evidence"] if each["probe"] == probe]


def read_proofs(plan: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Return the state of each flow's proof, by fact."""
    assert main(["assess", str(plan), "--format", "json"]) == 0
    flows = json.loads(capsys.readouterr().out)["flows"]
    return {flow["fact"]: flow["proof"]["state"] for flow in flows if "proof" in flow}


def read_dossier(plan: Path, out: Path) -> str:
    """Return the text of the dossier."""
    assert main(["export", str(plan), "--out", str(out), "--language", "en", "--formats", "pdf"]) == 0
    (pdf,) = out.glob("*.pdf")
    tool = find_tool("pdftotext", "poppler-utils")
    return subprocess.run([tool, "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
