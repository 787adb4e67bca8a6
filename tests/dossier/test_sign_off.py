"""The sign-off page shows signatures as they stand: drawn where they hold, never as valid where they have lapsed."""

import re
from pathlib import Path

import pytest

from tests.dossier.building import Json, list_chapters, list_rows, list_tables, make_minimal, read_content, report_on
from tests.dossier.pdf.reading import extract_text, run_tool
from wizard.domain.plan import fingerprint_plan
from wizard.domain.signatures import fingerprint_parts
from wizard.dossier.blocks import Dossier, SignaturePanel, SignOff
from wizard.dossier.content.dossier import make_dossier
from wizard.dossier.pdf.document import render_pdf

_ZIGZAG = [[[0.1, 0.2], [0.4, 0.8], [0.7, 0.2]], [[0.9, 0.9]]]
_PARTS: Json = {"project": {"contacts": [{"role": "customer", "name": "V. Lambert"}]}, "server": {"ram_gb": 16}}


def make_signed(*, ram_gb: int = 16, **changes: object) -> Dossier:
    """Return the dossier of a plan that the integrator has signed, with its RAM changed afterwards."""
    plan = read_content(make_minimal(**_PARTS))
    signature = {
        "role": "integrator",
        "name": "A. Martin",
        "function": "Project lead",
        "signed_on": "2026-12-15",
        "fingerprint": fingerprint_plan(plan),
        "parts": fingerprint_parts(plan),
        "strokes": _ZIGZAG,
        **changes,
    }
    content = make_minimal(**_PARTS | {"server": {"ram_gb": ram_gb}}, sign_off={"signatures": [signature]})
    return make_dossier(report_on(read_content(content)))


def find_panels(dossier: Dossier) -> dict[str, SignaturePanel]:
    """Return the panels of the sign-off page by role."""
    *_, sign_off = list_chapters(dossier, "sign-off").blocks
    assert isinstance(sign_off, SignOff)
    return {panel.role: panel for panel in sign_off.panels}


def print_page(dossier: Dossier, folder: Path) -> tuple[str, str]:
    """Return the text of the printed dossier, and what is drawn on its pages."""
    file = folder / "signed.pdf"
    file.write_bytes(render_pdf(dossier))
    run_tool("qpdf", "--check", file)
    drawn = folder / "drawn.pdf"
    run_tool("qpdf", "--qdf", "--object-streams=disable", file, drawn)
    return extract_text(file), drawn.read_bytes().decode("latin-1")


def test_signature_that_holds() -> None:
    """Name, function, date and revision stand in their lines, the drawing is handed on, a sentence says it holds."""
    panel = find_panels(make_signed())["Integrator"]
    lines = dict(panel.lines)
    assert (lines["Name"], lines["Function"], lines["Date"]) == ("A. Martin", "Project lead", "15 December 2026")
    assert re.fullmatch("[0-9A-F]{8}", lines["Revision"])
    assert (panel.state, panel.stamp) == ("holds", "")
    assert panel.note == "Signed; it covers the answers as they are."
    assert [len(stroke) for stroke in panel.strokes] == [3, 1]


def test_lapsed_signature() -> None:
    """Once an answer is changed the panel says so, and which part; the word stands across the drawing."""
    panel = find_panels(make_signed(ram_gb=32))["Integrator"]
    assert (panel.state, panel.stamp) == ("lapsed", "Lapsed")
    assert panel.note == "Lapsed: signed on 15 December 2026, and changed since then: Server."


@pytest.mark.parametrize("strokes", [None, []])
def test_signature_without_drawing(strokes: object) -> None:
    """It says so where the drawing would be."""
    assert find_panels(make_signed(strokes=strokes))["Integrator"].stamp == "Signed without drawing"


def test_role_without_signature_keeps_its_panel_to_fill_in() -> None:
    """The contact's name is there, the rest is to be written by hand."""
    panels = find_panels(make_signed())
    assert len(panels) == 4
    assert panels["Customer"].lines == (("Name", "V. Lambert"), ("Function", ""), ("Date", ""))
    assert (panels["Customer"].state, panels["Customer"].note) == ("unsigned", "")


def test_every_signature_of_a_role_has_its_panel() -> None:
    """Two people of one role are two panels: none is lost."""
    two = [{"role": "customer", "name": name} for name in ("One", "Two")]
    report = report_on(read_content(make_minimal(sign_off={"signatures": two})))
    *_, sign_off = list_chapters(make_dossier(report), "sign-off").blocks
    assert isinstance(sign_off, SignOff)
    assert [dict(panel.lines)["Name"] for panel in sign_off.panels if panel.role == "Customer"] == ["One", "Two"]


def test_drawing_is_printed_as_lines(tmp_path: Path) -> None:
    """The drawing is a path on the page, not a picture; the page says that it holds."""
    text, drawn = print_page(make_signed(), tmp_path)
    paths = [line for line in drawn.splitlines() if line.startswith("1.1 w")]
    assert len(paths) == 1
    assert paths[0].count(" l") == 12
    assert "/Subtype /Image" not in drawn
    assert "Signed; it covers the answers as they are." in text
    assert "Lapsed" not in text


def test_lapsed_is_printed_as_lapsed(tmp_path: Path) -> None:
    """The word is printed large, and nothing says that the signature covers the answers."""
    text, _ = print_page(make_signed(ram_gb=32), tmp_path)
    assert len(re.findall("^Lapsed$", text, re.MULTILINE)) == 1
    assert "it covers the answers" not in text


def test_answers_name_the_signature_but_not_its_figures() -> None:
    """Points and fingerprints of parts are no answers that anybody could read."""
    rows = list_rows(*list_tables(list_chapters(make_signed(), "answers").blocks))
    signed = {
        question: answer for question, answer in rows if question.startswith("sign_off") or "signature" in question
    }
    assert any(answer == "A. Martin" for _, answer in rows)
    assert not [answer for _, answer in rows if "0.4" in answer]
    assert not [question for question in signed if "rawn" in question or "ingerprint of the part" in question]


@pytest.mark.parametrize(
    ("comment", "printed"), [(None, "The reason is missing · B. Leroy"), ("None here", "None here · B. Leroy")]
)
def test_item_without_its_reason_is_printed_so(comment: str | None, printed: str) -> None:
    """What does not apply has to say why, on paper too."""
    found = {"state": "not_applicable", "comment": comment, "by": "B. Leroy"}
    content = make_minimal(
        sign_off={"items": {"C-DOC-3": found}}, project={"contacts": [{"role": "network_administrator"}]}
    )
    chapter = list_chapters(make_dossier(report_on(read_content(content))), "checklist")
    comments = [
        item.comment for block in chapter.blocks for item in getattr(block, "items", ()) if item.id == "C-DOC-3"
    ]
    assert comments == [printed]
