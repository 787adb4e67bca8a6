"""Where the window starts: first pixels first, the plan model right after."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from wizard.gui.frame import Frame
from wizard.gui.loading import load_undisturbed
from wizard.gui.settings import PROGRAM, read_settings, read_text
from wizard.i18n import LANGUAGES, guess_language

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]
# Whoever sets them would have the window load his code; QT_QPA_PLATFORM names a part of Qt's own, and stays.
_PLUGIN_PLACES = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML_IMPORT_PATH", "QML2_IMPORT_PATH")
# The page is on the screen by then, and can be filled in: what was answered until then is kept with the rest.
_SETTLED_MS = 100


class _FirstFrame(QObject):
    """Calls once, as soon as a window has been painted; loading any sooner would keep the window blank meanwhile."""

    def __init__(self, window: QObject, call: Callable[[], None]) -> None:
        super().__init__(window)
        self._call = call
        window.installEventFilter(self)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the first paint, which has to reach the screen before the call."""
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self._call)
        return False


def run_window(plan: Path | None) -> int:
    """Show the window, on a plan if one is given; return the exit code."""
    for name in _PLUGIN_PLACES:
        os.environ.pop(name, None)
    with load_undisturbed():
        application = QApplication(sys.argv[:1])
        application.setApplicationName(PROGRAM)
        settings = read_settings()
        remembered = read_text(settings, "language")
        language = remembered if remembered in LANGUAGES else guess_language()
        frame = Frame(language, settings)
        _FirstFrame(frame, lambda: _load(frame, plan))
        frame.show()
    try:
        return application.exec()
    finally:
        sys.excepthook = sys.__excepthook__


def _make_bug_hook(frame: Frame) -> Hook:
    def handle(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from wizard.gui.crash import BugHandler  # noqa: PLC0415 - a start without a bug has no use for it

        sys.excepthook = BugHandler(frame)
        sys.excepthook(kind, error, trace)

    return handle


def _load(frame: Frame, plan: Path | None) -> None:
    with load_undisturbed():
        sys.excepthook = _make_bug_hook(frame)
        frame.load(None)
    # Outside: a plan that cannot be opened is told in a dialog, which may stand for long.
    if plan is not None and frame.keeper is not None:
        frame.keeper.open_path(plan)
    frame.call_later(_SETTLED_MS, frame.keep_answers)
    frame.call_later(2 * _SETTLED_MS, frame.warm_up)
