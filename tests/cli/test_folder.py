"""Several files written to a folder together, as the command line does."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import read_folder
from tests.factories import ROOT
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

    monkeypatch.setattr(atomic, "_put_in_free_place", fail_beside)
    with pytest.raises(ExportError, match=r"x\.csv: cannot be written"):
        write_all(out, {"x.csv": b"1"})
    assert read_folder(out) == {"theirs": b"theirs"}


def test_roundabout_folder_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder named by way of one that does not exist yet is taken back whole."""
    monkeypatch.setattr(atomic, "_put_in_free_place", _fail)
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


_TOGETHER = """
import sys
from pathlib import Path
from wizard.storage.folder import write_all
print("ready", flush=True)
sys.stdin.readline()
for number in range(10):
    (path,) = write_all(Path(sys.argv[1]), {"x.csv": f"{sys.argv[2]}-{number}".encode()})
    print(f"{path.name} {sys.argv[2]}-{number}", flush=True)
"""


def test_exports_at_once_never_share_a_name(tmp_path: Path) -> None:
    """Two programs write ten files each under one name: twenty files, each as its writer was told."""
    runs = [
        subprocess.Popen([sys.executable, "-c", _TOGETHER, str(tmp_path), name], cwd=ROOT, text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for name in "AB"
    ]  # fmt: skip
    for each in runs:
        assert each.stdout is not None
        assert each.stdin is not None
        assert each.stdout.readline() == "ready\n"
    for each in runs:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    told = [line.split(" ") for each in runs for line in each.communicate()[0].splitlines()]
    assert len(told) == 20
    assert read_folder(tmp_path) == {name: content.encode() for name, content in told}


def test_name_taken_at_the_same_moment_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program makes the file after it was looked for: it stays, and the new one gets a number."""
    place = atomic._put_in_free_place  # noqa: SLF001 - the very moment

    def interfere(part: Path, path: Path) -> bool:
        if path.name == "x.csv":
            path.write_bytes(b"theirs")
        return place(part, path)

    monkeypatch.setattr(atomic, "_put_in_free_place", interfere)
    assert write_all(tmp_path, {"x.csv": b"mine"}) == [tmp_path / "x-2.csv"]
    assert read_folder(tmp_path) == {"x.csv": b"theirs", "x-2.csv": b"mine"}


def test_taking_back_leaves_what_somebody_else_wrote_since(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first file is replaced by another program before the second one fails: theirs stays."""
    place = atomic._put_in_free_place  # noqa: SLF001 - the very moment

    def fail_at_second(part: Path, path: Path) -> bool:
        if path.name == "b":
            other = tmp_path / "other"
            other.write_bytes(b"theirs")
            other.replace(tmp_path / "a")
            _fail()
        return place(part, path)

    monkeypatch.setattr(atomic, "_put_in_free_place", fail_at_second)
    with pytest.raises(ExportError):
        write_all(tmp_path, {"a": b"mine", "b": b"mine"})
    assert read_folder(tmp_path) == {"a": b"theirs"}


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_drive_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A stick in FAT has no second names for files: the file is made all the same, and still over nothing."""

    def fail(*_: object) -> None:
        raise OSError(code, "not supported")

    monkeypatch.setattr(Path, "hardlink_to", fail)
    write_all(tmp_path, {"x.csv": b"1"})
    write_all(tmp_path, {"x.csv": b"2"})
    assert read_folder(tmp_path) == {"x.csv": b"1", "x-2.csv": b"2"}
