"""The findings as rows, and how their answers are named (no Qt widgets here)."""

import re

from wizard.domain.findings import Change, Finding
from wizard.domain.levels import RANK
from wizard.domain.questions import name_field, show_answer
from wizard.dossier.content.report import NOT_KNOWN
from wizard.dossier.wording import CHANGE, RESPONSIBLE_WORDS, describe, name_status, name_subject, shorten
from wizard.gui.session import Session
from wizard.gui.widgets.rows_model import Cell, Row
from wizard.i18n import Message, Translator

TITLES = (
    Message("Status"),
    Message("Fact"),
    Message("Subject"),
    Message("Requirement"),
    Message("Required"),
    Message("Planned"),
    Message("Who"),
    Message("Page"),
)
OF_ITEM = Message("{label} ({item})")
NUMBERED = Message("no. {number}")
_LONGEST_CELL = 300
_ITEM = re.compile(r"^(.+?)\.([0-9]+)(?:\.|$)")


class FindingRows:
    """Rows of findings; a finding that did not change keeps its row, so that a refresh describes only the others."""

    def __init__(self) -> None:
        self._language = ""
        self._known: dict[tuple[str, str], Row] = {}

    def list_rows(self, session: Session) -> list[Row]:
        """Return the findings, worst first."""
        if self._language != session.say.language:
            self._language, self._known = session.say.language, {}
        findings = session.assessment.findings
        known = {(each.fact, each.subject): self._make(each, session.say) for each in findings}
        self._known = known
        return sorted(known.values(), key=lambda row: RANK[row.item.status])

    def _make(self, finding: Finding, say: Translator) -> Row:
        key = (finding.fact, finding.subject)
        row = self._known.get(key)
        return row if row is not None and row.item == finding else Row(key, *_show_finding(finding, say))


def _show_finding(finding: Finding, say: Translator) -> tuple[tuple[Cell, ...], Finding, str]:
    told = describe(finding, say)
    page = finding.page
    cells = (
        show_status(finding, say),
        Cell(finding.fact),
        Cell(say(name_subject(finding.subject))),
        Cell(say(finding.title)),
        Cell(shorten(told.required, _LONGEST_CELL)),
        Cell(shorten(told.planned, _LONGEST_CELL)),
        Cell(say(RESPONSIBLE_WORDS[finding.responsible])),
        Cell(NOT_KNOWN if page is None else str(page), -1 if page is None else page),
    )
    return cells, finding, f"{told.message} {told.action}"


def show_status(finding: Finding, say: Translator) -> Cell:
    """Return how a finding stands as a cell: sign and word, the most urgent first."""
    return Cell(say(name_status(finding)), RANK[finding.status], finding.status)


def name_answer(session: Session, field: str) -> str:
    """Return how an answer is named, with the item it belongs to: RAM (Accueil)."""
    say, label = session.say, name_field(field)
    found = _ITEM.match(field)
    if found is None or field.startswith("sign_off."):
        return say(label)
    name = session.read(f"{found[1]}.{found[2]}.name")
    item = shorten(str(name)) if name and str(name).strip() else NUMBERED.fill(number=int(found[2]) + 1)
    return say(OF_ITEM.fill(label=label, item=item))


def name_change(session: Session, change: Change) -> str:
    """Return a change as an equation: RAM (Accueil) = 4 GB."""
    return session.say(
        CHANGE.fill(label=name_answer(session, change.field), value=show_answer(change.field, change.value))
    )
