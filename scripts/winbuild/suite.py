"""The tests under the Windows Python, through Wine: the Windows-only code, and all else that does without Qt."""

import shutil
import zipfile
from pathlib import Path

from environment import ROOT

from winbuild.interpreter import PATHS, PYTHON, download
from winbuild.places import WORK
from winbuild.wine import run_windows, to_windows

_SITE = WORK / "tests"
_LINKS = WORK / "tests-python"
_REQUIREMENTS = ROOT / "requirements" / "windows-tests.txt"
# Not here: the window, which is tried out whole as built; the scripts and translations, which are Linux'; what exports
# whole dossiers, whose text and bytes the trials of the built program compare.
_TESTS = (
    "tests/assessment",
    "tests/catalogue",
    "tests/checks",
    "tests/domain",
    "tests/storage",
    "tests/test_errors.py",
    "tests/test_i18n.py",
)
# They import what only other systems have, or what only translates.
_NOT = ("tests/checks/network/test_ports.py", "tests/catalogue/test_translated.py")
_OPTIONS = ("-p", "no:cacheprovider", "-q", "-o", "filterwarnings=")


def run_suite() -> None:
    """Run the tests; end the script with their output where one fails or none ran."""
    _prepare()
    left_out = [f"--ignore={to_windows(ROOT / test)}" for test in _NOT]
    words = ("-B", "-m", "pytest", *_OPTIONS, "--rootdir", to_windows(ROOT), *left_out)
    tests = [to_windows(ROOT / test) for test in _TESTS]
    # Through the variable, so that the programs that tests start find the modules too.
    paths = {"PYTHONPATH": ";".join(to_windows(folder) for folder in (ROOT, ROOT / "scripts", _SITE))}
    done = run_windows((to_windows(_LINKS / "python.exe"), *words, *tests), paths, folder=ROOT)
    failed = done.returncode or " passed" not in done.stdout
    # What failed stands before the list of what was skipped.
    print(done.stdout.strip()[-(40_000 if failed else 4_000) :] or done.stderr[-3_000:])
    if failed:
        raise SystemExit("Tests failed under the Windows Python.")


def _prepare() -> None:
    """Unpack the testers for Windows apart from the wheels that the program is built from."""
    for folder in (_SITE, _LINKS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    wheels = WORK / "tests-wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    download(_REQUIREMENTS, wheels)
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(_SITE)
    _link(PYTHON, _LINKS)


def _link(python: Path, folder: Path) -> None:
    """Make the Windows Python once more, by links: without the file of its paths, which would rule out the variable."""
    for each in python.iterdir():
        if each.name != PATHS:
            (folder / each.name).symlink_to(each)
