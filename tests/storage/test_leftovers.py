"""What killed writers left: swept, but never what a living one works on, nor what is somebody else's."""

from pathlib import Path

from wizard.storage.atomic import name_beside
from wizard.storage.leftovers import sweep_folder, sweep_leftovers
from wizard.storage.locks import hold_file


def _leave(target: Path) -> None:
    (target.parent / name_beside(target, "-abc123.part")).write_bytes(b"half a plan")


def _list(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_own_leftovers_go_others_stay(tmp_path: Path) -> None:
    """A part and a lock of this file; the parts of another file, and files that only look alike, are left alone."""
    mine, other = tmp_path / "a.twsplan", tmp_path / "b.twsplan"
    _leave(mine)
    _leave(other)
    (tmp_path / name_beside(mine, ".lock")).touch()
    foreign = {".tws-notes.part", ".tws-0123456789abcdef-x.txt", name_beside(other, "-abc123.part")}
    for name in foreign:
        (tmp_path / name).touch()
    sweep_leftovers(mine)
    assert _list(tmp_path) == foreign


def test_living_writer_is_left_alone(tmp_path: Path) -> None:
    """While somebody holds the file nothing of it is touched, file by file or in the whole folder."""
    target, dead = tmp_path / "a", tmp_path / "b"
    _leave(target)
    _leave(dead)
    with hold_file(target):
        sweep_leftovers(target)
        sweep_folder(tmp_path)
        assert name_beside(target, "-abc123.part") in _list(tmp_path)
        assert name_beside(dead, "-abc123.part") not in _list(tmp_path)
    sweep_folder(tmp_path)
    assert _list(tmp_path) == set()


def test_folder_that_is_gone_is_no_fault(tmp_path: Path) -> None:
    """A drive that was there yesterday."""
    sweep_leftovers(tmp_path / "gone" / "a")
    sweep_folder(tmp_path / "gone")
    assert _list(tmp_path) == set()
