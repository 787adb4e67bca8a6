"""Reports of the shipped samples, and plans whose every field is filled, made from the plan's own schema."""

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wizard.assessment.evaluate import assess
from wizard.catalogue.shelf import find_edition
from wizard.domain.plan import Plan
from wizard.dossier.blocks import Block, Bullets, Cell, Chapter, Dossier, Heading, Row, Table
from wizard.dossier.content.dossier import make_dossier
from wizard.dossier.content.report import Report
from wizard.dossier.pdf.document import render_pdf
from wizard.dossier.record import describe_assessment
from wizard.i18n import LANGUAGES, get_translator
from wizard.paths import find_resources
from wizard.storage.plan_files import read_plan

Json = dict[str, Any]

SAMPLES = sorted((find_resources() / "samples").glob("*.twsplan"))
SAMPLE_NAMES = [path.stem for path in SAMPLES]
EDITION = "tws-v5-2025-04"
TODAY = date(2026, 1, 15)
# Texts that are ids, versions or numbers of files, so that no other text can stand there.
_FIXED: Json = {
    "format": "tws-preinstall-plan",
    "format_version": 1,
    "catalogue": EDITION,
    "licences.tws_version": "5.3",
    "project.installation_date": "2026-03-16",
    "ports": {"NET-26": 4211},
    "unread": {},
    "evidence": [],
    "x": {},
    "sign_off.signatures.0.strokes": [[[0.1, 0.2], [0.5, 1]], [[0, 0.75]]],
    "sign_off.signatures.0.parts": {"server": "0123456789abcdef"},
}
_TICKED = "C-SRV-6"


def report_on(plan: Plan, language: str = "en", today: date = TODAY) -> Report:
    """Return the report on a plan in a language."""
    edition = find_edition(plan.catalogue)
    return Report(plan, edition, assess(plan, edition), get_translator(language), today)


@cache
def report_on_sample(name: str, language: str = "en") -> Report:
    """Return the report on a shipped sample."""
    path = next(path for path in SAMPLES if path.stem == name)
    return report_on(read_plan(path.read_bytes(), path.name), language)


@cache
def print_sample(name: str, language: str = "en") -> bytes:
    """Return a sample's dossier as PDF."""
    return render_pdf(make_dossier(report_on_sample(name, language)))


def describe_sample(name: str, language: str = "en") -> Json:
    """Return a sample's assessment as it stands in the JSON file, read back."""
    report = report_on_sample(name, language)
    content: Json = json.loads(json.dumps(describe_assessment(report.assessment, report.say)))
    return content


def every_sample() -> list[tuple[str, str]]:
    """Return every sample in every language, as (name, language)."""
    return list(itertools.product(SAMPLE_NAMES, LANGUAGES))


def read_content(content: Json) -> Plan:
    """Return the plan of a plan file's content."""
    return read_plan(json.dumps(content).encode(), "plan")


def make_minimal(**sections: object) -> Json:
    """Return the content of a plan that answers nothing but the sections given."""
    return {"format": "tws-preinstall-plan", "format_version": 1, **sections}


def list_chapters(dossier: Dossier, anchor: str) -> Chapter:
    """Return the chapter of an anchor."""
    return next(chapter for chapter in dossier.chapters if chapter.anchor == anchor)


def list_tables(blocks: tuple[Block, ...]) -> list[Table]:
    """Return the tables among blocks."""
    return [block for block in blocks if isinstance(block, Table)]


def list_rows(*tables: Table) -> list[tuple[str, ...]]:
    """Return the rows of tables, group rows left out, each as the texts of its cells."""
    rows = (row for table in tables for row in table.rows if isinstance(row, Row))
    return [tuple(cell.text if isinstance(cell, Cell) else cell for cell in row.cells) for row in rows]


def list_cells(dossier: Dossier) -> Iterator[Cell]:
    """Yield every cell of a dossier that may carry a link."""
    for chapter in dossier.chapters:
        for block in chapter.blocks:
            if isinstance(block, Bullets):
                yield from block.items
            elif isinstance(block, Table):
                rows = (row for row in block.rows if isinstance(row, Row))
                yield from (cell for row in rows for cell in row.cells if isinstance(cell, Cell))


def list_anchors(dossier: Dossier) -> list[str]:
    """Return every anchor of a dossier, in its order."""
    anchors: list[str | None] = []
    for chapter in dossier.chapters:
        anchors.append(chapter.anchor)
        for block in chapter.blocks:
            if isinstance(block, Heading):
                anchors.append(block.anchor)
            elif isinstance(block, Table):
                anchors.extend(row.anchor for row in block.rows if isinstance(row, Row))
    return [anchor for anchor in anchors if anchor]


def list_text_fields() -> list[str]:
    """Return every field of a plan that holds any text, as ``fill_plan`` names it."""
    fields: list[str] = []

    def note(field: str) -> str:
        fields.append(field)
        return "text"

    fill_plan(note)
    return fields


def fill_plan(write: Callable[[str], str]) -> Json:
    """Return a plan that answers every field of the plan's schema; ``write`` gives the text of each text field."""
    schema = Plan.model_json_schema()
    numbers = itertools.count(101)
    content: Json = _Filler(schema["$defs"], write, numbers).fill(schema, "")
    return content


class _Filler:
    """Makes a value for each part of a schema."""

    def __init__(self, parts: Json, write: Callable[[str], str], numbers: Iterator[int]) -> None:
        self._parts = parts
        self._write = write
        self._numbers = numbers

    def fill(self, schema: Json, field: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return a value that a schema allows: objects before texts before constants."""
        if field in _FIXED:
            return _FIXED[field]
        if "$ref" in schema:
            return self.fill(self._parts[schema["$ref"].rpartition("/")[2]], field)
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            return self.fill(min(choices, key=_rank), field)
        if "const" in schema or "enum" in schema:
            return schema["const"] if "const" in schema else schema["enum"][0]
        return getattr(self, f"_fill_{schema['type']}")(schema, field)

    def _fill_object(self, schema: Json, field: str) -> Json:
        if "properties" in schema:
            start = f"{field}." if field else ""
            return {name: self.fill(part, f"{start}{name}") for name, part in schema["properties"].items()}
        (values,) = (schema.get("patternProperties") or {"": schema["additionalProperties"]}).values()
        return {_TICKED: self.fill(values, f"{field}.{_TICKED}")}

    def _fill_array(self, schema: Json, field: str) -> list[Any]:
        shapes = schema["items"].get("oneOf") or [schema["items"]]
        return [self.fill(shape, f"{field}.{place}") for place, shape in enumerate(shapes)]

    def _fill_string(self, _: Json, field: str) -> str:
        return self._write(field)

    def _fill_integer(self, _: Json, __: str) -> int:
        return next(self._numbers)

    def _fill_number(self, _: Json, __: str) -> int:
        return next(self._numbers)

    def _fill_boolean(self, _: Json, __: str) -> bool:
        return True

    def _fill_null(self, _: Json, __: str) -> None:
        return None


def _rank(schema: Json) -> int:
    if schema.get("type") == "null":
        return 2
    return 1 if "const" in schema else 0


def list_leaves(value: object, field: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every answer of a plan's content as (field, value); a list of plain values is one answer."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from list_leaves(each, f"{field}.{name}" if field else name)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for place, each in enumerate(value):
            yield from list_leaves(each, f"{field}.{place}")
    elif value is not None:
        yield field, value


def write_file(folder: Path, content: Json, name: str = "plan.twsplan") -> Path:
    """Write a plan file and return its path."""
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
