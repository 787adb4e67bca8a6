"""The plans opened or saved last."""

from pathlib import Path

from PySide6.QtCore import QSettings

from wizard.gui.settings import read_list

MOST = 8
_NAME = "recent"


def list_recent(settings: QSettings) -> list[Path]:
    """Return the plans opened or saved last, the newest first."""
    return [Path(name) for name in read_list(settings, _NAME)][:MOST]


def remember_recent(settings: QSettings, path: Path) -> None:
    """Put a plan in front of the list."""
    newest = path.absolute()
    names = [str(newest), *(str(each) for each in list_recent(settings) if each != newest)]
    settings.setValue(_NAME, names[:MOST])
