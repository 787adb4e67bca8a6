"""A Wine prefix of the build's own, and Windows programs run in it."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pace import stretch

from winbuild.places import WORK

PREFIX = WORK / "prefix"
DRIVE = PREFIX / "drive_c"
SYSTEM = DRIVE / "windows" / "system32"
USER = DRIVE / "users" / "tws"
# Debian's own name first: the wrapper "wine" asks for a 32-bit Wine that nothing here needs.
_WINE = ("/usr/lib/wine/wine64", "wine64", "wine")
_SERVER = ("wineserver", "/usr/lib/wine/wineserver64")
_LONGEST_S = 900

Words = Sequence[str | Path]


def find_wine() -> str | None:
    """Return the program that runs 64-bit Windows programs; None where there is none."""
    return next(filter(None, map(shutil.which, _WINE)), None)


def to_windows(path: Path) -> str:
    """Return how Wine's programs see a path of this machine: drive Z is its root."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def make_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a program in the prefix; no dialog ever asks for a browser or .NET."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "VIRTUAL_ENV"))}
    wine = {
        "WINEPREFIX": str(PREFIX),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=;bcryptprimitives=n",
        "USER": "tws",
        "PYTHONUTF8": "1",
    }
    return {**kept, **wine, **(more or {})}


def run_windows(
    words: Words, more: Mapping[str, str] | None = None, *, within_s: float = _LONGEST_S, folder: Path = WORK
) -> subprocess.CompletedProcess[str]:
    """Run a Windows program to its end; its output comes through pipes, which is all that Wine's console can do.

    ``within_s``: the limit on a quiet machine; a busy one has longer.

    Raises:
        subprocess.TimeoutExpired: it did not end in time; it was ended.

    """
    return subprocess.run(
        [find_wine() or "wine", *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=make_environment(more),
        timeout=stretch(within_s),
        check=False,
        cwd=folder,
    )


def must_run_windows(words: Words, more: Mapping[str, str] | None = None, *, within_s: float = _LONGEST_S) -> str:
    """Run a Windows program and return what it printed; end the script with its output where it fails."""
    done = run_windows(words, more, within_s=within_s)
    if done.returncode:
        told = "\n".join((done.stdout + done.stderr).splitlines()[-40:])
        raise SystemExit(f"{told}\nFailed with exit code {done.returncode}: {' '.join(map(str, words))}")
    return done.stdout


def _call_server(option: str) -> None:
    server = next(filter(None, map(shutil.which, _SERVER)), None)
    if server is not None and PREFIX.is_dir():
        subprocess.run([server, option], env=make_environment(), check=False, capture_output=True)


def wait_for_wine() -> None:
    """Wait until the last program of the prefix has ended and its registry is written."""
    _call_server("--wait")


def end_wine() -> None:
    """End every program of this prefix; no other prefix is touched."""
    _call_server("--kill")


@contextlib.contextmanager
def open_screen(size: str = "1400x900x24") -> Iterator[str]:
    """Have a virtual screen of the build's own, with a French keyboard; yields its name for DISPLAY."""
    reader, writer = os.pipe()
    xvfb, keyboard = shutil.which("Xvfb"), shutil.which("setxkbmap")
    if xvfb is None or keyboard is None:
        raise SystemExit("A virtual screen is needed: Debian packages xvfb and x11-xkb-utils.")
    # Without a reset the keyboard stays when the program that set it goes.
    words = (xvfb, "-displayfd", str(writer), "-screen", "0", size, "-nolisten", "tcp", "-noreset")
    with subprocess.Popen(words, pass_fds=(writer,), stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        try:
            with os.fdopen(reader) as told:
                screen = f":{told.readline().strip()}"
            # Its accents are keys: one that is redefined while a program runs is typed as another.
            subprocess.run((keyboard, "-display", screen, "fr"), check=True)
            yield screen
        finally:
            server.terminate()
