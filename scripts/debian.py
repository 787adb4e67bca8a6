"""Programs and libraries of the system: what is missing, and Debian's packages for it."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from environment import run

# What Debian asks before a package may start its service; 101 is no.
_SERVICE_POLICY = Path("/usr/sbin/policy-rc.d")


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
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_SUSPEND=1", apt, "--quiet=2", "--yes")
    run((*quiet, "update"))
    with _no_service_started():
        run((*quiet, "install", "--no-install-recommends", *packages))


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
        _SERVICE_POLICY.unlink()
