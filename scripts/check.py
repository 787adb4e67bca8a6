"""Check everything, here as in CI; the first failure ends it with a non-zero exit code."""

import ctypes
import os
import shutil
import sys
import tempfile
from pathlib import Path

from debian import add_missing, find_missing
from environment import ROOT, Command, export_sample, must_run, prepare, program, run
from winbuild.tools import add_tools

# Command → Debian package.
_TOOLS = {
    "qpdf": "qpdf",
    "pdftotext": "poppler-utils",
    "strace": "strace",
    "nginx": "nginx-light",
    "kamailio": "kamailio",
    "sipp": "sip-tester",
    "slapd": "slapd",
    "dnsmasq": "dnsmasq-base",
    "nft": "nftables",
    "ip": "iproute2",
    "nmap": "nmap",
    "chronyd": "chrony",
}
_PEERS = ROOT / "build" / "peers"
_SIMULATOR = "smpp@0.5.1"
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
    _add_simulator()
    _title("Environment")
    prepare("dev")
    for title, command in _steps():
        _title(title)
        must_run(command)
    _title("PDF structure of an exported sample")
    _check_exported_pdf()
    _title("Windows program, through Wine")
    _check_windows_program()
    print("\nAll checks passed.")


def _steps() -> tuple[tuple[str, Command], ...]:
    python = program()
    return (
        ("Lint", (python, "-m", "ruff", "check", ".")),
        ("Format", (python, "-m", "ruff", "format", "--check", ".")),
        ("Types", (python, "-m", "mypy")),
        # What only Windows runs is left out above. Its own cache: one would throw the other's away.
        (
            "Types, as on Windows",
            (python, "-m", "mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/windows", "wizard"),
        ),
        ("Direction of imports", (program("lint-imports"), "--no-logo")),
        ("Translations", (python, "translations/verify.py")),
        ("Tests", (python, "-m", "pytest")),
    )


def _title(text: str) -> None:
    print(f"\n== {text}")


def _find_missing() -> dict[str, str]:
    """Return the programs and libraries that are not there, with their packages."""
    return find_missing(_TOOLS) | {name: package for name, package in _LIBRARIES.items() if not _has_library(name)}


def _has_library(name: str) -> bool:
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _add_tools() -> None:
    if not add_missing(_find_missing):
        print("Present:", ", ".join((*_TOOLS, *_LIBRARIES)))


def _add_simulator() -> None:
    """Install the SMPP server of others that the SMS check is tried on; without Node its test is skipped."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        print("Missing: Node with npm; going on without the SMPP simulator.")
        return
    quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--silent")
    if run((npm, "install", "--prefix", _PEERS, *quiet, _SIMULATOR)):
        print("Missing: the SMPP simulator; going on without it.")
    os.environ["NODE_PATH"] = str(_PEERS / "node_modules")


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


def _check_windows_program() -> None:
    if sys.platform != "linux":
        print("Skipped: it is built through Wine, on Linux.")
    elif missing := add_tools(whole=False):
        print(f"Skipped: {', '.join(missing)} could not be found or installed.")
    else:
        must_run((sys.executable, "scripts/windows.py", "build", "cli-smoke", "tests"))


if __name__ == "__main__":
    main()
