"""Which distributions the program ships, and their licences."""

import re
import sys
from importlib.metadata import distribution
from pathlib import Path

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\]+)", re.MULTILINE)
# The program's start-up code is from it; the rest of PyInstaller is not shipped.
_BUILDERS = ("pyinstaller",)
_OWN = Path(__file__).resolve().with_name("licences")


def read_pins(file: Path) -> dict[str, str]:
    """Return the distributions that a requirements file pins, name → version."""
    return dict(_PINNED.findall(file.read_text(encoding="utf-8")))


def list_shipped(root: Path) -> dict[str, str]:
    """Return the distributions that the program ships, name → version."""
    requirements = root / "requirements"
    wanted = {*read_pins(requirements / "run.txt"), *_BUILDERS}
    pinned = read_pins(requirements / "windows.txt")
    return {name: version for name, version in sorted(pinned.items()) if name in wanted}


def list_licences(root: Path) -> list[tuple[str, str]]:
    """Return the licence texts as (file, folder in the program); Qt's LGPL is not in its distribution.

    Raises:
        FileNotFoundError: the Python that builds has no licence text beside it.

    """
    python = Path(sys.base_prefix, "LICENSE.txt")
    if not python.is_file():
        raise FileNotFoundError(f"{python} is missing")
    found = [(str(root / "LICENSE"), "licences"), (str(python), "licences/python")]
    found += [(str(file), "licences/qt-for-python") for file in sorted(_OWN.glob("*.txt"))]
    for name in list_shipped(root):
        for part in distribution(name).files or ():
            if ".dist-info" in part.parts[0] and re.search(r"licen|copying|notice", str(part), re.IGNORECASE):
                found.append((str(part.locate()), f"licences/{name}"))
    return found
