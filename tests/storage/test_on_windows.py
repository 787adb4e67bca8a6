"""The code that only Windows runs, there or under Wine: files held by others, long paths, programs, language."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.factories import make_plan, tell_error
from tests.systems import is_wine
from wizard.errors import ExportError
from wizard.i18n import guess_language
from wizard.storage.atomic import write_whole
from wizard.storage.plan_files import open_plan
from wizard.storage.running import Owner, find_self, is_running
from wizard.storage.saving import save_plan

pytestmark = pytest.mark.skipif(
    sys.platform != "win32", reason="the calls of Windows: scripts/windows.py tests runs it"
)

_HELD_S = 0.3
_READ, _OPEN_EXISTING, _NOBODY = 0x80000000, 3, 0


class _Holder:
    """An opened file that is shared with nobody, as an antivirus or a preview has it."""

    def __init__(self, path: Path) -> None:
        import ctypes  # noqa: PLC0415 - on Windows only
        from ctypes import wintypes  # noqa: PLC0415 - as above

        self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore] # on Windows only
        self._kernel.CreateFileW.restype = wintypes.HANDLE
        handle = self._kernel.CreateFileW(str(path), _READ, _NOBODY, None, _OPEN_EXISTING, 0, None)
        assert handle not in (None, wintypes.HANDLE(-1).value)
        self._handle = wintypes.HANDLE(handle)

    def release(self) -> None:
        assert self._kernel.CloseHandle(self._handle)


def test_file_held_for_a_moment_is_written(tmp_path: Path) -> None:
    """A sharing violation that passes is waited out: the new content is there, and the wait was real."""
    path = tmp_path / "plan.twsplan"
    path.write_bytes(b"old")
    holder = _Holder(path)
    with pytest.raises(PermissionError):
        path.read_bytes()
    threading.Timer(_HELD_S, holder.release).start()
    begun = time.monotonic()
    write_whole(path, b"new")
    assert time.monotonic() - begun >= _HELD_S / 2
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_file_held_for_good_is_told_and_kept(tmp_path: Path) -> None:
    """A file that stays held is an error that names it; the old content and nothing else is there."""
    path = tmp_path / "plan.twsplan"
    path.write_bytes(b"old")
    holder = _Holder(path)
    try:
        with pytest.raises(ExportError) as caught:
            write_whole(path, b"new")
    finally:
        holder.release()
    assert path.name in tell_error(caught.value)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("length", [210, 255])
def test_path_as_long_as_windows_has_always_taken(tmp_path: Path, length: int) -> None:
    """A plan is saved and opened again where its path has so many characters."""
    folder = tmp_path
    while len(str(folder)) < length - 60:
        folder = folder / "sous-dossier à rallonge n° 1"
        folder.mkdir()
    path = folder / ("é" * (length - len(str(folder)) - len("/.twsplan")) + ".twsplan")
    assert len(str(path)) == length
    save_plan(path, make_plan())
    assert open_plan(path) == make_plan()


def allows_long_paths() -> bool:
    """Say whether paths of 260 characters are on (Microsoft, "Maximum Path Length Limitation"); under Wine always."""
    if sys.platform != "win32":
        pytest.skip("on Windows only")
    import winreg  # noqa: PLC0415 - on Windows only

    if is_wine():
        return True
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as opened:
        return bool(winreg.QueryValueEx(opened, "LongPathsEnabled")[0])


@pytest.mark.parametrize("length", [260, 320])
def test_longer_path_is_used_or_told(tmp_path: Path, length: int) -> None:
    """Where long paths are on a plan is saved and opened there; else the error names the file, and nothing is left."""
    # Longer ones can be made by this name whatever is set.
    folder = Path(f"\\\\?\\{tmp_path}")
    while len(str(folder)) < length - 60:
        folder = folder / "sous-dossier à rallonge n° 1"
        folder.mkdir()
    folder = Path(str(folder)[4:])
    path = folder / ("é" * (length - len(str(folder)) - len("/.twsplan")) + ".twsplan")
    assert len(str(path)) == length
    if allows_long_paths():
        save_plan(path, make_plan())
        assert open_plan(path) == make_plan()
    else:
        with pytest.raises(ExportError) as caught:
            save_plan(path, make_plan())
        assert path.name in tell_error(caught.value)


def test_running_program_is_told_from_one_that_ended() -> None:
    """This program runs; a child runs until it has ended; the same number with another start is another program."""
    me = find_self()
    assert me.started
    assert is_running(me)
    assert not is_running(Owner(me.pid, "0:0"))
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert is_running(Owner(child.pid, ""))
        child.communicate(b"\n")
        assert not is_running(Owner(child.pid, ""))
    assert not is_running(Owner(2**30, ""))


def test_two_programs_started_apart_have_different_starts() -> None:
    """A child's start, read by itself, is what this program reads of it, and not this program's own."""
    script = (
        "import sys;sys.path[:0]=sys.argv[1:];from wizard.storage.running import find_self;print(*find_self());input()"
    )
    words = [sys.executable, "-c", script, *sys.path]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        pid, started = child.stdout.readline().split()
        assert is_running(Owner(int(pid), started))
        assert started != find_self().started
        child.communicate("\n")


def test_language_is_that_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without variables Windows itself is asked; a language that the product lacks gives French."""
    import ctypes  # noqa: PLC0415 - on Windows only

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the attribute is there on Windows only
    for number, expected in ((0x040C, "fr"), (0x0C0C, "fr"), (0x0809, "en"), (0x0407, "fr")):
        monkeypatch.setattr(kernel, "GetUserDefaultUILanguage", lambda told=number: told)
        assert guess_language() == expected
