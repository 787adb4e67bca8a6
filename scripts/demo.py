"""Show what the product makes: export the sample plan's dossier, and open the window where there is a screen."""

import os
import sys

from environment import ROOT, SAMPLE, export_sample, prepare, program, run


def main() -> None:
    """Export the sample and list the files."""
    prepare("run", "build")
    out = ROOT / "demo"
    export_sample(out)
    print(f"\nThe dossier of the sample, in {out}:")
    for file in sorted(path for path in out.rglob("*") if path.is_file()):
        print(f"  {file.relative_to(out)}  ({file.stat().st_size:,} bytes)")
    if _has_screen():
        print("\nOpening the window; close it to end.")
        run((program(), "-m", "wizard", SAMPLE))


def _has_screen() -> bool:
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    main()
