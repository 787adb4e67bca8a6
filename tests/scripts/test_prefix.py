"""The Wine prefix: used when it is whole, made anew when it is not, and told of when it never is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import ROOT
from tests.scripts.standing_in import put_first, stand_in

# Each prefix that it makes is counted. It is whole from the one on whose number stands in "whole_from"; the ones before
# lack what stands in "lack". Where a file "kill" is, the program that asks for the setup is killed in the middle of it.
_WINE = r"""
state={state}
count() {{ cat "$state/made" 2>/dev/null || echo 0; }}
lacks() {{ [ "$(count)" -lt "$(cat "$state/whole_from")" ] && [ "$(cat "$state/lack")" = "$1" ]; }}
case "$1" in
--version) echo stand-in-1 ;;
wineboot)
  echo $(($(count) + 1)) > "$state/made"
  mkdir -p "$WINEPREFIX/drive_c/windows/system32"
  if [ -e "$state/kill" ]; then rm "$state/kill"; kill -9 $PPID; fi
  lacks folders || mkdir -p "$WINEPREFIX/drive_c/users/tws" ;;
cmd) lacks cmd || echo "Microsoft Windows 10.0.18362" ;;
reg)
  lacks services && exit 0
  for name in Eventlog MountMgr nsiproxy PlugPlay RpcSs winebus; do printf 'HKLM\\Services\\%s\n' "$name"; done ;;
sc) if lacks running; then echo "STATE : 1 STOPPED"; else echo "STATE : 4 RUNNING"; fi ;;
esac
"""
_MAKE = """
import sys
sys.path.insert(0, {scripts!r})
from winbuild import prefix, wine
wine._WINE, wine._SERVER = ("wine-stand-in",), ()
prefix._START_S = prefix._LOOK_EVERY_S = 0.0
try:
    prefix.make_prefix()
except prefix.PrefixError as lack:
    sys.exit(f"not whole: {{lack}}")
"""


class Machine:
    """A checkout with a Wine that is played."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "wizard").mkdir()
        shutil.copy(ROOT / "wizard" / "__init__.py", folder / "wizard")
        stand_in(folder, "wine-stand-in", _WINE.format(state=folder))
        self.set(whole_from=1, lack="nothing")

    def set(self, **values: object) -> None:
        """Set what the stand-in does."""
        for name, value in values.items():
            (self.folder / name).write_text(str(value), encoding="ascii")

    def make(self) -> subprocess.CompletedProcess[str]:
        """Call for the prefix, as the build does."""
        program = _MAKE.format(scripts=str(self.folder / "scripts"))
        environment = {**os.environ, "PATH": put_first(self.folder)}
        return subprocess.run(
            (sys.executable, "-c", program), env=environment, capture_output=True, text=True, check=False
        )

    def count_made(self) -> int:
        """Return how many prefixes were made."""
        return int((self.folder / "made").read_text(encoding="ascii"))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a machine whose Wine makes whole prefixes."""
    return Machine(tmp_path)


def test_whole_prefix_is_made_once(machine: Machine) -> None:
    """A second call finds it, asks it, and leaves it."""
    assert machine.make().returncode == 0
    assert machine.make().returncode == 0
    assert machine.count_made() == 1


@pytest.mark.parametrize("lack", ["folders", "cmd", "services", "running"])
def test_what_a_slow_first_start_leaves_is_made_anew(machine: Machine, lack: str) -> None:
    """A prefix that lacks something is never used: the second or third is."""
    machine.set(whole_from=3, lack=lack)
    done = machine.make()
    assert done.returncode == 0, done.stderr
    assert machine.count_made() == 3
    assert "the prefix lacks" in done.stdout


def test_prefix_that_is_never_whole_is_told_and_not_kept(machine: Machine) -> None:
    """After several attempts the build is told what is lacking; the next call begins anew."""
    machine.set(whole_from=99, lack="services")
    done = machine.make()
    assert "not whole: the services Eventlog, MountMgr" in done.stderr
    before = machine.count_made()
    machine.set(whole_from=0)
    assert machine.make().returncode == 0
    assert machine.count_made() == before + 1


def test_prefix_of_a_killed_run_is_made_anew(machine: Machine) -> None:
    """Killed in the middle of Wine's setup: the half of a prefix is there, and the next run does not take it."""
    machine.set(kill="")
    assert machine.make().returncode == -9
    assert (machine.folder / "build" / "windows" / "prefix" / "drive_c").is_dir()
    assert machine.make().returncode == 0
    assert machine.count_made() == 2


@pytest.mark.parametrize("lack", ["cmd", "services"])
def test_stamped_prefix_that_lacks_something_is_made_anew(machine: Machine, lack: str) -> None:
    """The stamp alone is not believed: what was whole once may have been damaged, or stamped too soon."""
    assert machine.make().returncode == 0
    machine.set(whole_from=2, lack=lack)
    done = machine.make()
    assert done.returncode == 0, done.stderr
    assert "not whole" in done.stdout
    assert machine.count_made() == 2
