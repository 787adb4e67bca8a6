"""Two network namespaces of a test's own, joined by a cable: the near one measures, the far one drops and rejects."""

import ctypes
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from tests.checks.network.peers import find_tool, need_root

T = TypeVar("T")
_NEW_NETWORK = 0x40000000
FAR, NEAR = "10.251.7.2", "10.251.7.1"
# What a test finds on the far side.
OPEN, CLOSED, DROPPED, RESET, ADMIN, HOST = 20_000, 20_001, 20_002, 20_003, 20_004, 20_005
_RULES = f"""
table inet tests {{
  chain arriving {{
    type filter hook input priority 0
    tcp dport {DROPPED} drop
    tcp dport {RESET} reject with tcp reset
    tcp dport {ADMIN} reject with icmp type admin-prohibited
    tcp dport {HOST} reject with icmp type host-unreachable
    udp dport {DROPPED} drop
  }}
}}
"""


@dataclass(frozen=True)
class Cable:
    """Both namespaces' names."""

    near: str
    far: str

    def run_near(self, work: Callable[[], T]) -> T:
        """Return what a call returns on a thread that lives in the near namespace."""
        return _run_in(self.near, work)

    def run_far(self, work: Callable[[], T]) -> T:
        """Return what a call returns on a thread that lives in the far namespace."""
        return _run_in(self.far, work)


def _run_in(namespace: str, work: Callable[[], T]) -> T:
    results: list[T] = []
    faults: list[BaseException] = []

    def enter() -> None:
        try:
            _enter(namespace)
            results.append(work())
        except BaseException as fault:  # noqa: BLE001 - raised anew on the caller's thread
            faults.append(fault)

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    if faults:
        raise faults[0]
    return results[0]


def _enter(namespace: str) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    with Path("/run/netns", namespace).open("rb") as file:
        if library.setns(file.fileno(), _NEW_NETWORK):
            raise OSError(ctypes.get_errno(), "setns")


@contextmanager
def lay_cable() -> Iterator[Cable]:
    """Make both namespaces, remove them afterwards; skip the test where this cannot be done."""
    need_root()
    ip, nft = find_tool("ip", "iproute2"), find_tool("nft", "nftables")
    mark = f"{os.getpid():x}"
    cable = Cable(f"twsnear{mark}", f"twsfar{mark}")
    if not _try(ip, "netns", "add", cable.near):
        pytest.skip("network namespaces cannot be made here")
    try:
        _must(ip, "netns", "add", cable.far)
        _must(ip, "link", "add", "near", "netns", cable.near, "type", "veth", "peer", "far", "netns", cable.far)
        for namespace, device, address in ((cable.near, "near", NEAR), (cable.far, "far", FAR)):
            _must(ip, "-n", namespace, "link", "set", "lo", "up")
            _must(ip, "-n", namespace, "address", "add", f"{address}/24", "dev", device)
            _must(ip, "-n", namespace, "link", "set", device, "up")
        _must(ip, "netns", "exec", cable.far, nft, "-f", "-", text=_RULES)
        yield cable
    finally:
        _try(ip, "netns", "delete", cable.near)
        _try(ip, "netns", "delete", cable.far)


def _try(*command: str) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _must(*command: str, text: str | None = None) -> None:
    subprocess.run(command, check=True, capture_output=True, input=text, text=True)
