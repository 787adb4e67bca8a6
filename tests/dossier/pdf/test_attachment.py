"""The plan inside the PDF: what was exported opens again as the plan it was made from."""

from datetime import date
from pathlib import Path

import pytest

from tests.dossier.building import report_on, report_on_sample
from tests.dossier.pdf.reading import run_tool
from tests.factories import ROOT
from wizard.domain.plan.writing import write_plan
from wizard.dossier.package import make_pdf
from wizard.errors import PlanError
from wizard.storage.attachments import read_attached_plan

SAMPLES = sorted(path.stem for path in (ROOT / "resources" / "samples").glob("*.twsplan"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_dossier_opens_as_its_plan(sample: str, tmp_path: Path) -> None:
    """Every sample, and to the byte."""
    report = report_on_sample(sample)
    file = tmp_path / "dossier.pdf"
    file.write_bytes(make_pdf(report))
    plan = read_attached_plan(file)
    assert plan == report.plan
    assert write_plan(plan) == write_plan(report.plan)


def test_same_plan_gives_the_same_bytes() -> None:
    """With the attachment too."""
    report = report_on_sample(SAMPLES[0])
    assert make_pdf(report) == make_pdf(report)


def test_other_programs_find_the_plan(tmp_path: Path) -> None:
    """Its name, its relation to the document and its content, as qpdf reads them; the structure is sound."""
    report = report_on_sample("town-hall-oxe-rds")
    file, plain = tmp_path / "dossier.pdf", tmp_path / "plain.pdf"
    file.write_bytes(make_pdf(report))
    run_tool("qpdf", "--check", file)
    (name,) = [line.split(" -> ")[0] for line in run_tool("qpdf", "--list-attachments", file).splitlines()]
    assert name.endswith(".twsplan")
    assert run_tool("qpdf", f"--show-attachment={name}", file).encode() == write_plan(report.plan)
    run_tool("qpdf", "--qdf", file, plain)
    written = plain.read_bytes()
    assert b"/AFRelationship /Source" in written
    assert b"/AF [" in written


def test_hostile_reference_names_a_harmless_file(tmp_path: Path) -> None:
    """What the plan says of itself is no path and no PDF syntax in the attachment's name."""
    report = report_on_sample("town-hall-oxe-rds")
    project = report.project.model_copy(
        update={"reference": "../(x)\\ \n/CON <é>", "installation_date": date(2026, 1, 1)}
    )
    plan = report.plan.model_copy(update={"project": project})
    file = tmp_path / "dossier.pdf"
    file.write_bytes(make_pdf(report_on(plan)))
    assert read_attached_plan(file) == plan


def test_pdf_without_a_plan_is_told(tmp_path: Path) -> None:
    """As one that another program wrote."""
    file = tmp_path / "other.pdf"
    file.write_bytes(b"%PDF-1.4\n")
    with pytest.raises(PlanError):
        read_attached_plan(file)
