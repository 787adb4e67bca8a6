"""Checks as rows: what will be touched, and what was measured (no Qt widgets here)."""

from collections.abc import Iterable

from wizard.checks.manifest import KIND_WORDS, Line
from wizard.domain.evidence.collection import identify
from wizard.domain.evidence.wording import name_probe
from wizard.domain.levels import SEVERITY
from wizard.domain.proofs import Weighed
from wizard.dossier.content.measurements import CHECK, FACTS, RESULT, VALUES, WHEN, WHERE
from wizard.dossier.content.report import NOT_KNOWN
from wizard.dossier.evidence_wording import tell_evidence
from wizard.gui.widgets.rows_model import Cell, Row, order_text
from wizard.i18n import Message, Translator

TOUCH_TITLES = (Message("Kind"), Message("What is touched"), Message("What for"), Message("Checks"))
RESULT_TITLES = (FACTS, CHECK, RESULT, VALUES, WHERE, WHEN)
_LONGEST_CELL = 400


def list_touch_rows(lines: Iterable[Line], say: Translator) -> list[Row]:
    """Return the manifest as rows."""
    return [
        Row(
            (line.kind, line.what),
            (
                Cell(say(KIND_WORDS[line.kind])),
                Cell(line.what),
                Cell(say(line.purpose)),
                Cell(", ".join(say(name_probe(probe)) for probe in line.probes)),
            ),
            line,
        )
        for line in lines
    ]


def list_result_rows(measured: Iterable[Weighed], say: Translator) -> list[Row]:
    """Return measurements as rows, by fact; the newest of a fact first."""
    rows = [_make_result_row(each, say) for each in measured]
    return sorted(rows, key=lambda row: order_text(row.cells[0].text))


def _make_result_row(weighed: Weighed, say: Translator) -> Row:
    evidence, told = weighed.evidence, tell_evidence(weighed, say)
    return Row(
        (*identify(evidence), evidence.flow, evidence.apart),
        (
            Cell(", ".join(evidence.facts) or NOT_KNOWN),
            Cell(told.check),
            Cell(told.result, SEVERITY[told.level], told.level),
            Cell(told.values[:_LONGEST_CELL], told=told.values),
            Cell(told.where),
            Cell(told.when, evidence.taken_at),
        ),
        weighed,
    )
