"""Source sentences found in the code, and a translation brought up to them."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from tests.translations.conftest import write_translation
from wizard.dossier.wording import LEVEL_WORDS, VERDICT_SENTENCES

Scripts = Callable[[str], ModuleType]


def test_sentences_of_the_code_are_found(scripts: Scripts) -> None:
    """Messages and the sentences of errors are found, and no empty one."""
    found = {str(message.id) for message in scripts("extraction").extract_sources() if message.id}
    assert {word.text for word in (*LEVEL_WORDS.values(), *VERDICT_SENTENCES.values())} <= found
    assert "Expected a command, one of {commands}; see --help." in found
    assert "{file}: cannot be written ({reason})." in found


def test_update_adds_and_drops(scripts: Scripts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """New sentences come in empty, those no longer used go, the others keep their translation; twice is once."""
    extraction = scripts("extraction")
    catalog = Catalog()
    for source in ("Yes", "No"):
        catalog.add(source)
    monkeypatch.setattr(extraction, "extract_sources", lambda: catalog)
    path = write_translation(tmp_path / "fr.po", {"Yes": "Oui", "Gone": "Parti"})
    extraction.update_translation(path, "fr")
    read = {message.id: message.string for message in extraction.read_translation(path, "fr") if message.id}
    assert read == {"Yes": "Oui", "No": ""}
    once = path.read_bytes()
    extraction.update_translation(path, "fr")
    assert path.read_bytes() == once


def test_shipped_translation_is_listed(scripts: Scripts) -> None:
    """French is among the translations."""
    assert scripts("extraction").list_translations()["fr"].name == "wizard.po"
