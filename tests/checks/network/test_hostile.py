"""Hostile servers against every probe that can meet them: an end in time, no traceback, never ok, little memory."""

import socket
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import dns.flags
import dns.message
import pytest

from tests.checks.network.answers import HOME, answer_connections, answer_datagrams
from tests.checks.network.cases import find_case
from tests.checks.network.peers import run_probe, start
from tests.stopwatch import Stopwatch
from wizard.checks.network.clock import make_clock_probe
from wizard.checks.network.directory import make_directory_probe
from wizard.checks.network.dns_servers import DnsServers
from wizard.checks.network.names import make_name_probe
from wizard.checks.network.peers import Asked
from wizard.checks.network.ports import PortTarget, make_port_probe
from wizard.checks.network.sip import make_sip_probe
from wizard.checks.network.smpp import make_smpp_probe
from wizard.checks.probe import Probe
from wizard.domain.evidence.record import FlowEnd

_GRACE = 0.5
_TCP, _UDP, _UDP_FROM = 17, 12, 100
_MOST_MEMORY = 8 * 1024 * 1024


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Give the first port of the hostile servers: TCP from it on, UDP from 100 above."""
    script, log = find_case("hostile.py"), tmp_path_factory.mktemp("hostile") / "log"
    base = find_range(_UDP_FROM + _UDP)
    last = str(base + _UDP_FROM + _UDP - 1)
    with start([sys.executable, script, str(base)], lambda: last in log.read_text(), log):
        # Its threads open their ports after the list is printed.
        time.sleep(0.3)
        yield base


def find_range(count: int) -> int:
    """Return the first of so many ports that are free for TCP and UDP."""
    for base in range(21_000, 31_000, 211):
        with ExitStack() as opened:
            try:
                for port in range(base, base + count):
                    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                        opened.enter_context(socket.socket(socket.AF_INET, kind)).bind((HOME, port))
            except OSError:
                continue
            return base
    pytest.skip("no free ports")


def make_tcp_probes(port: int, seconds: float) -> list[Probe]:
    """Return each probe that speaks over TCP."""
    asked = Asked(HOME, port, (), seconds=seconds)
    return [
        make_sip_probe(asked, "tcp"),
        make_directory_probe(asked),
        make_smpp_probe(asked),
    ]


def make_udp_probes(port: int, seconds: float) -> list[Probe]:
    """Return each probe that speaks over UDP."""
    asked, servers = Asked(HOME, port, (), seconds=seconds), DnsServers(((HOME, port),))
    return [
        make_sip_probe(asked),
        make_clock_probe(asked),
        make_name_probe("tws.example", "10.0.0.1", facts=(), subject=None, servers=servers),
        make_smpp_probe(Asked("tws.example", 1, (), seconds=seconds, servers=servers)),
    ]


def run_each(probes: list[Probe]) -> list[tuple[str, str | None, str | None]]:
    """Run each probe by itself, many at once; return states, reasons and details, each in its time."""

    def run(probe: Probe) -> tuple[str, str | None, str | None]:
        with Stopwatch() as watch:
            (found,) = run_probe(probe)
        assert watch.seconds <= probe.seconds + _GRACE, (probe.id, probe.target, watch.seconds)
        assert found.reason not in {None, "fault", "deadline"}, (probe.id, probe.target, found)
        return found.state, found.reason, found.detail

    with ThreadPoolExecutor(24) as pool:
        return list(pool.map(run, probes))


def test_every_tcp_behaviour(hostile: int) -> None:
    """Seventeen behaviours, each met by SIP, LDAP and SMPP."""
    found = run_each([probe for port in range(hostile, hostile + _TCP) for probe in make_tcp_probes(port, 1.0)])
    assert len(found) == 17 * 3
    assert {state for state, _, _ in found} == {"failed", "unknown"}


def test_every_udp_behaviour(hostile: int) -> None:
    """Twelve behaviours, each met by SIP, the clock, and DNS on its own and before another probe."""
    first = hostile + _UDP_FROM
    found = run_each([probe for port in range(first, first + _UDP) for probe in make_udp_probes(port, 1.0)])
    assert len(found) == 12 * 4
    assert {state for state, _, _ in found} == {"failed", "unknown"}


def test_dns_meets_every_tcp_behaviour(hostile: int) -> None:
    """A server that cuts its answer makes DNS meet the hostile ones over TCP as well."""

    def cut(data: bytes) -> list[bytes]:
        response = dns.message.make_response(dns.message.from_wire(data))
        response.flags |= dns.flags.TC
        return [response.to_wire()]

    with ExitStack() as opened:
        ports = [opened.enter_context(answer_datagrams(cut, port)) for port in range(hostile, hostile + _TCP)]
        probes = [
            make_name_probe("tws.example", "10.0.0.1", facts=(), subject=None, servers=DnsServers(((HOME, port),)))
            for port in ports
        ]
        found = run_each(probes)
    assert {state for state, _, _ in found} == {"unknown"}


def test_ports_of_hostile_servers(hostile: int) -> None:
    """A port scan speaks to nobody: what accepts is open, the full one is filtered."""
    targets = [
        PortTarget(HOME, FlowEnd(fact="NET-26", subject="x", protocol="tcp", port=port), decisive=True)
        for port in range(hostile, hostile + _TCP)
    ]
    probe = make_port_probe(targets, seconds=1.0)
    with Stopwatch() as watch:
        found = list(run_probe(probe))
    assert watch.seconds <= probe.seconds + _GRACE
    # One accepts and resets at once: whether that is seen is a matter of microseconds.
    resets = found.pop(3)
    assert resets.state == "ok" or resets.reason == "reset"
    assert [each.state for each in found[:-1]] == ["ok"] * (_TCP - 2)
    assert (found[-1].state, found[-1].reason) == ("failed", "filtered")


def flood(chunk: bytes) -> Callable[[socket.socket], None]:
    """Return a peer that sends the same for ever."""

    def serve(peer: socket.socket) -> None:
        while True:
            peer.sendall(chunk)

    return serve


@pytest.mark.parametrize(
    "chunk",
    [
        b"a" * 65_536,
        b"\r\n\r\n" * 16_384,
        b"SIP/2.0 100 Trying\r\nContent-Length: 9999\r\n\r\n" * 1_000,
        bytes.fromhex("0000001000000015") * 4_096,
        b"\x30\x84\x00\x00\xff\xff\x02\x01\x01" * 4_096,
    ],
)
def test_floods_cost_little_memory(chunk: bytes) -> None:
    """A peer that never stops sending fills no memory."""
    with answer_connections(flood(chunk)) as port:
        for probe in make_tcp_probes(port, 1.0):
            tracemalloc.start()
            try:
                ((state, _, _),) = run_each([probe])
                _, peak = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
            assert state != "ok"
            assert peak < _MOST_MEMORY


def test_what_peers_say_is_kept_short() -> None:
    """A banner of escape codes is kept as evidence as it is, and no more of it than a line."""

    def serve(peer: socket.socket) -> None:
        peer.recv(4_096)
        peer.sendall(b"\x1b]0;pwned\x07\x1b[2J=cmd|'/c calc'!A1\r\n" * 50)

    with answer_connections(serve) as port:
        found = run_each(make_tcp_probes(port, 1.0))
    details = [detail for state, _, detail in found if state == "failed"]
    assert len(details) == 3
    assert all(detail is not None and detail.startswith("\x1b]0;") and len(detail) <= 80 for detail in details)


_WATCH = """
import sys
sys.path[:0] = [{root!r}]
from tests.checks.network import test_hostile
from wizard.checks.runner import Origin, Run
probes = [*test_hostile.make_tcp_probes({port}, 0.3), *test_hostile.make_udp_probes({port}, 0.3)]
seen = set()
def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen"):
        seen.add((event, str(arguments[1:])))
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & 3:
        seen.add((event, str(arguments[:1])))
sys.addaudithook(watch)
Run(probes, Origin("admin", "PC-01")).carry_out()
for each in sorted(seen):
    print(*each)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the loop of Windows connects past Python's audit")
def test_only_the_manifest_is_contacted() -> None:
    """Beside its targets a run connects nowhere, asks the system for no name, starts nothing and writes nothing."""
    with socket.socket() as own:
        own.bind((HOME, 0))
        port = own.getsockname()[1]
        root = str(Path(__file__).resolve().parents[3])
        command = (sys.executable, "-c", _WATCH.format(root=root, port=port))
        result = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root)
    # Port 9 is never sent to: connecting a datagram socket there finds this machine's own address.
    assert set(result.stdout.splitlines()) == {
        f"socket.connect (('{HOME}', {port}),)",
        f"socket.connect (('{HOME}', 9),)",
    }
