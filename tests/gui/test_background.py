"""Work off the window's thread: told of on the window's thread, ended by cancelling and at exit."""

import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from tests.gui.waiting import PATIENCE_S, count_left_threads, find_left_timers
from tests.stopwatch import Stopwatch
from wizard.errors import ExportError
from wizard.gui.background import Background, CancelledError, Task


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:  # noqa: ARG001 - there must be an application
    """Return a helper of its own, which leaves nothing behind."""
    background = Background()
    yield background
    background.stop()
    assert (count_left_threads(), find_left_timers()) == (0, [])


def _count(number: int, _: Task) -> int:
    return number


def _wait_idle(qtbot: QtBot, background: Background) -> None:
    qtbot.waitUntil(lambda: not background.is_busy)


def test_result_arrives_on_the_window_s_thread(qtbot: QtBot, background: Background) -> None:
    """The work runs elsewhere; what comes of it arrives where the window lives."""
    here, told = QThread.currentThread(), []
    worked_on: list[int] = []

    def work(task: Task) -> str:
        worked_on.append(threading.get_ident())
        task.tell_progress(1, 2)
        return "result"

    task = background.start(work, lambda result: told.append((result, QThread.currentThread())))
    steps: list[object] = []
    task.progress.connect(lambda step, count: steps.append((step, count, QThread.currentThread())))
    _wait_idle(qtbot, background)
    assert told == [("result", here)]
    assert steps == [(1, 2, here)]
    assert worked_on != [threading.get_ident()]


def test_nothing_is_told_before_the_event_loop_goes_on(qtbot: QtBot, background: Background) -> None:
    """Signals are queued: code of the window is never interrupted by a result."""
    told: list[object] = []
    background.start(lambda _: 1, told.append)
    time.sleep(0.1)
    assert told == []
    _wait_idle(qtbot, background)
    assert told == [1]


def test_error_for_the_user_arrives_as_such(qtbot: QtBot, background: Background) -> None:
    """An error reaches ``failed`` and nobody else."""
    told: list[Exception] = []
    done: list[object] = []
    error = ExportError("no")

    def work(_: Task) -> None:
        raise error

    background.start(work, done.append, told.append)
    _wait_idle(qtbot, background)
    assert (told, done) == ([error], [])


def test_bug_reaches_the_handler_of_bugs(qtbot: QtBot, background: Background) -> None:
    """A bug in the work is told to the page, which must not wait for ever, and to the one handler of bugs."""
    told: list[Exception] = []
    with qtbot.capture_exceptions() as caught:
        background.start(lambda _: 1 // 0, failed=told.append)
        _wait_idle(qtbot, background)
    assert [type(error) for error in told] == [ZeroDivisionError]
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_cancelled_work_ends_at_its_next_step(qtbot: QtBot, background: Background) -> None:
    """Cancelling ends the work where it tells its progress; no result comes, and its end is told."""
    started = threading.Event()
    told: list[object] = []
    ends: list[str] = []

    def work(task: Task) -> None:
        started.set()
        for step in range(1_000):
            time.sleep(0.01)
            task.tell_progress(step, 1_000)

    task = background.start(work, told.append)
    task.cancelled.connect(lambda: ends.append("cancelled"))
    assert started.wait(PATIENCE_S)
    task.cancel()
    _wait_idle(qtbot, background)
    assert (told, ends) == ([], ["cancelled"])


def test_work_cancelled_before_its_turn_is_never_begun(qtbot: QtBot, background: Background) -> None:
    """Work that still waits for a thread is not done at all."""
    hold = threading.Event()
    begun: list[object] = []
    for _ in range(3):
        background.start(lambda _: hold.wait(PATIENCE_S))
    waiting = background.start(begun.append)
    waiting.cancel()
    hold.set()
    _wait_idle(qtbot, background)
    assert begun == []


def test_work_that_was_done_before_it_looked_is_told_of(qtbot: QtBot, background: Background) -> None:
    """What is done is done: a file that was written is never told of as cancelled."""
    started, hold = threading.Event(), threading.Event()
    told: list[object] = []

    def work(_: Task) -> str:
        started.set()
        hold.wait(PATIENCE_S)
        return "written"

    task = background.start(work, told.append)
    assert started.wait(PATIENCE_S)
    task.cancel()
    hold.set()
    _wait_idle(qtbot, background)
    assert told == ["written"]


def test_stop_waits_and_says_nothing_more(qtbot: QtBot, background: Background) -> None:
    """At exit work under way comes to its end, waiting work is dropped, and nobody is told."""
    started = threading.Event()
    ended: list[str] = []
    told: list[object] = []

    def work(task: Task) -> None:
        started.set()
        time.sleep(0.1)
        ended.append("first")
        task.check()
        ended.append("second")

    background.start(work, told.append, told.append)
    for _ in range(5):
        background.start(lambda _: ended.append("waiting"), told.append)
    assert started.wait(PATIENCE_S)
    background.stop()
    assert count_left_threads() == 0
    assert not background.is_busy
    qtbot.wait(50)
    assert told == []
    assert "second" not in ended


def test_many_pieces_of_work_all_come_to_their_end(qtbot: QtBot, background: Background) -> None:
    """None is lost, and none is kept in memory."""
    told: list[object] = []
    for number in range(500):
        background.start(partial(_count, number), told.append)
    _wait_idle(qtbot, background)
    assert sorted(map(int, map(str, told))) == list(range(500))
    qtbot.waitUntil(lambda: not background.findChildren(Task))


def test_check_raises_only_where_cancelled(background: Background) -> None:
    """``check`` is silent until ``cancel``."""
    task = Task(background, lambda _: None)
    task.check()
    task.cancel()
    with pytest.raises(CancelledError):
        task.check()


def test_work_hands_the_interpreter_over_soon(qtbot: QtBot, background: Background) -> None:
    """Python alone would let the window wait five milliseconds, each time it wants to go on."""
    done = threading.Event()

    def work(_: Task) -> None:
        while not done.is_set():
            pass

    background.start(work)
    waits = []
    for _ in range(40):
        # Lets go of the interpreter and wants it back, as a call of Qt does.
        with Stopwatch() as watch:
            time.sleep(0)
        waits.append(watch.seconds)
    done.set()
    _wait_idle(qtbot, background)
    assert sorted(waits)[len(waits) // 4] < 0.004
