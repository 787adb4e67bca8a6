"""``samples``: listed and written."""

from pathlib import Path

from tests.cli.conftest import Call
from tests.cli.running import SAMPLES, read_folder

_SHIPPED = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.twsplan"))}


def test_list_names_each_sample(call: Call) -> None:
    """Without a folder the names are printed, one a line."""
    result = call("samples")
    assert (result.code, result.out.splitlines(), result.err) == (0, list(_SHIPPED), "")
    assert len(_SHIPPED) >= 7


def test_written_samples_are_the_shipped_ones(tmp_path: Path, call: Call) -> None:
    """The files written are byte-equal to the shipped ones, and their paths are printed."""
    out = tmp_path / "new" / "deep"
    result = call("samples", "--out", out)
    assert read_folder(out) == _SHIPPED
    assert result.out.splitlines() == [str(out / name) for name in _SHIPPED]


def test_writing_again_changes_nothing(tmp_path: Path, call: Call) -> None:
    """Samples that are there already are not written a second time; an edited one is kept beside its original."""
    call("samples", "--out", tmp_path)
    call("samples", "--out", tmp_path)
    assert read_folder(tmp_path) == _SHIPPED
    edited = tmp_path / next(iter(_SHIPPED))
    edited.write_bytes(b"mine")
    call("samples", "--out", tmp_path)
    assert read_folder(tmp_path) == {
        **_SHIPPED,
        edited.name: b"mine",
        f"{edited.stem}-2.twsplan": _SHIPPED[edited.name],
    }


def test_folder_that_is_a_file(tmp_path: Path, call: Call) -> None:
    """A file in the folder's place ends with 2 and one line naming it, and stays as it is."""
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    result = call("samples", "--out", file)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert str(file) in result.err
    assert read_folder(tmp_path) == {"file": b"mine"}
