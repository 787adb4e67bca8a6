"""What surrounds a user is nothing to a dossier: no file of the home or working folder is run, no variable counts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import ROOT

_SAMPLE = ROOT / "resources" / "samples" / "town-hall-oxe-rds.twsplan"
_TRAP = "open({mark!r}, 'w').close()\n"


def _export(out: Path, cwd: Path, **environment: str) -> bytes:
    """Return the PDF that the program, as a process of its own, makes of a sample."""
    words = [sys.executable, "-m", "wizard", "export", str(_SAMPLE), "--out", str(out), "--formats", "pdf",
             "--language", "en", "--date", "2026-01-15"]  # fmt: skip
    # As installed: the package is found wherever the working folder is.
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(words, capture_output=True, env=variables, cwd=cwd, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    (pdf,) = out.iterdir()
    return pdf.read_bytes()


def test_nothing_of_the_user_is_run(tmp_path: Path) -> None:
    """Files that reportlab looks for in the home folder, and modules in the working folder, are left alone."""
    home, here, mark = tmp_path / "home", tmp_path / "here", tmp_path / "ran"
    home.mkdir()
    here.mkdir()
    trap = _TRAP.format(mark=str(mark))
    for name in (".reportlab_mods", ".reportlab_settings"):
        (home / name).write_text(trap, encoding="utf-8")
    # The last two are imported by the program itself and by reportlab, once it is under way.
    for name in ("reportlab_mods", "reportlab_settings", "pydantic", "pyRXPU", "reportlab"):
        (here / f"{name}.py").write_text(trap, encoding="utf-8")
    assert _export(tmp_path / "out", here, HOME=str(home), USERPROFILE=str(home)).startswith(b"%PDF")
    assert not mark.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("RL_wrapA85", "1"), ("RL_useA85", "maybe"), ("RL_defaultPageSize", "A3"), ("RL_pageCompression", "0"),
     ("SOURCE_DATE_EPOCH", "1"), ("SOURCE_DATE_EPOCH", "soon")],
)  # fmt: skip
def test_variables_change_no_byte(tmp_path: Path, name: str, value: str) -> None:
    """The same plan on the same date gives the same bytes, whatever reportlab would take from the environment."""
    assert _export(tmp_path / "a", tmp_path, **{name: value}) == _export(tmp_path / "b", tmp_path)
