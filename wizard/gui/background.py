"""Work off the window's thread: started here, told of by signals that arrive on the window's thread, ended at exit."""

import sys
from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from wizard.errors import WizardError

# One for what the user waits for, one for what goes on meanwhile (autosave), one that listens for half an hour.
_MOST_AT_ONCE = 3
# How long work may keep the interpreter when the window wants it. Showing a page wants it some ten times over: with
# Python's own 5 ms that adds up to a window that stands still for as long as people notice.
_TURN_SECONDS = 0.001


class CancelledError(Exception):
    """The work was told to end before it was done."""


class Task(QObject):
    """A piece of work under way. It lives on the window's thread, and so do all its signals but the private one.

    Exactly one of ``done``, ``failed`` and ``cancelled`` comes at the end, unless the program ends first.
    """

    progress = Signal(int, int)
    partial = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _told = Signal(object)

    def __init__(self, parent: QObject, work: Callable[["Task"], object]) -> None:
        super().__init__(parent)
        self._work, self._stop, self._muted = work, Event(), False
        self._on_stop: Callable[[], object] | None = None
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to end; what it has done by the time it looks is done."""
        self._stop.set()
        if self._on_stop is not None:
            self._on_stop()

    def mute(self) -> None:
        """Have nothing more told of this work: the window is going."""
        self._muted = True
        self.cancel()

    def call_on_stop(self, call: Callable[[], object]) -> None:
        """Have something called when the work is told to end: it may be waiting where it cannot look."""
        self._on_stop = call

    def check(self) -> None:
        """For the work: end here where it was cancelled.

        Raises:
            CancelledError: it was.

        """
        if self._stop.is_set():
            raise CancelledError

    def tell_progress(self, step: int, steps: int) -> None:
        """For the work: tell how far it is, and end here where it was cancelled."""
        self.check()
        self._told.emit(lambda: self.progress.emit(step, steps))

    def tell_partial(self, found: object) -> None:
        """For the work: tell what it has found so far. Unlike progress it does not end what was cancelled."""
        self._told.emit(lambda: self.partial.emit(found))

    def carry_out(self) -> None:
        """Do the work, on whichever thread this is called."""
        try:
            self.check()
            result = self._work(self)
        except CancelledError:
            self._told.emit(lambda: self._end(self.cancelled.emit))
        except Exception as error:  # noqa: BLE001 - whatever it is, the window is told
            # "error" is gone after this block, the signal comes later.
            fault = error
            self._told.emit(lambda: self._fail(fault))
        else:
            self._told.emit(lambda: self._end(lambda: self.done.emit(result)))

    def _tell(self, what: Callable[[], None]) -> None:
        if not self._muted:
            what()

    def _end(self, tell: Callable[[], None]) -> None:
        try:
            tell()
        finally:
            self.ended.emit()

    def _fail(self, error: Exception) -> None:
        self._end(lambda: self.failed.emit(error))
        if not isinstance(error, WizardError):
            # A bug, wherever it is, reaches the one handler of bugs.
            sys.excepthook(type(error), error, error.__traceback__)


class _Runner(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        # Python owns it; it is let go together with its task.
        self.setAutoDelete(False)
        self._task = task

    def run(self) -> None:
        self._task.carry_out()


class Background(QObject):
    """All work off the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_MOST_AT_ONCE)
        sys.setswitchinterval(_TURN_SECONDS)
        self._running: dict[Task, _Runner] = {}

    @property
    def is_busy(self) -> bool:
        """Say whether any work has not been told of to its end."""
        return bool(self._running)

    def start(
        self,
        work: Callable[[Task], object],
        done: Callable[..., object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:
        """Start some work; it is given its task, and what it returns or raises reaches ``done`` or ``failed``."""
        task = Task(self, work)
        if done is not None:
            task.done.connect(done)
        if failed is not None:
            task.failed.connect(failed)
        task.ended.connect(lambda: self._let_go(task))
        self._running[task] = runner = _Runner(task)
        self._pool.start(runner)
        return task

    def _let_go(self, task: Task) -> None:
        self._running.pop(task, None)
        task.deleteLater()

    def stop(self) -> None:
        """End all work and wait for it: what has begun to write a file comes to its end, the rest is never begun."""
        for task in self._running:
            task.mute()
        self._pool.clear()
        self._pool.waitForDone()
        self._running.clear()
