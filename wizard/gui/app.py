"""Where the window starts: first pixels first, the plan model right after."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from wizard.gui.frame import Frame
from wizard.gui.settings import PROGRAM, read_settings
from wizard.i18n import LANGUAGES, guess_language


def run_window(plan: Path | None) -> int:
    """Show the window, on a plan if one is given; return the exit code."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName(PROGRAM)
    settings = read_settings()
    remembered = str(settings.value("language", ""))
    language = remembered if remembered in LANGUAGES else guess_language()
    frame = Frame(language, settings)
    frame.show()
    QTimer.singleShot(0, lambda: _load(frame, plan))
    try:
        return application.exec()
    finally:
        sys.excepthook = sys.__excepthook__


def _load(frame: Frame, plan: Path | None) -> None:
    from wizard.gui.crash import BugHandler  # noqa: PLC0415 - after the first frame

    sys.excepthook = BugHandler(frame)
    frame.load(plan)
