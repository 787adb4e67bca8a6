"""Files that hold a one-time code."""

import os
import stat
from pathlib import Path

import pytest

from wizard.errors import ExportError, UsageError
from wizard.storage.code_files import LARGEST_CODE, read_code_file, remove_code_file, write_code_file

CODE = "7XTQ-NC7X-SQRC"


def test_code_is_read_as_it_was_written(tmp_path: Path) -> None:
    """A code that is written is read again, by its owner alone, and may be removed twice."""
    file = tmp_path / "code"
    write_code_file(file, CODE)
    assert read_code_file(file).strip() == CODE
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    remove_code_file(file)
    remove_code_file(file)
    assert not file.exists()


def test_file_that_is_there_stays(tmp_path: Path) -> None:
    """Neither a file nor what a link leads to is written over."""
    file = tmp_path / "code"
    file.write_text("mine", encoding="ascii")
    with pytest.raises(ExportError, match="is there already"):
        write_code_file(file, CODE)
    assert file.read_text(encoding="ascii") == "mine"


@pytest.mark.parametrize(("size", "is_read"), [(LARGEST_CODE, True), (LARGEST_CODE + 1, False)])
def test_large_file_is_no_code(tmp_path: Path, size: int, *, is_read: bool) -> None:
    """A file is read up to its bound, and no further."""
    file = tmp_path / "code"
    file.write_bytes(b" " * size)
    if is_read:
        assert read_code_file(file) == " " * size
    else:
        with pytest.raises(UsageError, match="more than a code"):
            read_code_file(file)


def test_folder_is_no_file(tmp_path: Path) -> None:
    """A folder is refused in words."""
    with pytest.raises(UsageError, match="--code-file"):
        read_code_file(tmp_path)


def test_bytes_that_are_no_text_are_no_code(tmp_path: Path) -> None:
    """What is no text comes as signs that no code has, and never as an error."""
    file = tmp_path / "code"
    file.write_bytes(b"\xff\xfe7\x00\x00\xd8")
    assert not read_code_file(file).isascii()
