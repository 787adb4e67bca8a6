"""Flows proven, blocked, or neither."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from tests.factories import (
    Json,
    make_answers,
    make_evidence,
    make_group,
    make_host,
    make_site,
    on_groups,
    read_answers,
    read_edition,
)
from wizard.assessment.evaluate import assess
from wizard.domain.assessment import Assessment, Flow
from wizard.domain.levels import Level
from wizard.domain.proofs import Proof, ProofState

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SERVER = {"server": {"address": "10.0.0.1"}}
PLAIN = {"security": {"secure_mode": False, "keep_plain_ports": False}}


def try_port(
    port: int, state: str, fact: str = "NET-7", protocol: str = "tcp", way: str = "", **changes: object
) -> Json:
    """Return the evidence of one port of a flow; ``way`` names both ends, "pabx > station"."""
    flow = {"fact": fact, "subject": "server", "protocol": protocol, "port": port}
    if way:
        flow |= dict(zip(("source", "destination"), way.split(" > "), strict=True))
    reason = None if state == "ok" else "refused"
    measured = {
        "probe": f"proof.{protocol}",
        "facts": [fact],
        "state": state,
        "reason": reason,
        "answers": None,
        "values": None,
        "flow": flow,
        "target": f"{protocol} {port}",
        "source": "10.0.0.9",
        "destination": "10.0.0.1",
    }
    return make_evidence(**measured | changes)


def assess_flows(*evidence: Json) -> Assessment:
    """Assess a plan in plain mode with evidence."""
    station = on_groups(make_group(softphone=True))
    answers = make_answers(**PLAIN, **SERVER, **station, licences={"softphone": 10}, load={"calls_per_station": 2})
    return assess(read_answers(answers | {"evidence": list(evidence)}), read_edition(), NOW)


def find_flow(assessment: Assessment, fact: str = "NET-7") -> Flow:
    """Return a flow."""
    return next(flow for flow in assessment.flows if flow.fact == fact)


def prove(*evidence: Json, fact: str = "NET-7") -> Proof:
    """Return the proof that comes of some evidence."""
    proof = find_flow(assess_flows(*evidence), fact).proof
    assert proof is not None
    return proof


def prove_conference(*evidence: Json) -> Proof:
    """Return the proof of the conference's video ports, a range of 1,001 one way."""
    conference = {"audio_participants": 4, "video_participants": 4, "conferences": 1}
    answers = make_answers(**SERVER, security={"secure_mode": True}, licences={"conference": conference})
    found = assess(read_answers(answers | {"evidence": list(evidence)}), read_edition(), NOW)
    proof = find_flow(found, "NET-18").proof
    assert proof is not None
    return proof


def test_nothing_tried_nothing_said() -> None:
    """A flow that no check looked at has no proof."""
    assert find_flow(assess_flows()).proof is None


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("ok", "ok"), ProofState.PROVEN),
        (("ok", None), ProofState.PARTLY),
        (("ok", "unknown"), ProofState.PARTLY),
        (("ok", "failed"), ProofState.BLOCKED),
        (("unknown", "unknown"), ProofState.UNKNOWN),
        (("failed", None), ProofState.BLOCKED),
    ],
)
def test_every_port_of_a_flow_must_be_proven(states: tuple[str | None, ...], expected: ProofState) -> None:
    """NET-7 has two ports: both make it proven, one is not enough, one blocked blocks it."""
    tried = [try_port(port, state) for port, state in zip((9001, 9005), states, strict=True) if state]
    proof = prove(*tried)
    assert proof.state is expected
    assert proof.proven == tuple(port for port, state in zip((9001, 9005), states, strict=True) if state == "ok")
    assert (proof.source, proof.destination) == ("10.0.0.9", "10.0.0.1")


@pytest.mark.parametrize(
    ("ports", "expected"),
    [
        (range(40_000, 41_001), ProofState.PROVEN),
        ((40_000, 40_250, 40_500, 40_750, 41_000), ProofState.PARTLY),
        (range(40_000, 41_000), ProofState.PARTLY),
        (range(40_001, 41_001), ProofState.PARTLY),
    ],
)
def test_range_is_proven_by_all_of_its_ports(ports: Sequence[int], expected: ProofState) -> None:
    """Of a range every port is needed: five that pass say nothing of those between, and how many did is told."""
    flow = prove_conference(*(try_port(port, "ok", "NET-18", "udp") for port in ports))
    assert flow.state is expected
    assert (len(flow.proven), flow.ports) == (len(ports), 1_001)


