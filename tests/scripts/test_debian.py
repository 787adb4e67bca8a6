"""Packages of the system: what a busy apt, a mirror that fails and a package that is not there make of it."""

from pathlib import Path

import debian
import pytest

from tests.scripts.standing_in import put_first, stand_in

# Fails as often as it is told to, then makes each package's program; "absent" is a package that nobody has.
_APT = """
echo "$@" >> calls
left=$(cat failures)
if [ "$left" -gt 0 ]; then echo $((left - 1)) > failures; exit 100; fi
case "$*" in *" update"*) exit 0;; *absent*) exit 100;; esac
for word; do
  case "$word" in program-*) printf '#!/bin/sh\\n' > "bin/$word"; chmod +x "bin/$word";; esac
done
"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a machine with an apt of its own, on which this user is root."""
    (tmp_path / "bin").mkdir()
    for name, script in (("apt-get", _APT), ("dpkg", "echo dpkg $@ >> calls")):
        stand_in(tmp_path / "bin", name, f"cd {tmp_path}\n{script}")
    monkeypatch.setenv("PATH", put_first(tmp_path / "bin"))
    monkeypatch.setattr(debian, "_SERVICE_POLICY", tmp_path / "policy-rc.d")
    monkeypatch.setattr(debian, "_PAUSES_S", (0.0, 0.0, 0.0))
    monkeypatch.setattr(debian, "_is_root", lambda: True)
    return tmp_path


def _add(machine: Path, failures: int, *names: str) -> dict[str, str]:
    (machine / "failures").write_text(str(failures), encoding="ascii")
    return debian.add_missing(lambda: debian.find_missing({name: name for name in names}))


@pytest.mark.parametrize("failures", [0, 1, 3])
def test_what_passes_is_waited_out(machine: Path, failures: int) -> None:
    """Lists that another apt holds are asked for again, and the packages come."""
    assert _add(machine, failures, "program-a", "program-b") == {}
    assert not (machine / "policy-rc.d").exists()


def test_interrupted_packages_are_set_up_before_the_next_attempt(machine: Path) -> None:
    """What an earlier run left unpacked would make every install fail."""
    _add(machine, 5, "program-a")
    calls = (machine / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[1] == "dpkg --configure -a"
    assert "install" in calls[-1]


def test_package_that_nobody_has_keeps_out_no_other(machine: Path) -> None:
    """Asked for together they all fail; one by one the others come."""
    assert _add(machine, 0, "program-a", "absent", "program-b") == {"absent": "absent"}


def test_what_never_passes_is_told(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After several attempts the check goes on without, and says so."""
    assert _add(machine, 1_000, "program-a") == {"program-a": "program-a"}
    assert "Missing: program-a" in capsys.readouterr().out
    assert not (machine / "policy-rc.d").exists()
