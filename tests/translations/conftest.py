"""The scripts of the translations folder, which import each other by their bare names."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tests.factories import ROOT

Find = Callable[..., list[str]]


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Return a function that imports one of the scripts."""
    monkeypatch.syspath_prepend(str(ROOT / "translations"))
    for name in ("compile", "extraction", "verify"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return import_module


def write_translation(path: Path, texts: dict[str, str], fuzzy: tuple[str, ...] = ()) -> Path:
    """Write a French translation of some sentences and return its file."""
    catalog = Catalog(locale="fr", charset="utf-8", fuzzy=False)
    for source, translated in texts.items():
        catalog.add(source, translated, flags=["fuzzy"] if source in fuzzy else [])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog)
    return path
