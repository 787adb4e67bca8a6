"""What to do about ports that are held on the server, and about those of several that failed."""

import pytest

from tests.assessment.test_measurements import assess_with, pick
from tests.factories import Json, make_evidence
from wizard.assessment.remedies import FREE_PORTS, HELD, HELD_BY_SOMEBODY, RELEASE_PORTS, RESERVED
from wizard.domain.findings import Finding
from wizard.domain.levels import Level
from wizard.dossier.wording import describe
from wizard.i18n import get_translator

SECURE: Json = {"secure_mode": True, "keep_plain_ports": False, "dns_name": "tws.valmont.example"}


def hold(ports: str, fact: str = "NET-8", reason: str | None = None, **changes: object) -> Json:
    """Return the evidence of ports that are not free on the server."""
    values = {"ports": ports} | ({} if reason else {"program": "java.exe"})
    measured = {"probe": "server.ports", "facts": [fact], "state": "failed", "reason": reason, "answers": None}
    return make_evidence(**measured | {"values": values} | changes)


def fail(port: int, state: str = "failed", **changes: object) -> Json:
    """Return the evidence of a port of NET-8, tried from both ends."""
    flow = {"fact": "NET-8", "subject": "server", "protocol": "tcp", "port": port}
    measured = {"probe": "proof.flow", "facts": ["NET-8"], "state": state, "answers": None, "values": None}
    reason = "proof.dropped" if state == "failed" else None
    target = f"10.0.0.1:{port}"
    return make_evidence(
        **measured
        | {"flow": flow, "target": target, "reason": reason, "role": "station", "destination": target}
        | changes
    )


def find(*evidence: Json) -> Finding:
    """Return the finding of the secure web services with some evidence."""
    return pick(assess_with(*evidence, security=SECURE, server={"address": "10.0.0.1"}), "NET-8")


def test_held_port_is_set_right_on_the_server_and_blocks_no_flow() -> None:
    """Whoever installs stops the program; nobody is sent to a firewall, and the flow stays as it was."""
    assessment = assess_with(hold("tcp 9011"), security=SECURE)
    found = pick(assessment, "NET-8")
    assert (found.level, found.responsible, found.remedy) == (Level.BLOCKER, "integrator", FREE_PORTS)
    told = describe(found, get_translator("en"))
    assert "TCP 9011: held on the TWS server by java.exe." in told.message
    assert "Open TCP" not in told.action
    assert all(flow.proof is None for flow in assessment.flows)
    assert pick(assessment, "NET-10").level is Level.OK


@pytest.mark.parametrize(
    ("evidence", "note", "remedy"),
    [
        (hold("tcp 9011"), HELD, FREE_PORTS),
        (hold("tcp 9011 9015", values={"ports": "tcp 9011 9015"}), HELD_BY_SOMEBODY, FREE_PORTS),
        (hold("tcp 9015", reason="reserved_by_windows"), RESERVED, RELEASE_PORTS),
    ],
)
def test_each_obstacle_has_its_own_words(evidence: Json, note: object, remedy: object) -> None:
    """A program with and without a name, and Windows itself."""
    found = find(evidence)
    assert [getattr(aspect.note, "text", None) for aspect in found.aspects][-1] == getattr(note, "text", None)
    assert found.remedy == remedy


def test_held_and_reserved_ports_have_both_remedies() -> None:
    """One sentence after the other, in both languages."""
    found = find(hold("tcp 9011"), hold("tcp 9015", reason="reserved_by_windows"))
    for language in ("en", "fr"):
        say = get_translator(language)
        assert say(found.remedy) == f"{say(FREE_PORTS)} {say(RELEASE_PORTS)}"
    assert found.responsible == "integrator"


def test_blocked_flow_and_held_port_have_both_remedies() -> None:
    """A firewall is in the way as well: its administrator keeps the finding, and the server's part is told."""
    found = find(hold("tcp 9011"), fail(9011), fail(9015))
    told = describe(found, get_translator("en")).action
    assert found.responsible == "network_administrator"
    assert told.startswith("Open TCP 9011 and 9015 from the PCs to the TWS server.")
    assert "stop or move the program" in told


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"state": "unknown", "reason": "own_listener"}, Level.OK),
        ({"state": "unknown", "reason": "loopback_only"}, Level.OK),
        ({"taken_at": "2026-11-22T08:00:00Z"}, Level.OK),
        ({}, Level.BLOCKER),
    ],
)
def test_only_what_counts_and_has_failed_is_in_the_way(changes: Json, level: Level) -> None:
    """This program's own listener, what listens locally, and what was measured days ago are not."""
    assert find(hold("tcp 9011", **changes)).level is level


@pytest.mark.parametrize(
    ("evidence", "ends"),
    [
        ((fail(9015), fail(9011, "ok")), "Failed: TCP 9015."),
        ((fail(9011), fail(9015, "unknown")), "Failed: TCP 9011."),
        ((fail(9011), fail(9015)), "from the PCs to the TWS server."),
        ((fail(9011),), "from the PCs to the TWS server."),
    ],
)
def test_action_names_the_ports_that_failed(evidence: tuple[Json, ...], ends: str) -> None:
    """Of two ports of which one failed the action says which; where all that were tried failed it says them already."""
    assert describe(find(*evidence), get_translator("en")).action.endswith(ends)
