"""The machines and their flows, to be drawn."""

from typing import Literal

from wizard.domain.assessment import Flow
from wizard.dossier.blocks import Diagram, Machine, Wire
from wizard.dossier.content.report import Report
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.wording import END_WORDS, shorten
from wizard.i18n import Message

CAPTION = Message(
    "Ports are those of the destination, where nothing else is said below the matrix; two arrowheads: both directions"
    " have to be open."
)
PORT_UNKNOWN = Message("to be answered")
COLUMNS: dict[str, Literal[0, 1]] = {"station": 0, "admin_station": 0, "phone": 0, "server": 1}
MORE_PORTS = "…"
_MOST_LABELS = 8
_LONGEST_DETAIL = 40


def name_link(flow: Flow) -> str:
    """Return the telephony link or the session host that a flow belongs to, empty without one."""
    if flow.host is not None:
        return shorten(flow.host)
    return shorten(flow.subject.removeprefix("link:")) if flow.link is not None else ""


def draw_flows(report: Report) -> Diagram:
    """Return the machines that flows join, and one bundled wire for each pair."""
    say, flows = report.say, report.assessment.flows
    ends = [end for end in END_WORDS if any(end in (flow.source, flow.destination) for flow in flows)]
    machines = tuple(Machine(end, say(END_WORDS[end]), _detail(report, end), _place(end)) for end in ends)
    pairs: dict[tuple[str, str], list[Flow]] = {}
    for flow in flows:
        pair = (flow.source, flow.destination)
        reverse = (flow.destination, flow.source)
        pairs.setdefault(reverse if reverse in pairs else pair, []).append(flow)
    wires = tuple(
        Wire(
            source,
            target,
            label_wire(report, bundle),
            both_ways=any(flow.both_ways or flow.source != source for flow in bundle),
        )
        for (source, target), bundle in pairs.items()
    )
    return Diagram(machines, wires, say(CAPTION))


def _place(end: str) -> Literal[0, 1, 2]:
    return COLUMNS.get(end, 2)


def label_wire(report: Report, flows: list[Flow]) -> tuple[str, ...]:
    """Return the protocols and ports of bundled flows as short lines."""
    ports: dict[str, list[str]] = {}
    for flow in flows:
        text = report.say(PORT_UNKNOWN) if flow.ports is None else flow.ports.replace(",", ", ")
        found = ports.setdefault(flow.protocol.upper(), [])
        if text not in found:
            found.append(text)
    lines: list[str] = []
    for protocol, texts in ports.items():
        kept = texts if len(texts) <= _MOST_LABELS + 1 else [*texts[:_MOST_LABELS], MORE_PORTS]
        lines.extend(f"{protocol} {', '.join(kept[start : start + 3])}" for start in range(0, len(kept), 3))
    return tuple(lines)


def _detail(report: Report, end: str) -> str:
    plan = report.plan
    if end == "server":
        address = (plan.security and plan.security.dns_name) or (plan.server and plan.server.address) or ""
        return shorten(spell_hidden(address), _LONGEST_DETAIL)
    if end not in ("pabx", "phone"):
        return ""
    names = dict.fromkeys(
        name_link(flow)
        for flow in report.assessment.flows
        if end in (flow.source, flow.destination) and flow.link is not None
    )
    return shorten(spell_hidden(", ".join(names)), _LONGEST_DETAIL)
