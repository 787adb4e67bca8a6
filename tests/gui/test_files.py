"""Files of the window: recent ones, samples, dossiers dropped, and what a damaged one does."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMenu, QMessageBox, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from tests.dossier.building import report_on
from tests.gui.waiting import is_idle, make_pdf
from tests.storage.pdf_bombs import write_bomb
from wizard.domain.plan import FORMAT
from wizard.dossier import package
from wizard.gui import files
from wizard.gui.file_menus import SAMPLE_KINDS
from wizard.gui.files import FileKeeper
from wizard.gui.frame import Frame
from wizard.gui.recent import MOST, find_unfinished, list_recent, remember_recent, remember_saving
from wizard.gui.session import Session
from wizard.paths import list_samples
from wizard.storage import attachments
from wizard.storage.atomic import name_beside
from wizard.storage.plan_files import open_plan

SMALL = next(path for path in list_samples() if path.stem.startswith("small"))


def _keeper(frame: Frame) -> FileKeeper:
    assert frame.keeper is not None
    return frame.keeper


def _session(frame: Frame) -> Session:
    assert frame.session is not None
    return frame.session


def _drop(frame: Frame, qtbot: QtBot, path: Path) -> None:
    _keeper(frame).open_dropped(str(path))
    qtbot.waitUntil(is_idle(_session(frame)))


def _menu(frame: Frame, name: str) -> QMenu:
    menu = frame.actions_book.submenus[name]
    menu.aboutToShow.emit()
    return menu


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the messages shown; none waits for a click."""
    messages: list[str] = []
    monkeypatch.setattr("wizard.gui.files.warn", lambda _window, _title, text: messages.append(text))
    return messages


def test_recent_plans_newest_first_each_once(frame: Frame, tmp_path: Path) -> None:
    """Eight at most, and opening one again brings it to the front."""
    paths = [tmp_path / f"{number}.twsplan" for number in range(MOST + 2)]
    for path in [*paths, paths[5]]:
        remember_recent(frame.settings, path)
    assert list_recent(frame.settings) == [paths[5], paths[9], paths[8], paths[7], paths[6], *paths[4:1:-1]]


def test_saved_and_opened_plans_are_recent_samples_are_not(frame: Frame, tmp_path: Path) -> None:
    """What the user will look for again."""
    keeper, session = _keeper(frame), _session(frame)
    keeper.new_from_sample(SMALL)
    assert list_recent(frame.settings) == []
    session.path = tmp_path / "a & b.twsplan"
    assert keeper.save()
    assert list_recent(frame.settings) == [tmp_path / "a & b.twsplan"]
    keeper.new()
    keeper.open_path(tmp_path / "a & b.twsplan")
    assert list_recent(frame.settings) == [tmp_path / "a & b.twsplan"]


