"""What the tests of work in the background share."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import shiboken6
from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from wizard.gui.session import Session
from wizard.storage.running import Owner

# How long the tests wait for what must come. None takes so long by itself; a machine that does other things may.
PATIENCE_S = 120
# A window that looks the same so many times, one after the other, has come to rest.
_STILL, _LOOK_EVERY_MS = 3, 20
# The number of no program: beyond what any system gives.
DEAD = Owner(2**30, "long ago")


class PatientBot(QtBot):
    """A bot that waits until something is so, and gives up only where it never will be."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 1_000 * PATIENCE_S) -> None:  # noqa: N802 - pytest-qt's name
        """Wait until a call returns true."""
        super().waitUntil(callback, timeout=timeout)


def settle(qtbot: QtBot, window: QWidget) -> None:
    """Wait until every part of a window has found its place: how soon is a matter of the machine."""
    placed: list[tuple[object, ...]] = []

    def is_still() -> bool:
        now = [(each.geometry(), each.isVisible()) for each in window.findChildren(QWidget)]
        placed.append(tuple(now))
        return len(placed) > _STILL and all(each == placed[-1] for each in placed[-_STILL:])

    while not is_still():
        qtbot.wait(_LOOK_EVERY_MS)
        assert len(placed) < 1_000 * PATIENCE_S / _LOOK_EVERY_MS, "the window does not come to rest"


def find_left_timers() -> list[QTimer]:
    """Return the timers that still run."""
    found = [each for each in gc.get_objects() if isinstance(each, QTimer)]
    return [each for each in found if shiboken6.isValid(each) and each.isActive()]


def count_left_threads() -> int:
    """Return how many pieces of work are still under way in any pool."""
    pools = [each for each in gc.get_objects() if isinstance(each, QThreadPool)]
    return sum(each.activeThreadCount() for each in pools if shiboken6.isValid(each))


def is_idle(session: Session) -> Callable[[], bool]:
    """Return what says whether nothing goes on in a session's background, for ``waitUntil``."""
    return lambda: not session.background.is_busy


def make_pdf(path: Path, attached: dict[str, bytes] | None = None) -> Path:
    """Write a PDF of one empty page with some files attached."""
    document: Any = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    for name, content in (attached or {}).items():
        document.new_attachment(name).set_data(content)
    document.save(path)
    document.close()
    return path
