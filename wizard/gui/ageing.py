"""Measurements grow old while the window stays open: at that very moment they count no more."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from wizard.assessment.measurements import find_next_turn
from wizard.gui.session import Session

# A timer stands still while the machine sleeps, and knows nothing of a clock that is set: whatever it waits for, the
# clock is looked at so often. Far below what a timer can wait for, 2^31 ms.
LONGEST_WAIT = timedelta(minutes=15)
_MILLISECOND = timedelta(milliseconds=1)


class AgeingWatch(QObject):
    """Has a session weigh its measurements anew as soon as time has changed which of them count.

    It looks at the clock when the next of them turns, and whenever the window is turned to again.
    """

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.look)
        session.changed.connect(self._wait)
        window.installEventFilter(self)
        self._wait()

    def _wait(self) -> None:
        """Wait for the next turn; for nothing where time will change nothing."""
        session = self._session
        turn = find_next_turn(session.assessment.evidence, session.weighed_at)
        if turn is None:
            self.timer.stop()
            return
        left = turn - session.clock()
        is_last = left <= LONGEST_WAIT
        self.timer.setTimerType(Qt.TimerType.PreciseTimer if is_last else Qt.TimerType.VeryCoarseTimer)
        # Rounded up: not even a millisecond too early.
        self.timer.start(max(0, -(-min(left, LONGEST_WAIT) // _MILLISECOND)))

    def look(self) -> None:
        """Weigh the measurements anew where a turn has come, or where the clock was set back; else wait on."""
        session, now = self._session, self._session.clock()
        turn = find_next_turn(session.assessment.evidence, session.weighed_at)
        if now < session.weighed_at or (turn is not None and turn <= now):
            session.weigh_again()
        else:
            self._wait()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at the clock when the window is turned to again: the machine may have slept."""
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return False
