"""The flow matrix and the bandwidth."""

from collections import Counter

import pytest

from tests.dossier.building import (
    every_sample,
    list_rows,
    list_tables,
    make_minimal,
    read_content,
    report_on,
    report_on_sample,
)
from tests.factories import make_group, make_host
from wizard.dossier.blocks import Cell, Diagram, GroupRow, Row, Text
from wizard.dossier.content.network import make_network
from wizard.dossier.wording import END_WORDS


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_matrix_has_every_flow_once(name: str, language: str) -> None:
    """Each flow of the assessment is one line, with its protocol, ports and purpose; there is no other line."""
    report = report_on_sample(name, language)
    matrix, _ = list_tables(make_network(report).blocks)
    lines = Counter((row[5], row[0], row[1].replace(", ", ","), row[2]) for row in list_rows(matrix))
    say, flows = report.say, report.assessment.flows
    expected = Counter(
        (flow.fact, flow.protocol.upper(), flow.ports or say("to be answered"), say(flow.purpose)) for flow in flows
    )
    known = {line for line, flow in zip(expected, flows, strict=False) if flow.ports}
    assert sum(lines.values()) == len(flows)
    assert not [line for line in known if line not in lines]
    assert Counter(line[0] for line in lines.elements()) == Counter(flow.fact for flow in flows)


@pytest.mark.parametrize(("sample", "facts"), [("town-hall-oxe-rds", ["NET-20", "NET-31"]), ("snom-only", [])])
def test_ports_that_are_not_the_destinations_are_told(sample: str, facts: list[str]) -> None:
    """Voice goes to ports of the PC or of the server, where the flow begins: a firewall's administrator must know."""
    blocks = make_network(report_on_sample(sample, "en")).blocks
    notes = [block.text for block in blocks if isinstance(block, Text) and "those of the source" in block.text]
    assert [note.partition(":")[0] for note in notes] == facts
    assert all(end in note for end, note in zip(("User PCs", "TWS server"), notes, strict=False))


def test_each_session_host_is_named_beside_its_flow() -> None:
    """The voice of a PC and that of each session host are lines of their own; whose ports they are is said once."""
    content = make_minimal(
        licences={"softphone": 5},
        stations={
            "groups": [make_group(softphone=True)],
            "session_hosts": [make_host(name=name, softphone=True, users=5) for name in ("RDS01", "RDS02")],
        },
    )
    blocks = make_network(report_on(read_content(content))).blocks
    voice = [row for row in list_rows(list_tables(blocks)[0]) if row[5] == "NET-20"]
    assert [(row[3], row[1]) for row in voice] == [
        ("RDS01", "40000-40039"),
        ("RDS02", "40000-40039"),
        ("", "40000-40007"),
    ]
    assert len([block for block in blocks if isinstance(block, Text) and "NET-20" in block.text]) == 1


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_flows_stand_under_their_ends(name: str, language: str) -> None:
    """Each line stands under the heading of its source and destination, and each heading is there once."""
    report = report_on_sample(name, language)
    matrix, _ = list_tables(make_network(report).blocks)
    titles: list[str] = []
    found = []
    for row in matrix.rows:
        if isinstance(row, GroupRow):
            titles.append(row.title)
        elif isinstance(row.cells[5], Cell):
            found.append((row.cells[5].link, titles[-1]))
    say = report.say
    expected = [
        (
            f"trace-{flow.fact}-{flow.subject}",
            f"{say(END_WORDS[flow.source])} {'↔' if flow.both_ways else '→'} {say(END_WORDS[flow.destination])}",
        )
        for flow in report.assessment.flows
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_every_flow_is_drawn(name: str, language: str) -> None:
    """The drawing has a machine for each end of a flow and a wire for each pair of them."""
    report = report_on_sample(name, language)
    (diagram,) = (block for block in make_network(report).blocks if isinstance(block, Diagram))
    flows = report.assessment.flows
    assert {machine.id for machine in diagram.machines} == {end for flow in flows for end in flow[2:4]}
    pairs = [frozenset((wire.source, wire.target)) for wire in diagram.wires]
    assert set(pairs) == {frozenset((flow.source, flow.destination)) for flow in flows}
    assert len(set(pairs)) == len(pairs)
    assert all(wire.labels for wire in diagram.wires)


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_bandwidth_is_that_of_the_assessment(name: str, language: str) -> None:
    """The table of bandwidth holds the assessment's figures, in total and for each site."""
    report = report_on_sample(name, language)
    *_, table = list_tables(make_network(report).blocks)
    traffic = [report.assessment.traffic, *(site.traffic for site in report.assessment.sites)]
    shown = [row[1:4] for row in list_rows(table)]
    assert shown == [tuple(report.show(rate) for rate in rates) for rates in traffic]


def test_without_flows_it_says_so() -> None:
    """An assessment without flows has no empty matrix but a sentence."""
    report = report_on(read_content(make_minimal()))
    blocks = make_network(report).blocks
    tables = list_tables(blocks)
    assert bool(report.assessment.flows) == (len(tables) == 2)
    assert all(any(isinstance(row, Row) for row in table.rows) for table in tables)
    assert report.assessment.flows or any(isinstance(block, Text) for block in blocks)
