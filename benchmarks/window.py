"""The window: first frame and readiness beside the barest QWizard, and the time from a key press to the new assessment.

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
_FRAME_GOAL, _READY_GOAL, _KEY_GOAL_MS = 1.5, 2.5, 16.0
_EDITS = 200
_BEGAN = "BENCH_BEGAN_NS"


def _elapsed() -> float:
    return (time.monotonic_ns() - int(os.environ[_BEGAN])) / 1e6


def start_bare() -> None:
    """Show a QWizard of one page and print when its first frame was painted."""
    from PySide6 import QtCore, QtWidgets  # noqa: PLC0415 - measured here

    application = QtWidgets.QApplication([])

    class Wizard(QtWidgets.QWizard):
        def event(self, event: QtCore.QEvent) -> bool:
            done = super().event(event)
            if event.type() == QtCore.QEvent.Type.Paint:
                QtCore.QTimer.singleShot(0, lambda: (print(_elapsed(), flush=True), os._exit(0)))
            return done

    wizard, page = Wizard(), QtWidgets.QWizardPage()
    layout = QtWidgets.QVBoxLayout(page)
    layout.addWidget(QtWidgets.QLabel("Site"))
    layout.addWidget(QtWidgets.QLineEdit())
    wizard.addPage(page)
    wizard.show()
    application.exec()


def start_product() -> None:
    """Start as the command does; print when the first frame was painted and when the window could be filled in."""
    from wizard.cli.main import load_window  # noqa: PLC0415 - measured here

    run_window = load_window()
    assert run_window is not None, "PySide6 is not installed"
    from PySide6 import QtCore, QtWidgets  # noqa: PLC0415 - loaded by now

    from wizard.gui import app  # noqa: PLC0415 - loaded by now
    from wizard.gui.frame import Frame  # noqa: PLC0415 - loaded by now

    class Watched(Frame):
        painted = 0.0

        def event(self, event: QtCore.QEvent) -> bool:
            done = super().event(event)
            if event.type() == QtCore.QEvent.Type.Paint and not self.painted:
                self.painted = _elapsed()
            return done

        def load(self, path: Path | None) -> None:
            super().load(path)
            QtCore.QTimer.singleShot(0, self.finish)

        def finish(self) -> None:
            QtWidgets.QApplication.processEvents()
            ready = _elapsed()
            _fill_in(self)
            print(self.painted, ready, flush=True)
            os._exit(0)

    # Only a subclass sees the window's events.
    vars(app)["Frame"] = Watched
    run_window(None)


def _fill_in(frame: "Frame") -> None:
    """Fail unless an answer typed now reaches plan and assessment, both of them on show."""
    from PySide6 import QtTest, QtWidgets  # noqa: PLC0415 - after the measurement

    assert frame.session is not None
    assert frame.panel is not None
    assert frame.panel.isVisible()
    assert frame.panel.list.count() > 0
    before = frame.session.assessment
    line = next(each for each in frame.pages[frame.step_id].findChildren(QtWidgets.QLineEdit) if each.isVisible())
    QtTest.QTest.keyClicks(line, "Site")
    assert frame.session.read("project.customer") == "Site"
    assert frame.session.assessment is not before


def measure_keys() -> list[float]:
    """Return the milliseconds from giving an answer to the painted page, rail and panel, on the largest sample."""
    from PySide6 import QtCore, QtWidgets  # noqa: PLC0415 - only needed here

    from wizard.gui.frame import Frame  # noqa: PLC0415 - as above

    application = QtWidgets.QApplication.instance() or QtWidgets.QApplication([])
    folder = tempfile.mkdtemp()
    frame = Frame("fr", QtCore.QSettings(f"{folder}/window.ini", QtCore.QSettings.Format.IniFormat))
    frame.show()
    frame.load(ROOT / "resources" / "samples" / "multi-site-group.twsplan")
    frame.show_step("load")
    application.processEvents()
    session, times = frame.session, []
    for number in range(_EDITS):
        began = time.perf_counter()
        if session is not None:
            session.write("licences.users", 3_200 + number, joined=True)
        application.processEvents()
        times.append((time.perf_counter() - began) * 1e3)
    return sorted(times)


def _start(side: str) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        # What the user's own window remembers, and what it left to be recovered, would be measured too.
        own = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), folder)
        surroundings = {"QT_QPA_PLATFORM": "offscreen", "LANG": "fr_FR.UTF-8"}
        environment = {**surroundings, **os.environ, **own}
        # An installed program is compiled; here the first round, which does not count, sees to it.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment[_BEGAN] = str(time.monotonic_ns())
        command = (sys.executable, __file__, "--side", side)
        run = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603 - ours
        return [float(part) for part in run.stdout.split()]


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--side", choices=("bare", "product"))
    options = parser.parse_args()
    if options.side:
        (start_bare if options.side == "bare" else start_product)()
        return
    rounds = [(_start("bare"), _start("product")) for _ in range(options.rounds + 1)][1:]
    bare = statistics.median(each[0][0] for each in rounds)
    frame = statistics.median(each[1][0] / each[0][0] for each in rounds)
    ready = statistics.median(each[1][1] / each[0][0] for each in rounds)
    print(f"bare QWizard, first frame: {bare:.0f} ms")
    print(
        f"window, first frame: {frame:.2f} x bare (goal {_FRAME_GOAL}); ready: {ready:.2f} x bare (goal {_READY_GOAL})"
    )
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    times = measure_keys()
    median, tail = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"answer to assessment: median {median:.1f} ms, 95 % {tail:.1f} ms (goal {_KEY_GOAL_MS:.0f})")


if __name__ == "__main__":
    main()
