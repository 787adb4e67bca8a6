"""Files that somebody else chose: ordinary ones are read up to a bound, everything else is refused at once."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories import tell_error
from wizard.catalogue.loader import load_edition
from wizard.domain.faults import describe_os_error
from wizard.errors import WizardError
from wizard.foreign_files import NoOrdinaryFileError, open_foreign, read_foreign
from wizard.i18n import get_translator
from wizard.storage.attachments import read_attached_plan
from wizard.storage.plan_files import open_plan

ONLY_POSIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")


@pytest.mark.parametrize("most", [0, 4, 5, 6])
def test_file_is_read_up_to_a_bound(tmp_path: Path, most: int) -> None:
    """Both sides of the bound; a link to a file is that file."""
    (tmp_path / "a").write_bytes(b"\r\n\x1a\n\0")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert read_foreign(tmp_path / "a", most) == b"\r\n\x1a\n\0"[:most]
    assert read_foreign(tmp_path / "link", most) == b"\r\n\x1a\n\0"[:most]


def test_more_than_one_piece_is_put_together(tmp_path: Path) -> None:
    """Large files are read in pieces."""
    content = os.urandom(3_000_001)
    (tmp_path / "a").write_bytes(content)
    assert read_foreign(tmp_path / "a", 4_000_000) == content


def _make_pipe(path: Path) -> None:
    os.mkfifo(path)


def _make_link_to_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to(path.with_name("pipe"))


def _make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        before = Path.cwd()
        os.chdir(path.parent)
        try:
            made.bind(path.name)
        finally:
            os.chdir(before)


def _make_link_to_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


READERS: dict[str, Callable[[Path], object]] = {
    ".twsplan": open_plan,
    ".toml": load_edition,
    ".pdf": read_attached_plan,
}


@ONLY_POSIX
@pytest.mark.parametrize("make", [_make_pipe, _make_link_to_pipe, _make_socket, _make_link_to_device])
@pytest.mark.parametrize("ending", READERS)
def test_no_reader_waits_for_what_is_no_file(tmp_path: Path, make: Callable[[Path], None], ending: str) -> None:
    """A pipe, a socket and a device are refused by every reader, in words, without being waited for."""
    path = tmp_path / f"a{ending}"
    make(path)
    with pytest.raises(NoOrdinaryFileError):
        read_foreign(path, 1)
    with pytest.raises(WizardError) as caught:
        READERS[ending](path)
    assert str(path) in tell_error(caught.value)
    assert "(this is no ordinary file)" in tell_error(caught.value)


@ONLY_POSIX
def test_file_that_is_exchanged_meanwhile_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was a file when it was looked at may be a pipe when it is opened: still nobody waits."""
    path = tmp_path / "a"
    os.mkfifo(path)
    ordinary = tmp_path / "b"
    ordinary.touch()
    monkeypatch.setattr(Path, "stat", lambda _: os.lstat(ordinary))
    with pytest.raises(NoOrdinaryFileError):
        open_foreign(path)


def test_folder_is_told_as_one(tmp_path: Path) -> None:
    """In the words for a folder."""
    with pytest.raises(IsADirectoryError) as caught:
        read_foreign(tmp_path, 1)
    assert get_translator("en")(describe_os_error(caught.value)) == "this is a folder"
