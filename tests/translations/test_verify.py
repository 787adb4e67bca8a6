"""The check of translations finds what is missing, stale, differently filled or badly typed."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from tests.translations.conftest import write_translation

Scripts = Callable[[str], ModuleType]

_NARROW, _WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
_GOOD = {
    "Yes": "Oui",
    "{count} of {total}": "{count} sur {total}",
    "Verdict: {word}": f"Verdict{_WIDE}: {{word}}",
    "“{name}” is absent; see --help.": f"«{_WIDE}{{name}}{_WIDE}» est absent{_NARROW}; voir --help.",
    "argument %(argument_name)s: %(message)s": f"argument %(argument_name)s{_WIDE}: %(message)s",
    "Really?": f"Vraiment{_NARROW}?",
    "http://a.example is up": "http://a.example répond",
}


def _find(scripts: Scripts, monkeypatch: pytest.MonkeyPatch, path: Path, sources: list[str]) -> list[str]:
    verify = scripts("verify")
    catalog = Catalog()
    for source in sources:
        catalog.add(source)
    monkeypatch.setattr(verify, "extract_sources", lambda: catalog)
    monkeypatch.setattr(verify, "list_translations", lambda: {"fr": path})
    return list(verify.find_faults("fr"))


def test_good_translation_has_no_fault(scripts: Scripts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A complete translation with the same placeholders and French typography is faultless, and verify returns 0."""
    path = write_translation(tmp_path / "fr.po", _GOOD)
    assert _find(scripts, monkeypatch, path, list(_GOOD)) == []
    assert scripts("verify").verify([]) == 0


@pytest.mark.parametrize(
    "change",
    [
        ("Yes", None, "not there: 'Yes'"),
        ("Yes", "", "not translated: 'Yes'"),
        ("{count} of {total}", "{count} sur {totale}", "placeholders differ"),
        ("{count} of {total}", "{count}", "placeholders differ"),
        ("{count} of {total}", "{count} sur {total} ({count})", "placeholders differ"),
        ("argument %(argument_name)s: %(message)s", f"argument{_WIDE}: %(message)s", "placeholders differ"),
        ("Verdict: {word}", "Verdict : {word}", "typography"),
        ("Really?", "Vraiment ?", "typography"),
        ("Really?", "Vraiment?", "typography"),
        ("Yes", "Oui !", "typography"),
        ("Yes", "Oui; non", "typography"),
        ("Yes", "« Oui »", "typography"),
        ("Yes", "C'est oui", "typography"),
    ],
)
def test_fault_is_found(
    change: tuple[str, str | None, str], scripts: Scripts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One fault in an otherwise good translation is found, and it alone; verify then returns 1."""
    source, translated, fault = change
    texts = {each: text for each, text in {**_GOOD, source: translated}.items() if text is not None}
    found = _find(scripts, monkeypatch, write_translation(tmp_path / "fr.po", texts), list(_GOOD))
    assert len(found) == 1
    assert found[0].startswith(fault)
    assert scripts("verify").verify([]) == 1


def test_stale_and_fuzzy_are_found(scripts: Scripts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A sentence that the code no longer has, and one marked as unsure, are found."""
    path = write_translation(tmp_path / "fr.po", {**_GOOD, "Gone": "Parti"}, fuzzy=("Yes",))
    found = _find(scripts, monkeypatch, path, list(_GOOD))
    assert found == ["no longer used: 'Gone'", "not translated: 'Yes'"]


def test_every_fault_is_printed(
    scripts: Scripts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All faults are printed, each on a line with its language."""
    path = write_translation(tmp_path / "fr.po", {"Yes": "Oui !", "Really?": "Vraiment ?"})
    _find(scripts, monkeypatch, path, ["Yes", "Really?", "No"])
    scripts("verify").verify([])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [["fr", "not there"], ["fr", "typography"], ["fr", "typography"]]
