"""What each finding rests on."""

import pytest

from tests.assessment.test_proving import NOW, SERVER, try_port
from tests.factories import Json, assess_plan, make_answers, make_evidence, make_group, read_answers, read_edition
from wizard.assessment.evaluate import assess
from wizard.domain.assessment import Assessment
from wizard.domain.findings import Finding
from wizard.domain.levels import Basis, Level

PLAIN = {"security": {"secure_mode": False, "keep_plain_ports": False}}


def find(assessment: Assessment, fact: str) -> Finding:
    """Return the first finding of a fact."""
    return next(each for each in assessment.findings if each.fact == fact)


def assess_measured(*evidence: Json) -> Assessment:
    """Return the assessment of a plan in plain mode with evidence."""
    return assess(read_answers(make_answers(**PLAIN | SERVER) | {"evidence": list(evidence)}), read_edition(), NOW)


@pytest.mark.parametrize(
    ("fact", "basis"),
    [
        ("SRV-2", Basis.ANSWERED),
        ("HW-9", Basis.DERIVED),
        ("PLAN-1", Basis.DERIVED),
        ("NET-7", Basis.TO_DO),
        ("NET-9", Basis.TO_DO),
    ],
)
def test_plan_alone_is_answered_computed_or_to_do(fact: str, basis: Basis) -> None:
    """One answer is the plan's word, several make a computation, and no answer opens a flow."""
    finding = find(assess_plan(**PLAIN), fact)
    assert (finding.level, finding.basis, finding.is_flow) == (Level.OK, basis, fact.startswith("NET"))


def test_missing_is_to_do() -> None:
    """An answer that nobody gave rests on nothing."""
    finding = find(assess_plan(server={"os": None}), "SRV-2")
    assert (finding.level, finding.basis, finding.status) == (Level.MISSING, Basis.TO_DO, Level.MISSING)


@pytest.mark.parametrize(
    ("ports", "basis"), [((9001, 9005), Basis.MEASURED), ((9001,), Basis.TO_DO), ((9005,), Basis.TO_DO)]
)
def test_flow_is_measured_when_all_of_it_is(ports: tuple[int, ...], basis: Basis) -> None:
    """Both ports of NET-7 tested from both ends are measured; one of them leaves the flow to be opened."""
    assert find(assess_measured(*(try_port(port, "ok") for port in ports)), "NET-7").basis is basis


@pytest.mark.parametrize("probe", ["port.tcp", "port.https", "port.sip", "server.ports"])
def test_one_side_measures_no_flow(probe: str) -> None:
    """What one side alone saw, a connection or an answer, leaves the flow to be opened and tested."""
    found = assess_measured(*(try_port(port, "ok", probe=probe) for port in (9001, 9005)))
    assert find(found, "NET-7").basis is Basis.TO_DO


@pytest.mark.parametrize(
    ("answers", "basis"),
    [
        ({"server.os": "windows_server_2022", "server.os_edition": "standard"}, Basis.MEASURED),
        ({"server.os": "windows_server_2022"}, Basis.ANSWERED),
    ],
)
def test_measured_answers_are_measured_while_they_are_fresh(answers: Json, basis: Basis) -> None:
    """What a check read of all of it is measured until it is too old; with a part of it read, the plan's word stays."""
    read = make_evidence(probe="server.system", facts=["SRV-2"], role="server", answers=answers)
    assert find(assess_measured(read), "SRV-2").basis is basis
    old = read | {"taken_at": "2025-01-01T00:00:00Z"}
    assert find(assess_measured(old), "SRV-2").basis is Basis.ANSWERED


@pytest.mark.parametrize(("machines", "basis"), [(("PC1", "PC2"), Basis.MEASURED), (("PC1",), Basis.ANSWERED)])
def test_group_is_measured_when_all_of_its_pcs_are(machines: tuple[str, ...], basis: Basis) -> None:
    """Of two PCs one was measured: of the other one there is the plan's word, and so of the group."""
    plan = make_answers(**SERVER, stations={"groups": [make_group(name="Office", count=2, dotnet_framework="4.8")]})
    read = [
        make_evidence(
            probe="station.dotnet",
            facts=["CLI-2"],
            subject="group:Office",
            role="station",
            machine=machine,
            answers={"stations.groups.0.dotnet_framework": "4.8"},
            values=None,
        )
        for machine in machines
    ]
    finding = find(assess(read_answers(plan | {"evidence": read}), read_edition(), NOW), "CLI-2")
    assert (finding.level, finding.basis) == (Level.OK, basis)


def read_part(fact: str, probe: str, state: str = "ok", **changes: object) -> Json:
    """Return a measurement without an answer that bears on a fact."""
    reason = None if state == "ok" else "not_readable"
    return make_evidence(
        **{"probe": probe, "facts": [fact], "state": state, "reason": reason, "answers": None} | changes
    )


@pytest.mark.parametrize(
    ("fact", "parts", "basis"),
    [
        ("SEC-2", [("name.lookup", "ok")], Basis.MEASURED),
        # An echo that came back says how long it took, and nothing of the voice.
        ("BW-2", [("voice.quality", "ok")], Basis.MEASURED),
        ("BW-2", [("path.roundtrip", "ok")], Basis.ANSWERED),
        ("BW-2", [("path.roundtrip", "ok"), ("voice.quality", "unknown")], Basis.ANSWERED),
        # That it is of 64 bits says nothing of which system it is.
        ("SRV-2", [("server.system", "ok"), ("server.system", "unknown")], Basis.ANSWERED),
    ],
)
def test_part_of_a_fact_measures_no_fact(fact: str, parts: list[tuple[str, str]], basis: Basis) -> None:
    """Only what judges the whole of it does, while nothing of it is unknown."""
    security = {"secure_mode": True, "dns_name": "tws.valmont.example"}
    plan = make_answers(**SERVER, security=security, licences={"softphone": 5}, load={"softphone_calls_at_once": 2})
    evidence = [read_part(fact, probe, state, target=str(at)) for at, (probe, state) in enumerate(parts)]
    found = find(assess(read_answers(plan | {"evidence": evidence}), read_edition(), NOW), fact)
    assert (found.level, found.basis) == (Level.OK, basis)


@pytest.mark.parametrize(("state", "basis"), [("ok", Basis.MEASURED), ("unknown", Basis.ANSWERED)])
def test_every_folder_has_to_be_looked_into(state: str, basis: Basis) -> None:
    """Of two folders of the only PC one is open; whether the other one is decides."""
    plan = make_answers(**SERVER, stations={"groups": [make_group(name="Office", count=1)]})
    pc = {"subject": "group:Office", "role": "station", "machine": "PC1"}
    evidence = [
        read_part("AUT-1", "station.folders", target="%APPDATA%", **pc),
        read_part("AUT-1", "station.folders", state, target="%PROGRAMDATA%", **pc),
    ]
    found = find(assess(read_answers(plan | {"evidence": evidence}), read_edition(), NOW), "AUT-1")
    assert (found.level, found.basis) == (Level.OK, basis)


def test_counts_cover_what_is_met_and_no_more() -> None:
    """The counts by basis add up to those that are ok, and the counts by status to all findings."""
    found = assess_measured(try_port(9001, "ok"), try_port(9005, "ok"))
    assert sum(found.counts_by_basis.values()) == found.counts[Level.OK]
    assert found.counts_by_basis[Basis.MEASURED] == 1
    assert sum(found.counts_by_status.values()) == len(found.findings)
