"""The flows to open, drawn and as a matrix, and the bandwidth they take."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from wizard.domain.assessment import Flow, Traffic
from wizard.dossier.blocks import Block, Cell, Chapter, Column, GroupRow, Heading, Row, Table, Text
from wizard.dossier.content.flow_drawing import PORT_UNKNOWN, draw_flows, name_link
from wizard.dossier.content.report import NOT_KNOWN, Report, anchor_fact
from wizard.dossier.proof_wording import judge_proof, tell_proof
from wizard.dossier.wording import END_WORDS, shorten
from wizard.i18n import Message

TITLE = Message("Network flows and bandwidth")
SUMMARY = Message("What the firewalls have to let through, from where to where, and how much bandwidth it takes.")
DRAWN, MATRIX, BANDWIDTH = Message("The machines and their flows"), Message("Flow matrix"), Message("Bandwidth")
GROUP, GROUP_BOTH = Message("{source} → {destination}"), Message("{source} ↔ {destination}")
PROTOCOL, PORTS, PURPOSE, WHERE, PROOF, SOURCE = (
    Message("Protocol"),
    Message("Ports"),
    Message("What for"),
    Message("Link or host"),
    Message("Proof"),
    Message("Source"),
)
NO_FLOW = Message("No flow can be listed yet: the answers that decide them are missing.")
PORTS_OF_SOURCE = Message("{fact}: the ports are those of the source ({end}); the other end sends to them.")
OPEN_LIST = Message("The vendor's list of other servers is open: other connectors may need other ports.")
SITE, LOGIN, BUSY, VOICE, OFFERED = (
    Message("Site"),
    Message("Login (kbit/s)"),
    Message("Busy hour (kbit/s)"),
    Message("Voice, each way (kbit/s)"),
    Message("Site's link (kbit/s)"),
)
WHOLE = Message("Whole installation")
_OTHER_SERVERS = ("sms_server", "ldap_server", "groupware_server")


def make_network(report: Report) -> Chapter:
    """Return the chapter on the network."""
    say, flows = report.say, report.assessment.flows
    blocks: list[Block] = []
    if flows:
        blocks += [Heading(say(DRAWN)), draw_flows(report), Heading(say(MATRIX)), list_flows(report)]
        blocks += [Text(say(told), "note") for told in tell_owners(flows)]
        if any(flow.destination in _OTHER_SERVERS for flow in flows):
            blocks.append(Text(say(OPEN_LIST), "note"))
    else:
        blocks.append(Text(say(NO_FLOW), "strong"))
    blocks += [Heading(say(BANDWIDTH)), list_traffic(report)]
    return Chapter("network", say(TITLE), say(SUMMARY), tuple(blocks))


def tell_owners(flows: Sequence[Flow]) -> Iterator[Message]:
    """Yield a sentence for each flow whose ports are not the destination's, once for all machines that have it."""
    owners = {flow.fact: END_WORDS[flow.source] for flow in flows if flow.ports_of == "source"}
    for fact, end in owners.items():
        yield PORTS_OF_SOURCE.fill(fact=fact, end=end)


def name_ends(report: Report, flow: Flow) -> str:
    """Return a flow's two ends with their arrow."""
    template = GROUP_BOTH if flow.both_ways else GROUP
    ends = {"source": END_WORDS[flow.source], "destination": END_WORDS[flow.destination]}
    return report.say(template.fill(**ends))


def list_flows(report: Report) -> Table:
    """Return the flow matrix, grouped by source and destination."""
    say = report.say
    columns = (
        Column(say(PROTOCOL), 1.1),
        Column(say(PORTS), 1.6),
        Column(say(PURPOSE), 3.4),
        Column(say(WHERE), 1.7),
        Column(say(PROOF), 2.7),
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
    return Row(
        (
            flow.protocol.upper(),
            say(PORT_UNKNOWN) if flow.ports is None else flow.ports.replace(",", ", "),
            say(flow.purpose),
            name_link(flow),
            Cell(tell_proof(flow, say), status=judge_proof(flow)),
            Cell(flow.fact, link=anchor_fact(flow)),
        )
    )


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
