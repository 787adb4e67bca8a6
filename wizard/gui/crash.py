"""The one handler of bugs: it keeps the answers, writes a log, and tells the user where both are."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import Qt, QThread
from PySide6.QtWidgets import QApplication

from wizard import __version__
from wizard.errors import trace_bug
from wizard.gui.app import Hook
from wizard.gui.frame import Frame
from wizard.gui.plain_text import MessageBox
from wizard.i18n import Message

TITLE = Message("The program made a mistake")
STORY = Message("Something in the program went wrong; what was asked for last may not be done.")
KEPT = Message("Your answers are kept in {file} and are offered at the next start until they are saved.")
SAVED = Message("Your answers are saved; nothing is lost.")
NOT_KEPT = Message("Your answers could not be kept: save the plan now.")
LOGGED = Message("What happened is written in {file}.")
NOT_LOGGED = Message("What happened could not be written down.")
GO_ON = Message("You can go on; if it happens again, close the program and start it anew.")


def find_log_folder() -> Path:
    """Return the user's folder of logs."""
    from platformdirs import user_log_path  # noqa: PLC0415 - not at every start

    return user_log_path("tws-preinstall", appauthor=False)


def write_log(error: BaseException) -> Path | None:
    """Write a bug down and return where; None where that cannot be done. No answer of the plan is written."""
    import platform  # noqa: PLC0415 - not at every start

    now = datetime.now(UTC)
    about = f"tws-preinstall {__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}"
    # Asked one by one: platform's own summary starts a program.
    system = f"{platform.system()} {platform.release()} {platform.version()}"
    # The message of an error may hold answers: its kind and place are enough to find the bug.
    text = f"{now:%Y-%m-%d %H:%M:%S} UTC\n{about}\n{system}\n\n{trace_bug(error)}"
    try:
        folder = find_log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"mistake-{now:%Y%m%d-%H%M%S}.log"
        with file.open("a", encoding="utf-8") as log:
            log.write(text)
    except OSError:
        return None
    return file


def print_bug(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """Print a bug on stderr, without the error's own text: that may hold answers."""
    sys.stderr.write(trace_bug(error))


class BugHandler:
    """Put in place of ``sys.excepthook`` while the window runs."""

    def __init__(self, frame: Frame, usual: Hook = print_bug) -> None:
        self.frame, self.usual = frame, usual
        self._is_busy = False
        self.box: MessageBox | None = None

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Handle one bug; those that come while one is told of are only printed."""
        self.usual(kind, error, trace)
        application = QApplication.instance()
        if self._is_busy or isinstance(error, KeyboardInterrupt) or application is None:
            return
        if QThread.currentThread() is not application.thread():
            return
        self._is_busy = True
        try:
            self._show(self._tell_answers(), write_log(error))
        except Exception as another:  # noqa: BLE001 - nothing may come of the handler itself
            self.usual(type(another), another, another.__traceback__)
            self._is_busy = False

    def _tell_answers(self) -> Message:
        keeper, session = self.frame.recovery, self.frame.session
        if keeper is None:
            return NOT_KEPT if session is not None and session.history.is_changed else SAVED
        try:
            file = keeper.keep_now()
        except Exception as another:  # noqa: BLE001 - whatever it is, the user is told
            self.usual(type(another), another, another.__traceback__)
            return NOT_KEPT
        return SAVED if file is None else KEPT.fill(file=str(file))

    def _show(self, answers: Message, log: Path | None) -> None:
        say = self.frame.say
        logged = NOT_LOGGED if log is None else LOGGED.fill(file=str(log))
        told = "\n\n".join(say(each) for each in (answers, logged, GO_ON))
        self.box = box = MessageBox(self.frame, MessageBox.Icon.Critical, say(STORY), title=say(TITLE), told=told)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._end)
        box.open()

    def _end(self) -> None:
        self._is_busy, self.box = False, None
