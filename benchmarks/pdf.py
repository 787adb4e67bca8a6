"""Time and memory of the printed dossier as ratios to a bare reportlab canvas that draws the same content.

usage: python benchmarks/pdf.py [--rounds N]
Rounds are interleaved and each gives a ratio, of which the median counts: a machine's speed changes between rounds.
Memory is the peak of a process of its own that prints once.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from operator import truediv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_TIME_GOAL, _MEMORY_GOAL = 1.6, 1.3
_SEED = 7
# A process's own code and data vary from start to start by some hundred kilobytes.
_MEMORY_ROUNDS = 5


def _prepare_product() -> Callable[[], bytes]:
    from benchmarks.pdf_content import make_dossier  # noqa: PLC0415 - each side's process loads only its own
    from wizard.dossier.pdf.document import render_pdf  # noqa: PLC0415 - as above

    dossier = make_dossier(_SEED)
    return lambda: render_pdf(dossier)


def _prepare_floor() -> Callable[[], bytes]:
    from benchmarks.pdf_content import make_dossier  # noqa: PLC0415 - each side's process loads only its own
    from benchmarks.pdf_floor import FloorPrinter, place_diagrams, prepare_fonts  # noqa: PLC0415 - as above

    dossier = make_dossier(_SEED)
    prepare_fonts()
    diagrams = place_diagrams(dossier)
    return lambda: FloorPrinter(dossier, diagrams).print()


_SIDES = {"product": _prepare_product, "floor": _prepare_floor}


def measure_time(rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each side in each round, its fonts loaded."""
    printers = {side: prepare() for side, prepare in _SIDES.items()}
    for print_once in printers.values():
        print_once()
    seconds: dict[str, list[float]] = {side: [] for side in printers}
    for at in range(rounds):
        for side in sorted(printers, reverse=at % 2 == 0):
            began = time.perf_counter()
            printers[side]()
            seconds[side].append(time.perf_counter() - began)
    return seconds


def measure_memory() -> dict[str, list[float]]:
    """Return the peak megabytes of each side, printing once in a process of its own, some times."""
    peaks: dict[str, list[float]] = {side: [] for side in _SIDES}
    for _ in range(_MEMORY_ROUNDS):
        for side, values in peaks.items():
            values.append(_run_alone(side))
    return peaks


def _run_alone(side: str) -> float:
    command = [sys.executable, __file__, "--alone", side]
    return float(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603 - ourselves


def _report(what: str, unit: str, goal: float, values: dict[str, list[float]]) -> bool:
    """Print the median of the rounds' ratios beside its goal; return whether it is met."""
    ratio = statistics.median(map(truediv, values["product"], values["floor"]))
    sides = ", ".join(f"{side} {statistics.median(measured):.3f} {unit}" for side, measured in values.items())
    print(f"{what}: {ratio:.2f} x raw canvas (goal {goal}); medians: {sides}")
    return bool(ratio <= goal)


def main() -> int:
    """Print both ratios beside their goals; 1 where one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=41)
    parser.add_argument("--alone", choices=_SIDES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        _SIDES[options.alone]()()
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return 0
    # Memory first: a process begins with the peak of the one that started it, which is still small here.
    met = [
        _report("memory", "MB", _MEMORY_GOAL, measure_memory()),
        _report("time", "s", _TIME_GOAL, measure_time(options.rounds)),
    ]
    data = _prepare_product()()
    print(f"{data.count(b'/Type /Page') - data.count(b'/Type /Pages')} pages, {len(data) / 1024:.0f} KB")
    return int(not all(met))


if __name__ == "__main__":
    sys.exit(main())
