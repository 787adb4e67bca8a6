"""What the installer leaves in the prefix and what the uninstaller must take away: folder, shortcut, registry."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pace import stretch

from winbuild.interpreter import PYTHON
from winbuild.places import INSTALLER, WINDOW
from winbuild.trial import demand, shorten_sums
from winbuild.wine import USER, find_wine, make_environment, run_windows, to_windows, wait_for_wine

MENU = USER / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
UNINSTALLER = "uninstall.exe"
_LONGEST_S = 300
_CLASSES = r"Software\Classes"
_PLAN = rf"{_CLASSES}\TwsPreinstall.Plan"
COMMAND = rf"{_PLAN}\shell\open\command"
_UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\tws-preinstall"
_OWN = r"Software\tws-preinstall"
# Not by reg.exe, which writes accents in the console's code page.
_ASK = """
import sys, winreg
key = winreg.OpenKey(winreg.HKEY_CURRENT_USER, sys.argv[1])
print(winreg.QueryValueEx(key, sys.argv[2])[0] if sys.argv[2] != "?" else "", end="")
"""


def find_home() -> Path:
    """Return the folder that is installed into where no other is named."""
    return USER / "AppData" / "Local" / "Programs" / "tws-preinstall"


def name_unpacked(home: Path) -> Path:
    """Return where the installer unpacks until all is whole."""
    return home.with_name(f"{home.name}.tws-preinstall-new")


def forget() -> Path:
    """Have nothing installed, and return the folder that will be."""
    home = find_home()
    if (home / UNINSTALLER).exists():
        remove()
    shutil.rmtree(home, ignore_errors=True)
    return home


def install(installer: Path = INSTALLER, folder: Path | None = None) -> int:
    """Install without a question, wait until all is still, and return the exit code."""
    code = call_installer(installer, folder)
    wait_for_wine()
    return code


def call_installer(installer: Path = INSTALLER, folder: Path | None = None) -> int:
    """Install without a question and return the exit code; other programs may run on."""
    # The folder comes last and takes no quotes (NSIS, "Installer Usage").
    place = (f"/D={to_windows(folder)}",) if folder else ()
    words = (find_wine() or "wine", to_windows(installer), "/S", *place)
    # No pipes: what Wine starts beside the first window holds them open as long as any program runs.
    with subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=make_environment()
    ) as installing:
        return installing.wait(stretch(_LONGEST_S))


def remove(home: Path | None = None) -> None:
    """Uninstall without a question; the uninstaller goes on from a copy of itself, so Wine's end is waited for."""
    run_windows((to_windows((home or find_home()) / UNINSTALLER), "/S"), within_s=300)
    wait_for_wine()


def ask_registry(name: str, key: str = _UNINSTALL) -> str | None:
    """Return a value of a key of this user's; None where there is no such key or value."""
    done = run_windows((to_windows(PYTHON / "python.exe"), "-c", _ASK, key, name), within_s=60)
    return done.stdout if done.returncode == 0 else None


def demand_installed(home: Path, program: Path, beside: Sequence[str]) -> None:
    """Note a fault unless the program is there, whole, with its shortcut and file type, and nothing else."""
    found = shorten_sums(home)
    for name in beside:
        demand(found.pop(name, None), f"{name} is gone")
    demand(found.pop(UNINSTALLER, None), "no uninstaller")
    demand(found == shorten_sums(program), "other files than in the program's folder")
    demand(not name_unpacked(home).exists(), "what was unpacked stayed beside")
    demand(len(list(MENU.glob("*TWS*.lnk"))) == 1, "not one shortcut in the start menu")
    program_path = to_windows(home / WINDOW).rpartition("drive_c")[2]
    expected = {
        (rf"{_CLASSES}\.twsplan", ""): "TwsPreinstall.Plan",
        (COMMAND, ""): f'{program_path.replace("%", "%%")}" "%1"',
        (rf"{_PLAN}\DefaultIcon", ""): f"{program_path},0",
        (_UNINSTALL, "DisplayIcon"): f"{program_path},0",
        (_UNINSTALL, "UninstallString"): f'{program_path.rpartition(WINDOW)[0]}{UNINSTALLER}"',
    }
    for (key, name), end in expected.items():
        found_there = ask_registry(name, key) or ""
        demand(found_there.endswith(end), f"{key} {name} holds {found_there}")


def demand_removed(home: Path, beside: Sequence[str] | None) -> None:
    """Note a fault unless all is gone but what the user put there; None: the folder too."""
    left = [path.name for path in home.iterdir()] if home.exists() else None
    demand(left == (None if beside is None else list(beside)), f"what was left: {left}")
    demand(not list(MENU.glob("*TWS*.lnk")), "the shortcut was left")
    for key in (_PLAN, _UNINSTALL, _OWN, rf"{_CLASSES}\.twsplan"):
        demand(ask_registry("?", key) is None, f"a key of the registry was left: {key}")
