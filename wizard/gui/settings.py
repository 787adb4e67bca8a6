"""What the window remembers between two runs."""

import math

from PySide6.QtCore import QByteArray, QSettings

PROGRAM = "tws-preinstall"


def read_settings() -> QSettings:
    """Return what the window remembers, in a file of the user's configuration folder."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, PROGRAM, "window")


def read_list(settings: QSettings, name: str) -> list[str]:
    """Return a remembered list of texts; a file cannot tell a list of one from its only text."""
    value = settings.value(name, [])
    if isinstance(value, str):
        return [value] if value else []
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def read_number(settings: QSettings, name: str) -> float:
    """Return a remembered number; 0 where there is none, or where the file was spoiled."""
    try:
        number = float(str(settings.value(name, 0)))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def read_text(settings: QSettings, name: str) -> str:
    """Return a remembered text; empty where there is none, or where the file was spoiled."""
    value = settings.value(name, "")
    return value if isinstance(value, str) else ""


def read_bytes(settings: QSettings, name: str) -> QByteArray | None:
    """Return remembered bytes; None where there are none, or where the file was spoiled."""
    value = settings.value(name)
    return value if isinstance(value, QByteArray) else None
