"""What every test of the command line starts from."""

import gettext
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.checks.namespaces import SERVER, Lab, make_lab
from tests.cli.running import SCREENS, Result
from tests.cli.two_hosts import SECOND
from tests.factories import make_answers, make_link, make_site, on_softphone_pcs
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


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """Return both hosts; the listening one has two addresses."""
    with make_lab() as made:
        made.add_address(made.server, f"{SECOND}/24")
        yield made


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Write a plan in secure mode with Softphone, a PABX and phones, at one site."""
    file = tmp_path / "project.twsplan"
    answers = make_answers(
        server={"address": SERVER},
        security={"secure_mode": True, "keep_plain_ports": False},
        licences={"softphone": 10},
        load={"softphone_calls_at_once": 3},
        **on_softphone_pcs(),
    )
    links = [make_link("mivoice_5000", name="Mairie", address=SERVER), make_link("snom", name="Accueil", port=7001)]
    answers |= {"telephony": {"links": links}, "sites": []}
    file.write_text(json.dumps(answers), encoding="utf-8")
    return file


@pytest.fixture
def spread_plan(plan: Path) -> Path:
    """Write the plan with a remote site."""
    answers = json.loads(plan.read_text(encoding="utf-8"))
    answers["sites"] = [make_site(name="Annexe", softphone_calls_at_once=2)]
    plan.write_text(json.dumps(answers), encoding="utf-8")
    return plan
