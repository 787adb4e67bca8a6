"""Several files written to a folder together, as the command line does."""

import errno
from pathlib import Path

import pytest

from tests.cli.running import read_folder
from wizard.errors import ExportError
from wizard.storage import atomic
from wizard.storage.folder import write_all


def test_other_content_gets_a_number(tmp_path: Path) -> None:
    """A file of the same name and other content is kept; the new one gets the first free number, once."""
    for content in (b"1", b"2", b"3", b"2", b"1"):
        write_all(tmp_path, {"x.csv": content})
    assert read_folder(tmp_path) == {"x.csv": b"1", "x-2.csv": b"2", "x-3.csv": b"3"}


def test_folder_in_the_files_place_is_kept(tmp_path: Path) -> None:
    """A folder that has the file's name is left alone; the file gets a number."""
    (tmp_path / "x.csv").mkdir()
    assert write_all(tmp_path, {"x.csv": b"1"}) == [tmp_path / "x-2.csv"]


def _fail(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_folder_that_others_use_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new folder into which somebody else has put a file is not removed with what failed."""
    out = tmp_path / "a" / "b"

    def fail_beside(source: Path, _: Path) -> None:
        (source.parent / "theirs").write_bytes(b"theirs")
        _fail()

    monkeypatch.setattr(atomic, "_replace", fail_beside)
    with pytest.raises(ExportError, match=r"x\.csv: cannot be written"):
        write_all(out, {"x.csv": b"1"})
    assert read_folder(out) == {"theirs": b"theirs"}


def test_roundabout_folder_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder named by way of one that does not exist yet is taken back whole."""
    monkeypatch.setattr(atomic, "_replace", _fail)
    with pytest.raises(ExportError):
        write_all(tmp_path / "a" / ".." / "b", {"x.csv": b"1"})
    assert read_folder(tmp_path) == {}


def test_order_of_paths_is_that_of_the_files(tmp_path: Path) -> None:
    """The paths come back in the order of the files, those already there among them."""
    write_all(tmp_path, {"b": b"2"})
    assert write_all(tmp_path, {"c": b"3", "b": b"2", "a": b"1"}) == [tmp_path / "c", tmp_path / "b", tmp_path / "a"]


def test_file_that_another_program_holds_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is there and cannot be read is told by its own name; nothing of the call stays."""
    held = tmp_path / "b.json"
    held.write_bytes(b"held")
    monkeypatch.setattr(Path, "read_bytes", _refuse_held)
    with pytest.raises(ExportError) as caught:
        write_all(tmp_path, {"a.pdf": b"new", held.name: b"new"})
    assert caught.value.params["file"] == str(held)
    assert [each.name for each in tmp_path.iterdir()] == [held.name]


def _refuse_held(path: Path) -> bytes:
    if path.name == "b.json":
        raise PermissionError(errno.EACCES, "held", str(path))
    with path.open("rb") as file:
        return file.read()
