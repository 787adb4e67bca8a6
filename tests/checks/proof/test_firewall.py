"""Server and station behind a firewall: what is proven and what is blocked equals the firewall's rules exactly."""

import random
import socket
import threading
from collections.abc import Iterator

import pytest

from tests.checks.namespaces import SERVER, SERVER_V6, STATION, STATION_V6, Lab, enter, make_lab
from tests.checks.proof.running import listen, make_end, run_probe
from tests.factories import ROOT, read_edition
from tests.stopwatch import Stopwatch
from wizard.assessment.evaluate import assess
from wizard.checks.proof.code import make_code
from wizard.checks.proof.ports import End, list_flow_ends
from wizard.checks.proof.probes import make_proof_probe
from wizard.domain.evidence.record import Evidence, FlowEnd
from wizard.storage.plan_files import open_plan

pytestmark = pytest.mark.slow

OK = ("ok", None)
# Rule → what nftables does, what TCP and UDP must be told to be.
RULES = {
    "open": ("accept", OK, OK),
    "drop": ("drop", ("failed", "proof.dropped"), ("failed", "proof.dropped")),
    "port_unreachable": (
        "reject with icmpx port-unreachable",
        ("failed", "proof.refused"),
        ("failed", "proof.unreachable"),
    ),
    "prohibited": (
        "reject with icmpx admin-prohibited",
        ("failed", "proof.unreachable"),
        ("failed", "proof.unreachable"),
    ),
}
RESET = ("reject with tcp reset", ("failed", "proof.refused"))


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """Return the three namespaces."""
    with make_lab() as made:
        yield made


def prove_through(lab: Lab, ends: list[FlowEnd], server: str = SERVER) -> list[Evidence]:
    """Listen in the server's namespace, prove from the station's."""
    code = make_code()
    with enter(lab.server), listen(ends, code, address=None), enter(lab.station):
        return run_probe(make_proof_probe(ends, server, code))


def tell_results(found: list[Evidence]) -> list[tuple[str, str | None]]:
    """Return state and reason of each."""
    return [(each.state, each.reason) for each in found]


@pytest.mark.parametrize(("seed", "server"), [(1, SERVER), (2, SERVER), (3, SERVER_V6)])
def test_matrix_equals_the_rules(lab: Lab, seed: int, server: str) -> None:
    """Forty ports with random rules, TCP and UDP: each result is the one that its rule asks for, and no other."""
    chance, ends, lines, expected = random.Random(seed), [], [], []  # noqa: S311 - the same rules every time
    for port in range(9_001, 9_021):
        for protocol in ("tcp", "udp"):
            rule = chance.choice(list(RULES) + (["reset"] if protocol == "tcp" else []))
            verdict, tcp, udp = (*RESET, OK) if rule == "reset" else RULES[rule]
            ends.append(make_end(protocol, port))
            lines.append(f"{protocol} dport {port} {verdict}")
            expected.append(tcp if protocol == "tcp" else udp)
    # One that is open shows that the listener is there.
    ends.append(make_end("tcp", 443))
    expected.append(OK)
    lab.set_rules(*lines)
    found = prove_through(lab, ends, server)
    assert tell_results(found) == expected
    assert {each.source for each in found} <= {STATION, STATION_V6}


def test_everything_closed_is_unknown(lab: Lab) -> None:
    """Where the firewall lets nothing through, nobody knows whether the listener is there: never blocked."""
    lab.set_rules(policy="drop")
    ends = [make_end("tcp", 9_001), make_end("udp", 9_001)]
    assert tell_results(prove_through(lab, ends)) == [("unknown", "proof.listener_not_reached")] * 2


def test_lost_answer_is_told_apart(lab: Lab) -> None:
    """A rule that lets the request in but not the answer out is named as that."""
    lab.set_rules("udp sport 40000 drop")
    found = prove_through(lab, [make_end("udp", 40_000), make_end("tcp", 443)])
    assert tell_results(found) == [("failed", "proof.answer_lost"), OK]


def test_interceptor_is_no_listener(lab: Lab) -> None:
    """A portal that answers in the server's place proves nothing."""
    lab.set_ruleset(
        "table ip n { chain p { type nat hook prerouting priority -100; tcp dport 80 redirect to :8080\n"
        "tcp dport 9004 redirect to :8081\n }\n}\n"
    )

    def serve(listening: socket.socket, answer: bytes) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.recv(4_096)
                connection.sendall(answer)

    with enter(lab.firewall):
        portals = [socket.create_server(("", port)) for port in (8_080, 8_081)]
        answers = (b"HTTP/1.1 302 Found\r\n\r\n", b"")
        threads = [threading.Thread(target=serve, args=each) for each in zip(portals, answers, strict=True)]
        for thread in threads:
            thread.start()
    try:
        found = prove_through(lab, [make_end("tcp", 80), make_end("tcp", 9_004), make_end("tcp", 443)])
    finally:
        for portal in portals:
            portal.shutdown(socket.SHUT_RDWR)
            portal.close()
        for thread in threads:
            thread.join(60)
    assert tell_results(found) == [("failed", "proof.foreign"), ("failed", "proof.cut"), OK]


def test_address_translation_is_visible(lab: Lab) -> None:
    """Behind a NAT the evidence holds both addresses: this end's own, and the one that the listener saw."""
    lab.set_ruleset(
        "table ip n { chain p { type nat hook postrouting priority 100; oifname servers masquerade\n }\n}\n"
    )
    found = prove_through(lab, [make_end("tcp", 443), make_end("udp", 40_000)])
    for each in found:
        assert (each.state, each.source) == ("ok", STATION)
        assert each.values == {"proof.seen_from": "10.77.2.1", "proof.translated": True}


@pytest.mark.parametrize(
    ("sample", "way", "whole"),
    [
        ("hospital-smartattendant-conference", ("station", "server"), True),
        ("hospital-smartattendant-conference", ("server", "pabx"), False),
        ("town-hall-oxe-rds", ("pabx", "server"), False),
        ("snom-only", ("phone", "server"), False),
        ("snom-only", ("station", "phone"), False),
    ],
)
def test_sample_plan_within_a_minute(lab: Lab, sample: str, way: tuple[End, End], *, whole: bool) -> None:
    """A firewall that opens the plan's TCP one way and drops the rest: so it is found, in under a minute.

    Where all is dropped nobody knows whether the other end listens.
    """
    plan = open_plan(ROOT / "resources" / "samples" / f"{sample}.twsplan")
    flows = assess(plan, read_edition()).flows
    ends = list(list_flow_ends(flows, proving=way[0], listening=way[1], whole=whole))
    opened = list_flow_ends(flows, listening=way[1], whole=whole)
    lab.set_rules("ct state established,related accept", "ip protocol tcp accept", policy="drop")
    code = make_code()
    with Stopwatch() as watch, enter(lab.server), listen(opened, code, address=None), enter(lab.station):
        found = run_probe(make_proof_probe(ends, SERVER, code))
    assert watch.seconds < 60
    assert ends
    is_reached = any(each.protocol == "tcp" for each in ends)
    dropped = ("failed", "proof.dropped") if is_reached else ("unknown", "proof.listener_not_reached")
    expected = [OK if each.protocol == "tcp" else dropped for each in ends]
    assert tell_results(found) == expected
