"""The tests of the Windows-only code paths, under the Windows Python, through Wine."""

import shutil
import zipfile

from environment import ROOT

from winbuild.interpreter import PYTHON, download
from winbuild.places import WORK
from winbuild.wine import run_windows, to_windows

_SITE = WORK / "tests"
_REQUIREMENTS = ROOT / "requirements" / "windows-tests.txt"
# What of the tests does without Qt, without other programs, and has a side of its own on Windows.
_TESTS = ("tests/storage/test_on_windows.py", "tests/storage/test_atomic.py", "tests/test_i18n.py")
_SCRIPT = "import sys;sys.path[:0]=sys.argv[1:4];import pytest;sys.exit(pytest.main(sys.argv[4:]))"


def run_suite() -> None:
    """Run the tests; end the script with their output where one fails or none ran."""
    _prepare()
    paths = [to_windows(folder) for folder in (ROOT, ROOT / "scripts", _SITE)]
    more = ("-p", "no:cacheprovider", "-q", "-o", "filterwarnings=", "--rootdir", to_windows(ROOT))
    tests = [to_windows(ROOT / test) for test in _TESTS]
    words = (to_windows(PYTHON / "python.exe"), "-B", "-c", _SCRIPT, *paths, *more, *tests)
    done = run_windows(words, folder=ROOT)
    print(done.stdout.strip()[-3000:] or done.stderr[-3000:])
    if done.returncode:
        raise SystemExit("Tests failed under the Windows Python.")


def _prepare() -> None:
    """Unpack pytest for Windows apart from the wheels that the program is built from."""
    shutil.rmtree(_SITE, ignore_errors=True)
    _SITE.mkdir(parents=True)
    wheels = WORK / "tests-wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    download(_REQUIREMENTS, wheels)
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(_SITE)
