"""Nothing that a plan, a file or an error names is opened by showing it: watched by system call, in a window apart."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.dossier.building import list_text_fields
from tests.factories import ROOT
from tests.gui.canary_texts import CANARY, VARIANTS, list_refused, write_short

_WATCHED = "open,openat,openat2,stat,lstat,newfstatat,statx,access,faccessat,faccessat2,readlink,readlinkat"
_NAMED = re.compile(r'(open\w*|\w*stat\w*|f?access\w*|readlink\w*)\([^"\n]*"((?:[^"\\]|\\.)*)"')
_SCRIPT = ROOT / "tests" / "gui" / "canary_window.py"
# Those that the window is told to open have a name of their own behind the folder.
_OWN = re.compile(r"<img src=canary-[a-z]+>")
_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
_STRACE = shutil.which("strace")
_needs_strace = pytest.mark.skipif(_STRACE is None, reason="strace is not installed: nothing else sees what Qt opens")


def _run(kind: str, folder: Path) -> tuple[dict[str, Any], set[str]]:
    """Run the window or the control; return its report, and the names that it opened or looked for."""
    trace = folder.with_suffix(".trace")
    watch = () if _STRACE is None else (_STRACE, "-f", "-qq", "-s", "4096", "-e", f"trace={_WATCHED}", "-o", str(trace))
    own = {name: str(folder / name.lower()) for name in _FOLDERS}
    environment = {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = (*watch, sys.executable, str(_SCRIPT), kind, str(folder))
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, errors="replace", timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = trace.read_text(encoding="utf-8", errors="replace") if watch else ""
    names = {found[2] for found in _NAMED.finditer(seen)}
    # The watch works: the script itself was read.
    assert not watch or str(_SCRIPT) in names
    return json.loads((folder / "report.json").read_text(encoding="utf-8")), names


def _find_canaries(names: set[str]) -> set[str]:
    return {name for name in names if CANARY in _OWN.sub("", name)}


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], set[str]]:
    """Return what the window showed of texts full of markup, and what it opened."""
    return _run("window", tmp_path_factory.mktemp("window"))


@_needs_strace
def test_nothing_that_a_text_names_is_opened(visited: tuple[dict[str, Any], set[str]]) -> None:
    """No picture, background, style sheet or object that any text names is opened or looked for."""
    report, names = visited
    # What the window was told to open, it did.
    assert any(_OWN.search(name) for name in names)
    assert report["boxes"]
    assert _find_canaries(names) == set()


@_needs_strace
def test_same_texts_are_opened_where_they_are_markup(tmp_path: Path) -> None:
    """The control: in a label, a tooltip and a box that guess, the same texts open what they name."""
    folder = tmp_path / "control"
    folder.mkdir()
    _, names = _run("control", folder)
    found = {name.rpartition("/")[2] for name in _find_canaries(names)}
    assert {"canary-tip-img", "canary-box"} <= found
    # Links and objects alone are opened by nobody.
    opened = {kind for kind in VARIANTS if f"canary-label-{kind}" in found}
    assert opened >= set(VARIANTS) - {"a", "object"}


def test_no_text_is_left_to_a_guess(visited: tuple[dict[str, Any], set[str]]) -> None:
    """Each label with a text of the plan's is plain, and no tooltip holds the plan's markup as markup."""
    report, _ = visited
    assert report["loose"] == []
    # Labels and tooltips with such texts there were.
    assert report["plain"] > 20
    assert len(report["tips"]) > 20


def test_every_refusal_and_question_was_shown(visited: tuple[dict[str, Any], set[str]]) -> None:
    """Each file that cannot be read was told of in a box of its own, and each question was asked."""
    boxes = "\n".join(visited[0]["boxes"])
    files = [name for name, _ in list_refused()]
    assert [name for name in files if f"{name}.twsplan" not in boxes and name != "edition"] == []
    named = ("duplicate", "edition", "key", "deep", "port", "item", "part", "file", "attached", "gone", "picture")
    assert [name for name in (*named, "plan", "left") if write_short(name) not in boxes] == []
    assert len(visited[0]["boxes"]) >= len(files) + 7
    assert len(visited[0]["elsewhere"]) == 2


def test_texts_of_the_plan_reach_the_window(visited: tuple[dict[str, Any], set[str]]) -> None:
    """Markup was planted in every text field of a plan, and what peers said is told in a tooltip."""
    assert len(list_text_fields()) > 50
    tips = "\n".join(visited[0]["tips"])
    said = [f"{CANARY}{state}{of}" for state in ("ok", "failed", "unknown") for of in ("-value", "_detail", "_machine")]
    assert [each for each in said if each not in tips] == []
    # And so are the texts of an edition that a user added.
    assert f"{CANARY}told" in tips
