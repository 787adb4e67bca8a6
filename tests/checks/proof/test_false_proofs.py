"""Everything that looks like an open port and is none, with hosts behind a firewall; beside each what does prove it."""

import socket
from collections.abc import Iterator

import pytest

from tests.checks.namespaces import SERVER, Lab, enter, make_lab
from tests.checks.proof.impostors import DATAGRAMS, STREAMS, serving
from tests.checks.proof.proving import BOTH, OK, PLANNED, SECOND, opened, prove, tell
from tests.checks.proof.running import make_end, run_probe
from wizard.checks.proof.probes import make_proof_probe

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """Return the three namespaces; the server has a second address."""
    with make_lab() as made:
        made.add_address(made.server, f"{SECOND}/24")
        yield made


def test_nobody_answers_in_the_listeners_place(lab: Lab) -> None:
    """A proxy that catches all, banners, echoes, resets, drips, noise, floods: each port is blocked, and says by what.

    The listener holds every one of these ports open behind it; without what stands in between all are proven.
    """
    streams = {9_001 + number: behave for number, behave in enumerate(STREAMS)}
    datagrams = {40_001 + number: behave for number, behave in enumerate(DATAGRAMS)}
    ends = [
        *(make_end("tcp", port) for port in streams),
        *(make_end("udp", port) for port in datagrams),
        make_end("tcp", 443),
    ]
    redirected = [f"tcp dport {port} redirect" for port in streams] + [
        f"udp dport {port} redirect" for port in datagrams
    ]
    lines = "\n".join(redirected)
    lab.set_ruleset(f"table ip n {{ chain p {{ type nat hook prerouting priority -100;\n{lines}\n }}\n}}\n")
    with enter(lab.firewall):
        listening = {socket.create_server(("", port)): behave for port, behave in streams.items()}
        for port, behave in datagrams.items():
            bound = socket.socket(type=socket.SOCK_DGRAM)
            bound.bind(("", port))
            listening[bound] = behave
    with serving(listening):
        found = prove(lab, ends)
    reasons = [*STREAMS.values(), *DATAGRAMS.values()]
    assert tell(found) == [*(("failed", reason) for reason in reasons), OK]
    lab.set_rules()
    assert tell(prove(lab, ends)) == [OK] * len(ends)


def test_handshake_by_a_firewall_proves_nothing(lab: Lab) -> None:
    """A SYN proxy makes the connection itself; what stands behind it drops: opened, and nothing comes through."""
    proxied = "tcp dport 9001 ct state invalid,untracked synproxy mss 1460 wscale 7 timestamp sack-perm"
    script = (
        "table ip raw { chain p { type filter hook prerouting priority -300;\n"
        "tcp dport 9001 tcp flags syn notrack\n }\n}\n"
        "table ip f { chain c { type filter hook forward priority 0;\n"
        f"{proxied}\ntcp dport 9001 ct state invalid drop\n }}\n"
        "chain d { type filter hook postrouting priority 300; oifname servers tcp dport 9001 drop\n }\n}\n"
    )
    try:
        lab.set_ruleset(script)
    except Exception as error:  # noqa: BLE001 - whatever the kernel lacks
        pytest.skip(f"this kernel has no SYN proxy: {error}")
    found = prove(lab, [make_end("tcp", 9_001), make_end("tcp", 443)])
    assert found[0].state == "failed"
    assert found[0].reason in ("proof.silent", "proof.cut", "proof.dropped")
    assert tell(found)[1] == OK


def test_way_back_that_is_closed_is_no_proof(lab: Lab) -> None:
    """An asymmetric route whose way back a stateful firewall drops: every request arrives, and nothing is proven."""
    lab.set_rules("ip saddr 10.77.2.0/24 drop")
    found = prove(lab, BOTH)
    assert tell(found) == [("unknown", "proof.listener_not_reached")] * 2
    assert [each.values for each in found] == [{"proof.ports_dropped": 2}] * 2
    lab.set_rules("udp sport 40000 drop")
    assert tell(prove(lab, BOTH)) == [OK, ("failed", "proof.answer_lost")]


