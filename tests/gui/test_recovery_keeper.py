"""Nothing is lost: answers kept while they are not saved, offered after a crash, removed when they are saved."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.waiting import DEAD, PATIENCE_S, count_left_threads, find_left_timers, is_idle
from wizard.errors import PlanError, WizardError
from wizard.gui import recovery as module
from wizard.gui.editing import Content
from wizard.gui.frame import Frame
from wizard.gui.recovery import RecoveryKeeper
from wizard.gui.session import Session
from wizard.storage.recovery import ENDING, look_for_recoveries, name_recovery, read_recovery, write_recovery
from wizard.storage.saving import PlanChangedError

_SOON_MS = 30


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DELAY_MS", _SOON_MS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of the recovery files."""
    return tmp_path / "recovery"


@pytest.fixture
def keeper(qtbot: QtBot, session: Session, folder: Path) -> Iterator[RecoveryKeeper]:  # noqa: ARG001 - an application
    """Return a keeper on an empty plan; in the end it leaves neither thread nor timer."""
    keeper = RecoveryKeeper(session, session.background, folder)
    yield keeper
    session.background.stop()
    keeper.close()
    assert (count_left_threads(), find_left_timers()) == (0, [])


def _wait_kept(qtbot: QtBot, keeper: RecoveryKeeper, customer: str) -> None:
    def is_kept() -> bool:
        if not keeper.file.exists():
            return False
        return bool(read_recovery(keeper.file).content["project"]["customer"] == customer)

    qtbot.waitUntil(is_kept)
    qtbot.waitUntil(is_idle(keeper.session))


def _wait_gone(qtbot: QtBot, keeper: RecoveryKeeper) -> None:
    qtbot.waitUntil(lambda: not keeper.file.exists())
    qtbot.waitUntil(is_idle(keeper.session))


def _name(session: Session, customer: str) -> None:
    session.write("project.customer", customer)


def test_nothing_is_kept_while_nothing_is_answered(qtbot: QtBot, keeper: RecoveryKeeper, session: Session) -> None:
    """Looking at a plan writes no file."""
    session.speak("fr")
    qtbot.wait(3 * _SOON_MS)
    assert not keeper.folder.exists()


def test_answers_are_kept_off_the_window_s_thread(qtbot: QtBot, keeper: RecoveryKeeper, session: Session) -> None:
    """An answer is kept a little later; the call that gave it has written nothing."""
    _name(session, "A")
    assert not keeper.folder.exists()
    _wait_kept(qtbot, keeper, "A")
    _name(session, "B")
    _wait_kept(qtbot, keeper, "B")
    assert [path.name for path in keeper.folder.iterdir()] == [keeper.file.name]


def test_answers_given_before_are_kept(qtbot: QtBot, session: Session, folder: Path) -> None:
    """The window can be filled in before its keeper is there."""
    _name(session, "A")
    keeper = RecoveryKeeper(session, session.background, folder)
    _wait_kept(qtbot, keeper, "A")
    session.background.stop()
    keeper.close()


