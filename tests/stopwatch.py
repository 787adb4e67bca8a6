"""How long work takes by itself, on a machine that does other things as well."""

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

_PROCESS = Path("/proc/self")
_NANO = 1e-9
# How long the share of a processor is measured where the system does not tell the waiting.
_SPIN_S = 0.2


class Stopwatch:
    """Times a block without what the machine's other work adds: ``seconds``, once the block is left.

    What runs is held up in two ways: it waits for something, which is its own affair and counts, or it could go on and
    has no processor, which is the machine's and does not. Linux tells the second to the nanosecond for each thread.
    """

    def __enter__(self) -> Self:
        """Begin."""
        self.seconds = 0.0
        self._waited = count_waiting()
        self._began = time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        took = time.perf_counter() - self._began
        waited = count_waiting()
        if waited is None or self._waited is None:
            self.seconds = took * measure_share()
        else:
            # What a thread waited is forgotten with it: the sum may fall.
            self.seconds = max(0.0, took - max(0.0, waited - self._waited))


def count_waiting() -> float | None:
    """Return the seconds that this program's threads could have run and had no processor; None: nobody tells.

    From ``schedstat``: nanoseconds on a processor, nanoseconds waiting for one, and how often it got one
    (Documentation/scheduler/sched-stats.rst of the Linux kernel).
    """
    # Wine shows the files of the kernel too, and in them another process.
    if sys.platform != "linux" or _read_waiting(_PROCESS) is None:
        return None
    return sum(_read_waiting(task) or 0.0 for task in (_PROCESS / "task").iterdir())


def _read_waiting(place: Path) -> float | None:
    try:
        _, waited, turns = map(int, (place / "schedstat").read_text(encoding="ascii").split())
    except (FileNotFoundError, ProcessLookupError):
        # Another system, or a thread that has ended since it was listed.
        return None
    return waited * _NANO if turns else None


def measure_share() -> float:
    """Return how much of a processor a thread gets just here: 1.0 on a machine that does nothing else."""
    began, ran = time.perf_counter(), time.process_time()
    while time.perf_counter() - began < _SPIN_S:
        pass
    return min(1.0, (time.process_time() - ran) / (time.perf_counter() - began))