def test_recent_menu_opens_and_greys_out_what_is_gone(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    """A file that is gone stays in the list, grey; another one opens with a click."""
    here = tmp_path / "here & there.twsplan"
    here.write_bytes(SMALL.read_bytes())
    for path in (here, tmp_path / "gone.twsplan"):
        remember_recent(frame.settings, path)
    gone, found = _menu(frame, "recent").actions()
    assert (gone.text()[:3], found.text()[:3]) == ("&1 ", "&2 ")
    assert "here && there.twsplan" in found.text()
    qtbot.waitUntil(lambda: not gone.isEnabled())
    assert found.isEnabled()
    found.trigger()
    assert _session(frame).path == here


def test_recent_menu_without_plans_says_so(frame: Frame) -> None:
    """The menu opens, and tells why there is nothing in it."""
    (entry,) = _menu(frame, "recent").actions()
    assert entry.text() == "No plan was opened yet"
    assert not entry.isEnabled()


def test_sample_becomes_a_new_plan(frame: Frame) -> None:
    """Every sample is there by its customer's name and kind, and saving one asks where."""
    actions = _menu(frame, "samples").actions()
    assert len(actions) == len(list_samples())
    assert "Cabinet Aubry && Associés – small office, MiVoice 5000" in [action.text() for action in actions]
    actions[list_samples().index(SMALL)].trigger()
    assert _session(frame).plan == open_plan(SMALL)
    assert _session(frame).path is None


def test_menus_speak_both_languages(frame: Frame) -> None:
    """A switch of the language reaches them too."""
    titles = {name: menu.title() for name, menu in frame.actions_book.submenus.items()}
    assert titles == {"samples": "New from sa&mple", "recent": "Open &recent"}
    frame.speak("fr")
    _menu(frame, "recent")


@pytest.mark.parametrize("name", ["a.PDF", "ä.pdf"])
def test_dossier_with_a_plan_opens_as_a_new_plan(frame: Frame, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    """The plan inside comes as one that is not saved."""
    pdf = make_pdf(tmp_path / name, {"other.txt": b"x", "Plan.TWSPLAN": SMALL.read_bytes()})
    _drop(frame, qtbot, pdf)
    assert _session(frame).plan == open_plan(SMALL)
    assert _session(frame).path is None
    assert frame.isWindowModified()


def test_dossier_of_this_program_opens_when_it_is_dropped(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    """Whoever has the exported PDF has the plan."""
    plan = open_plan(SMALL)
    pdf = tmp_path / "dossier.pdf"
    pdf.write_bytes(package.make_pdf(report_on(plan)))
    _drop(frame, qtbot, pdf)
    assert _session(frame).plan == plan


@pytest.mark.parametrize(
    ("attached", "said"),
    [
        ({}, "holds no plan"),
        ({"readme.txt": b"x"}, "holds no plan"),
        ({"a.twsplan": b"{}"}, FORMAT),
        ({"a.twsplan": b"x" * 6_000_000}, "5 MB"),
        (None, "no PDF that can be read"),
    ],
)
def test_dossier_that_cannot_be_used_is_told_in_one_message(
    frame: Frame, qtbot: QtBot, told: list[str], attached: dict[str, bytes] | None, said: str
) -> None:
    """The open plan stays as it was."""
    pdf = Path(frame.settings.fileName()).with_name("a.pdf")
    if attached is None:
        pdf.write_bytes(b"%PDF-1.7 torn")
    else:
        make_pdf(pdf, attached)
    before = _session(frame).content
    _drop(frame, qtbot, pdf)
    assert len(told) == 1
    assert said in told[0]
    assert str(pdf) in told[0]
    assert _session(frame).content is before


def test_dossier_that_is_gone_is_told(frame: Frame, qtbot: QtBot, tmp_path: Path, told: list[str]) -> None:
    """As any file."""
    _drop(frame, qtbot, tmp_path / "gone.pdf")
    assert len(told) == 1


def test_damaged_plan_is_told_and_not_remembered(frame: Frame, tmp_path: Path, told: list[str]) -> None:
    """One message; the open plan stays; the file is not offered again."""
    path = tmp_path / "a.twsplan"
    path.write_bytes(SMALL.read_bytes()[:100])
    before = _session(frame).content
    _keeper(frame).open_dropped(str(path))
    assert len(told) == 1
    assert _session(frame).content is before
    assert list_recent(frame.settings) == []


def test_qt_s_own_words_follow_the_language(frame: Frame, qtbot: QtBot) -> None:
    """Standard buttons are French with a French window and English again with an English one."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    button = box.button(QDialogButtonBox.StandardButton.Cancel)
    words = []
    for language in ("fr", "en", "fr", "en"):
        frame.speak(language)
        QCoreApplication.processEvents()
        words.append(button.text().replace("&", ""))
    assert words == ["Annuler", "Cancel", "Annuler", "Cancel"]


def test_samples_say_what_they_are(frame: Frame) -> None:
    """Every sample that is delivered has its kind beside its customer."""
    assert {path.stem for path in list_samples()} == set(SAMPLE_KINDS)
    menu = frame.actions_book.submenus["samples"]
    menu.aboutToShow.emit()
    assert "Ville de Valmont – town hall, OXE and RDS" in [action.text() for action in menu.actions()]


def test_closing_with_save_stays_open_where_nothing_is_saved(
    frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drive goes in the middle of the save: its reason is told, the window and the answers stay."""
    session, told = _session(frame), []
    session.write("project.customer", "A")
    session.save(tmp_path / "a.twsplan")
    session.write("project.customer", "B")

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        told.append(box.text())
        button = next((each for each in box.buttons() if "Save" in each.text()), None)
        (button or box.buttons()[0]).click()
        QTimer.singleShot(0, answer) if button else None

    with monkeypatch.context() as patch:
        # Every call that the drive would answer, the removal of the temporary file among them.
        for name in ("replace", "unlink", "chmod"):
            patch.setattr(Path, name, fail)
        QTimer.singleShot(0, answer)
        frame.close()
    assert frame.isVisible()
    assert any("the disk reports a fault" in text for text in told)
    assert session.history.is_changed
    assert open_plan(tmp_path / "a.twsplan").project is not None


def test_closing_stays_open_where_the_program_fails(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of the program while it asks is no reason to close."""
    frame.keeper = keeper = _keeper(frame)

    def fail() -> bool:
        raise RuntimeError

    event = QCloseEvent()
    with monkeypatch.context() as patch:
        patch.setattr(keeper, "may_leave", fail)
        with pytest.raises(RuntimeError):
            frame.closeEvent(event)
    assert not event.isAccepted()


def test_leftovers_of_a_killed_save_go_at_the_next_start(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    """Where the last run was saving is remembered until the save has ended."""
    target = tmp_path / "a.twsplan"
    left = tmp_path / name_beside(target, "-abc.part")
    left.write_bytes(b"half")
    remember_saving(frame.settings, target)
    _keeper(frame).sweep()
    qtbot.waitUntil(lambda: not left.exists())
    assert find_unfinished(frame.settings) is None
    qtbot.waitUntil(is_idle(_session(frame)))


def test_window_goes_on_while_a_pdf_bomb_is_read(frame: Frame, qtbot: QtBot, tmp_path: Path, told: list[str]) -> None:
    """A small PDF that unpacks to a gigabyte: the window answers meanwhile, one message ends it, the plan stays."""
    turns: list[None] = []
    clock = QTimer(frame)
    clock.timeout.connect(lambda: turns.append(None))
    clock.start(10)
    _drop(frame, qtbot, write_bomb(tmp_path / "bomb.pdf"))
    clock.stop()
    assert len(turns) > 5
    assert [line.partition("bomb.pdf")[2] for line in told] == [
        ": this PDF cannot be read: it takes more memory or time than any dossier."
    ]
    assert frame.isVisible()


def test_reading_a_pdf_can_be_cancelled(
    frame: Frame, qtbot: QtBot, tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The box that a long reading shows ends it: no message, and the open plan stays."""
    # Without a delay, and with all the time it wants: only the button ends it.
    monkeypatch.setattr(files, "_LONG_MS", 0)
    monkeypatch.setattr(attachments, "_READ_SECONDS", 600.0)
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(b"%PDF-1.7\n" + b"1 0 obj " * 10_000_000)
    before = _session(frame).content
    _keeper(frame).open_dropped(str(slow))
    qtbot.waitUntil(lambda: any(box.isVisible() for box in frame.findChildren(QProgressDialog)), timeout=30_000)
    (box,) = frame.findChildren(QProgressDialog)
    (button,) = box.findChildren(QPushButton)
    button.click()
    qtbot.waitUntil(is_idle(_session(frame)), timeout=30_000)
    assert (told, _session(frame).content) == ([], before)


def test_closing_the_window_ends_the_reading(frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for: the child that reads is ended with the window."""
    monkeypatch.setattr(attachments, "_READ_SECONDS", 600.0)
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(b"%PDF-1.7\n" + b"1 0 obj " * 10_000_000)
    _keeper(frame).open_dropped(str(slow))
    frame.close()
    assert not _session(frame).background.is_busy
