"""Measurements grow old in an open window, at the very moment, by a given clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.factories import make_answers, make_evidence
from wizard.domain.levels import Level
from wizard.domain.proofs import Currency
from wizard.gui.ageing import LONGEST_WAIT, AgeingWatch
from wizard.gui.frame import Frame
from wizard.gui.session import Session

TAKEN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
# A port was found closed: for a day the finding fails by it.
CLOSED = make_evidence(
    probe="port.tcp",
    facts=["SRV-6"],
    subject="server",
    state="failed",
    answers=None,
    taken_at="2026-11-24T08:00:00Z",
)
DAY = timedelta(hours=24)
INSTANT = timedelta.resolution
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the moment it shows."""
        return self.now


@pytest.fixture
def clock(session: Session) -> Clock:
    """Return the clock of a session with a measurement of an hour ago."""
    clock = session.clock = Clock(TAKEN + timedelta(hours=1))
    session.write_together({name: value for name, value in make_answers().items() if name not in ("sign_off", "x")})
    session.write("evidence", [CLOSED])
    return clock


@pytest.fixture
def watch(qtbot: QtBot, session: Session, clock: Clock) -> Iterator[AgeingWatch]:  # noqa: ARG001 - set before
    """Return the watch over the session."""
    window = QWidget()
    watch = AgeingWatch(session, window)
    qtbot.addWidget(window)
    yield watch
    watch.timer.stop()


def _is_fresh(session: Session) -> bool:
    (weighed,) = session.assessment.evidence
    return weighed.currency is Currency.FRESH


def _is_blocked(session: Session) -> bool:
    return any(each.fact == "SRV-6" and each.level is Level.BLOCKER for each in session.assessment.findings)


def test_measurement_counts_no_more_in_the_open_window(session: Session, clock: Clock, watch: AgeingWatch) -> None:
    """At the last moment of its day a closed port blocks; an instant later it does not, without any answer given."""
    clock.now = TAKEN + DAY
    watch.timer.timeout.emit()
    assert (_is_fresh(session), _is_blocked(session)) == (True, True)
    clock.now = TAKEN + DAY + INSTANT
    watch.timer.timeout.emit()
    assert (_is_fresh(session), _is_blocked(session)) == (False, False)
    assert not watch.timer.isActive()


@pytest.mark.parametrize(
    ("left", "wait", "kind"),
    [
        (LONGEST_WAIT, LONGEST_WAIT, Qt.TimerType.PreciseTimer),
        (LONGEST_WAIT + MINUTE, LONGEST_WAIT, Qt.TimerType.VeryCoarseTimer),
        (DAY, LONGEST_WAIT, Qt.TimerType.VeryCoarseTimer),
        (MINUTE, MINUTE, Qt.TimerType.PreciseTimer),
        (timedelta(microseconds=1), timedelta(milliseconds=1), Qt.TimerType.PreciseTimer),
    ],
)
def test_long_waits_are_coarse_and_the_last_one_is_exact(
    clock: Clock, watch: AgeingWatch, left: timedelta, wait: timedelta, kind: Qt.TimerType
) -> None:
    """However far the moment, the clock is looked at now and then; never too early by the last wait."""
    clock.now = TAKEN + DAY + INSTANT - left
    watch.look()
    assert watch.timer.interval() == wait / timedelta(milliseconds=1)
    assert watch.timer.timerType() is kind
    assert watch.timer.isSingleShot()


def test_timer_itself_brings_the_change(session: Session, clock: Clock, watch: AgeingWatch, qtbot: QtBot) -> None:
    """Nobody has to do anything: the window shows by itself that a measurement has grown old."""
    clock.now = TAKEN + DAY - timedelta(milliseconds=5)
    watch.look()
    clock.now = TAKEN + DAY + INSTANT
    qtbot.waitUntil(lambda: not _is_fresh(session))


def test_waking_machine_looks_at_the_clock(session: Session, clock: Clock, watch: AgeingWatch) -> None:
    """After a sleep the timer would still wait; turning to the window is enough."""
    clock.now = TAKEN + timedelta(days=3)
    assert _is_fresh(session)
    QApplication.sendEvent(watch.parent() or watch, QEvent(QEvent.Type.WindowActivate))
    assert not _is_fresh(session)


def test_clock_that_is_set_back_is_seen(session: Session, clock: Clock, watch: AgeingWatch) -> None:
    """With the clock a day back the measurement is one from the future; as its moment comes it counts again."""
    clock.now = TAKEN - DAY
    watch.look()
    assert not _is_fresh(session)
    clock.now = TAKEN
    watch.look()
    assert _is_fresh(session)


def test_every_change_of_the_plan_is_waited_for_anew(session: Session, watch: AgeingWatch) -> None:
    """A plan whose measurements were taken away waits for nothing; undone, it waits again."""
    assert watch.timer.isActive()
    session.write("evidence", [])
    assert not watch.timer.isActive()
    session.undo()
    assert watch.timer.isActive()


def test_looking_in_between_changes_nothing(session: Session, watch: AgeingWatch, qtbot: QtBot) -> None:
    """Where time has changed nothing, nothing is drawn anew."""
    with qtbot.assertNotEmitted(session.changed):
        watch.look()


def test_window_watches_and_stops_when_it_is_closed(frame: Frame, qtbot: QtBot) -> None:
    """The window's own session grows old too; closed, it waits for nothing more."""
    session = frame.session
    assert session is not None
    clock = session.clock = Clock(TAKEN)
    session.write("evidence", [CLOSED])
    clock.now = TAKEN + timedelta(days=2)
    QApplication.sendEvent(frame, QEvent(QEvent.Type.WindowActivate))
    qtbot.waitUntil(lambda: not _is_fresh(session))