@pytest.mark.parametrize(
    "ways",
    [
        ("pabx > station", "pabx > station"),
        ("pabx > station", "station > station"),
        ("station > station", "station > station"),
        ("", ""),
    ],
)
def test_voice_is_tested_one_way(ways: tuple[str, str]) -> None:
    """Voice comes unasked from both ends: the way to the PC's ports alone is tested, and the other one is told."""
    tried = [
        try_port(port, "ok", "NET-20", "udp", way)
        for ports, way in zip((range(40_000, 40_004), range(40_004, 40_008)), ways, strict=True)
        for port in ports
    ]
    proof = prove(*tried, fact="NET-20")
    assert (proof.state, len(proof.proven), proof.ports) == (ProofState.PARTLY, 8, 8)
    assert set(proof.ways) == {tuple(way.split(" > ")) for way in ways if way}
    assert proof.ways_left == (("station", "sip_peer"),)


@pytest.mark.parametrize(
    ("fact", "port", "protocol", "way"),
    [
        ("NET-20", 40000, "udp", "station > pabx"),
        ("NET-7", 9001, "tcp", "phone > server"),
        ("NET-7", 9001, "tcp", "station > pabx"),
    ],
)
def test_ports_of_another_end_say_nothing(fact: str, port: int, protocol: str, way: str) -> None:
    """Softphone's voice ports are the PC's own: what a PABX answers on them is no proof, nor what another end tried."""
    assert find_flow(assess_flows(try_port(port, "ok", fact, protocol, way)), fact).proof is None


def test_quality_of_voice_is_no_blocked_port() -> None:
    """Voice that is lost on the way is a matter of the bandwidth: the port that it went through stands as it did."""
    voice = try_port(40000, "failed", "NET-20", "udp", "pabx > station", probe="voice.quality", facts=["BW-2"])
    tried = [try_port(port, "ok", "NET-20", "udp", "pabx > station") for port in (40000, 40007)]
    assert find_flow(assess_flows(voice), "NET-20").proof is None
    assert prove(voice, *tried, fact="NET-20") == prove(*tried, fact="NET-20")


def test_old_proof_is_stale_never_green() -> None:
    """After a day a proof is shown as stale."""
    day_before = {"taken_at": "2026-11-23T08:59:59Z"}
    proof = prove(try_port(9001, "ok", **day_before), try_port(9005, "ok", **day_before))
    assert proof.state is ProofState.STALE
    assert proof.proven == ()


def test_blocked_flow_blocks_its_requirement() -> None:
    """A flow that was measured to be blocked is a requirement not met, with the port and the reason."""
    assessment = assess_flows(try_port(9001, "failed"))
    finding = next(each for each in assessment.findings if each.fact == "NET-7")
    assert finding.level is Level.BLOCKER
    assert find_flow(assessment).proof == prove(try_port(9001, "failed"))


@pytest.mark.parametrize(
    "changes", [{"port": 9002}, {"port": 9001, "protocol": "udp"}, {"port": 9001, "fact": "NET-9"}]
)
def test_proof_of_something_else_says_nothing(changes: Json) -> None:
    """A port, protocol or flow that the plan does not have leaves flows and findings as they were."""
    evidence = try_port(changes["port"], "failed", changes.get("fact", "NET-7"), changes.get("protocol", "tcp"))
    assessment = assess_flows(evidence)
    assert find_flow(assessment).proof is None
    assert next(each for each in assessment.findings if each.fact == "NET-7").level is Level.OK


def test_other_pc_that_is_blocked_keeps_the_flow_blocked() -> None:
    """Proven from one PC and blocked from another is blocked; a new try of that PC lifts it."""
    ok = [try_port(port, "ok", machine="PC1") for port in (9001, 9005)]
    blocked = try_port(9001, "failed", machine="PC2")
    assert prove(*ok, blocked).state is ProofState.BLOCKED
    again = try_port(9001, "ok", machine="PC2", taken_at="2026-11-24T08:30:00Z")
    assert prove(*ok, blocked, again).state is ProofState.PROVEN


def join(ports: str, state: str = "ok", **changes: object) -> Json:
    """Return the evidence of several ports of Softphone's voice that were found alike."""
    tried = try_port(int(ports[:5]), state, "NET-20", "udp", target="10.0.0.1")
    return tried | {"flow": tried["flow"] | {"ports": ports}} | changes


