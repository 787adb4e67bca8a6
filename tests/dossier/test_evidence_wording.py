"""How measurements are told: results, ages, flows, and whatever a hostile peer put into them."""

from datetime import UTC, datetime

import pytest

from tests.factories import Json, make_answers, make_evidence, on_softphone_pcs, read_answers, read_edition
from wizard.assessment.evaluate import assess
from wizard.domain.assessment import Assessment
from wizard.domain.evidence.sides import ONE_SIDED
from wizard.domain.levels import Level
from wizard.dossier.content.dossier import make_dossier
from wizard.dossier.content.report import Report
from wizard.dossier.evidence_wording import _SEEN, Told, tell_evidence
from wizard.dossier.pdf.document import render_pdf
from wizard.dossier.proof_wording import tell_proof
from wizard.dossier.record import describe_assessment
from wizard.dossier.text import write_text
from wizard.i18n import get_translator

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOSTILE = ("\x1b]0;pwned\x07=cmd|'/c calc'!A1", "<b>&amp;</b><img src=x>", "\u202egpj.exe", "\ud7ff" * 900, "a" * 2_000)


def assess_with(*evidence: Json, **changes: object) -> Assessment:
    """Assess a plan with evidence."""
    return assess(read_answers(make_answers(**changes) | {"evidence": list(evidence)}), read_edition(), NOW)


def tell(language: str = "en", **changes: object) -> Told:
    """Return how one measurement is told."""
    return tell_evidence(assess_with(make_evidence(**changes)).evidence[0], get_translator(language))


def test_reading_is_neither_right_nor_wrong() -> None:
    """A figure that was read is told with its unit, from where and when; what it means stands in the findings."""
    told = tell()
    assert (told.level, told.result) == (Level.INFO, "measured")
    assert told.values.startswith("RAM")
    assert "GB" in told.values
    assert (told.where, told.when) == ("TWS01 (TWS server)", "2026-11-24 08:00 UTC")
    assert tell("fr").when == "24/11/2026 08:00 UTC"


@pytest.mark.parametrize(
    ("changes", "level", "result"),
    [
        ({"answers": None}, Level.OK, "met"),
        ({"answers": None, "state": "failed", "facts": ["NET-2"]}, Level.BLOCKER, "not met"),
        ({"answers": None, "state": "failed", "facts": ["SRV-4"]}, Level.WARNING, "not met"),
        (
            {"state": "unknown", "reason": "deadline"},
            Level.MISSING,
            "not determined: no result within the time allowed",
        ),
        ({"state": "unknown", "reason": "of_a_later_version"}, Level.MISSING, "not determined: of_a_later_version"),
    ],
)
def test_results_are_told_apart(changes: Json, level: Level, result: str) -> None:
    """Met, not met where it is hard and where it is advice, and not known with its reason."""
    told = tell(**changes)
    assert (told.level, told.result) == (level, result)


@pytest.mark.parametrize(
    ("probe", "opens", "fails"),
    [
        ("port.tcp", ("opens", "s’ouvre"), ("does not open", "ne s’ouvre pas")),
        ("port.sip", ("answers", "répond"), ("does not answer as it should", "ne répond pas")),
        ("port.ldap", ("answers", "répond"), ("does not answer as it should", "ne répond pas")),
        ("port.smpp", ("answers", "répond"), ("does not answer as it should", "ne répond pas")),
        ("port.https", ("answers", "répond"), ("does not answer as it should", "ne répond pas")),
        ("port.of_a_later_version", ("answers", "répond"), ("does not answer as it should", "ne répond pas")),
        ("server.clock", ("answers", "répond"), ("does not answer as it should", "ne répond pas")),
        (
            "path.roundtrip",
            ("answers", "répond"),
            ("does not answer as it should", "ne répond pas"),
        ),
        ("server.ports", ("not held", "libre"), ("held", "occupé")),
    ],
)
def test_what_one_side_sees_is_never_told_as_met(probe: str, opens: tuple[str, str], fails: tuple[str, str]) -> None:
    """A connection opens, a peer answers: a neutral sign and these words, in both languages; a failure is one."""
    for language, opened, failed in zip(("en", "fr"), opens, fails, strict=True):
        seen = tell(language, probe=probe, facts=["NET-37"], answers=None)
        assert (seen.level, seen.result) == (Level.INFO, opened)
        missed = tell(language, probe=probe, facts=["NET-37"], answers=None, state="failed")
        assert missed.level is Level.BLOCKER
        assert missed.result.startswith(failed)


@pytest.mark.parametrize(
    ("changes", "begins"),
    [({"taken_at": "2026-01-01T00:00:00Z"}, "stale"), ({"basis": {"server.address": "elsewhere"}}, "outdated")],
)
def test_what_does_not_count_is_never_shown_as_met(changes: Json, begins: str) -> None:
    """Too old, or made for other answers: it says so and asks to be measured again."""
    told = tell(answers=None, **changes)
    assert told.level is Level.MISSING
    assert told.result.startswith(begins)


def test_port_of_a_flow_is_named_once() -> None:
    """A target that names the port is enough; one that does not gets protocol and port."""
    flow = {"fact": "NET-7", "subject": "server", "protocol": "tcp", "port": 9001}
    plain = {"security": {"secure_mode": False}}
    named = assess_with(make_evidence(probe="port.tcp", target="10.0.0.1:9001", flow=flow), **plain)
    bare = assess_with(make_evidence(probe="proof.flow", target="10.0.0.1", flow=flow), **plain)
    say = get_translator("en")
    assert tell_evidence(named.evidence[0], say).check.endswith("10.0.0.1:9001")
    assert tell_evidence(bare.evidence[0], say).check.endswith("10.0.0.1 TCP 9001")


