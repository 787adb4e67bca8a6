"""Blocks on the page: shapes, panels, figures, checklists, sign-off, diagrams, QR code."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from tests.dossier.pdf.reading import extract_text, run_tool
from tests.dossier.pdf.rich_dossier import DIAGRAM
from tests.dossier.pdf.small_dossier import COVER, make_dossier, make_table
from wizard.domain.levels import Level
from wizard.dossier.blocks import (
    Block,
    Bullets,
    Cell,
    CheckItem,
    Checklist,
    Column,
    Diagram,
    Figures,
    Machine,
    Row,
    SignaturePanel,
    SignOff,
    Table,
    Wire,
)
from wizard.dossier.pdf.diagrams import lay_diagram
from wizard.dossier.pdf.document import render_pdf
from wizard.dossier.pdf.figures import lay_figures
from wizard.dossier.pdf.qr_code import encode_qr
from wizard.dossier.pdf.sign_off import lay_sign_off
from wizard.dossier.pdf.styles import HEIGHT, WIDTH
from wizard.dossier.pdf.typesetter import Typesetter

LABELS = {"open": "to do", "done": "done", "failed": "refused", "not_applicable": "no matter"}
STATES: tuple[Literal["open", "done", "failed", "not_applicable"], ...] = ("open", "done", "failed", "not_applicable")


def print_to(folder: Path, *blocks: Block) -> Path:
    """Return the file of a small dossier."""
    file = folder / "blocks.pdf"
    file.write_bytes(render_pdf(make_dossier(*blocks)))
    return file


def count_forms(file: Path) -> int:
    """Return how many shapes are stored in a file."""
    return run_tool("qpdf", "--qdf", "--object-streams=disable", "--json", file).count('"/Subtype": "/Form"')


def make_panel(role: str, statement: str = "Agreed.") -> SignaturePanel:
    """Return a role's panel."""
    return SignaturePanel(role, (("Name", "B. Leroy"), ("Date", "")), statement, "Signature")


def test_shapes_are_drawn_once_and_stand_with_their_words(tmp_path: Path) -> None:
    """However often a status is shown its shape is stored once, and no sign of a font stands for it."""
    rows = tuple(Row((Cell(level.name, level),)) for level in Level for _ in range(5))
    file = print_to(tmp_path, Table((Column("Status", 1),), rows), Bullets(tuple(Cell("x", level) for level in Level)))
    assert count_forms(file) == len(Level)
    text = extract_text(file)
    assert all(text.count(level.name) == 5 for level in Level)
    assert not re.search("[\u2190-\u2bff]", text)


def test_checklist(tmp_path: Path) -> None:
    """Each state has its box; the words of boxes that are not open, the comment and its label are printed."""
    items = tuple(
        CheckItem(f"C-{at}", f"Text {at}", "Somebody", "SRV-1", state, "Late." if at == 2 else "")
        for at, state in enumerate(STATES)
    )
    checklist = Checklist(items, "Comment:", LABELS)
    file = print_to(tmp_path, checklist)
    text = extract_text(file)
    assert count_forms(file) == len(STATES) + 1, "and the shape of the cover's verdict"
    assert [text.count(word) for word in LABELS.values()] == [1, 2, 2, 2]
    assert text.count("Comment:") == len(items) + 1
    assert "Comment: Late." in text
    assert extract_text(print_to(tmp_path, replace(checklist, has_key=False))).count("to do") == 0


def test_signature_panels_are_not_cut() -> None:
    """A pair of panels goes to the next page whole, and the tallest decides its height."""
    sign_off = SignOff(
        ("What is signed.",), (make_panel("One", "Agreed. " * 30), make_panel("Two"), make_panel("Three"))
    )
    subject, first, second = lay_sign_off(sign_off, Typesetter())
    assert subject.keeps_next
    assert first.cut(first.least - 1, HEIGHT)[0] is None
    assert first.cut(first.least, HEIGHT)[1] is None
    assert first.least > second.least


