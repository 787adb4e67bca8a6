"""Which ports Windows keeps back, as netsh lists them: WinNAT, Hyper-V and others reserve whole ranges at a start."""

import os
import re
import subprocess
import sys
from pathlib import Path

from wizard.checks.machine.figures import Reservation

PROTOCOLS = ("tcp", "udp")
_SECONDS = 4.0
# First and last port; an asterisk stands behind what an administrator has excluded. The words around are translated.
_LINE = re.compile(r"[ \t]*(\d{1,5})[ \t]+(\d{1,5})[ \t]*(\*?)[ \t]*")
# What a line between headings and figures looks like in every language.
_RULE = re.compile(r"[ \t]*-{3,}[ \t]+-{3,}[ \t]*")


def read_reserved_ports(_: str) -> tuple[Reservation, ...]:
    """Return the ranges that Windows reserves; OSError where netsh cannot be run or says something else."""
    if sys.platform != "win32":
        raise FileNotFoundError
    return tuple(each for protocol in PROTOCOLS for each in parse_reservations(protocol, _ask_netsh(protocol)))


def _ask_netsh(protocol: str) -> str:
    program = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "netsh.exe")
    command = [str(program), "int", "ipv4", "show", "excludedportrange", f"protocol={protocol}"]
    # Without a window of its own, and with nothing to wait for.
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(  # noqa: S603 - a program of Windows, named in full
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True, creationflags=hidden
        )
    except subprocess.SubprocessError as error:
        raise OSError(str(error)) from error
    return done.stdout.decode("ascii", "replace")


def parse_reservations(protocol: str, text: str) -> tuple[Reservation, ...]:
    """Return the ranges of netsh's list; OSError for what is no such list."""
    lines = text.splitlines()
    if not any(map(_RULE.fullmatch, lines)):
        raise OSError(f"netsh: {text.strip()[:80]}")
    found = filter(None, map(_LINE.fullmatch, lines))
    return tuple(Reservation(protocol, int(each[1]), int(each[2]), each[3] == "*") for each in found)
