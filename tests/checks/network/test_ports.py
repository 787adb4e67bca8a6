"""TCP ports: what each way of answering is told as, many at once, and what it means for a flow."""

import asyncio
import resource
import socket
from collections.abc import Callable, Iterator

import pytest

from tests.checks.namespaces import NOBODY, SERVER, STATION, Lab, run_in
from tests.checks.network.answers import HOME
from tests.checks.network.conftest import ADMIN, CLOSED, DROPPED, HOST, OPEN, RESET, RULES
from tests.checks.network.peers import find_free_port, run_probe, run_tool
from tests.stopwatch import Stopwatch
from wizard.checks.network import scan
from wizard.checks.network.controls import CONTROL_SECONDS, choose_controls
from wizard.checks.network.dns_servers import DnsServers
from wizard.checks.network.ports import PortTarget, judge_port, make_port_probe
from wizard.checks.network.scan import PortFinding, PortState, scan_ports
from wizard.domain.evidence.record import Evidence, FlowEnd


def make_target(host: str, port: int, *, decisive: bool = True) -> PortTarget:
    """Return a target of the CTI link's flow."""
    flow = FlowEnd(fact="NET-26", subject="link:PABX", protocol="tcp", port=port)
    return PortTarget(host, flow, decisive)


def name_controls(host: str, *taken: int) -> list[str]:
    """Return the manifest's lines of a host's controls."""
    return [f"tcp {host}:{port}" for port in choose_controls(host, taken)]


@pytest.fixture(scope="module")
def listening(lab: Lab) -> Iterator[socket.socket]:
    """Give a port that listens on the server."""
    own = run_in(lab.server, socket.socket)
    with own:
        own.bind((SERVER, OPEN))
        own.listen(64)
        yield own


@pytest.mark.usefixtures("listening")
def test_each_way_of_answering_in_a_real_network(lab: Lab) -> None:
    """Open, refused, dropped, rejected by reset and by ICMP, and an address nobody has: each is told as it is."""
    targets = [make_target(SERVER, port) for port in (OPEN, CLOSED, DROPPED, RESET, ADMIN, HOST)]
    found = run_in(lab.station, lambda: run_probe(make_port_probe(targets, seconds=1.0)))
    assert [(each.state, each.reason) for each in found] == [
        ("ok", None),
        ("failed", "refused"),
        ("failed", "filtered"),
        ("failed", "refused"),
        ("failed", "unreachable"),
        ("failed", "unreachable"),
    ]
    assert {(each.source, each.destination) for each in found} == {(STATION, SERVER)}
    assert [each.flow and each.flow.port for each in found] == [target.flow.port for target in targets]


def test_no_way_there_blocks_nothing(lab: Lab) -> None:
    """Without a route nothing is sent, and no network has said anything: a laptop elsewhere finds no flow blocked."""
    (found,) = run_in(lab.station, lambda: asyncio.run(scan_ports([("192.0.2.1", 80)], 1.0)))
    assert (found.state, found.reason, found.source) == (PortState.UNTRIED, "no_way_here", None)


@pytest.mark.usefixtures("listening")
def test_nothing_is_proven_from_one_side(lab: Lab) -> None:
    """Where no real peer is expected yet, no answer is ever ok or failed."""
    targets = [make_target(SERVER, port, decisive=False) for port in (OPEN, CLOSED, DROPPED, ADMIN)]
    found = run_in(lab.station, lambda: run_probe(make_port_probe(targets, seconds=0.5)))
    assert [(each.state, each.reason) for each in found] == [
        ("unknown", "open_one_sided"),
        ("unknown", "refused_one_sided"),
        ("unknown", "filtered_one_sided"),
        ("unknown", "unreachable"),
    ]


@pytest.fixture
def intercepting(lab: Lab) -> Iterator[Callable[[str], None]]:
    """Give what has the firewall accept a range of ports in the server's place; nobody listens on the server."""
    with run_in(lab.firewall, socket.socket) as own:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.bind(("0.0.0.0", 30_129))  # noqa: S104 - in a namespace of the test's own
        own.listen(64)

        def redirect(ports: str) -> None:
            lab.set_ruleset(
                "table ip f { chain c { type nat hook prerouting priority dstnat;\n"
                f"ip daddr {SERVER} tcp dport {ports} redirect to :30129\n}}\n}}\n"
            )

        yield redirect
    lab.set_ruleset(RULES)


