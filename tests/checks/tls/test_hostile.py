"""Hostile peers: both probes end in time, never say ok, and never break down."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.checks.tls.making import NAME, Family
from tests.checks.tls.serving import HERE, HOME
from tests.factories import SHARED
from tests.stopwatch import Stopwatch
from wizard.checks.probe import Probe
from wizard.checks.runner import Run
from wizard.checks.tls.certificate_probe import make_tls_probe
from wizard.checks.tls.https_probe import make_https_probe
from wizard.domain.evidence.wording import REASONS

_HOSTILE = SHARED / "cases" / "hostile.py"
_TCP_BEHAVIOURS = 17
SECONDS = 2.0
LATE = 0.5


@pytest.fixture(scope="module")
def hostile() -> Iterator[dict[str, int]]:
    """Start the hostile peers and return their TCP ports by behaviour."""
    if not _HOSTILE.is_file():
        pytest.skip("the hostile peers are not here")
    command = (sys.executable, str(_HOSTILE), str(_find_free_base()))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        ports = {}
        for line in process.stdout:
            port, protocol, behaviour = line.split()
            if protocol == "tcp":
                ports[behaviour] = int(port)
            if behaviour == "udp_flood_100":
                break
        yield ports
        process.kill()


def _find_free_base() -> int:
    """Return a port with enough free ones behind it, as well as can be known."""
    with socket.socket() as reserved:
        reserved.bind((HOME, 0))
        port: int = reserved.getsockname()[1]
    return min(port, 65_000)


def make_probes(port: int, family: Family) -> list[Probe]:
    """Return both probes for a port."""
    return [
        make_tls_probe(HOME, port, NAME, facts=("SEC-3",), subject="server", roots=family.root.pem, seconds=SECONDS),
        make_https_probe(HOME, port, NAME, ("NET-38",), "server", None, roots=family.root.pem, seconds=SECONDS),
    ]


def test_every_hostile_peer_is_survived(hostile: dict[str, int], family: Family) -> None:
    """All at once: nothing is ok, nothing breaks down, every reason has words, and each ends in time."""
    assert len(hostile) == _TCP_BEHAVIOURS
    took, wrong = {}, []
    for behaviour, port in hostile.items():
        with Stopwatch() as watch:
            found = Run(make_probes(port, family), HERE).carry_out()
        took[behaviour] = watch.seconds
        wrong += [(behaviour, each) for each in found if each.state == "ok" or each.reason in {"fault", "deadline"}]
        wrong += [(behaviour, each) for each in found if each.answers or each.reason not in REASONS]
    assert wrong == []
    assert {behaviour: seconds for behaviour, seconds in took.items() if seconds > SECONDS + LATE} == {}


def test_peer_that_cuts_at_any_moment(hostile: dict[str, int], family: Family) -> None:
    """However far the connection has come when it is cut, the cause is the cut."""
    probes = [probe for _ in range(50) for probe in make_probes(hostile["rst"], family)]
    found = Run(probes, HERE).carry_out()
    assert {each.reason for each in found} == {"reset"}


@pytest.mark.parametrize(
    ("behaviour", "reasons"),
    [
        ("accept_silent", {"silent"}),
        ("drip", {"not_tls"}),
        ("endless", {"not_tls"}),
        ("rst", {"reset"}),
        ("fin", {"closed", "reset"}),
        ("http", {"not_tls"}),
        ("tls_huge", {"tls_failed"}),
        ("tls_alert", {"tls_failed"}),
        ("tls_half", {"closed"}),
        ("backlog_full", {"filtered"}),
    ],
)
def test_causes_are_told_apart(hostile: dict[str, int], family: Family, behaviour: str, reasons: set[str]) -> None:
    """Each kind of peer gets its own cause, the same from both probes."""
    found = Run(make_probes(hostile[behaviour], family), HERE).carry_out()
    assert {each.reason for each in found} <= reasons
