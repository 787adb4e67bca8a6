"""Check everything, here as in CI; the first failure ends it with a non-zero exit code."""

import ctypes
import os
import shutil
import sys
import tempfile
from pathlib import Path

from debian import add_missing, find_missing
from environment import NOTHING_TRIED, ROOT, Command, end_on_failure, export_sample, must_run, prepare, program, run
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
    "soffice": "libreoffice-calc",
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
    left_out = {"PDF structure": _check_exported_pdf()}
    _title("Windows program, through Wine")
    left_out["Windows program"] = _check_windows_program()
    _tell_end({what: why for what, why in left_out.items() if why})


def _tell_end(left_out: dict[str, str]) -> None:
    for what, why in left_out.items():
        print(f"\nSkipped: {what}: {why}")
    print(
        "\nAll checks passed." if not left_out else f"\nAll checks passed but {len(left_out)}, skipped as said above."
    )


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
        # One more than processors: the tests of the network mostly wait, for a deadline or a peer.
        ("Tests", (python, "-m", "pytest", "--numprocesses", str(_count_workers()), "--dist", "loadgroup")),
    )


def _count_workers() -> int:
    return (os.cpu_count() or 1) + 1


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


def _check_exported_pdf() -> str | None:
    """Check each PDF of an export; returns why that cannot be done here, None where it was."""
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        return "qpdf could not be found or installed."
    with tempfile.TemporaryDirectory() as folder:
        export_sample(Path(folder))
        files = sorted(Path(folder).rglob("*.pdf"))
        if not files:
            sys.exit("The export wrote no PDF.")
        for file in files:
            must_run((qpdf, "--check", file))
    return None


def _check_windows_program() -> str | None:
    """Build the Windows program and try it out; returns why that cannot be done here, None where it was."""
    if sys.platform != "linux":
        return "it is built through Wine, on Linux."
    if missing := add_tools(whole=False):
        return f"{', '.join(missing)} could not be found or installed."
    command = (sys.executable, "scripts/windows.py", "build", "cli-smoke", "tests")
    if (code := run(command)) == NOTHING_TRIED:
        return "Wine makes no whole prefix on this machine."
    end_on_failure(command, code)
    return None


if __name__ == "__main__":
    main()
