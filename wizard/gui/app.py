"""Where the window starts: first pixels first, the plan model right after."""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from wizard.gui.frame import Frame
from wizard.i18n import LANGUAGES, guess_language

PROGRAM = "tws-preinstall"


def read_settings() -> QSettings:
    """Return what the window remembers between two runs, in a file of the user's configuration folder."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, PROGRAM, "window")


def translate_qt(application: QCoreApplication, language: str) -> None:
    """Let Qt's own dialogs speak a language too."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)


def run_window(plan: Path | None) -> int:
    """Show the window, on a plan if one is given; return the exit code."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName(PROGRAM)
    settings = read_settings()
    remembered = str(settings.value("language", ""))
    language = remembered if remembered in LANGUAGES else guess_language()
    frame = Frame(language, settings)
    frame.show()
    QTimer.singleShot(0, lambda: frame.load(plan))
    translate_qt(application, language)
    return application.exec()
