"""All trials of the built program, one after the other, with their figures."""

import json
import subprocess
import time
from collections.abc import Callable

from winbuild import smoke_console, smoke_pages, smoke_setup, smoke_window
from winbuild.places import RESULTS
from winbuild.trial import Fault

_Trial = tuple[str, Callable[[], str]]
_CONSOLE: tuple[_Trial, ...] = (
    ("Programs and manifest", smoke_console.look_at_programs),
    ("Planted DLLs of the tests", smoke_console.plant_stubs),
    ("Assessments", smoke_console.compare_assessments),
    ("Dossiers", smoke_console.compare_dossiers),
    ("Folder whose name parts search paths", smoke_console.run_behind_a_semicolon),
)
_WHOLE: tuple[_Trial, ...] = (
    ("Spaces, accents, long path", smoke_console.run_elsewhere),
    ("Read-only program folder", smoke_console.run_read_only),
    ("File held by another program", smoke_console.run_beside_a_holder),
    ("Window", smoke_window.use_window),
    ("Window from a folder with accents", smoke_window.open_from_awkward_places),
    ("Start of the window", smoke_window.compare_starts),
    ("Sums and bill of materials", smoke_setup.check_sums),
    ("Portable archive", smoke_setup.use_archive),
    ("Installer", smoke_setup.install_and_remove),
    ("Installer into such a folder", smoke_setup.install_into_awkward_folder),
    ("Installer over an older one", smoke_setup.install_over_older),
    ("Installer's pages", smoke_pages.use_pages),
)


def run_smoke(*, whole: bool) -> int:
    """Run the trials and print what each found; returns how many failed."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    watch = smoke_console.Watch()
    last = ("Nothing written beside the program", watch.look)
    results = [_run(*trial) for trial in (*_CONSOLE, *(_WHOLE if whole else ()), last)]
    (RESULTS / "results.json").write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return sum(not result["passed"] for result in results)


def _run(title: str, trial: Callable[[], str]) -> dict[str, object]:
    begun = time.monotonic()
    try:
        told, passed = trial(), True
    except (Fault, subprocess.SubprocessError, OSError, ValueError, LookupError, StopIteration) as fault:
        told, passed = f"{type(fault).__name__}: {fault}", False
    took = time.monotonic() - begun
    print(f"   {'passed' if passed else 'FAILED'}  {title} ({took:.1f} s): {told}", flush=True)
    return {"trial": title, "passed": passed, "seconds": round(took, 1), "told": told}
