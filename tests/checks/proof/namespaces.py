"""A server, a firewall and a station in network namespaces of their own, gone when the tests end."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CLONE_NEWNET = 0x40000000
SERVER = "10.77.2.2"
SERVER_V6 = "fd77:2::2"
STATION = "10.77.1.2"


@dataclass(frozen=True)
class Lab:
    """The names of the three namespaces."""

    server: str
    firewall: str
    station: str

    def set_rules(self, rules: str) -> None:
        """Replace the firewall's rules by an nftables script."""
        _run("ip", "netns", "exec", self.firewall, "nft", "flush", "ruleset")
        _run("ip", "netns", "exec", self.firewall, "nft", "-f", "-", text=rules)


def _run(*command: str, text: str | None = None) -> None:
    subprocess.run(command, input=text, text=True, check=True, capture_output=True)


def find_obstacle() -> str | None:
    """Return why no namespaces can be made here; None where they can."""
    if sys.platform != "linux":
        return "network namespaces are Linux's"
    if os.geteuid() != 0:
        return "network namespaces need root"
    missing = [tool for tool in ("ip", "nft") if shutil.which(tool) is None]
    return f"not installed: {', '.join(missing)}" if missing else None


@contextmanager
def make_lab() -> Iterator[Lab]:
    """Make the three namespaces, joined through the firewall by IPv4 and IPv6; skip where that cannot be done."""
    if obstacle := find_obstacle():
        pytest.skip(obstacle)
    own = os.getpid()
    lab = Lab(f"tws{own}s", f"tws{own}f", f"tws{own}c")
    try:
        try:
            _build(lab)
        except subprocess.CalledProcessError as error:
            pytest.skip(f"namespaces cannot be joined here: {error.stderr}")
        yield lab
    finally:
        for name in (lab.server, lab.firewall, lab.station):
            subprocess.run(("ip", "netns", "del", name), check=False, capture_output=True)  # noqa: S607 - as above


def _build(lab: Lab) -> None:
    for name in (lab.server, lab.firewall, lab.station):
        _run("ip", "netns", "add", name)
        _run("ip", "-n", name, "link", "set", "lo", "up")
    for name, outer, inner, net in ((lab.station, "inside", "eth0", 1), (lab.server, "servers", "eth0", 2)):
        _run("ip", "link", "add", inner, "netns", name, "type", "veth", "peer", "name", outer, "netns", lab.firewall)
        for place, device, host in ((lab.firewall, outer, 1), (name, inner, 2)):
            _run("ip", "-n", place, "addr", "add", f"10.77.{net}.{host}/24", "dev", device)
            _run("ip", "-n", place, "addr", "add", f"fd77:{net}::{host}/64", "dev", device, "nodad")
            _run("ip", "-n", place, "link", "set", device, "up")
        _run("ip", "-n", name, "route", "add", "default", "via", f"10.77.{net}.1")
        _run("ip", "-n", name, "-6", "route", "add", "default", "via", f"fd77:{net}::1")
    # Every rejection is told, however many there are: the matrix must be exact.
    for setting in ("net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1", "net.ipv4.icmp_ratelimit=0"):
        _run("ip", "netns", "exec", lab.firewall, "sysctl", "-qw", setting)
    _run("ip", "netns", "exec", lab.firewall, "sysctl", "-qw", "net.ipv6.icmp.ratelimit=0")


@contextmanager
def enter(namespace: str) -> Iterator[None]:
    """Have this thread, and threads it starts, live in a namespace within the block (setns(2))."""
    libc = ctypes.CDLL(None, use_errno=True)
    with Path("/proc/thread-self/ns/net").open("rb") as home, Path("/run/netns", namespace).open("rb") as there:
        if libc.setns(there.fileno(), CLONE_NEWNET):
            pytest.skip(f"namespaces cannot be entered here: {os.strerror(ctypes.get_errno())}")
        try:
            yield
        finally:
            assert libc.setns(home.fileno(), CLONE_NEWNET) == 0
