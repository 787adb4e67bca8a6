"""Opening and assessing a plan reads files and nothing else: watched from inside the interpreter."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import ROOT, make_answers

# Run in an interpreter of its own: a hook cannot be taken away again. It watches from before the first import on.
WATCHER = """
import os, sys

seen = []
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
started = ("subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn")
changed = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
           "shutil.", "tempfile.")
network = ("socket.", "urllib.", "http.", "ssl.", "smtplib.", "ftplib.")

def watch(event, details):
    if event == "open":
        flags = details[2] if isinstance(details[2], int) else 0
        mode = details[1] if isinstance(details[1], str) else ""
        if flags & writing or set(mode) & set("wax+"):
            seen.append((event, str(details[0])))
    elif event.startswith((*started, *changed, *network)):
        seen.append((event, ""))

sys.addaudithook(watch)
"""
ASSESS = """
from pathlib import Path
from wizard.assessment.evaluate import assess
from wizard.catalogue.shelf import find_edition
from wizard.storage.plan_files import open_plan

plan = open_plan(Path(sys.argv[1]))
found = assess(plan, find_edition(plan.catalogue))
assert found.findings and found.flows
"""
TELL = "import json\nprint(json.dumps(seen))\n"


def _watch(script: str, *arguments: str) -> list[list[str]]:
    command = [sys.executable, "-B", "-c", WATCHER + script + TELL, *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stderr
    seen: list[list[str]] = json.loads(ended.stdout)
    return seen


def test_opening_and_assessing_only_reads(tmp_path: Path) -> None:
    """No socket is opened, no process started and no file opened for writing, from the first import to the result."""
    path = tmp_path / "a.twsplan"
    path.write_text(json.dumps(make_answers()), encoding="utf-8")
    assert _watch(ASSESS, str(path)) == []


@pytest.mark.parametrize(
    ("script", "event"),
    [
        ("open(sys.argv[1], 'w').close()\n", "open"),
        ("os.close(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT))\n", "open"),
        ("import socket\nsocket.socket().close()\n", "socket.__new__"),
        ("import subprocess\nsubprocess.run([sys.executable, '--version'], stdout=subprocess.DEVNULL)\n",
         "subprocess.Popen"),
        ("os.mkdir(sys.argv[1])\n", "os.mkdir"),
    ],
)  # fmt: skip
def test_watcher_sees_what_must_not_be(tmp_path: Path, script: str, event: str) -> None:
    """The watcher reports a file, a socket, a process and a folder, so that its silence says something."""
    assert event in {seen for seen, _ in _watch(script, str(tmp_path / "new"))}
