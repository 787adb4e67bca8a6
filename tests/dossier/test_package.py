"""Names of the dossier's files."""

import pytest

from tests.dossier.building import make_minimal, read_content
from wizard.dossier.package import PARTS, list_parts, make_slug, name_project
from wizard.i18n import LANGUAGES, get_translator


@pytest.mark.parametrize(
    ("candidates", "slug"),
    [
        (("VAL-2026-014",), "VAL-2026-014"),
        (("Hôtel de l'Été",), "Hotel-de-l-Ete"),
        (("../../x",), "x"),
        (("", None, "  ", "b"), "b"),
        (("CON", "nul", "x"), "x"),
        (("com1",), "tws"),
        (("COM\N{SUPERSCRIPT ONE}",), "tws"),
        (("日本",), "tws"),
        ((), "tws"),
        (("a" * 100,), "a" * 60),
        (("a" * 59 + "--b",), "a" * 59),
        (("a.pdf.exe",), "a-pdf-exe"),
    ],
)
def test_slug(candidates: tuple[str | None, ...], slug: str) -> None:
    """The first candidate that leaves a name is taken: ASCII, short, never one that Windows keeps for itself."""
    assert make_slug(*candidates) == slug


@pytest.mark.parametrize(
    ("project", "begin"),
    [
        ({"reference": "R-1", "customer": "A"}, "R-1"),
        ({"reference": " ", "customer": "Été"}, "Ete"),
        ({}, "plan-26"),
    ],
)
def test_files_are_named_after_the_project(project: dict[str, str], begin: str) -> None:
    """Names begin with the reference, else the customer, else the plan's own name."""
    assert name_project(read_content(make_minimal(project=project)), "plan 26") == begin


def test_no_two_files_share_a_name() -> None:
    """The files of all languages have names of their own, so that none takes another's place."""
    names = [part.name("x", get_translator(language)) for part in PARTS for language in LANGUAGES]
    assert len(set(names)) == len(names) >= 8


def test_formats_choose_the_files() -> None:
    """Each format asks for its own files, in the usual order whatever the order asked for."""
    assert [part.format for part in list_parts(("json", "csv"))] == ["csv", "csv", "json"]
