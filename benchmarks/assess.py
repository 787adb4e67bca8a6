"""Assessing a plan, in process and as a command, beside what it is measured against.

usage: python benchmarks/assess.py [--rounds N]
In process: CPU time of one assessment of each sample, median and 99th percentile. As a command: whole-process time of
``assess`` beside a process that only imports pydantic and makes one model, interleaved, medians.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.twsplan"))
LARGEST = max(SAMPLES, key=lambda path: path.stat().st_size)
_REPEATS = 200
_GOAL_MS = 5.0
_RATIO, _ALLOWANCE_MS = 1.5, 100.0
_FLOOR = ("-c", "import pydantic\nclass M(pydantic.BaseModel):\n a: int = 0")


def measure_in_process(sample: Path) -> tuple[float, float]:
    """Return the median and the 99th percentile of CPU milliseconds of one assessment."""
    from wizard.assessment.evaluate import assess  # noqa: PLC0415 - after the path is set
    from wizard.catalogue.shelf import find_edition  # noqa: PLC0415 - as above
    from wizard.storage.plan_files import open_plan  # noqa: PLC0415 - as above

    plan = open_plan(sample)
    edition = find_edition(plan.catalogue)
    times = []
    for _ in range(_REPEATS):
        began = time.thread_time_ns()
        assess(plan, edition)
        times.append((time.thread_time_ns() - began) / 1e6)
    times.sort()
    return statistics.median(times), times[int(_REPEATS * 0.99)]


def _time_process(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run((sys.executable, *arguments), check=True, stdout=subprocess.DEVNULL, cwd=ROOT)  # noqa: S603 - ours
    return (time.perf_counter() - began) * 1e3


def measure_command(rounds: int) -> tuple[float, float]:
    """Return the median milliseconds of the floor and of the command, interleaved."""
    command = ("-m", "wizard", "assess", str(LARGEST), "--format", "json", "--language", "fr")
    pairs = [(_time_process(*_FLOOR), _time_process(*command)) for _ in range(rounds + 1)][1:]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    print(f"{'one assessment (CPU)':44s} {'median ms':>10s} {'p99 ms':>8s}   goal {_GOAL_MS:.0f} ms")
    for sample in SAMPLES:
        median, tail = measure_in_process(sample)
        print(f"{sample.stem:44s} {median:10.2f} {tail:8.2f}")
    floor, command = measure_command(rounds)
    limit = _RATIO * floor + _ALLOWANCE_MS
    print(
        f"\nimport pydantic {floor:.0f} ms; assess {command:.0f} ms; limit {limit:.0f} ms ({command / limit:.2f} of it)"
    )


if __name__ == "__main__":
    main()
