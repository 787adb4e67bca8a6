"""Programs and libraries of the system: what is missing, and Debian's packages for it."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping

from environment import run


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
    # These packages bring no service; no other one may ask a question or be restarted because of them.
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_SUSPEND=1", apt, "--quiet=2", "--yes")
    run((*quiet, "update"))
    run((*quiet, "install", "--no-install-recommends", *packages))
