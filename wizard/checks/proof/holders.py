"""Whether ports are held by another listener of this very program: then nobody else is in the way."""

import os
import sys
from collections.abc import Sequence
from pathlib import PurePath

from wizard.checks.proof.challenge import Port

_PACKAGE = __package__.partition(".")[0]


def is_other_listener(ports: Sequence[Port]) -> bool:
    """Say whether all of some ports are held by another process of this program; False where nobody may know."""
    import psutil  # noqa: PLC0415 - loaded when ports are taken

    try:
        held = psutil.net_connections("inet")
    except (psutil.Error, OSError):
        return False
    kinds = {"tcp": "SOCK_STREAM", "udp": "SOCK_DGRAM"}
    wanted = {(kinds[port.protocol], port.number) for port in ports}
    holders = {
        each.pid for each in held if each.laddr and not each.raddr and (each.type.name, each.laddr.port) in wanted
    }
    return bool(holders) and all(pid and pid != os.getpid() and _is_this_program(pid) for pid in holders)


def _is_this_program(pid: int) -> bool:
    import psutil  # noqa: PLC0415 - as above

    try:
        words = psutil.Process(pid).cmdline()
    except (psutil.Error, OSError):
        return False
    return bool(words) and is_this_program(words)


def is_this_program(words: Sequence[str]) -> bool:
    """Say whether a command line is one of this program: packaged, as a script, or as a module."""
    # The packaged one has two files, one with a console; with Python the first word is the interpreter.
    own = PurePath(sys.executable).stem.removesuffix("-cli") if getattr(sys, "frozen", False) else "tws-preinstall"
    names = [PurePath(word).stem.removesuffix("-cli") for word in words[:2]]
    return own in names or list(words[1:3]) == ["-m", _PACKAGE]