def test_typing_on_does_not_put_it_off(qtbot: QtBot, keeper: RecoveryKeeper, session: Session) -> None:
    """Somebody who never pauses loses no more than the delay."""
    for number in range(200):
        _name(session, f"A{number}")
        qtbot.wait(_SOON_MS // 6)
        if keeper.file.exists():
            break
    assert keeper.file.exists()
    assert number < 100


@pytest.mark.parametrize("way", ["save", "undo", "new"])
def test_recovery_goes_when_there_is_nothing_to_recover(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, tmp_path: Path, way: str
) -> None:
    """Saved, taken back or given up for another plan: the file goes."""
    _name(session, "A")
    _wait_kept(qtbot, keeper, "A")
    {"save": lambda: session.save(tmp_path / "a.twsplan"), "undo": session.undo, "new": session.start_new}[way]()
    _wait_gone(qtbot, keeper)
    _name(session, "B")
    _wait_kept(qtbot, keeper, "B")


def test_save_that_overtakes_the_writing_leaves_no_file(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, tmp_path: Path
) -> None:
    """Saving while the answers are being kept ends without a recovery, whoever is faster."""
    for number in range(20):
        _name(session, f"A{number}")
        qtbot.wait(_SOON_MS + number % 5)
        session.save(tmp_path / "a.twsplan")
        qtbot.waitUntil(is_idle(session))
        qtbot.wait(5)
        qtbot.waitUntil(is_idle(session))
        assert not keeper.file.exists()


def test_save_that_fails_leaves_the_recovery(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, tmp_path: Path
) -> None:
    """A recovery goes only after its plan was saved."""
    _name(session, "A")
    _wait_kept(qtbot, keeper, "A")
    with pytest.raises(WizardError):
        session.save(tmp_path / "absent" / "a.twsplan")
    qtbot.wait(2 * _SOON_MS)
    assert read_recovery(keeper.file).content == session.content


def test_folder_that_cannot_be_written_is_told_once(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, folder: Path
) -> None:
    """The user is told once, and the next answer is tried again."""
    told: list[object] = []
    keeper.troubled.connect(told.append)
    folder.write_bytes(b"in the way")
    for customer in ("A", "B"):
        _name(session, customer)
        qtbot.wait(3 * _SOON_MS)
        qtbot.waitUntil(is_idle(session))
    assert len(told) == 1
    folder.unlink()
    _name(session, "C")
    _wait_kept(qtbot, keeper, "C")


def test_keep_now_keeps_at_once(keeper: RecoveryKeeper, session: Session) -> None:
    """For the handler of bugs: no event loop is needed, and a plan that is saved needs no recovery."""
    assert keeper.keep_now() is None
    _name(session, "A")
    assert keeper.keep_now() == keeper.file
    assert read_recovery(keeper.file).content == session.content


def test_older_answers_never_come_over_newer_ones(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waited for a thread while newer answers were kept at once is not written any more."""
    written: list[str] = []
    hold = threading.Event()

    def write(_file: Path, content: Content, _path: Path | None, **_: object) -> None:
        written.append(content["project"]["customer"])

    monkeypatch.setattr(module, "write_recovery", write)
    for _ in range(3):
        session.background.start(lambda _: hold.wait(PATIENCE_S))
    _name(session, "Older")
    qtbot.wait(2 * _SOON_MS)
    _name(session, "Newer")
    keeper.keep_now()
    hold.set()
    qtbot.waitUntil(is_idle(session))
    assert set(written) == {"Newer"}


def test_taken_recovery_goes_on_in_its_own_file(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, folder: Path, tmp_path: Path
) -> None:
    """One plan, one file: the recovery is ours from then on, counts as not saved, and goes when it is saved."""
    left = name_recovery(folder)
    content = {**session.content, "project": {"customer": "Left"}}
    write_recovery(left, content, tmp_path / "a.twsplan", DEAD)
    (recovery,) = look_for_recoveries(folder).recoveries
    keeper.take(recovery)
    assert (session.content, session.path) == (content, tmp_path / "a.twsplan")
    assert session.history.is_changed
    qtbot.waitUntil(lambda: look_for_recoveries(folder).recoveries == [])
    assert left.exists()
    qtbot.waitUntil(is_idle(session))
    session.save(tmp_path / "a.twsplan")
    qtbot.waitUntil(lambda: not left.exists())
    assert list(folder.iterdir()) == []


def test_taking_gives_up_what_was_kept_before(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, folder: Path
) -> None:
    """Answers that the user discarded for the recovery leave no file of their own."""
    _name(session, "Mine")
    _wait_kept(qtbot, keeper, "Mine")
    left = name_recovery(folder)
    write_recovery(left, {**session.content, "project": {"customer": "Left"}}, None, DEAD)
    keeper.take(look_for_recoveries(folder).recoveries[0])
    qtbot.waitUntil(lambda: [path.name for path in folder.iterdir()] == [left.name])
    qtbot.waitUntil(is_idle(session))


def test_recovery_that_another_window_took_is_refused(keeper: RecoveryKeeper, session: Session, folder: Path) -> None:
    """Two windows offer the same recovery: only one gets it."""
    left = name_recovery(folder)
    write_recovery(left, session.content, None, DEAD)
    (recovery,) = look_for_recoveries(folder).recoveries
    write_recovery(left, session.content, None)
    with pytest.raises(PlanError, match="another window"):
        keeper.take(recovery)
    assert not session.history.is_changed


def test_closing_leaves_no_recovery_no_thread_and_no_timer(frame: Frame, qtbot: QtBot) -> None:
    """Answers that the user knowingly leaves are not offered again."""
    assert frame.session is not None
    assert frame.recovery is not None
    keeper = frame.recovery
    _name(frame.session, "A")
    _wait_kept(qtbot, keeper, "A")
    _name(frame.session, "B")
    frame.session.history.mark_saved()
    frame.close()
    assert list(keeper.folder.glob(f"*{ENDING}")) == []
    assert (count_left_threads(), find_left_timers()) == (0, [])


def test_discarding_leaves_what_another_window_took(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, folder: Path
) -> None:
    """Two windows offered the same answers: one goes on with them, Discard in the other takes nothing away."""
    left = name_recovery(folder)
    write_recovery(left, {**session.content, "project": {"customer": "Left"}}, None, DEAD)
    (offered,) = look_for_recoveries(folder).recoveries
    write_recovery(left, session.content, None)
    keeper.discard(offered)
    qtbot.waitUntil(is_idle(session))
    assert left.exists()


def test_discarding_removes_what_nobody_took(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, folder: Path
) -> None:
    """The control: what is nobody's goes; a second Discard of the same is no fault."""
    left = name_recovery(folder)
    write_recovery(left, session.content, None, DEAD)
    (offered,) = look_for_recoveries(folder).recoveries
    for _ in range(2):
        keeper.discard(offered)
        qtbot.waitUntil(is_idle(session))
        assert not left.exists()


def test_recovery_that_cannot_be_taken_stays(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, folder: Path
) -> None:
    """Its edition is not there: the plan that is open stays, and so does the recovery, for the next start."""
    left = name_recovery(folder)
    content = {**session.content, "catalogue": "somebody-s-own", "project": {"customer": "Left"}}
    write_recovery(left, content, None, DEAD)
    (offered,) = look_for_recoveries(folder).recoveries
    _name(session, "Mine")
    with pytest.raises(WizardError, match="edition"):
        keeper.take(offered)
    _name(session, "Mine again")
    _wait_kept(qtbot, keeper, "Mine again")
    assert keeper.file != left
    assert [each.content for each in look_for_recoveries(folder).recoveries] == [content]


def test_only_one_of_two_windows_takes_it(qtbot: QtBot, session: Session, folder: Path) -> None:
    """However close together they ask: the other one is told, and keeps what it has."""
    left = name_recovery(folder)
    write_recovery(left, {**session.content, "project": {"customer": "Left"}}, None, DEAD)
    (offered,) = look_for_recoveries(folder).recoveries
    other = Session("en")
    keepers = [RecoveryKeeper(each, each.background, folder) for each in (session, other)]
    keepers[0].take(offered)
    with pytest.raises(PlanError, match="another window"):
        keepers[1].take(offered)
    assert other.read("project.customer") is None
    for each in keepers:
        qtbot.waitUntil(is_idle(each.session))
        each.session.background.stop()
        each.close()


def test_file_that_somebody_removed_is_written_again(qtbot: QtBot, keeper: RecoveryKeeper, session: Session) -> None:
    """A clean-up of the user's folders, while nothing is typed."""
    _name(session, "A")
    _wait_kept(qtbot, keeper, "A")
    keeper.file.unlink()
    keeper.look_after()
    _wait_kept(qtbot, keeper, "A")


def test_plan_whose_name_is_not_unicode_has_a_recovery(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, tmp_path: Path
) -> None:
    """Its name comes back as the same bytes."""
    session.path = tmp_path / "caf\udce9.twsplan"
    _name(session, "A")
    _wait_kept(qtbot, keeper, "A")
    assert read_recovery(keeper.file).path == session.path


def test_recovered_plan_asks_before_it_replaces_what_was_saved_since(
    qtbot: QtBot, keeper: RecoveryKeeper, session: Session, folder: Path, tmp_path: Path
) -> None:
    """The recovery knows which state of the file it goes back to: another one is not replaced silently."""
    path = tmp_path / "a.twsplan"
    digest = session.save(path).digest
    for changed in (False, True):
        left = name_recovery(folder)
        write_recovery(left, {**session.content, "project": {"customer": "Left"}}, path, DEAD, digest)
        if changed:
            Session("en").save(path, replaces=True)
            other = Session("en")
            other.open(path)
            other.write("project.notes", "saved since")
            other.save(path)
        (offered,) = look_for_recoveries(folder).recoveries
        keeper.take(offered)
        qtbot.waitUntil(is_idle(session))
        if changed:
            with pytest.raises(PlanChangedError):
                session.save(path)
        else:
            digest = session.save(path).digest
        qtbot.waitUntil(is_idle(session))


def test_unreadable_recoveries_are_mentioned(frame: Frame, qtbot: QtBot) -> None:
    """They stay where they are, and the user learns that there are some, and where."""
    assert frame.recovery is not None
    frame.recovery.folder.mkdir(parents=True, exist_ok=True)
    torn = frame.recovery.folder / "torn.twsrecovery"
    torn.write_bytes(b"{")
    frame.recovery.look_for_others()
    qtbot.waitUntil(lambda: str(torn) in frame.statusBar().currentMessage())
    assert torn.exists()


@pytest.mark.skipif(os.name != "posix", reason="file rights of POSIX systems")
def test_nobody_else_may_read_them(qtbot: QtBot, keeper: RecoveryKeeper, session: Session, folder: Path) -> None:
    """Neither the file nor its folder, also where somebody made the folder open before."""
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    _name(session, "A")
    _wait_kept(qtbot, keeper, "A")
    assert (folder.stat().st_mode & 0o777, keeper.file.stat().st_mode & 0o777) == (0o700, 0o600)
