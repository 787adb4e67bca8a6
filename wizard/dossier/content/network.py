"""The flows to open, drawn and as a matrix, and the bandwidth they take."""

from itertools import groupby

from wizard.domain.assessment import Flow, Traffic
from wizard.dossier.blocks import Block, Cell, Chapter, Column, Diagram, GroupRow, Heading, Machine, Row, Table, Text, Wire
from wizard.dossier.content.report import NOT_KNOWN, Report
from wizard.dossier.wording import END_WORDS, shorten
from wizard.i18n import Message

TITLE = Message("Network flows and bandwidth")
SUMMARY = Message("What the firewalls have to let through, from where to where, and how much bandwidth it takes.")
DRAWN, MATRIX, BANDWIDTH = Message("The machines and their flows"), Message("Flow matrix"), Message("Bandwidth")
CAPTION = Message("Ports are those of the destination; two arrowheads: both directions have to be open.")
GROUP, GROUP_BOTH = Message("{source} → {destination}"), Message("{source} ↔ {destination}")
PROTOCOL, PORTS, PURPOSE, WHERE, PROOF, SOURCE = (
    Message("Protocol"),
    Message("Ports"),
    Message("What for"),
    Message("Link"),
    Message("Proof"),
    Message("Source"),
)
PORT_UNKNOWN = Message("to be answered")
NOT_PROVEN = Message("not proven yet")
NO_FLOW = Message("No flow can be listed yet: the answers that decide them are missing.")
OPEN_LIST = Message("The vendor's list of other servers is open: other connectors may need other ports.")
SITE, LOGIN, BUSY, VOICE, OFFERED = (
    Message("Site"),
    Message("Login (kbit/s)"),
    Message("Busy hour (kbit/s)"),
    Message("Voice, each way (kbit/s)"),
    Message("Site's link (kbit/s)"),
)
WHOLE = Message("Whole installation")
COLUMNS = {"station": 0, "admin_station": 0, "phone": 0, "server": 1}
MORE_PORTS = "…"
_MOST_LABELS = 5
_LONGEST_DETAIL = 40
_OTHER_SERVERS = ("sms_server", "ldap_server", "groupware_server")


def make_network(report: Report) -> Chapter:
    """Return the chapter on the network."""
    say, flows = report.say, report.assessment.flows
    blocks: list[Block] = []
    if flows:
        blocks += [Heading(say(DRAWN)), draw_flows(report), Heading(say(MATRIX)), list_flows(report)]
        if any(flow.destination in _OTHER_SERVERS for flow in flows):
            blocks.append(Text(say(OPEN_LIST), "note"))
    else:
        blocks.append(Text(say(NO_FLOW), "strong"))
    blocks += [Heading(say(BANDWIDTH)), list_traffic(report)]
    return Chapter("network", say(TITLE), say(SUMMARY), tuple(blocks))


def name_ends(report: Report, flow: Flow) -> str:
    """Return a flow's two ends with their arrow."""
    template = GROUP_BOTH if flow.both_ways else GROUP
    ends = {"source": END_WORDS[flow.source], "destination": END_WORDS[flow.destination]}
    return report.say(template.fill(**ends))


def name_link(flow: Flow) -> str:
    """Return the telephony link that a flow belongs to, empty without one."""
    return shorten(flow.subject.removeprefix("link:")) if flow.link is not None else ""


def list_flows(report: Report) -> Table:
    """Return the flow matrix, grouped by source and destination."""
    say = report.say
    columns = (
        Column(say(PROTOCOL), 1.1),
        Column(say(PORTS), 1.7),
        Column(say(PURPOSE), 4.2),
        Column(say(WHERE), 1.9),
        Column(say(PROOF), 1.6),
        Column(say(SOURCE), 1.1),
    )
    order = list(END_WORDS)
    flows = sorted(
        report.assessment.flows,
        key=lambda flow: (order.index(flow.source), order.index(flow.destination), not flow.both_ways),
    )
    rows: list[Row | GroupRow] = []
    for ends, group in groupby(flows, key=lambda flow: name_ends(report, flow)):
        rows.append(GroupRow(ends))
        rows.extend(_list_flow(report, flow) for flow in group)
    return Table(columns, tuple(rows))


def _list_flow(report: Report, flow: Flow) -> Row:
    say = report.say
    anchor = f"trace-{flow.fact}-{flow.subject}"
    return Row(
        (
            flow.protocol.upper(),
            say(PORT_UNKNOWN) if flow.ports is None else flow.ports.replace(",", ", "),
            say(flow.purpose),
            name_link(flow),
            say(NOT_PROVEN),
            Cell(flow.fact, link=anchor),
        )
    )


def draw_flows(report: Report) -> Diagram:
    """Return the machines that flows join, and one bundled wire for each pair."""
    say, flows = report.say, report.assessment.flows
    ends = [end for end in END_WORDS if any(end in (flow.source, flow.destination) for flow in flows)]
    machines = tuple(
        Machine(end, say(END_WORDS[end]), _detail(report, end), _place(end)) for end in ends
    )
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


def _place(end: str) -> int:
    return COLUMNS.get(end, 2)


def label_wire(report: Report, flows: list[Flow]) -> tuple[str, ...]:
    """Return the protocols and ports of bundled flows as short lines."""
    ports: dict[str, list[str]] = {}
    for flow in flows:
        text = report.say(PORT_UNKNOWN) if flow.ports is None else flow.ports.replace(",", ", ")
        found = ports.setdefault(flow.protocol.upper(), [])
        if text not in found:
            found.append(text)
    lines = []
    for protocol, texts in ports.items():
        kept = texts if len(texts) <= _MOST_LABELS + 1 else [*texts[:_MOST_LABELS], MORE_PORTS]
        lines.extend(f"{protocol} {', '.join(kept[start : start + 3])}" for start in range(0, len(kept), 3))
    return tuple(lines)


def _detail(report: Report, end: str) -> str:
    plan = report.plan
    if end == "server":
        address = (plan.security and plan.security.dns_name) or (plan.server and plan.server.address) or ""
        return shorten(address, _LONGEST_DETAIL)
    if end not in ("pabx", "phone"):
        return ""
    names = dict.fromkeys(
        name_link(flow) for flow in report.assessment.flows if end in (flow.source, flow.destination) and flow.link is not None
    )
    return shorten(", ".join(names), _LONGEST_DETAIL)


def list_traffic(report: Report) -> Table:
    """Return the bandwidth in total and per site."""
    say = report.say
    columns = (
        Column(say(SITE), 3),
        *(Column(say(title), 1.6, "right") for title in (LOGIN, BUSY, VOICE, OFFERED)),
    )
    rows = [Row((say(WHOLE), *_show_traffic(report, report.assessment.traffic), NOT_KNOWN))]
    for site in report.assessment.sites:
        offered = report.show(site.link_kbit_s)
        rows.append(Row((shorten(site.name), *_show_traffic(report, site.traffic), offered)))
    return Table(columns, tuple(rows))


def _show_traffic(report: Report, traffic: Traffic) -> tuple[str, ...]:
    return tuple(report.show(rate) for rate in traffic)
