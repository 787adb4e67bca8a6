"""Installer and portable archive of the built program, and their sums."""

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path

from winbuild.inventory import write_inventory
from winbuild.places import INSTALLER, INVENTORY, PORTABLE, PROGRAM, SUMS, VERSION, WORK, list_files, measure

_SCRIPT = Path(__file__).resolve().with_name("installer.nsi")
_DRAWN = WORK / "pyinstaller" / "build"
_LARGEST_INSTALLER = 40_000_000
# The first day that a zip archive can name: the same program gives the same archive.
_DAY = (1980, 1, 1, 0, 0, 0)


def finish() -> None:
    """Write portable archive, bill of materials and sums, after the installer."""
    make_archive()
    write_inventory()
    write_sums()


def make_installer(program: Path = PROGRAM, version: str = VERSION, target: Path = INSTALLER) -> None:
    """Write the installer of a program's folder."""
    maker = shutil.which("makensis")
    if maker is None:
        raise SystemExit("The installer's maker is needed: Debian package nsis.")
    removals = _write_commands("removals.nsh", list_removals(program))
    moves = _write_commands("moves.nsh", list_moves(program))
    values = {
        "OUT": target,
        "PROGRAM": program,
        "VERSION": version,
        "ICON": _DRAWN / "application.ico",
        "PICTURE": _DRAWN / "installer.bmp",
        "REMOVALS": removals,
        "MOVES": moves,
        "SIZE_KB": measure(program) // 1024,
    }
    defined = [f"-D{name}={value}" for name, value in values.items()]
    done = subprocess.run((maker, "-V2", "-INPUTCHARSET", "UTF8", *defined, str(_SCRIPT)), check=False)
    if done.returncode:
        raise SystemExit("The installer could not be made.")
    if (size := target.stat().st_size) > _LARGEST_INSTALLER:
        raise SystemExit(f"The installer takes {size / 1e6:.1f} MB; {_LARGEST_INSTALLER / 1e6:.0f} MB is the most.")


def _write_commands(name: str, commands: list[str]) -> Path:
    file = WORK / name
    # makensis takes a file without a byte order mark for one of the system's code page.
    file.write_text("\n".join(commands) + "\n", encoding="utf-8-sig")
    return file


def list_moves(folder: Path) -> list[str]:
    """Return the installer's commands that put the program, unpacked whole beside, into its place."""
    names = [*sorted(path.name.replace("$", "$$") for path in folder.iterdir()), "uninstall.exe"]
    return [f'!insertmacro MOVE "{name}"' for name in names]


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