def test_ports_as_one_prove_what_they_prove_one_by_one() -> None:
    """A range in one entry is proven as by an entry for each port, and no further than its ports reach."""
    singly = [try_port(port, "ok", "NET-20", "udp") for port in range(40_000, 40_008)]
    together = prove(join("40000-40007"), fact="NET-20")
    assert together == prove(*singly, fact="NET-20")
    assert len(prove(join("40000-40006"), fact="NET-20").proven) == 7
    blocked = prove(join("40000-40007", machine="PC1"), join("40002,40004", "failed", machine="PC2"), fact="NET-20")
    assert (blocked.state, blocked.blocked) == (ProofState.BLOCKED, (40_002, 40_004))
    assert blocked.proven == (40_000, 40_001, 40_003, 40_005, 40_006, 40_007)


def test_ports_that_a_flow_does_not_have_any_more_say_nothing() -> None:
    """Of a range that has become shorter since only the ports count that it still has, in flow and finding."""
    assert prove(join("40000-40027"), fact="NET-20").proven == tuple(range(40_000, 40_008))
    assert prove(join("40006-40027", "failed"), fact="NET-20").blocked == (40_006, 40_007)
    outside = assess_flows(join("40008-40027", "failed"))
    assert find_flow(outside, "NET-20").proof is None
    assert next(each for each in outside.findings if each.fact == "NET-20").level is Level.OK


def test_finding_names_every_port_of_a_target() -> None:
    """Where the target of a check is its port, the finding names all ports that were found alike."""
    tried = try_port(9001, "failed", target="10.0.0.1:9001")
    assessment = assess_flows(tried | {"flow": tried["flow"] | {"ports": "9001,9005"}})
    finding = next(each for each in assessment.findings if each.fact == "NET-7")
    told = [str(aspect.note) for aspect in finding.aspects if aspect.level is Level.BLOCKER]
    assert len(told) == 1
    assert "10.0.0.1:9001,9005" in told[0]


@pytest.mark.parametrize("proven", ["server", "host:RDS01"])
def test_pc_and_session_host_prove_nothing_of_each_other(proven: str) -> None:
    """The same ports tried on a PC and on a session host: each proof counts for the machine that it was made on."""
    stations = {"groups": [make_group(softphone=True)], "session_hosts": [make_host(softphone=True, users=1)]}
    answers = make_answers(licences={"softphone": 10}, load={"calls_per_station": 2}, stations=stations)
    tried = try_port(40_000, "ok", "NET-20", "udp", "pabx > station")
    tried["flow"] |= {"subject": proven, "ports": "40000-40007"}
    found = assess(read_answers(answers | {"evidence": [tried]}), read_edition(), NOW)
    states = {flow.subject: flow.proof and flow.proof.state for flow in found.flows if flow.fact == "NET-20"}
    assert states == {subject: ProofState.PARTLY if subject == proven else None for subject in ("server", "host:RDS01")}


def prove_sites(*tried: tuple[int, str | None]) -> Proof:
    """Return the proof of NET-7, of ports 9001 and 9005, in a plan with two remote sites."""
    sites = [make_site(name="North", users=1), make_site(name="South", users=1)]
    evidence = []
    for port, site in tried:
        ok = try_port(port, "ok", machine=f"PC {site}")
        evidence.append(ok | {"flow": ok["flow"] | ({"site": site} if site else {})})
    found = assess(
        read_answers(make_answers(**PLAIN, **SERVER, sites=sites) | {"evidence": evidence}), read_edition(), NOW
    )
    proof = find_flow(found).proof
    assert proof is not None
    return proof


@pytest.mark.parametrize(
    ("tried", "state", "left"),
    [
        ([(9001, None), (9005, None)], ProofState.PARTLY, ("North", "South")),
        ([(9001, "North"), (9005, "North")], ProofState.PARTLY, (None, "South")),
        ([(port, site) for port in (9001, 9005) for site in (None, "North", "South")], ProofState.PROVEN, ()),
        # Each port from somewhere, but not both from each place.
        ([(9001, None), (9005, "North"), (9001, "South"), (9005, "South")], ProofState.PARTLY, (None, "North")),
        # One port from nowhere: the ports tell it, and the places where nobody looked.
        ([(9001, None), (9001, "North")], ProofState.PARTLY, ("South",)),
    ],
)
def test_one_pc_proves_its_own_site(
    tried: list[tuple[int, str | None]], state: ProofState, left: tuple[str | None, ...]
) -> None:
    """The PCs of each site reach the server by ways of their own: each site is tested by itself, named until then."""
    proof = prove_sites(*tried)
    assert (proof.state, proof.sites_left) == (state, left)


def test_test_from_a_site_that_is_gone_says_nothing() -> None:
    """Nobody knows where a PC stood whose site the plan has no longer."""
    ok = [try_port(port, "ok") for port in (9001, 9005)]
    gone = [each | {"flow": each["flow"] | {"site": "West"}} for each in ok]
    assert find_flow(assess_flows(*gone)).proof is None
