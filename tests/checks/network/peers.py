"""Real peers and hostile ones on loopback, and hosts in network namespaces of the tests' own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from wizard.checks.probe import Probe
from wizard.checks.runner import Origin, Run
from wizard.domain.evidence.record import Evidence

_START_SECONDS = 120


def run_probe(probe: Probe) -> tuple[Evidence, ...]:
    """Return what a probe measures."""
    return Run([probe], Origin("server", "TWS01")).carry_out()


def find_tool(name: str, package: str) -> str:
    """Return the path of a program; the test is skipped where it is not installed."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin{os.pathsep}/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed (Debian package {package})")
    return found


def need_root() -> None:
    """Skip a test that only root can make hosts for."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("only root may make network namespaces and open ports below 1024")


def find_free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """Return a port of loopback that nobody uses, for TCP and for UDP."""
    other = socket.SOCK_DGRAM if kind is socket.SOCK_STREAM else socket.SOCK_STREAM
    for _ in range(50):
        with (
            closing(socket.socket(socket.AF_INET, kind)) as made,
            closing(socket.socket(socket.AF_INET, other)) as second,
        ):
            made.bind(("127.0.0.1", 0))
            port = int(made.getsockname()[1])
            if _binds(second, port):
                return port
    pytest.skip("no free port")


def _binds(made: socket.socket, port: int) -> bool:
    try:
        made.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


def is_bound(port: int) -> Callable[[], bool]:
    """Return what says whether somebody has a UDP port of loopback."""

    def ask() -> bool:
        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as made:
            return not _binds(made, port)

    return ask


@contextmanager
def start(command: Sequence[str | Path], is_up: Callable[[], bool], log: Path) -> Iterator[None]:
    """Run a server for a while, from when it is up; its end is waited for."""
    with log.open("wb") as said, subprocess.Popen(list(map(str, command)), stdout=said, stderr=said) as process:
        try:
            until = time.monotonic() + _START_SECONDS
            while not is_up():
                if process.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"{command[0]} did not start: {log.read_text(errors='replace')[-2_000:]}")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()


def accepts(port: int, address: str = "127.0.0.1") -> Callable[[], bool]:
    """Return what says whether a TCP port takes connections."""

    def ask() -> bool:
        with closing(socket.socket()) as made:
            made.settimeout(5)
            return made.connect_ex((address, port)) == 0

    return ask


def run_tool(*command: str) -> None:
    """Run a system tool that must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr}"
