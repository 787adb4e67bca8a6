"""A window for tests: offscreen, with settings and data of its own, on which any warning of Qt fails."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6", reason="PySide6 is not installed")

from PySide6.QtCore import QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.factories import ROOT
from tests.gui.waiting import PatientBot, count_left_threads, find_left_timers
from wizard.gui.frame import Frame
from wizard.gui.session import Session

# The offscreen platform says so of itself, of any popup too; no window of ours can help it.
_HARMLESS = tuple(f"does not support {what}" for what in ("propagateSizeHints", "raise()", "grabbing the keyboard"))

# As wide as what Windows writes with; which fonts a machine has otherwise is its own affair.
_FAMILY, _POINTS = "Noto Sans", 9


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Return the application, writing with a font of the project's: layouts are the same on every machine."""
    for file in sorted((ROOT / "resources" / "fonts").glob("NotoSans-*.ttf")):
        assert QFontDatabase.addApplicationFont(str(file)) >= 0
    qapp.setFont(QFont(_FAMILY, _POINTS))
    return qapp


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:  # noqa: ARG001 - there must be an application
    """Return the bot of pytest-qt that a busy machine does not put off."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _no_qt_warning() -> Iterator[None]:
    said: list[str] = []

    def listen(kind: QtMsgType, _: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(part in text for part in _HARMLESS):
            said.append(text)

    before = qInstallMessageHandler(listen)
    yield
    qInstallMessageHandler(before)
    assert said == []


@pytest.fixture(autouse=True)
def _nothing_goes_on() -> Iterator[None]:
    """Once a test's windows are closed no thread of ours works on, and no timer waits."""
    before = set(threading.enumerate())
    yield
    # A pool's own threads end by themselves; what works in them is counted below.
    assert [each for each in threading.enumerate() if each not in before and "Dummy" not in each.name] == []
    assert count_left_threads() == 0
    assert find_left_timers() == []


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Return settings that nobody else has."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def session() -> Session:
    """Return a session on an empty plan, in English."""
    return Session("en")


@pytest.fixture
def frame(qtbot: QtBot, settings: QSettings) -> Frame:
    """Return the window on an empty plan, in English, as large as a small laptop's screen."""
    window = Frame("en", settings)
    qtbot.addWidget(window, before_close_func=_forget_changes)
    window.resize(1366, 768)
    window.show()
    window.load(None)
    window.keep_answers()
    return window


def _forget_changes(window: Frame) -> None:
    # A test's answers are nobody's; without this the closing window would ask.
    if window.session is not None:
        window.session.history.mark_saved()