@pytest.mark.parametrize(
    ("ports", "opening"),
    [("1-65535", (0, 1)), ("1-1023", (0,)), ("1024-65535", (1,))],
)
def test_proxy_that_accepts_everything_is_no_open_port(
    lab: Lab, intercepting: Callable[[str], None], ports: str, opening: tuple[int, ...]
) -> None:
    """A catch-all in the way, of all ports or of half of them: what opens is nobody's, and the controls say so."""
    intercepting(ports)
    port = 443 if opening == (0,) else 2_555
    targets = [make_target(SERVER, port, decisive=decisive) for decisive in (True, False)]
    found = run_in(lab.station, lambda: run_probe(make_port_probe(targets)))
    assert [(each.state, each.reason) for each in found] == [("unknown", "any_port_opens")] * 2
    controls = choose_controls(SERVER, (port,))
    assert (found[0].values or {})["opens_too"] == ", ".join(str(controls[place]) for place in opening)


def test_firewall_that_finishes_handshakes_itself_opens_no_port(lab: Lab) -> None:
    """A SYN proxy answers for every port before anybody is asked: a machine that is not there seems to have it open."""
    loose = "net.netfilter.nf_conntrack_tcp_loose"
    lab.set_ruleset(
        "table ip f {\nchain p { type filter hook prerouting priority raw;\n"
        f"ip daddr {NOBODY} tcp flags syn notrack\n}}\n"
        "chain c { type filter hook forward priority 0;\n"
        f"ip daddr {NOBODY} ct state invalid,untracked synproxy mss 1460 wscale 7 timestamp sack-perm\n}}\n}}\n"
    )
    run_tool("ip", "netns", "exec", lab.firewall, "sysctl", "-qw", f"{loose}=0")
    try:
        (found,) = run_in(lab.station, lambda: run_probe(make_port_probe([make_target(NOBODY, 2_555)])))
    finally:
        lab.set_ruleset(RULES)
        run_tool("ip", "netns", "exec", lab.firewall, "sysctl", "-qw", f"{loose}=1")
    assert (found.state, found.reason) == ("unknown", "any_port_opens")


@pytest.mark.usefixtures("listening")
def test_dropped_controls_hold_nobody_up(lab: Lab) -> None:
    """A firewall that drops all but the flow's port: it opens, and the controls take their own second at most."""
    lab.set_rules(f"ip daddr {SERVER} tcp dport != {OPEN} drop")
    try:
        with Stopwatch() as watch:
            (found,) = run_in(lab.station, lambda: run_probe(make_port_probe([make_target(SERVER, OPEN)], seconds=30)))
    finally:
        lab.set_ruleset(RULES)
    assert (found.state, found.reason) == ("ok", None)
    # The whole machine is shared while tests run; the port's own time is 30 seconds.
    assert watch.seconds < CONTROL_SECONDS + 10


def test_controls_are_the_same_each_time_and_nobody_s() -> None:
    """What the manifest names is touched, another host has others, and none is a port that the plan has."""
    assert choose_controls("pabx", ()) == choose_controls("pabx", ())
    assert choose_controls("pabx", ()) != choose_controls("other", ())
    low, high = choose_controls("pabx", ())
    assert 225 <= low <= 241
    assert 20_000 <= high < 30_000
    assert not {low, high} & set(choose_controls("pabx", {low, high}))
    assert choose_controls("pabx", range(225, 242)) == choose_controls("pabx", range(242))


def test_controls_are_tried_only_where_something_opens() -> None:
    """Where nothing opens there is nothing to doubt: no more is touched."""
    with socket.socket() as control:
        target = find_free_port()
        control.bind((HOME, choose_controls(HOME, (target,))[1]))
        control.listen()
        control.settimeout(0)
        (found,) = run_probe(make_port_probe([make_target(HOME, target)]))
        assert (found.state, found.reason) == ("failed", "refused")
        with pytest.raises(BlockingIOError):
            control.accept()


@pytest.mark.parametrize("state", list(PortState))
def test_only_an_open_port_with_its_peer_is_ok(state: PortState) -> None:
    """Of all answers one is ok, and what could not be tried is unknown."""
    finding = PortFinding(state, "no_dns_answer" if state is PortState.UNTRIED else None)
    decisive = judge_port(make_target("pabx", 3211), finding)
    one_sided = judge_port(make_target("pabx", 3211, decisive=False), finding)
    expected = {PortState.OPEN: "ok", PortState.UNTRIED: "unknown"}.get(state, "failed")
    assert (decisive.state, one_sided.state) == (expected, "unknown")
    assert (decisive.reason is None) == (state is PortState.OPEN)
    assert one_sided.reason is not None


