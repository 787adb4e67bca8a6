"""Trials of installer and portable archive: they put the program there, whole, and take it away again."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

from winbuild.places import CONSOLE, DIST, INSTALLER, INVENTORY, PORTABLE, PROGRAM, SUMS, WINDOW, list_files
from winbuild.trial import SAMPLES, copy_sample, demand, make_empty, must_call, take_sums
from winbuild.wine import USER, run_windows, to_windows, wait_for_wine

_HOME = USER / "AppData" / "Local" / "Programs" / "tws-preinstall"
_MENU = USER / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
_CLASSES = r"HKCU\Software\Classes"
_COMMAND = rf"{_CLASSES}\TwsPreinstall.Plan\shell\open\command"
_UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\tws-preinstall"


def check_sums() -> str:
    """Look whether the sums beside the files are theirs, and what the bill of materials lists."""
    lines = SUMS.read_text(encoding="ascii").splitlines()
    for line in lines:
        digest, name = line.split("  ")
        demand(hashlib.sha256((DIST / name).read_bytes()).hexdigest() == digest, f"{name}: another sum")
    listed = {line.split("  ")[1] for line in lines}
    demand(listed == {INSTALLER.name, PORTABLE.name, INVENTORY.name}, f"sums of {listed}")
    bill = json.loads(INVENTORY.read_bytes())
    names = {each["name"] for each in bill["components"]}
    demand({"pydantic", "pyside6-essentials", "CPython"} <= names, "the bill of materials lacks a library")
    return f"{len(lines)} sums, {len(names)} components"


def use_archive() -> str:
    """Unpack the portable archive: it is the program's folder, and runs."""
    folder = make_empty("portable")
    with zipfile.ZipFile(PORTABLE) as packed:
        packed.extractall(folder)
    unpacked = folder / PROGRAM.name
    demand(_shorten(unpacked) == _shorten(PROGRAM), "other files than in the program's folder")
    demand(must_call("samples", at=unpacked).count(".twsplan") == len(SAMPLES), "the samples are not listed")
    shutil.rmtree(folder)
    return f"{len(list_files(PROGRAM))} files"


def _shorten(folder: Path) -> dict[str, str]:
    return {str(Path(name).relative_to(folder)): digest for name, digest in take_sums(folder).items()}


def install_and_remove() -> str:
    """Install without a question, twice, and remove: everything is there, then all is gone but the user's plan."""
    for _ in range(2):
        _install()
    installed = _shorten(_HOME)
    demand(installed.pop("uninstall.exe", None), "no uninstaller")
    demand(installed == _shorten(PROGRAM), "other files than in the program's folder")
    demand(must_call("samples", at=_HOME).count(".twsplan") == len(SAMPLES), "the installed program does not run")
    demand(len(list(_MENU.glob("*TWS*.lnk"))) == 1, "not one shortcut in the start menu")
    demand("TwsPreinstall.Plan" in _ask(rf"{_CLASSES}\.twsplan"), "no file type")
    demand(f'\\{WINDOW}" "%1"' in _ask(_COMMAND).replace('\\"', '"'), f"the file type opens {_ask(_COMMAND)}")
    plan = copy_sample(_HOME / "my.twsplan")
    _remove()
    demand([path.name for path in _HOME.iterdir()] == [plan.name], "more than the user's plan was left")
    demand(plan.read_bytes() == SAMPLES[0].read_bytes(), "the user's plan was changed")
    demand(not list(_MENU.glob("*TWS*.lnk")), "the shortcut was left")
    demand(not _ask(_COMMAND) and not _ask(_UNINSTALL), "keys of the registry were left")
    return f"{len(installed)} files installed twice, all removed, the user's plan left"


def _install() -> None:
    # A folder that holds a user's file alone is no longer the program's.
    if not (_HOME / CONSOLE).exists():
        shutil.rmtree(_HOME, ignore_errors=True)
    done = run_windows((to_windows(INSTALLER), "/S"), within_s=300)
    demand(done.returncode == 0, f"the installer ended with {done.returncode}")
    wait_for_wine()


def _remove() -> None:
    # It copies itself and goes on from there, so its end is waited for by Wine's.
    run_windows((to_windows(_HOME / "uninstall.exe"), "/S"), within_s=300)
    wait_for_wine()


def _ask(key: str) -> str:
    done = run_windows(("reg", "query", key, "/ve"), within_s=60)
    return done.stdout if done.returncode == 0 else ""
