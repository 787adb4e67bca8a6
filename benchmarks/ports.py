"""A thousand TCP targets beside nmap on the same targets, in a network namespace of its own.

usage: python benchmarks/ports.py [--rounds N]   (root; needs ip, nft and nmap)
Mixed: 400 open, 300 refused, 300 dropped, one second for each; goal: 1.3 × that second, and not slower than nmap.
Without drops: 500 open, 500 refused; goal: 2 × nmap. Medians of interleaved rounds, and the growth of memory.
"""

import argparse
import asyncio
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

NAME = f"twsbench{os.getpid()}"
NEAR, FAR, ADDRESS = f"twsb{os.getpid()}", f"twsc{os.getpid()}", "10.215.79.2"
SECONDS = 1.0
OPEN, REFUSED, DROPPED = range(20_000, 20_500), range(21_000, 21_500), range(22_000, 22_300)
MIXED = (*OPEN[:400], *REFUSED[:300], *DROPPED)
PROMPT = (*OPEN, *REFUSED)
_SERVE = (
    "import socket, time\nheld = []\n"
    f"for port in range({OPEN.start}, {OPEN.stop}):\n"
    " made = socket.socket(); made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n"
    " made.bind(('', port)); made.listen(64); held.append(made)\n"
    "print('up', flush=True); time.sleep(9999)"
)
_LARGEST_TIMES, _LARGEST_RATIO = 1.3, 2.0


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - fixed tools


@contextmanager
def make_host() -> Iterator[None]:
    """Make a host that has some ports open and drops what comes to others."""
    rules = (
        "add table inet t",
        "add chain inet t in { type filter hook input priority 0; }",
        f"add rule inet t in tcp dport {DROPPED.start}-{DROPPED.stop - 1} drop",
    )
    _run("ip", "netns", "add", NAME)
    try:
        _run("ip", "link", "add", NEAR, "type", "veth", "peer", "name", FAR, "netns", NAME)
        _run("ip", "addr", "add", "10.215.79.1/24", "dev", NEAR)
        _run("ip", "link", "set", NEAR, "up")
        _run("ip", "-n", NAME, "addr", "add", f"{ADDRESS}/24", "dev", FAR)
        _run("ip", "-n", NAME, "link", "set", FAR, "up")
        for rule in rules:
            _run("ip", "netns", "exec", NAME, "nft", *rule.split())
        command = ("ip", "netns", "exec", NAME, sys.executable, "-c", _SERVE)
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:  # noqa: S603 - ours
            try:
                assert serving.stdout is not None
                serving.stdout.readline()
                yield
            finally:
                serving.kill()
    finally:
        _run("ip", "netns", "del", NAME)


def scan(ports: Sequence[int]) -> float:
    """Return the seconds our own scan takes; it must find every port as it is."""
    from wizard.checks.network.scan import scan_ports  # noqa: PLC0415 - after the path is set

    began = time.perf_counter()
    states = asyncio.run(scan_ports([(ADDRESS, port) for port in ports], SECONDS))
    took = time.perf_counter() - began
    expected = ["open" if port in OPEN else "refused" if port in REFUSED else "filtered" for port in ports]
    assert [each.state for each in states] == expected
    return took


def scan_with_nmap(ports: Sequence[int]) -> float:
    """Return the seconds that nmap's own connect scan takes, told the same patience."""
    # Without a least time nmap learns from the quick answers and gives the slow ones hardly any.
    wait = f"{SECONDS * 1000:.0f}ms"
    patience = ("--min-rtt-timeout", wait, "--max-rtt-timeout", wait, "--initial-rtt-timeout", wait)
    speed = ("--max-retries", "0", "--min-parallelism", "1000", "--min-hostgroup", "1")
    began = time.perf_counter()
    targets = ("-p", ",".join(map(str, ports)), ADDRESS)
    command = ("nmap", "-sT", "-Pn", "-n", *patience, *speed, *targets)
    # It warns of so many at once, each time.
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed tools
    return time.perf_counter() - began


def compare(ports: Sequence[int], rounds: int) -> tuple[float, float]:
    """Return the median seconds of our scan and of nmap's, interleaved."""
    pairs = [(scan(ports), scan_with_nmap(ports)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def main() -> int:
    """Print the table; return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    missing = [tool for tool in ("ip", "nft", "nmap") if shutil.which(tool) is None]
    if missing or os.geteuid() != 0:
        print(f"Skipped: {', '.join(missing) or 'root'} is needed.")
        return 0
    with make_host():
        scan(PROMPT)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        mixed, nmap_mixed = compare(MIXED, rounds)
        prompt, nmap_prompt = compare(PROMPT, rounds)
        growth = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{'1,000 ports':24s} {'ours s':>8s} {'nmap s':>8s}")
    print(
        f"{'300 of them dropped':24s} {mixed:8.3f} {nmap_mixed:8.3f}   goal {_LARGEST_TIMES * SECONDS:.1f} s and nmap's"
    )
    print(f"{'none dropped':24s} {prompt:8.3f} {nmap_prompt:8.3f}   goal {_LARGEST_RATIO:.0f} × nmap")
    print(f"memory after {2 * rounds} scans: + {growth:.1f} MB")
    met = mixed <= min(_LARGEST_TIMES * SECONDS, nmap_mixed) and prompt <= _LARGEST_RATIO * nmap_prompt
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
