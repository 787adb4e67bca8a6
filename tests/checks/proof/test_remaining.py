"""What is left to be tested, the call that does it next, and what a run without any answer has seen."""

import json
from datetime import UTC, datetime

import pytest

from tests.checks.proof.test_ports import make_flow
from tests.factories import Json, make_evidence
from wizard.checks.proof.challenge import Port
from wizard.checks.proof.diagnosis import diagnose
from wizard.checks.proof.holders import is_this_program
from wizard.checks.proof.remaining import find_remaining, tell_remaining
from wizard.checks.proof.windows_rules import list_rules, write_rules
from wizard.domain.assessment import Flow
from wizard.domain.evidence.record import Evidence
from wizard.domain.proofs import Proof, ProofState
from wizard.i18n import get_translator

SAY = get_translator("en")
TO_SERVER = make_flow("NET-7", "station > server", "9001,9005")
PHONES = make_flow("NET-23", "phone > server", "7010")
VOICE = make_flow("NET-20", "*station <> sip_peer", "40000-40007", "udp")
CTI = make_flow("NET-26", "server <> pabx", "4211")
MAIL = make_flow("NET-38", "server > groupware_server", "443")
PORTLESS = make_flow("NET-24", "phone > server", None)


def prove(flow: Flow, state: ProofState = ProofState.PROVEN, *ways: tuple[str, str]) -> Flow:
    """Return a flow with a proof."""
    taken_at = datetime(2026, 1, 1, tzinfo=UTC)
    return flow._replace(proof=Proof(state, (), (), (), None, None, taken_at, ways))


def tell(*flows: Flow, tried: tuple[str, str] | None = ("station", "server")) -> list[str]:
    """Return the closing lines after a way."""
    remaining = find_remaining(flows, tried)  # type: ignore[arg-type]
    listening = None if tried is None else tried[1]
    return [SAY(line) for line in tell_remaining(flows, remaining, listening, "10.20.0.15")]  # type: ignore[arg-type]


def test_listener_that_is_up_is_used_first() -> None:
    """What leads to the same listener comes before what needs another one; what nobody can test is not counted."""
    assert tell(prove(TO_SERVER), VOICE, PHONES, MAIL, PORTLESS) == [
        "2 of 3 flows still to test: NET-20, NET-23.",
        (
            "Next, with the same listener. On a PC in the phones’ network: tws-preinstall prove PLAN"
            " --server 10.20.0.15 --from phone"
        ),
    ]


def test_other_listener_is_named_with_both_calls() -> None:
    """Where the flows that are left lead to another machine, both calls are told."""
    assert tell(prove(TO_SERVER), VOICE) == [
        "1 of 2 flows still to test: NET-20.",
        (
            "Next. On a user’s PC: tws-preinstall listen PLAN --as station. On a PC in the PABX’s network:"
            " tws-preinstall prove PLAN --server ADDRESS --from pabx --to station"
        ),
    ]


def test_other_direction_is_next_where_one_was_tried() -> None:
    """Two PCs have told a part of it: from the PABX's network it is tried next, and what failed is not repeated."""
    partly = prove(VOICE, ProofState.PARTLY, ("station", "station"))
    lines = tell(partly, tried=("station", "station"))
    assert lines[0] == "1 of 1 flows still to test: NET-20."
    assert lines[1].endswith("tws-preinstall prove PLAN --server 10.20.0.15 --from pabx --to station")
    assert tell(prove(TO_SERVER, ProofState.BLOCKED)) == ["1 of 1 flows still to test: NET-7."]


