"""Every probe against every hostile server: it ends in time, and never finds anything in order."""

import time
from collections.abc import Callable

import pytest

from tests.checks.network.peers import run_probe
from wizard.checks.network.clock import make_clock_probe
from wizard.checks.network.directory import make_directory_probe
from wizard.checks.network.peers import Asked
from wizard.checks.network.sip import make_sip_probe
from wizard.checks.network.smpp import make_smpp_probe
from wizard.checks.probe import Probe

SECONDS = 1.0
BY_TCP: dict[str, Callable[[Asked], Probe]] = {
    "ldap": make_directory_probe,
    "smpp": make_smpp_probe,
    "sip": lambda asked: make_sip_probe(asked, "tcp"),
}
BY_UDP: dict[str, Callable[[Asked], Probe]] = {"sip": make_sip_probe, "clock": make_clock_probe}
TCP_NAMES = (
    "accept_silent", "drip", "endless", "rst", "fin", "rnd", "http", "ber_huge", "ber_indef", "ldap_ref", "tls_huge",
    "tls_alert", "tls_half", "sip_cl", "smpp_len", "banner_ansi", "backlog_full",
)  # fmt: skip
UDP_NAMES = (
    "udp_silent", "udp_empty", "udp_random", "udp_rfc4475_unreason", "udp_rfc4475_noreason", "udp_rfc4475_scalarlg",
    "udp_rfc4475_bigcode", "udp_rfc4475_bcast", "udp_rfc4475_badvers", "udp_rfc4475_mpart01", "udp_wrong_callid",
    "udp_flood_100",
)  # fmt: skip


def _check(probe: Probe) -> None:
    began = time.monotonic()
    (evidence,) = run_probe(probe)
    assert time.monotonic() - began < SECONDS + 0.5
    assert evidence.state in ("failed", "unknown")
    assert evidence.reason != "fault", evidence.detail


@pytest.mark.parametrize("make", BY_TCP)
@pytest.mark.parametrize("name", TCP_NAMES)
def test_hostile_stream(hostile: dict[str, int], name: str, make: str) -> None:
    """Drips, floods, lies about lengths, resets and silence over TCP end in time as failed or unknown."""
    _check(BY_TCP[make](Asked("127.0.0.1", hostile[name], (), seconds=SECONDS)))


@pytest.mark.parametrize("make", BY_UDP)
@pytest.mark.parametrize("name", UDP_NAMES)
def test_hostile_datagrams(hostile: dict[str, int], name: str, make: str) -> None:
    """Silence, noise, torture messages, other people's answers and floods over UDP prove nothing."""
    _check(BY_UDP[make](Asked("127.0.0.1", hostile[name], (), seconds=SECONDS)))
