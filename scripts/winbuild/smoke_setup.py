"""Trials of installer and portable archive without questions: they put the program there, whole, and take it away."""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

from winbuild.carried import find_unexplained
from winbuild.installed import (
    ask_registry,
    call_installer,
    demand_installed,
    demand_removed,
    forget,
    install,
    name_unpacked,
    remove,
)
from winbuild.packing import make_installer
from winbuild.places import CONSOLE, DIST, INSTALLER, INVENTORY, PORTABLE, PROGRAM, SUMS, WINDOW, list_files
from winbuild.smoke_console import Holder
from winbuild.trial import AWKWARD, SAMPLES, copy_sample, demand, make_empty, must_call, shorten_sums
from winbuild.wine import DRIVE

_OLD_FILES = (WINDOW, CONSOLE, "_internal/old.dll", "old.txt")
_FAILED = 2


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
    demand({"pydantic", "pyside6-essentials", "CPython", "Qt", "OpenSSL"} <= names, "the bill lacks a library")
    demand(all(each["licenses"] for each in bill["components"]), "a component has no licence")
    demand(not find_unexplained(PROGRAM), f"of no component: {find_unexplained(PROGRAM)}")
    return f"{len(lines)} sums, {len(names)} components"


def use_archive() -> str:
    """Unpack the portable archive: it is the program's folder, and runs."""
    folder = make_empty("portable")
    with zipfile.ZipFile(PORTABLE) as packed:
        packed.extractall(folder)
    unpacked = folder / PROGRAM.name
    demand(shorten_sums(unpacked) == shorten_sums(PROGRAM), "other files than in the program's folder")
    demand(must_call("samples", at=unpacked).count(".twsplan") == len(SAMPLES), "the samples are not listed")
    shutil.rmtree(folder)
    return f"{len(list_files(PROGRAM))} files"


def install_and_remove() -> str:
    """Install without a question, twice, and remove: everything is there, then all is gone but the user's plan."""
    home = forget()
    # Somebody keeps a plan where the program will be: that is no obstacle, and stays.
    home.mkdir(parents=True)
    plan = copy_sample(home / "my.twsplan")
    for _ in range(2):
        demand(install() == 0, "the installer ended with a fault")
    demand_installed(home, PROGRAM, beside=(plan.name,))
    demand(must_call("samples", at=home).count(".twsplan") == len(SAMPLES), "the installed program does not run")
    remove()
    demand_removed(home, beside=(plan.name,))
    demand(plan.read_bytes() == SAMPLES[0].read_bytes(), "the user's plan was changed")
    return f"{len(list_files(PROGRAM))} files installed twice, all removed, the user's plan left"


def install_into_awkward_folder() -> str:
    """Install into a folder whose name holds what parts search paths and what the shell fills in, run it, remove it."""
    forget()
    # Wine puts an argument with a space in quotes, which the installer does not take.
    home = DRIVE / AWKWARD.replace(" ", "") / PROGRAM.name
    demand(install(folder=home) == 0, "the installer ended with a fault")
    demand_installed(home, PROGRAM, beside=())
    demand(must_call("samples", at=home).count(".twsplan") == len(SAMPLES), "the installed program does not run")
    remove(home)
    demand_removed(home, beside=None)
    home.parent.rmdir()
    return f"installed into {home.parent.name}, registered, removed"


def install_over_older() -> str:
    """Install over an older one, in its folder and in another: of the old nothing stays; a failure leaves it whole."""
    home, old = forget(), _make_older()
    elsewhere = make_empty("elsewhere")
    for folder in (home, elsewhere):
        demand(install(old, folder) == 0, "the older one could not be installed")
        demand_installed(folder, old.with_suffix(""), beside=())
        if folder == home:
            _fail(home, old.with_suffix(""))
        with Holder(folder / WINDOW):
            demand(call_installer(folder=home) == _FAILED, "an open older one was replaced")
        demand_installed(folder, old.with_suffix(""), beside=())
        demand(not name_unpacked(home).exists(), "what was unpacked stayed beside")
        demand(install(folder=home) == 0, "the installer ended with a fault")
        demand_installed(home, PROGRAM, beside=())
        demand(folder == home or not elsewhere.exists(), "the older one stayed in its folder")
        remove()
        demand_removed(home, beside=None)
    _try_portable(home)
    return "replaced in its folder and from another; kept whole where the new one cannot be written"


def _make_older() -> Path:
    """Make the installer of an older version, with files that this one lacks."""
    folder = make_empty("older")
    for name in _OLD_FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"older")
    installer = folder.with_suffix(".exe")
    make_installer(folder, "0.0.1", installer)
    return installer


def _fail(home: Path, old: Path) -> None:
    """Let the new one fail: where it is unpacked there is a file."""
    obstacle = name_unpacked(home)
    obstacle.write_bytes(b"")
    demand(install(folder=home) == _FAILED, "an installation that cannot be written is no fault")
    obstacle.unlink()
    demand_installed(home, old, beside=())
    demand(ask_registry("DisplayVersion") == "0.0.1", "the older one is not registered any more")


def _try_portable(home: Path) -> None:
    """Where a copy lies that was not installed, nothing is written."""
    home.mkdir(parents=True)
    (home / WINDOW).write_bytes(b"portable")
    demand(install(folder=home) == _FAILED, "a portable copy was no obstacle")
    demand([path.name for path in home.iterdir()] == [WINDOW], "something was put beside a portable copy")
    shutil.rmtree(home)
