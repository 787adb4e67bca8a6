"""The printed document: structure, page numbers, links, metadata, fonts, reproducibility."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.dossier.pdf.reading import extract_text, run_tool, squeeze
from tests.dossier.pdf.rich_dossier import RICH
from tests.dossier.pdf.small_dossier import make_book, make_dossier
from wizard.dossier.blocks import Cell, Chapter, Column, Heading, Row, Table, Text
from wizard.dossier.pdf.document import render_pdf


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the rich dossier."""
    file = tmp_path_factory.mktemp("rich") / "rich.pdf"
    file.write_bytes(render_pdf(RICH))
    return file


def print_to(folder: Path, *blocks: Heading | Table | Text) -> Path:
    """Return the file of a small dossier."""
    file = folder / "small.pdf"
    file.write_bytes(render_pdf(make_dossier(*blocks)))
    return file


def count_links(file: Path) -> int:
    """Return how many links a file has."""
    return run_tool("qpdf", "--qdf", "--object-streams=disable", "--json", file).count('"/Subtype": "/Link"')


def test_file_is_sound(rich: Path) -> None:
    """The file passes qpdf's check."""
    run_tool("qpdf", "--check", rich)


def test_same_dossier_same_bytes() -> None:
    """Printing twice gives the same bytes; another dossier gives others."""
    assert render_pdf(RICH) == render_pdf(RICH)
    assert render_pdf(RICH) != render_pdf(replace(RICH, title="Another"))


def test_all_texts_are_there(rich: Path) -> None:
    """Every kind of block prints its texts."""
    text = squeeze(extract_text(rich))
    for part in (
        "Ville de Valmont",
        "Étape suivante : remplacer le processeur",
        "Empreinte du plan",
        "Le projet en chiffres",
        "16cœurs demandés",
        "Les annonces vocales restent à enregistrer",
        "Serveur TWS ↔ PABX mairie",
        "UDP 5060 · UDP 40000–40007",
        "Toutes les exigences, avec leur constat",
        "Commande 4711 attendue",
        "sans objet",
        "Bon pour accord",
        "À valider avec Akio",
    ):
        assert squeeze(part) in text, part


def test_page_x_of_y(rich: Path) -> None:
    """Every page but the cover says which it is, of how many."""
    total = int(re.findall(r"Pages:\s+(\d+)", run_tool("pdfinfo", rich))[0])
    text = extract_text(rich)
    assert re.findall(r"page (\d+) de (\d+)", text) == [(str(page), str(total)) for page in range(2, total + 1)]


def test_contents_name_the_right_pages(rich: Path) -> None:
    """The page numbers of the contents are those on which the chapters begin."""
    pages = extract_text(rich).split("\f")
    for chapter in RICH.chapters:
        (number,) = re.findall(rf"^{re.escape(chapter.title)}\n?\s*(\d+)$", pages[1], re.MULTILINE)
        assert chapter.title in pages[int(number) - 1]


def test_outline(rich: Path) -> None:
    """Chapters and their headings are in the outline, each on its page."""
    outline = json.loads(run_tool("qpdf", "--json", "--json-key=outlines", rich))["outlines"]
    assert [entry["title"] for entry in outline] == [chapter.title for chapter in RICH.chapters]
    headings = [block.text for block in RICH.chapters[0].blocks if isinstance(block, Heading)]
    assert [entry["title"] for entry in outline[0]["kids"]] == headings
    assert outline[0]["destpageposfrom1"] == 3


def test_metadata(rich: Path) -> None:
    """Language, title, author, subject are set; a viewer shows the title; no clock is read."""
    info = run_tool("pdfinfo", rich)
    for line in (
        "Title: +Dossier de préinstallation – Ville de Valmont",
        "Author: +A. Martin",
        "Subject: +VAL-2026-014",
    ):
        assert re.search(line, info), line
    catalogue = run_tool("qpdf", "--json", "--json-key=qpdf", rich)
    assert '"/Lang": "u:fr"' in catalogue
    assert '"/DisplayDocTitle": true' in catalogue
    assert "2000" in re.findall("CreationDate: .*", info)[0]


def test_hostile_metadata(tmp_path: Path) -> None:
    """Control characters and lone surrogates in the metadata break nothing."""
    file = tmp_path / "hostile.pdf"
    title = "a\u202egpj.exe \ud800 (\\)) \x00 é"
    file.write_bytes(render_pdf(replace(make_dossier(), title=title, author=title, subject=title)))
    run_tool("qpdf", "--check", file)
    assert "a‹U+202E›gpj.exe ‹U+D800› (\\)) ‹U+0000› é" in run_tool("pdfinfo", file)


def test_links_to_rows_headings_and_chapters(tmp_path: Path) -> None:
    """Cells link to rows, headings and chapters; a link to nothing is plain text."""
    columns = (Column("A", 1),)
    rows = [Row((Cell("x", link=link),), anchor="row") for link in ("row", "heading", "only", "nowhere", None)]
    file = print_to(tmp_path, Heading("H", "heading"), Table(columns, tuple(rows)))
    contents = 1
    assert count_links(file) == 3 + contents
    assert "nowhere" not in run_tool("qpdf", "--qdf", "--json", file)


def test_hostile_anchors(tmp_path: Path) -> None:
    """Anchors may hold any text."""
    name = "link:#1 (é) \U0001f600 \ud800 /x <>\\"
    file = print_to(tmp_path, Table((Column("A", 1),), (Row((Cell("x", link=name),), anchor=name),)))
    run_tool("qpdf", "--check", file)
    assert count_links(file) == 2


def test_fonts_are_embedded_subsets(rich: Path) -> None:
    """Only subsets of the dossier's fonts are in the file, all embedded and with their characters named."""
    rows = [line.split() for line in run_tool("pdffonts", rich).splitlines()[2:]]
    assert {row[0].split("+")[1] for row in rows} == {
        "NotoSans-Regular",
        "NotoSans-Bold",
        "DejaVuSans",
        "DejaVuSans-Bold",
    }
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_fallback_fonts_only_where_needed(tmp_path: Path) -> None:
    """A dossier that Noto can print has no other font in it."""
    assert "DejaVu" not in run_tool("pdffonts", print_to(tmp_path, Text("plain")))


@pytest.mark.parametrize(("text", "noted"), [("plain", False), ("odd \U0001f600", True)])
def test_replacements_are_noted(tmp_path: Path, text: str, noted: bool) -> None:  # noqa: FBT001 - a parameter of cases
    """The dossier ends with a note where a character was replaced, and only there."""
    printed = extract_text(print_to(tmp_path, Text(text)))
    assert ("Some characters were replaced." in printed) is noted
    assert ("‹U+1F600›" in printed) is noted


def test_chapters_may_share_a_page(tmp_path: Path) -> None:
    """A chapter begins a page only where it asks for it."""
    first, second, third = (Chapter(name, f"Chapter {name}", "", (), new_page=name != "b") for name in "abc")
    file = tmp_path / "book.pdf"
    file.write_bytes(render_pdf(make_book(first, second, third)))
    pages = extract_text(file).split("\f")
    assert [("Chapter b" in page, "Chapter c" in page) for page in pages[2:4]] == [(True, False), (False, True)]


def test_no_chapters() -> None:
    """A dossier without chapters is cover and contents."""
    assert render_pdf(make_book()).startswith(b"%PDF-1.7")
