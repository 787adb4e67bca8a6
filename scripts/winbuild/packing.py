"""Installer and portable archive of the built program, and their sums."""

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path

from winbuild.inventory import write_inventory
from winbuild.places import INSTALLER, INVENTORY, PORTABLE, PROGRAM, SUMS, VERSION, WORK, list_files, measure

_SCRIPT = Path(__file__).resolve().with_name("installer.nsi")
_LARGEST_INSTALLER = 40_000_000
# The first day that a zip archive can name: the same program gives the same archive.
_DAY = (1980, 1, 1, 0, 0, 0)


def finish() -> None:
    """Write portable archive, bill of materials and sums, after the installer."""
    make_archive()
    write_inventory()
    write_sums()


def make_installer() -> None:
    """Write the installer."""
    maker = shutil.which("makensis")
    if maker is None:
        raise SystemExit("The installer's maker is needed: Debian package nsis.")
    removals = WORK / "removals.nsh"
    # makensis takes a file without a byte order mark for one of the system's code page.
    removals.write_text("\n".join(list_removals(PROGRAM)) + "\n", encoding="utf-8-sig")
    values = {
        "OUT": INSTALLER,
        "PROGRAM": PROGRAM,
        "VERSION": VERSION,
        "ICON": WORK / "pyinstaller" / "build" / "application.ico",
        "REMOVALS": removals,
        "SIZE_KB": measure(PROGRAM) // 1024,
    }
    defined = [f"-D{name}={value}" for name, value in values.items()]
    done = subprocess.run((maker, "-V2", "-INPUTCHARSET", "UTF8", *defined, str(_SCRIPT)), check=False)
    if done.returncode:
        raise SystemExit("The installer could not be made.")
    if (size := INSTALLER.stat().st_size) > _LARGEST_INSTALLER:
        raise SystemExit(f"The installer takes {size / 1e6:.1f} MB; {_LARGEST_INSTALLER / 1e6:.0f} MB is the most.")


def list_removals(folder: Path) -> list[str]:
    """Return the installer's commands that remove the files of a folder, then its folders, deepest first."""

    def spell(path: Path) -> str:
        # In its strings a dollar begins a variable.
        return "$INSTDIR\\" + str(path.relative_to(folder)).replace("$", "$$").replace("/", "\\")

    folders = sorted((path for path in folder.rglob("*") if path.is_dir()), key=lambda path: -len(path.parts))
    files = [f'Delete "{spell(path)}"' for path in list_files(folder)]
    return [*files, *(f'RMDir "{spell(path)}"' for path in folders)]


def make_archive() -> None:
    """Write the portable archive: the program's folder, to be unpacked anywhere."""
    with zipfile.ZipFile(PORTABLE, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in list_files(PROGRAM):
            entry = zipfile.ZipInfo(str(Path(PROGRAM.name, file.relative_to(PROGRAM))), _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())


def write_sums() -> None:
    """Write the SHA-256 sums in the form that ``sha256sum --check`` reads."""
    files = (INSTALLER, PORTABLE, INVENTORY)
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    SUMS.write_text("".join(lines), encoding="ascii")