def test_ports_found_alike_are_told_together() -> None:
    """A range stands as one, beside what was checked, and the address it was reached at without its first port."""
    flow = {"fact": "NET-20", "subject": "server", "protocol": "udp", "port": 40_000, "ports": "40000-40004,40007"}
    told = tell(
        probe="proof.flow", facts=["NET-20"], answers=None, values=None, flow=flow, target="10.0.0.1",
        source="10.0.0.9", destination="10.0.0.1:40000",
    )  # fmt: skip
    assert told.check.endswith("10.0.0.1 UDP 40000-40004, 40007")
    assert "10.0.0.9 → 10.0.0.1" in told.where
    assert "40000" not in told.where
    target = tell(probe="port.tcp", answers=None, flow=flow | {"protocol": "tcp"}, target="[2001:db8::1]:40000")
    assert target.check.endswith("[2001:db8::1]:40000-40004, 40007")


def test_blocked_neighbours_are_told_as_a_range() -> None:
    """A thousand blocked ports are one range in the matrix, not a thousand numbers."""
    flow = {
        "fact": "NET-20",
        "subject": "server",
        "protocol": "udp",
        "port": 40_000,
        "ports": "40000-40499,40501-40999",
    }
    blocked = make_evidence(
        probe="proof.flow",
        facts=["NET-20"],
        answers=None,
        values=None,
        state="failed",
        reason="proof.dropped",
        flow=flow,
        destination="10.0.0.1",
    )
    changes = {"licences": {"softphone": 5}, "load": {"calls_per_station": 250}, "server": {"address": "10.0.0.1"}}
    assessment = assess_with(blocked, **changes, **on_softphone_pcs())
    told = next(tell_proof(each, get_translator("en")) for each in assessment.flows if each.fact == "NET-20")
    assert "40000-40499, 40501-40999" in told


def test_proof_is_told_with_ports_and_reason() -> None:
    """A blocked flow says which port and how; none tried says that it is still to be opened."""
    flow = {"fact": "NET-7", "subject": "server", "protocol": "tcp", "port": 9005}
    blocked = make_evidence(
        probe="proof.flow",
        facts=["NET-7"],
        state="failed",
        reason="proof.dropped",
        flow=flow,
        answers=None,
        destination="10.0.0.1:9005",
    )
    plan = {"security": {"secure_mode": False}, "server": {"address": "10.0.0.1"}}
    flows = {each.fact: each for each in assess_with(blocked, **plan).flows}
    say = get_translator("en")
    assert tell_proof(flows["NET-7"], say).startswith("blocked (ports 9005): ")
    assert tell_proof(flows["NET-9"], say) == "to open"


@pytest.mark.parametrize(
    ("source", "destination", "ways", "where"),
    [
        ("pabx", "station", "PABX → User PCs; ", "LAPTOP (PABX’s network), 10.0.0.9 → 10.0.0.1 (User's PC)"),
        ("station", "station", "User PCs → User PCs; ", "LAPTOP (User's PC), 10.0.0.9 → 10.0.0.1 (User's PC)"),
        (None, None, "", "LAPTOP (User's PC), 10.0.0.9 → 10.0.0.1"),
    ],
)
def test_proof_is_told_from_which_end_to_which(
    source: str | None, destination: str | None, ways: str, where: str
) -> None:
    """Of a flow both ways only the direction that was tried is proven, and it is named; two PCs are a part of it."""
    tried = [
        make_evidence(
            probe="proof.flow",
            facts=["NET-20"],
            answers=None,
            machine="LAPTOP",
            role="station",
            source="10.0.0.9",
            destination="10.0.0.1",
            flow={"fact": "NET-20", "subject": "server", "protocol": "udp", "port": port}
            | ({"source": source, "destination": destination} if source else {}),
        )
        for port in (40_000, 40_007)
    ]
    load = {"calls_per_station": 2}
    assessment = assess_with(
        *tried, licences={"softphone": 10}, load=load, server={"address": "10.0.0.1"}, **on_softphone_pcs()
    )
    say = get_translator("en")
    flow = next(flow for flow in assessment.flows if flow.fact == "NET-20")
    rest = "2 of 8 ports; not User PCs → PABX, SIP proxy or PC"
    assert tell_proof(flow, say) == f"tested in part ({ways}{rest})"
    assert tell_evidence(assessment.evidence[0], say).where == where


@pytest.mark.parametrize("text", HOSTILE, ids=["escape", "markup", "direction", "long", "wide"])
def test_hostile_evidence_is_printed_safely(text: str) -> None:
    """Whatever a peer said comes out in PDF, text and JSON without an escape sequence and without a fault."""
    evidence = make_evidence(
        state="failed", detail=text, target=text, machine=text, source=text, destination=text, values={"product": text}
    )
    plan = read_answers(make_answers() | {"evidence": [evidence]})
    assessment = assess(plan, read_edition(), NOW)
    say = get_translator("fr")
    pdf = render_pdf(make_dossier(Report(plan, read_edition(), assessment, say, NOW.date())))
    assert pdf.startswith(b"%PDF")
    assert "\x1b" not in write_text(assessment, say)
    assert describe_assessment(assessment, say)["findings"]


def test_words_and_assessment_know_the_same_checks_of_one_side() -> None:
    """What is told as seen from one side decides no requirement, and what decides none is told so."""
    assert set(_SEEN) - {"port.tcp"} == set(ONE_SIDED)
