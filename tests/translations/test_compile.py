"""Translations compiled for gettext."""

import gettext
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import PoFileError

from tests.translations.conftest import write_translation

Scripts = Callable[[str], ModuleType]


def test_compiled_translation_speaks(scripts: Scripts, tmp_path: Path) -> None:
    """A compiled translation gives each sentence, also one with signs beyond ASCII."""
    write_translation(tmp_path / "fr" / "LC_MESSAGES" / "wizard.po", {"Yes": "Oui", "“{name}”": "«\u202f{name}\u202f»"})
    (compiled,) = scripts("compile").compile_all(tmp_path)
    assert compiled.name == "wizard.mo"
    speak = gettext.translation("wizard", str(tmp_path), ["fr"]).gettext
    assert [speak(text) for text in ("Yes", "“{name}”", "Unknown")] == ["Oui", "«\u202f{name}\u202f»", "Unknown"]


def test_nothing_to_compile_is_an_error(scripts: Scripts, tmp_path: Path) -> None:
    """A folder without any language, and a language without its file, are errors and no silent success."""
    with pytest.raises(FileNotFoundError):
        scripts("compile").compile_all(tmp_path)
    (tmp_path / "fr" / "LC_MESSAGES").mkdir(parents=True)
    with pytest.raises(FileNotFoundError):
        scripts("compile").compile_all(tmp_path)


def test_broken_file_is_an_error(scripts: Scripts, tmp_path: Path) -> None:
    """A translation that is no such file stops the build."""
    path = tmp_path / "fr" / "LC_MESSAGES" / "wizard.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Yes"\nno line of such a file\nmsgstr "Oui"\n', encoding="utf-8")
    with pytest.raises(PoFileError):
        scripts("compile").compile_all(tmp_path)