def test_signature_panel_that_no_page_holds(tmp_path: Path) -> None:
    """A role of 10,000 characters is printed in full, over pages."""
    file = print_to(tmp_path, SignOff((), (make_panel("word " * 2_000), make_panel("Two"))))
    assert extract_text(file).count("word") == 2_000


def test_figures_shrink() -> None:
    """Figures stand four in a row, in the largest size that holds them all."""
    small, large = ("1", "one"), ("12 345 kbit/s", "many")
    heights = [next(lay_figures(Figures((item,) * 4), Typesetter())).height for item in (small, large)]
    assert heights[0] > heights[1]
    assert len(list(lay_figures(Figures((small,) * 9), Typesetter()))) == 3


def test_diagram_fits_the_page() -> None:
    """A diagram of usual size is as wide as the page and not scaled."""
    (piece,) = lay_diagram(DIAGRAM, Typesetter())
    assert piece.scale == pytest.approx(1, abs=0.01)
    assert piece.diagram.width * piece.scale <= WIDTH + 0.01


def test_tall_diagram_is_drawn_in_parts() -> None:
    """Sixty machines are drawn in legible parts, each with the server; every line is drawn once."""
    sides = tuple(Machine(f"m{at}", f"Machine {at}", "detail", 0 if at % 3 else 2) for at in range(60))
    wires = [Wire(side.id, "srv", ("TCP 443", "TCP 80"), both_ways=False) for side in sides]
    wires += [Wire("m1", f"m{at}", ("UDP 5060",), both_ways=True) for at in range(0, 60, 3)]
    pieces = list(lay_diagram(Diagram((*sides, Machine("srv", "Server", "", 1)), tuple(wires), ""), Typesetter()))
    assert len(pieces) > 1
    assert all(piece.scale > 0.7 and piece.height <= HEIGHT for piece in pieces)
    assert sum(len(piece.diagram.wires) for piece in pieces) == len(wires)
    drawn = {box.machine.id for piece in pieces for box in piece.diagram.boxes}
    assert drawn == {"srv", *(side.id for side in sides)}


def test_diagram_that_cannot_be_parted_is_scaled() -> None:
    """A machine with a title of 10,000 characters is drawn smaller, so that it stays on its page."""
    (piece,) = lay_diagram(Diagram((Machine("m", "word " * 2_000, "", 0),), (), ""), Typesetter())
    assert piece.scale < 0.7
    assert piece.height <= HEIGHT


def test_qr_code() -> None:
    """A code is square with its three finders; what is empty or too long has none."""
    code = encode_qr("TWS;VAL-2026-014;é\ud800")
    assert code is not None
    assert {len(row) for row in code.rows} == {len(code.rows)}
    finder = (True,) * 7
    assert (code.rows[0][:7], code.rows[0][-7:], code.rows[-1][:7]) == (finder, finder, finder)
    assert encode_qr("") is None
    assert encode_qr("x" * 413) is None
    assert encode_qr("x" * 412) is not None


def test_long_cover_flows_on(tmp_path: Path) -> None:
    """A customer of 10,000 characters and a warning as long take more pages, and lose no word."""
    file = tmp_path / "cover.pdf"
    cover = replace(
        COVER, customer="customer " * 1_111, site="site " * 2_000, warning="warning " * 1_250, code="x" * 9_999
    )
    file.write_bytes(render_pdf(make_dossier(cover=cover)))
    pages = extract_text(file).split("\f")
    words = " ".join(pages).split()
    assert [words.count(word) for word in ("customer", "site", "warning")] == [1_111, 2_000, 1_250]
    assert "page 2" not in pages[1], "the cover has no footer on any of its pages"


def test_empty_blocks(tmp_path: Path) -> None:
    """Blocks without content print nothing and break nothing."""
    empty = (make_table(), Bullets(()), Figures(()), Checklist((), ""), SignOff((), ()), Diagram((), (), ""))
    run_tool("qpdf", "--check", print_to(tmp_path, *empty))
