"""Cases of others, and a chain that every test may start from."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.checks.tls.making import Family, make_family
from tests.factories import SHARED

_X509 = SHARED / "cases" / "x509"


class TwsCases(NamedTuple):
    """The TWS cases: their folder, the root as PEM, and what each is."""

    folder: Path
    root: bytes
    cases: tuple[dict[str, Any], ...]


@pytest.fixture(scope="session")
def tws_cases(tmp_path_factory: pytest.TempPathFactory) -> TwsCases:
    """Make the TWS cases, whose dates are relative to now."""
    maker = _X509 / "make_tws.py"
    if not maker.is_file():
        pytest.skip("the TWS certificate cases are not here")
    folder = tmp_path_factory.mktemp("tws")
    subprocess.run([sys.executable, maker, folder], check=True, capture_output=True)
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return TwsCases(folder, (folder / "root.pem").read_bytes(), tuple(index["cases"]))


@pytest.fixture(scope="session")
def core_cases() -> Path:
    """Return the folder of the agreed cases."""
    folder = _X509 / "core"
    if not folder.is_dir():
        pytest.skip("the agreed X.509 cases are not here")
    return folder


@pytest.fixture(scope="session")
def family() -> Family:
    """Return a good chain of three."""
    return make_family()
