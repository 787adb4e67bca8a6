"""Saving: at every moment the old file or the new one is there, whole, and nothing else is left."""

import errno
import os
import time
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.factories import make_plan, tell_error
from wizard.errors import ExportError
from wizard.storage.atomic import write_whole
from wizard.storage.plan_files import open_plan
from wizard.storage.saving import save_plan

posix_only = pytest.mark.skipif(os.name != "posix", reason="file rights and open files of POSIX systems")


def _list(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _fail(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("old", [None, b"old"])
@pytest.mark.parametrize(
    "stage", ["tempfile.mkstemp", pytest.param("os.fdopen", marks=posix_only), "os.fsync", "pathlib.Path.read_bytes",
              pytest.param("pathlib.Path.chmod", marks=posix_only), "pathlib.Path.replace"],
)  # fmt: skip
def test_failure_at_any_stage_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, old: bytes | None
) -> None:
    """Whatever fails, the old file is as it was, no temporary one is left, and the error names file and reason."""
    path = tmp_path / "a.twsplan"
    if old is not None:
        path.write_bytes(old)
    with monkeypatch.context() as patch:
        patch.setattr(stage, _fail)
        with pytest.raises(ExportError) as caught:
            write_whole(path, b"new")
    assert _list(tmp_path) == ({} if old is None else {"a.twsplan": old})
    assert tell_error(caught.value) == f"{path}: cannot be written (the disk is full)."


def test_what_does_not_read_back_is_not_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that gives back something else than was written costs the new file, not the old one."""
    path = tmp_path / "a.twsplan"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.read_bytes", lambda _: b"nxw")
        with pytest.raises(ExportError, match="does not read back"):
            write_whole(path, b"new")
    assert _list(tmp_path) == {"a.twsplan": b"old"}


def test_interruption_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interruption is passed on, and leaves nothing behind."""
    path = tmp_path / "a.twsplan"
    path.write_bytes(b"old")

    def interrupt(_: int) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_whole(path, b"new")
    assert _list(tmp_path) == {"a.twsplan": b"old"}


@posix_only
def test_folder_that_cannot_be_flushed_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some drives cannot flush a folder: the file is in place by then, and that is success."""
    path, flush = tmp_path / "a.twsplan", os.fsync
    flushed = []

    def flush_files_only(handle: int) -> None:
        flushed.append(handle)
        if len(flushed) > 1:
            raise OSError(errno.EINVAL, "Invalid argument")
        flush(handle)

    monkeypatch.setattr(os, "fsync", flush_files_only)
    write_whole(path, b"new")
    assert len(flushed) == 2
    assert _list(tmp_path) == {"a.twsplan": b"new"}


def _hold(times: int, code: int | None) -> Any:  # noqa: ANN401 - stands in for a method
    replace, tries = Path.replace, []

    def try_replace(source: Path, target: Path) -> Path:
        tries.append(target)
        if len(tries) <= times:
            error = PermissionError(errno.EACCES, "Access is denied")
            error.winerror = code  # type: ignore[attr-defined,unused-ignore]
            raise error
        return replace(source, target)

    return try_replace


@pytest.mark.parametrize("code", [5, 32, 33])
def test_file_held_for_a_moment_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A file that another Windows program holds for a moment is saved all the same."""
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    monkeypatch.setattr(Path, "replace", _hold(7, code))
    write_whole(tmp_path / "a.twsplan", b"new")
    assert _list(tmp_path) == {"a.twsplan": b"new"}
    assert pauses == sorted(pauses)
    assert 1 < sum(pauses) < 5


@pytest.mark.parametrize(
    ("times", "code", "reason"),
    [
        (8, 32, "another program holds it"),
        (8, 5, "access denied"),
        (1, 112, "access denied"),
        (1, None, "access denied"),
    ],
)
def test_file_held_for_good_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, code: int | None, reason: str
) -> None:
    """A file that is never let go, or any other fault, is told; nothing is left."""
    monkeypatch.setattr(time, "sleep", lambda _: None)
    monkeypatch.setattr(Path, "replace", _hold(times, code))
    with pytest.raises(ExportError) as caught:
        write_whole(tmp_path / "a.twsplan", b"new")
    assert tell_error(caught.value) == f"{tmp_path / 'a.twsplan'}: cannot be written ({reason})."
    assert _list(tmp_path) == {}


@pytest.mark.parametrize("name", ["absent/a.twsplan", "folder", "a\0b.twsplan"])
def test_place_that_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    """A missing folder, a folder in the file's place or an impossible name is one clear error; nothing is left."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError) as caught:
        write_whole(tmp_path / name, b"new")
    assert caught.value.params["file"] == str(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@posix_only
@pytest.mark.parametrize("rights", [0o600, 0o640, 0o664])
def test_saved_file_keeps_its_rights(tmp_path: Path, rights: int) -> None:
    """A plan that others may not read stays so when it is saved again."""
    path = tmp_path / "a.twsplan"
    path.write_bytes(b"old")
    path.chmod(rights)
    write_whole(path, b"new")
    assert path.stat().st_mode & 0o777 == rights


@posix_only
def test_new_file_has_usual_rights(tmp_path: Path) -> None:
    """A new file has the rights of any new file of this user, not those of a temporary one."""
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "a.twsplan", b"new")
    assert (tmp_path / "a.twsplan").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("content", [b"", b"\0" * 100_000, "é–\u202f".encode()])
def test_content_is_written_byte_for_byte(tmp_path: Path, content: bytes) -> None:
    """What is written is exactly what was given."""
    write_whole(tmp_path / "a b é.bin", content)
    assert _list(tmp_path) == {"a b é.bin": content}


@pytest.mark.parametrize("stage", ["os.fsync", "pathlib.Path.replace"])
def test_plan_survives_a_failed_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """A plan whose saving fails opens as it was saved before."""
    path, plan = tmp_path / "a.twsplan", make_plan()
    save_plan(path, plan)
    with monkeypatch.context() as patch:
        patch.setattr(stage, _fail)
        with pytest.raises(ExportError):
            save_plan(path, make_plan(licences={"users": 1}))
    assert open_plan(path) == plan
    assert [each.name for each in tmp_path.iterdir()] == ["a.twsplan"]
