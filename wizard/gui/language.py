"""Qt's own words (dialogs, context menus, standard buttons) in the window's language."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_NAME = "words-of-qt"
# Qt's words are English by themselves.
_OWN = "en"


def speak_qt(language: str) -> None:
    """Let Qt's own words be in a language from now on, in open dialogs too."""
    application = QCoreApplication.instance()
    if application is None:
        return
    for old in application.findChildren(QTranslator, _NAME):
        application.removeTranslator(old)
        old.setParent(None)
    if language == _OWN:
        return
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
