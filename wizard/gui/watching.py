"""Noticing that the open plan's file was changed by somebody else: another window, a check, a synchronised folder."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from wizard.errors import WizardError
from wizard.gui.files import FileKeeper
from wizard.gui.session import Session
from wizard.gui.widgets.change_bar import ChangeBar
from wizard.storage.saving import PlanFile, open_plan_file

# Whoever writes a file touches it several times.
_SETTLED_MS = 300


class FileWatch(QObject):
    """Looks at the plan's file whenever the system tells of a change, and whenever the window is turned to again.

    Some network drives tell of nothing: there the second way is the only one. ``changed`` carries what the file holds
    where that is not what the session knows; ``gone`` says that there is no file any more.
    """

    changed = Signal(object)
    gone = Signal()

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self.session = session
        self._window = window
        self._watcher = QFileSystemWatcher(self)
        self._told: str | None = None
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED_MS)
        self._timer.timeout.connect(self.look)
        self._watcher.fileChanged.connect(lambda _: self._timer.start())
        self._watcher.directoryChanged.connect(lambda _: self._timer.start())
        self._path: Path | None = None
        session.changed.connect(self._follow)
        window.installEventFilter(self)
        self._follow()

    def _follow(self) -> None:
        if self.session.path != self._path:
            self._watch()

    def _watch(self) -> None:
        path = self._path = self.session.path
        wanted = [] if path is None else [str(path.parent), *([str(path)] if path.exists() else [])]
        present = [*self._watcher.files(), *self._watcher.directories()]
        if gone := [each for each in present if each not in wanted]:
            self._watcher.removePaths(gone)
        if new := [each for each in wanted if each not in present]:
            self._watcher.addPaths(new)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look again when the window is turned to."""
        if event.type() == QEvent.Type.WindowActivate and watched is self._window:
            self._timer.start()
        return False

    def look(self) -> None:
        """Look at the file now, off the window's thread."""
        path, known = self.session.path, self.session.known
        # While a question stands open the answer to it decides; the next look follows.
        if path is None or known is None or self._is_looking or QApplication.activeModalWidget() is not None:
            return
        self._is_looking = True
        task = self.session.background.start(lambda _: _read(path), lambda seen: self._tell(path, *seen))
        task.ended.connect(self._end)

    def _end(self) -> None:
        self._is_looking = False

    def _tell(self, path: Path, is_there: bool, found: PlanFile | None) -> None:  # noqa: FBT001 - as it was read
        known = self.session.known
        if path != self.session.path or known is None:
            return
        # A file that was replaced is another one to the system, and watched anew.
        self._watch()
        if not is_there:
            self._tell_once("", self.gone.emit)
        elif found is not None and found.digest == known.digest:
            self._told = None
        elif found is not None:
            self._tell_once(found.digest, lambda: self.changed.emit(found))

    def _tell_once(self, state: str, tell: Callable[[], object]) -> None:
        if state != self._told:
            self._told = state
            tell()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._window.removeEventFilter(self)
        self.session.changed.disconnect(self._follow)
        if paths := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(paths)


def watch_file(window: QWidget, above: QVBoxLayout, keeper: FileKeeper) -> FileWatch:
    """Watch the open plan's file, and say above the page what was changed elsewhere; measurements are taken over."""
    watch, bar = FileWatch(window, keeper.session), ChangeBar(keeper.session)
    above.insertWidget(0, bar)

    def tell(found: PlanFile) -> None:
        if not keeper.notice(found):
            bar.tell_changed(found)

    watch.changed.connect(tell)
    watch.gone.connect(bar.tell_gone)
    bar.wanted.connect(keeper.settle)
    return watch


def _read(path: Path) -> tuple[bool, PlanFile | None]:
    """Return whether the file is there, and the plan in it."""
    # What is no plan at this moment may be half-way through being written; saving meets what stays so.
    try:
        return True, open_plan_file(path)
    except WizardError:
        return path.exists(), None
