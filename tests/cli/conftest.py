"""What every test of the command line starts from."""

import gettext
from collections.abc import Callable, Iterator

import pytest

from tests.cli.running import SCREENS, Result
from wizard.cli.main import main

Call = Callable[..., Result]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak English without a screen, and take back what the program tells argparse of its language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    for name in SCREENS:
        monkeypatch.delenv(name, raising=False)
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no screen, whatever the tests of the window have set: a call without a command would open it."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Return a function that calls the command line in this process."""

    def _call(*arguments: object) -> Result:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Result(code, out, err)

    return _call
