"""Holding a file: one at a time, let go when its holder dies, nothing left."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.factories import ROOT, tell_error
from wizard.errors import ExportError
from wizard.storage.locks import hold_file

_HOLDING = """
import sys
from pathlib import Path
from wizard.storage.locks import hold_file
with hold_file(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def _start_holder(target: Path) -> "subprocess.Popen[str]":
    holder = subprocess.Popen([sys.executable, "-c", _HOLDING, str(target)], cwd=ROOT, text=True,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_held_file_is_refused_and_told(tmp_path: Path) -> None:
    """While another program holds it; nothing is left once it lets go."""
    target = tmp_path / "a.twsplan"
    holder = _start_holder(target)
    with pytest.raises(ExportError) as caught, hold_file(target, patience_s=0):
        pass
    assert tell_error(caught.value) == f"{target}: another program is writing this file; try again."
    holder.communicate("go on\n")
    with hold_file(target, patience_s=0):
        pass
    assert list(tmp_path.iterdir()) == []


def test_lock_of_a_killed_holder_is_taken_over(tmp_path: Path) -> None:
    """Its file is still there, but nobody's; it goes with the next holder."""
    target = tmp_path / "a.twsplan"
    holder = _start_holder(target)
    holder.kill()
    holder.communicate()
    assert len(list(tmp_path.iterdir())) == 1
    with hold_file(target, patience_s=5):
        pass
    assert list(tmp_path.iterdir()) == []


def test_waiting_ends_when_the_holder_lets_go(tmp_path: Path) -> None:
    """Many threads take turns; none is inside together with another, and none is left out."""
    target, inside, most, turns = tmp_path / "a", [0], [0], []

    def take_turn(number: int) -> None:
        with hold_file(target, patience_s=60):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            turns.append(number)
            inside[0] -= 1

    threads = [threading.Thread(target=take_turn, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most[0], sorted(turns)) == (1, list(range(30)))
    assert list(tmp_path.iterdir()) == []


def test_files_of_one_folder_are_held_apart(tmp_path: Path) -> None:
    """Whoever writes one does not wait for another."""
    with hold_file(tmp_path / "a"), hold_file(tmp_path / "b", patience_s=0):
        assert len(list(tmp_path.iterdir())) == 2


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """No lock can lie there either."""
    target = tmp_path / "absent" / "a"
    with pytest.raises(ExportError, match="cannot be written"), hold_file(target):
        pass
