"""A server, a firewall and a station in network namespaces of their own, gone when the tests end."""

import ctypes
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from tests.checks.network.peers import find_tool, need_root

T = TypeVar("T")
CLONE_NEWNET = 0x40000000
SERVER, SERVER_V6 = "10.77.2.2", "fd77:2::2"
STATION, STATION_V6 = "10.77.1.2", "fd77:1::2"
NOBODY = "10.77.2.99"
"""An address of the server's network that no machine has."""
# Several labs may stand at once, of this run and of others.
_numbers = count(1)


@dataclass(frozen=True)
class Lab:
    """The names of the three namespaces."""

    server: str
    firewall: str
    station: str

    def set_rules(self, *lines: str, policy: str = "accept") -> None:
        """Replace the firewall's rules by these on what it passes on."""
        body = "\n".join(lines)
        chain = f"type filter hook forward priority 0; policy {policy};"
        self.set_ruleset(f"table inet f {{ chain c {{ {chain}\n{body}\n}}\n}}\n")

    def set_ruleset(self, script: str) -> None:
        """Replace the firewall's rules by an nftables script."""
        nft = find_tool("nft", "nftables")
        _run("ip", "netns", "exec", self.firewall, nft, "flush", "ruleset")
        _run("ip", "netns", "exec", self.firewall, nft, "-f", "-", text=script)

    def add_address(self, namespace: str, address: str) -> None:
        """Give the server or the station one more address."""
        _run("ip", "-n", namespace, "addr", "add", address, "dev", "eth0")

    def set_mtu(self, namespace: str, device: str, size: int) -> None:
        """Let a device carry packets up to a size in bytes."""
        _run("ip", "-n", namespace, "link", "set", device, "mtu", str(size))


def _run(*command: str, text: str | None = None) -> None:
    subprocess.run(command, input=text, text=True, check=True, capture_output=True)


@contextmanager
def make_lab() -> Iterator[Lab]:
    """Make the three namespaces, joined through the firewall by IPv4 and IPv6; skip where that cannot be done."""
    need_root()
    for tool, package in (("ip", "iproute2"), ("nft", "nftables")):
        find_tool(tool, package)
    own = f"tws{os.getpid():x}n{next(_numbers)}"
    lab = Lab(f"{own}s", f"{own}f", f"{own}c")
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
        # IPv6 would first ask around for a second whether anybody has an address, and nobody could use it until then.
        for device in ("all", "default"):
            _run("ip", "netns", "exec", name, "sysctl", "-qw", f"net.ipv6.conf.{device}.accept_dad=0")
        _run("ip", "-n", name, "link", "set", "lo", "up")
    for name, outer, inner, net in ((lab.station, "inside", "eth0", 1), (lab.server, "servers", "eth0", 2)):
        _run("ip", "link", "add", inner, "netns", name, "type", "veth", "peer", "name", outer, "netns", lab.firewall)
        for place, device, host in ((lab.firewall, outer, 1), (name, inner, 2)):
            _run("ip", "-n", place, "addr", "add", f"10.77.{net}.{host}/24", "dev", device)
            _run("ip", "-n", place, "addr", "add", f"fd77:{net}::{host}/64", "dev", device)
            _run("ip", "-n", place, "link", "set", device, "up")
        # To the other network alone: there is no way to the rest of the world.
        other = 3 - net
        _run("ip", "-n", name, "route", "add", f"10.77.{other}.0/24", "via", f"10.77.{net}.1")
        _run("ip", "-n", name, "-6", "route", "add", f"fd77:{other}::/64", "via", f"fd77:{net}::1")
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


def run_in(namespace: str, work: Callable[[], T]) -> T:
    """Return what a call returns within a namespace."""
    with enter(namespace):
        return work()