def test_targets_that_cannot_be_tried_do_not_hold_the_others() -> None:
    """A hostile name and a name without servers are unknown; a port beside them is measured."""
    targets = [make_target("a" * 10_000, 80), make_target("pabx.example", 80), make_target(HOME, find_free_port())]
    probe = make_port_probe(targets, seconds=1.0, servers=DnsServers(()))
    found = run_probe(probe)
    assert [each.reason for each in found] == ["bad_name", "no_dns_server", "refused"]
    assert [touch.what for touch in probe.touches] == [
        "tcp pabx.example:80",
        f"tcp {HOME}:{targets[2].flow.port}",
        *name_controls("pabx.example", 80),
        *name_controls(HOME, 80, targets[2].flow.port),
    ]


def test_manifest_names_servers_and_targets_once() -> None:
    """The manifest lists each port once, and DNS servers where a target is a name."""
    servers = DnsServers(((HOME, 53), ("::1", 53)))
    probe = make_port_probe([make_target("pabx.example", 80), make_target("pabx.example", 80)], servers=servers)
    assert [touch.what for touch in probe.touches] == [
        f"udp {HOME}:53",
        f"tcp {HOME}:53",
        "udp [::1]:53",
        "tcp [::1]:53",
        "tcp pabx.example:80",
        *name_controls("pabx.example", 80),
    ]


def test_a_thousand_targets_take_one_timeout(lab: Lab) -> None:
    """Dropped ones do not wait for each other: 1,000 with 1 s each take 1.3 s at most."""

    def run() -> tuple[tuple[PortFinding, ...], float]:
        ports = [(SERVER, (CLOSED, DROPPED)[number % 2]) for number in range(1_000)]
        with Stopwatch() as watch:
            found = asyncio.run(scan_ports(ports, 1.0))
        return found, watch.seconds

    found, took = run_in(lab.station, run)
    assert [each.state for each in found] == [PortState.REFUSED, PortState.FILTERED] * 500
    # The whole machine is shared while tests run: the benchmark holds it to 1.3.
    assert took < 2


def test_few_open_files_mean_more_waves(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a hard limit under the number of targets all are tried, some later."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (140, 140))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: limits)
    port = find_free_port()
    found = asyncio.run(scan_ports([(HOME, port)] * 100, 1.0))
    monkeypatch.undo()
    assert [each.state for each in found] == [PortState.REFUSED] * 100
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == soft


def test_soft_limit_is_raised_where_it_is_in_the_way() -> None:
    """The process's own limit goes up as far as the wave needs, and no further."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (200, before[1]))
        asyncio.run(scan_ports([(HOME, find_free_port())] * 150, 1.0))
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 278
        asyncio.run(scan_ports([(HOME, find_free_port())] * 10, 1.0))
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 278
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_cancelling_leaves_no_socket_behind(lab: Lab) -> None:
    """A scan that is cancelled closes all it has opened."""

    async def cancel_soon() -> int:
        task = asyncio.create_task(scan_ports([(SERVER, DROPPED)] * 50, 5.0))
        await asyncio.sleep(0.2)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return len(asyncio.all_tasks())

    assert run_in(lab.station, lambda: asyncio.run(cancel_soon())) == 1


def test_no_targets_no_measurements() -> None:
    """An empty scan is done at once."""
    assert asyncio.run(scan_ports([], 1.0)) == ()
    assert run_probe(make_port_probe([])) == ()


def test_more_targets_than_a_wave_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Targets beyond one wave keep their order."""
    monkeypatch.setattr(scan, "MOST_IN_FLIGHT", 3)
    with socket.socket() as own:
        own.bind((HOME, 0))
        own.listen(16)
        opened, closed = own.getsockname()[1], find_free_port()
        found = asyncio.run(scan_ports([(HOME, opened), (HOME, closed)] * 4, 1.0))
    assert [each.state for each in found] == [PortState.OPEN, PortState.REFUSED] * 4


def test_evidence_says_how_long_a_connect_took() -> None:
    """An answered connect has its time, one that was not has none."""
    (found,) = run_probe(make_port_probe([make_target(HOME, find_free_port())], seconds=1.0))
    assert isinstance(found, Evidence)
    assert found.values is not None
    assert 0 <= float(found.values["connect_ms"]) < 1_000