@pytest.mark.parametrize("holder", ["0.0.0.0", "::", SECOND])  # noqa: S104 - in a namespace of the test's own
def test_port_of_another_program_is_no_proof(lab: Lab, holder: str) -> None:
    """Another program of the server holds the port, on all addresses, by IPv6 alone, on one: it answers, unproven."""
    lab.set_rules()
    family = socket.AF_INET6 if ":" in holder else socket.AF_INET
    with enter(lab.server), socket.socket(family) as stream, socket.socket(family, socket.SOCK_DGRAM) as datagrams:
        # Connections of another test still linger.
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        for each in (stream, datagrams):
            each.bind((holder, 9_001))
        stream.listen()
        found = prove(lab, [make_end("tcp", 9_001), make_end("udp", 9_001), make_end("tcp", 443)])
    assert tell(found) == [("unknown", "proof.taken")] * 2 + [OK]


_HOLES = "40001-40005,40007-40012,40014-40019,40021-40026"


@pytest.mark.parametrize(("dropped", "proven"), [(_HOLES, {0, 6, 13, 20, 27}), ("40014-40027", set(range(14)))])
def test_range_with_holes_is_told_port_by_port(lab: Lab, dropped: str, proven: set[int]) -> None:
    """23 of 28 ports blocked, all but those that samples are taken of; or only the first half open: so it is found."""
    ends = [make_end("udp", port) for port in range(40_000, 40_028)]
    lab.set_rules(f"udp dport {{{dropped}}} drop")
    found = prove(lab, ends)
    assert {number for number, each in enumerate(found) if each.state == "ok"} == proven
    assert {each.reason for each in found if each.state != "ok"} == {"proof.dropped"}
    lab.set_rules()
    assert tell(prove(lab, ends)) == [OK] * 28


@pytest.mark.parametrize(
    ("rule", "lost"),
    [
        ("meta length > 600 drop", {"tcp", "udp"}),
        ("meta l4proto udp meta length > 600 drop", {"udp"}),
        ("ip saddr 10.77.2.0/24 meta l4proto tcp meta length > 1400 drop", {"tcp"}),
        ("meta length > 1460 drop", set()),
    ],
)
def test_small_packets_alone_are_no_open_flow(lab: Lab, rule: str, lost: set[str]) -> None:
    """A path that loses what is large and says nothing carries the handshake and breaks TWS: there or back."""
    lab.set_rules(rule)
    found = prove(lab, [*BOTH, make_end("tcp", 9_001)])
    expected = {protocol: ("failed", "proof.large_lost") if protocol in lost else OK for protocol in ("tcp", "udp")}
    assert tell(found) == [expected["tcp"], expected["udp"], expected["tcp"]]


def test_small_mtu_that_is_told_is_no_fault(lab: Lab) -> None:
    """A tunnel that takes 1,300 bytes and says so (ICMP): senders adapt, and the flow is open."""
    lab.set_rules()
    link = ((lab.firewall, "servers"), (lab.server, "eth0"))
    try:
        for end in link:
            lab.set_mtu(*end, 1_300)
        assert tell(prove(lab, BOTH)) == [OK, OK]
    finally:
        for end in link:
            lab.set_mtu(*end, 1_500)


def test_connection_of_yesterday_proves_nothing_today(lab: Lab) -> None:
    """The firewall still passes what it knows, and nothing new: an earlier run's connections prove no later one."""
    lab.set_rules()
    ends = [*BOTH, make_end("tcp", 9_001)]
    with opened(lab, ends) as session, enter(lab.station):
        probe = make_proof_probe(ends, SERVER, session.code, places=PLANNED)
        assert tell(run_probe(probe)) == [OK] * 3
        lab.set_rules("ct state established,related accept", "tcp dport 443 accept", policy="drop")
        again = make_proof_probe(ends, SERVER, session.code, places=PLANNED)
        assert tell(run_probe(again)) == [OK] + [("failed", "proof.dropped")] * 2
