"""The window: first frame and readiness beside the barest QWizard, how long it is held up, how soon a key shows.

usage: python benchmarks/window.py [--rounds N]     (offscreen unless QT_QPA_PLATFORM says otherwise)
Each start is a process of its own, started in turn; times run from the process's creation.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.gui.frame import Frame

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
_FRAME_GOAL, _READY_GOAL, _KEY_GOAL_MS, _HOLD_GOAL_MS = 1.5, 2.5, 16.0, 50.0
_EDITS = 200


def _open_largest() -> "Frame":
    from PySide6 import QtCore, QtWidgets  # noqa: PLC0415 - only needed here

    from wizard.gui.frame import Frame  # noqa: PLC0415 - as above

    application = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
    folder = tempfile.mkdtemp()
    frame = Frame("fr", QtCore.QSettings(f"{folder}/window.ini", QtCore.QSettings.Format.IniFormat))
    frame.show()
    frame.load(ROOT / "resources" / "samples" / "multi-site-group.twsplan")
    application.processEvents()
    return frame


def measure_keys(frame: "Frame") -> list[float]:
    """Return the milliseconds from giving an answer to the painted page, rail and panel, on the largest sample."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only needed here

    frame.show_step("load")
    QApplication.processEvents()
    session, times = frame.session, []
    for number in range(_EDITS):
        began = time.perf_counter()
        if session is not None:
            session.write("licences.users", 3_200 + number, joined=True)
        QApplication.processEvents()
        times.append((time.perf_counter() - began) * 1e3)
    return sorted(times)


def measure_holds(frame: "Frame") -> tuple[float, float, str]:
    """Return for how many milliseconds the window hears nothing, at the most.

    First while its pages are made ready, then when a step is first turned to; and which step that is.
    """
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only needed here

    from wizard.gui.steps import STEP_IDS  # noqa: PLC0415 - as above

    frame.warm_up()
    pieces, steps = [0.0], []
    while frame.warmer is not None and frame.warmer.is_busy:
        began = time.perf_counter()
        QApplication.processEvents()
        pieces.append((time.perf_counter() - began) * 1e3)
        time.sleep(0.001)
    for step_id in STEP_IDS:
        began = time.perf_counter()
        frame.show_step(step_id)
        QApplication.processEvents()
        steps.append(((time.perf_counter() - began) * 1e3, step_id))
    return max(pieces), *max(steps)


def _start(side: str) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        # What the user's own window remembers, and what it left to be recovered, would be measured too.
        own = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), folder)
        surroundings = {"QT_QPA_PLATFORM": "offscreen", "LANG": "fr_FR.UTF-8"}
        environment = {**surroundings, **os.environ, **own}
        # An installed program is compiled; here the first round, which does not count, sees to it.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPATH"] = str(ROOT)
        environment["BENCH_BEGAN_NS"] = str(time.monotonic_ns())
        command = (sys.executable, ROOT / "benchmarks" / f"start_{side}.py")
        run = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603 - ours
        return [float(part) for part in run.stdout.split()]


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    rounds = [(_start("bare"), _start("product")) for _ in range(options.rounds + 1)][1:]
    bare = statistics.median(each[0][0] for each in rounds)
    frame = statistics.median(each[1][0] / each[0][0] for each in rounds)
    ready = statistics.median(each[1][1] / each[0][0] for each in rounds)
    print(f"bare QWizard, first frame: {bare:.0f} ms")
    print(
        f"window, first frame: {frame:.2f} x bare (goal {_FRAME_GOAL}); ready: {ready:.2f} x bare (goal {_READY_GOAL})"
    )
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    largest = _open_largest()
    piece, turn, step = measure_holds(largest)
    print(
        f"longest hold: making ready {piece:.0f} ms, turning to a step {turn:.0f} ms ({step}), goal {_HOLD_GOAL_MS:.0f}"
    )
    times = measure_keys(largest)
    median, tail = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"answer to assessment: median {median:.1f} ms, 95 % {tail:.1f} ms (goal {_KEY_GOAL_MS:.0f})")


if __name__ == "__main__":
    main()
