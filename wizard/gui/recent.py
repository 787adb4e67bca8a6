"""The plans opened or saved last."""

from pathlib import Path

from PySide6.QtCore import QSettings

from wizard.gui.settings import read_list, read_text

MOST = 8
_NAME = "recent"
_SAVING = "saving"


def list_recent(settings: QSettings) -> list[Path]:
    """Return the plans opened or saved last, the newest first."""
    return [Path(name) for name in read_list(settings, _NAME)][:MOST]


def remember_recent(settings: QSettings, path: Path) -> None:
    """Put a plan in front of the list."""
    newest = path.absolute()
    names = [str(newest), *(str(each) for each in list_recent(settings) if each != newest)]
    settings.setValue(_NAME, names[:MOST])


def remember_saving(settings: QSettings, path: Path) -> None:
    """Remember where a plan is being saved: what a kill in the middle leaves there is removed at the next start."""
    settings.setValue(_SAVING, str(path.absolute()))
    settings.sync()


def forget_saving(settings: QSettings) -> None:
    """Forget it again: the save has ended, one way or the other."""
    settings.remove(_SAVING)


def find_unfinished(settings: QSettings) -> Path | None:
    """Return where an earlier run was saving when it ended."""
    name = read_text(settings, _SAVING)
    return Path(name) if name else None
