"""The Wine prefix of the build's own: made whole, or not used at all."""

import shutil
import subprocess
import time

from pace import stretch

from winbuild.wine import PREFIX, SYSTEM, USER, end_wine, find_wine, run_windows, wait_for_wine

# What the prefix was made with, written once it was found whole: another Wine makes it anew, and so does no stamp.
_STAMP = PREFIX / "made-by"
_ATTEMPTS = 3
_WINDOWS = "Microsoft Windows 10."
# Without them there are no drives, no network and no calls from one program to another; Wine's own setup enters them,
# and on a slow machine it may give up before.
_SERVICES = ("Eventlog", "MountMgr", "nsiproxy", "PlugPlay", "RpcSs", "winebus")
_SERVICE_KEY = r"HKLM\System\CurrentControlSet\Services"
# It is started with the prefix: it runs where the manager of services does its work.
_AT_START, _RUNNING = "PlugPlay", "RUNNING"
_START_S, _LOOK_EVERY_S = 60.0, 1.0
# Wine gives a service ten seconds to start, which a busy machine may not have.
_PATIENCE = ("/v", "ServicesPipeTimeout", "/t", "REG_DWORD", "/d", "600000", "/f")
_PROGRAM_S = 180.0
_SETUP_S = 600.0


class PrefixError(Exception):
    """Wine makes no prefix here that programs run in; says what it lacks."""


def make_prefix() -> None:
    """Have a prefix, as Windows 10, in which programs, children of programs and services run.

    Raises:
        PrefixError: none came of several attempts.

    """
    made_by = _read_version()
    lacks = _find_faults() if _has_stamp(made_by) else ["all"]
    for attempt in range(1, _ATTEMPTS + 1):
        if not lacks:
            return
        if PREFIX.exists():
            print(f"   The Wine prefix is not whole ({'; '.join(lacks)}) and is made anew.", flush=True)
        lacks = _make()
        if not lacks:
            _STAMP.write_text(made_by, encoding="utf-8")
            return
        print(f"   Attempt {attempt} of {_ATTEMPTS}: the prefix lacks {'; '.join(lacks)}.", flush=True)
    raise PrefixError("; ".join(lacks))


def _read_version() -> str:
    wine = find_wine()
    if wine is None:
        raise SystemExit("Wine is needed: Debian packages wine and wine64.")
    return subprocess.run([wine, "--version"], capture_output=True, text=True, check=True).stdout


def _has_stamp(made_by: str) -> bool:
    return _STAMP.is_file() and _STAMP.read_text(encoding="utf-8") == made_by


def _make() -> list[str]:
    if PREFIX.exists():
        end_wine()
        shutil.rmtree(PREFIX)
    PREFIX.mkdir(parents=True)
    # Its exit code tells of the 32-bit half, which is not there; what is looked at below tells of all else.
    for words in (
        ("wineboot", "--init"),
        ("winecfg", "/v", "win10"),
        ("reg", "add", r"HKLM\System\CurrentControlSet\Control", *_PATIENCE),
    ):
        try:
            run_windows(words, within_s=_SETUP_S)
        except subprocess.TimeoutExpired:
            end_wine()
            return [f"{words[0]} did not end"]
    # Its services start anew with the next program, from what is written by then.
    wait_for_wine()
    return _find_faults()


def _find_faults() -> list[str]:
    """Return what the prefix lacks, in words; nothing where it is whole."""
    if not SYSTEM.is_dir() or not USER.is_dir():
        return ["its folders"]
    faults = []
    # A child of a program, asked in the way that Python's own ``platform`` asks.
    if _WINDOWS not in _ask("cmd", "/c", "cmd", "/c", "ver"):
        faults.append("an answer of cmd")
    entered = {line.rpartition("\\")[2].lower() for line in _ask("reg", "query", _SERVICE_KEY).splitlines()}
    if missing := [name for name in _SERVICES if name.lower() not in entered]:
        faults.append(f"the services {', '.join(missing)}")
    elif not _has_running_service():
        faults.append(f"a running service {_AT_START}")
    return faults


def _ask(*words: str) -> str:
    try:
        return run_windows(words, within_s=_PROGRAM_S).stdout
    except subprocess.TimeoutExpired:
        return ""


def _has_running_service() -> bool:
    end = time.monotonic() + stretch(_START_S)
    while _RUNNING not in _ask("sc", "query", _AT_START):
        if time.monotonic() > end:
            return False
        time.sleep(_LOOK_EVERY_S)
    return True
