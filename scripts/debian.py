"""Programs and libraries of the system: what is missing, and Debian's packages for it."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from environment import Command, run

# What Debian asks before a package may start its service; 101 is no.
_SERVICE_POLICY = Path("/usr/sbin/policy-rc.d")
# Waits for another apt that installs, and asks a mirror again for the same file.
_PATIENCE = ("-o", "DPkg::Lock::Timeout=600", "-o", "Acquire::Retries=3")
_PAUSES_S = (5.0, 15.0, 45.0)


def find_missing(tools: Mapping[str, str]) -> dict[str, str]:
    """Return the programs that are not there, with their packages."""
    return {name: package for name, package in tools.items() if shutil.which(name) is None}


def add_missing(look: Callable[[], dict[str, str]]) -> dict[str, str]:
    """Install what is missing where that is possible, and return what is missing still, with its packages."""
    missing = look()
    apt = shutil.which("apt-get")
    if missing and apt and _is_root():
        _install(apt, sorted({each for packages in missing.values() for each in packages.split()}))
        missing = look()
    for name, packages in missing.items():
        print(f"Missing: {name} (Debian package {packages}); going on without it.")
    return missing


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _install(apt: str, packages: list[str]) -> None:
    # None may ask a question, or have another service restarted because of it.
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_SUSPEND=1", apt, *_PATIENCE, "--quiet=2", "--yes")
    install = (*quiet, "install", "--no-install-recommends")
    # Lists of yesterday may do as well: whether they did is seen in what follows.
    _try((*quiet, "update"))
    with _no_service_started():
        if not _try((*install, *packages)) and len(packages) > 1:
            # One that cannot be had must not keep out the others.
            for package in packages:
                run((*install, package))


def _try(command: Command) -> bool:
    """Run a command of apt until it succeeds; says whether it did.

    Another apt may hold the lists or the packages, a mirror may be in the middle of a change, and an earlier run may
    have been ended between unpacking and setting up: each of them passes, or is put right here.
    """
    for pause in _PAUSES_S:
        if run(command) == 0:
            return True
        print(f"apt did not succeed; trying again in {pause:.0f} s.", flush=True)
        time.sleep(pause)
        if shutil.which("dpkg"):
            run(("env", "DEBIAN_FRONTEND=noninteractive", "dpkg", "--configure", "-a"))
    return run(command) == 0


@contextmanager
def _no_service_started() -> Iterator[None]:
    """Let no package start what it serves: the tests start their own, on ports of their own."""
    if _SERVICE_POLICY.exists():
        # The machine has its own rule.
        yield
        return
    _SERVICE_POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    _SERVICE_POLICY.chmod(0o755)
    try:
        yield
    finally:
        # Another run on this machine may have taken it away.
        _SERVICE_POLICY.unlink(missing_ok=True)
