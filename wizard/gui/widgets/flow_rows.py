"""The flow matrix as rows, and which answer each flow's port is (no Qt widgets here)."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from wizard.domain.assessment import Flow
from wizard.domain.findings import Finding
from wizard.domain.levels import RANK, Level
from wizard.dossier.content.flow_drawing import PORT_UNKNOWN, name_link
from wizard.dossier.content.network import tell_owners
from wizard.dossier.evidence_wording import PROOFS
from wizard.dossier.proof_wording import judge_proof, tell_proof_whole
from wizard.dossier.wording import END_WORDS, describe, name_status
from wizard.gui.fields import describe_field
from wizard.gui.reading import UnreadableError, read_number
from wizard.gui.session import Session
from wizard.gui.widgets.rows_model import Cell, Row
from wizard.i18n import Message, Translator

TITLES = (
    Message("From"),
    Message("To"),
    Message("Way"),
    Message("Protocol"),
    Message("Ports"),
    Message("What for"),
    Message("Item"),
    Message("Fact"),
    Message("Status"),
)
PORTS_COLUMN = 4
ONE_WAY, BOTH_WAYS = Message("one way"), Message("both ways")
CAN_CHANGE = Message("{ports} (can be changed)")
NOT_KEPT = Message("{flow}: “{text}” is not a port. {reason}")
_ENDS = tuple(END_WORDS)
_CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class FlowItem:
    """A flow, its finding, and the answer that its port is, where a plan may give one."""

    flow: Flow
    finding: Finding | None
    field: str | None


def read_port(text: str) -> int | None:
    """Return what was typed as a port; None where nothing was.

    Raises:
        UnreadableError: it is no port.

    """
    port = read_number(text, describe_field("ports.*"))
    return None if port is None else int(port)


def find_port_field(session: Session, flow: Flow) -> str | None:
    """Return the answer that a flow's port is: its link's own, else that of the flow; None where it is fixed."""
    if flow.fact not in session.edition.changeable_ports:
        return None
    if flow.link is None:
        return f"ports.{flow.fact}"
    rule = next(rule for rule in session.edition.catalogue.flows if rule.fact == flow.fact)
    return f"telephony.links.{flow.link}.{rule.link.port_from if rule.link else 'port'}"


def list_flow_rows(session: Session) -> list[Row]:
    """Return the flows by source and destination; texts typed as ports that are none stand in their place."""
    findings = {(finding.fact, finding.subject): finding for finding in session.assessment.findings}
    flows = sorted(session.assessment.flows, key=lambda flow: (_order(flow), not flow.both_ways))
    rows = []
    for flow in flows:
        item = FlowItem(flow, findings.get((flow.fact, flow.subject)), find_port_field(session, flow))
        key = (flow.fact, flow.link, flow.subject, flow.source, flow.destination)
        cells = _show_flow(session.say, item, session.read_unread(item.field) if item.field else None)
        rows.append(Row(key, cells, item, flow.ports or ""))
    return rows


def _order(flow: Flow) -> tuple[int, int]:
    return _ENDS.index(flow.source), _ENDS.index(flow.destination)


def _show_flow(say: Translator, item: FlowItem, draft: str | None) -> tuple[Cell, ...]:
    flow = item.flow
    return (
        Cell(say(END_WORDS[flow.source])),
        Cell(say(END_WORDS[flow.destination])),
        Cell("↔" if flow.both_ways else "→", told=say(BOTH_WAYS if flow.both_ways else ONE_WAY), align=_CENTRE),
        Cell(flow.protocol.upper()),
        _show_ports(say, item, draft),
        Cell(say(flow.purpose)),
        Cell(name_link(flow)),
        Cell(flow.fact),
        _show_status(say, item),
    )


def _show_ports(say: Translator, item: FlowItem, draft: str | None) -> Cell:
    ports, order = item.flow.ports, order_ports(item.flow.ports)
    if draft is not None and item.field:
        return Cell(draft, order, told=tell_draft(say, item.flow.fact, draft), status=Level.BLOCKER)
    text = say(PORT_UNKNOWN) if ports is None else ports.replace(",", ", ")
    told = say(CAN_CHANGE.fill(ports=text)) if item.field else " ".join(map(say, tell_owners((item.flow,))))
    return Cell(text, order, told=told)


def tell_draft(say: Translator, fact: str, text: str) -> str:
    """Return why a text typed as a flow's port is none; empty where it is one."""
    try:
        read_port(text)
    except UnreadableError as error:
        return say(NOT_KEPT.fill(flow=fact, text=text, reason=error.reason))
    return ""


def order_ports(ports: str | None) -> tuple[int, ...]:
    """Return what ports are sorted by: their numbers; unknown ones last."""
    if ports is None:
        return (1 << 16,)
    return tuple(int(part) for part in ports.replace("-", ",").split(","))


def _show_status(say: Translator, item: FlowItem) -> Cell:
    """Return how a flow stands: proven or blocked where a check looked, unless its answers themselves fall short."""
    finding, proof = item.finding, item.flow.proof
    if proof is not None and (finding is None or finding.level in (Level.OK, Level.BLOCKER)):
        status = judge_proof(item.flow)
        return Cell(say(PROOFS[proof.state]), RANK[status], status, tell_proof_whole(item.flow, proof, say))
    if finding is None:
        return Cell("", len(RANK))
    word = say(name_status(finding))
    return Cell(word, RANK[finding.status], finding.status, f"{word}. {describe(finding, say).message}")
