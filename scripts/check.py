"""Check everything, here as in CI; the first failure ends it with a non-zero exit code."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from environment import Command, export_sample, must_run, prepare, program, run

# Command → Debian package.
_TOOLS = {"qpdf": "qpdf", "pdftotext": "poppler-utils"}


def main() -> None:
    """Set up, then take each step in order."""
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


def _missing_tools() -> list[str]:
    return [command for command in _TOOLS if shutil.which(command) is None]


def _add_tools() -> None:
    missing = _missing_tools()
    apt = shutil.which("apt-get")
    if missing and apt and _is_root():
        _apt_install(apt, sorted(_TOOLS[command] for command in missing))
        missing = _missing_tools()
    for command in missing:
        print(f"Missing: {command} (Debian package {_TOOLS[command]}); going on without it.")
    if not missing:
        print("Present:", ", ".join(_TOOLS))


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _apt_install(apt: str, packages: list[str]) -> None:
    # These packages bring no service; no other one may ask a question or be restarted because of them.
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_SUSPEND=1", apt, "--quiet=2", "--yes")
    run((*quiet, "update"))
    run((*quiet, "install", "--no-install-recommends", *packages))


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
