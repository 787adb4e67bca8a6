"""A shipped edition as the build's JSON: it says what the TOML says, counts for that TOML only, and is checked too."""

import importlib.util
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.factories import EDITION_FILE, ROOT
from wizard.catalogue import translated
from wizard.catalogue.loader import FaultyCatalogueError, load_edition
from wizard.catalogue.translated import find_translated, write_checksum


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the build's script."""
    spec = importlib.util.spec_from_file_location("build_script", ROOT / "translations" / "compile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "build_script", module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build: ModuleType) -> Iterator[Path]:
    """Return an edition that counts as shipped, translated."""
    folder = tmp_path / "resources" / "catalogue"
    folder.mkdir(parents=True)
    path = Path(shutil.copy(EDITION_FILE, folder))
    assert build.translate_editions(folder) == [path.with_suffix(".json")]
    monkeypatch.setattr(translated, "find_resources", lambda: tmp_path / "resources")
    yield path
    load_edition.cache_clear()


def _translate(path: Path, text: str) -> None:
    checksum = write_checksum(path.read_bytes()).decode()
    path.with_suffix(".json").write_text(f"{checksum}\n{text}", encoding="utf-8")


def test_translated_edition_equals_the_toml(shipped: Path, tmp_path: Path) -> None:
    """Each of both ways in, every value is the same, and so is where it came from."""
    other = Path(shutil.copy(shipped, tmp_path))
    assert find_translated(shipped, shipped.read_bytes()) is not None
    assert find_translated(other, other.read_bytes()) is None
    assert load_edition(shipped).catalogue == load_edition(other).catalogue
    assert load_edition(shipped).origin == shipped


def test_translation_of_another_content_does_not_count(shipped: Path) -> None:
    """The TOML was edited since: what it says now is read."""
    shipped.write_text(
        shipped.read_text(encoding="utf-8").replace("voices_per_core = 8", "voices_per_core = 9"), encoding="utf-8"
    )
    assert find_translated(shipped, shipped.read_bytes()) is None
    assert load_edition(shipped).catalogue.media.voices_per_core == 9


def test_translation_beside_an_edition_of_the_user_does_not_count(shipped: Path, tmp_path: Path) -> None:
    """Another program may have put it there."""
    own = Path(shutil.copy(shipped, tmp_path))
    shutil.copy(shipped.with_suffix(".json"), tmp_path)
    assert find_translated(own, own.read_bytes()) is None


def test_absent_translation_is_no_fault(shipped: Path) -> None:
    """A checkout that nobody has built."""
    shipped.with_suffix(".json").unlink()
    assert load_edition(shipped).id == EDITION_FILE.stem


def test_translation_is_checked_as_strictly(shipped: Path) -> None:
    """Its schema, what it says of itself, and that it is JSON at all."""
    text = find_translated(shipped, shipped.read_bytes())
    assert text is not None
    wrong, twice = json.loads(text), json.loads(text)
    wrong["media"]["voices_per_core"] = "8"
    twice["facts"].append(twice["facts"][0])
    for broken, named in ((json.dumps(wrong), "media"), (json.dumps(twice), "facts"), (text.decode()[:-9], "")):
        _translate(shipped, broken)
        with pytest.raises(FaultyCatalogueError) as caught:
            load_edition(shipped)
        assert len(caught.value.faults) == 1
        assert str(caught.value.faults[0].params["field"]).startswith(named)
