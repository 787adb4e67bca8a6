"""``python benchmarks``: run every benchmark, one after the other."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPTS = ("assess.py", "pdf.py", "window.py", "ports.py")


def main() -> int:
    """Run all; return the worst exit code."""
    worst = 0
    for name in SCRIPTS:
        print(f"\n== {name}", flush=True)
        worst = max(worst, subprocess.run((sys.executable, HERE / name), check=False).returncode)  # noqa: S603 - ours
    return worst


if __name__ == "__main__":
    sys.exit(main())
