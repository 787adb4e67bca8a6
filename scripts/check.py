"""Check everything, here as in CI; the first failure ends it with a non-zero exit code."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from environment import Command, export_sample, must_run, prepare, program, run

# Command → Debian package.
_TOOLS = {
    "qpdf": "qpdf",
    "pdftotext": "poppler-utils",
    "strace": "strace",
    "nginx": "nginx-light",
    "kamailio": "kamailio",
    "slapd": "slapd",
    "dnsmasq": "dnsmasq-base",
    "nft": "nftables",
    "ip": "iproute2",
}
# What Debian asks before a package may start its service; 101 is no.
_SERVICE_POLICY = Path("/usr/sbin/policy-rc.d")
# What Qt links against, draws offscreen with and does not bring along: library → Debian package.
_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libz.so.1": "zlib1g",
}


def main() -> None:
    """Set up, then take each step in order."""
    # The window's tests draw nowhere, here as on a machine with a screen.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _title("System tools")
    _add_tools()
    _title("Environment")
    prepare("dev")
    for title, command in _steps():
        _title(title)
        must_run(command)
    _title("PDF structure of an exported sample")
    _check_exported_pdf()
    print("\nAll checks passed.")


def _steps() -> tuple[tuple[str, Command], ...]:
    python = program()
    return (
        ("Lint", (python, "-m", "ruff", "check", ".")),
        ("Format", (python, "-m", "ruff", "format", "--check", ".")),
        ("Types", (python, "-m", "mypy")),
        ("Direction of imports", (program("lint-imports"), "--no-logo")),
        ("Translations", (python, "translations/verify.py")),
        ("Tests", (python, "-m", "pytest")),
    )


def _title(text: str) -> None:
    print(f"\n== {text}")


def _find_missing() -> dict[str, str]:
    """Return the programs and libraries that are not there, with their packages."""
    tools = {name: package for name, package in _TOOLS.items() if shutil.which(name) is None}
    return tools | {name: package for name, package in _LIBRARIES.items() if not _has_library(name)}


def _has_library(name: str) -> bool:
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _add_tools() -> None:
    missing = _find_missing()
    apt = shutil.which("apt-get")
    if missing and apt and _is_root():
        _apt_install(apt, sorted(set(missing.values())))
        missing = _find_missing()
    for name, package in missing.items():
        print(f"Missing: {name} (Debian package {package}); going on without it.")
    if not missing:
        print("Present:", ", ".join((*_TOOLS, *_LIBRARIES)))


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _apt_install(apt: str, packages: list[str]) -> None:
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


def _check_exported_pdf() -> None:
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        print("Skipped: qpdf could not be found or installed.")
        return
    with tempfile.TemporaryDirectory() as folder:
        export_sample(Path(folder))
        files = sorted(Path(folder).rglob("*.pdf"))
        if not files:
            sys.exit("The export wrote no PDF.")
        for file in files:
            must_run((qpdf, "--check", file))


if __name__ == "__main__":
    main()
