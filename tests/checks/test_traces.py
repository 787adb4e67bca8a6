"""What a run of the checks touches, watched from below: it writes the plan alone and contacts nobody unlisted."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import ROOT, make_answers, make_link, on_links

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the loop of Windows connects past Python's audit")

# Every address is this machine's own: most ports refuse, which is all that is needed here.
_HOST = "127.0.0.1"
_WATCH = """
import json, os, sys
seen = {"written": [], "contacted": []}
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        if arguments[2] & (os.O_WRONLY | os.O_RDWR) and not arguments[0].startswith("/dev/"):
            seen["written"].append(arguments[0])
    elif event in ("os.mkdir", "os.rename", "os.remove", "subprocess.Popen", "os.posix_spawn"):
        seen["written"].append(f"{event} {arguments[0]!r}")
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        kind = {1: "tcp", 2: "udp"}.get(arguments[0].type & 0xF)
        if (kind, arguments[1][1]) == ("udp", 9):
            # The own address is asked of the routing table by a socket that sends nothing.
            return
        seen["contacted"].append(f"{kind} {arguments[1][0]}:{arguments[1][1]}")
    elif event == "socket.sendto" and isinstance(arguments[1], tuple):
        seen["contacted"].append(f"icmp {arguments[1][0]}")
    elif event == "socket.getaddrinfo" and arguments[0] not in (None, "127.0.0.1"):
        seen["contacted"].append(f"dns {arguments[0]}")
from wizard.cli.main import main
sys.addaudithook(watch)
code = main(sys.argv[1:])
print(json.dumps(seen | {"code": code}))
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Write a plan that names a machine for everything."""
    names = ("sip_proxy", "phone", "sms_server", "ldap_server", "groupware_server", "time_server")
    answers = make_answers(
        **on_links(make_link("oxe", name="A", address=_HOST), make_link("snom", name="S", port=7010)),
        licences={"sms": True, "ldap": True, "groupware": ["exchange"], "softphone": 10},
        server={"address": _HOST},
        security={"secure_mode": True, "dns_name": _HOST},
        addresses=dict.fromkeys(names, _HOST),
    )
    file = tmp_path / "project.twsplan"
    file.write_text(json.dumps(answers), encoding="utf-8")
    return file


def run(*arguments: str) -> str:
    """Run the command line under watch and return what it printed last."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", _WATCH, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("options", [["--role", "server"], ["--role", "station", "--group", "Bureaux"]])
def test_run_touches_what_was_listed(plan: Path, options: list[str]) -> None:
    """Every contact of a run stands in its manifest, and only the plan's own folder is written to."""
    done = subprocess.run(
        [sys.executable, "-m", "wizard", "check", str(plan), *options, "--manifest", "--format", "json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    listed = {line["what"] for line in json.loads(done.stdout) if line["kind"] == "packet"}
    seen = json.loads(run("check", str(plan), *options, "--timeout", "3"))
    assert seen["code"] == 0
    assert seen["contacted"]
    assert set(seen["contacted"]) - listed == set()
    assert [each for each in seen["written"] if str(plan.parent) not in each] == []


def test_silent_run_contacts_nobody(plan: Path) -> None:
    """Local reads only: not one packet."""
    seen = json.loads(run("check", str(plan), "--role", "server", "--local"))
    assert (seen["code"], seen["contacted"]) == (0, [])


def test_watch_sees_what_it_should(plan: Path) -> None:
    """The control: a run without a limit does contact the machines, so an empty list above means something."""
    seen = json.loads(run("check", str(plan), "--role", "server", "--only", "NET-29"))
    assert seen["contacted"] == [f"tcp {_HOST}:2555"]