def test_flow_of_two_directions_is_never_complete_by_one() -> None:
    """All is tested, but of the voice the way towards the PC's ports alone: it stays among what is left."""
    assert tell(prove(TO_SERVER), prove(CTI)) == ["All 2 flows that can be tested from both ends are tested."]
    partly = prove(VOICE, ProofState.PARTLY, ("pabx", "station"))
    assert partly.proof is not None
    ports = tuple(range(40_000, 40_008))
    whole = partly.proof._replace(proven=ports, ports=8, ways_left=(("station", "pabx"),))
    left, line = tell(prove(TO_SERVER), partly._replace(proof=whole))
    assert left == "1 of 2 flows still to test: NET-20."
    assert line.startswith("NET-20: the flow goes both ways, and only the direction towards its ports is tested")
    # A port of it, a site or a way that is more than a part can still be tried: that comes next.
    for less in ({"proven": ports[:7]}, {"sites_left": ("Annexe",)}, {"ways": (("station", "station"),)}):
        lines = tell(partly._replace(proof=whole._replace(**less)), tried=("admin_station", "server"))
        assert not any("goes both ways" in line for line in lines)
    assert tell() == []


def test_sites_that_are_left_are_named() -> None:
    """Tested from the main site: of the annex's PCs it says nothing, and the option for it is told."""
    partly = prove(TO_SERVER, ProofState.PARTLY, ("station", "server"))
    assert partly.proof is not None
    for sites, told in ((("Annexe",), "Annexe"), ((None, "Annexe"), "the main site and Annexe")):
        lines = tell(partly._replace(proof=partly.proof._replace(sites_left=sites)))
        assert lines[1] == f"NET-7: still to test from {told} (--site NAME)."


def read(measured: Json) -> Evidence:
    """Return a measurement of a plan file."""
    return Evidence.model_validate_json(json.dumps(measured))


@pytest.mark.parametrize(
    ("values", "seen", "meaning"),
    [
        ({"proof.ports_dropped": 5}, "no sign from 5.", "a firewall drops everything"),
        ({"proof.ports_dropped": 3, "proof.ports_refused": 2}, "no sign from 3 and 2 refused.", "firewall rejects"),
        ({"proof.ports_cut": 1}, "1 connected, then cut or silent.", "another listener’s"),
        ({"proof.ports_foreign": 1}, "1 answered by something else.", "a proxy stands"),
    ],
)
def test_run_without_an_answer_is_diagnosed_once(values: dict[str, int], seen: str, meaning: str) -> None:
    """However many ports it had: what was seen in numbers, then what it can mean; nothing where one was answered."""
    flow = {"fact": "NET-7", "subject": "server", "protocol": "tcp", "port": 9001}
    told = make_evidence(probe="proof.flow", flow=flow, state="unknown", values=values, answers=None)
    first, *meanings = map(SAY, diagnose([read(told)] * 3))
    assert first == f"No listener answered. Of the ports tried: {seen}"
    assert any(meaning in each for each in meanings)
    assert diagnose([read(make_evidence(probe="proof.flow", flow=flow, answers=None, values=None))]) == []


def test_windows_rules_open_ports_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """One rule for each protocol, spans as text; on other systems none are shown."""
    ports = [Port("udp", port) for port in range(40_000, 40_028)] + [Port("tcp", 9_005), Port("tcp", 443)]
    tcp, udp = write_rules(ports)
    assert tcp.endswith('-Direction Inbound -Action Allow -Protocol TCP -LocalPort "443","9005"')
    assert udp.endswith('-Protocol UDP -LocalPort "40000-40027"')
    assert "-Program" not in tcp + udp
    assert write_rules([]) == ()
    for platform, shown in (("win32", (tcp, udp)), ("linux", ())):
        monkeypatch.setattr("sys.platform", platform)
        assert list_rules(ports) == shown


@pytest.mark.parametrize(
    ("words", "is_ours"),
    [
        (["/usr/bin/python3", "-m", "wizard", "listen", "p.twsplan"], True),
        (["/usr/bin/python3", "/opt/bin/tws-preinstall", "listen"], True),
        (["/usr/sbin/nginx", "-g", "daemon off;"], False),
        (["/usr/bin/python3", "-m", "http.server"], False),
    ],
)
def test_own_program_is_known_by_its_call(words: list[str], *, is_ours: bool) -> None:
    """As a module or a script; another program that holds a port is another's."""
    assert is_this_program(words) == is_ours
