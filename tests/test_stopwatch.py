"""What the tests' own watch counts: the work and its waiting, not what the machine does beside it."""

import threading
import time
from pathlib import Path

import pytest

from tests import stopwatch
from tests.stopwatch import Stopwatch, count_waiting, measure_share


def test_pause_counts() -> None:
    """Who waits by his own will takes that long."""
    with Stopwatch() as watch:
        time.sleep(0.05)
    assert watch.seconds >= 0.05


def test_work_counts() -> None:
    """A block that computes takes what it computes."""
    ran = time.process_time()
    with Stopwatch() as watch:
        while time.process_time() - ran < 0.05:
            pass
    assert watch.seconds >= 0.04


def test_waiting_for_a_processor_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says the threads have waited is taken off, and no more than there is."""
    told = iter([1.0, 1.03, 2.0, 60.0])
    monkeypatch.setattr(stopwatch, "count_waiting", lambda: next(told))
    with Stopwatch() as watch:
        time.sleep(0.05)
    assert watch.seconds >= 0.02
    with Stopwatch() as watch:
        time.sleep(0.05)
    assert watch.seconds == 0.0


def test_ended_threads_give_no_time_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sum that falls, for what has ended is not in it, adds nothing to the time taken."""
    told = iter([5.0, 1.0])
    monkeypatch.setattr(stopwatch, "count_waiting", lambda: next(told))
    with Stopwatch() as watch:
        pass
    assert watch.seconds < 4


def test_waiting_of_every_thread_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel's figures are nanoseconds, one file for each thread; one that has ended is passed over."""
    for thread, line in (("1", "5 2000000000 7"), ("2", "1 500000000 1")):
        folder = tmp_path / "task" / thread
        folder.mkdir(parents=True)
        (folder / "schedstat").write_text(line, encoding="ascii")
    (tmp_path / "task" / "3").mkdir()
    (tmp_path / "schedstat").write_text("5 2000000000 7", encoding="ascii")
    monkeypatch.setattr(stopwatch, "_PROCESS", tmp_path)
    assert count_waiting() == pytest.approx(2.5)


@pytest.mark.parametrize("line", ["0 0 0", None])
def test_system_that_counts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str | None) -> None:
    """Where nobody tells the waiting, the share of a processor stands in for it."""
    if line is not None:
        (tmp_path / "schedstat").write_text(line, encoding="ascii")
    monkeypatch.setattr(stopwatch, "_PROCESS", tmp_path)
    assert count_waiting() is None
    monkeypatch.setattr(stopwatch, "measure_share", lambda: 0.5)
    with Stopwatch() as watch:
        time.sleep(0.05)
    assert watch.seconds >= 0.02


def test_share_is_a_part() -> None:
    """A thread gets something of a processor and never more than one."""
    assert 0 < measure_share() <= 1


def test_other_threads_do_not_disturb() -> None:
    """Threads that come and go while the watch runs are no error."""
    with Stopwatch() as watch:
        for _ in range(50):
            threading.Thread(target=time.sleep, args=(0.001,)).start()
    assert watch.seconds >= 0
