"""The export step: choices, files, progress and cancel, faults, printing."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from tests.gui.exporting import close_export, show_export
from tests.gui.waiting import PATIENCE_S, count_left_threads, is_idle
from wizard.dossier import package
from wizard.dossier.package import FORMATS
from wizard.gui.frame import Frame
from wizard.gui.pages.export import ExportPage
from wizard.gui.printing import choose_pages
from wizard.i18n import LANGUAGES


@pytest.fixture
def page(frame: Frame, tmp_path: Path) -> Iterator[ExportPage]:
    """Return the step on a sample, which writes to a folder of its own."""
    yield show_export(frame, tmp_path / "out")
    close_export(frame)


def _list_out(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in tmp_path.joinpath("out").iterdir()) if (tmp_path / "out").exists() else []


def _export(page: ExportPage, qtbot: QtBot) -> None:
    page.export.click()
    qtbot.waitUntil(is_idle(page.session))


def _hold(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """Have the first file wait; return what tells that it does, and what lets it go on."""
    begun, go_on = threading.Event(), threading.Event()
    first, *others = package.PARTS

    def make(_: object) -> bytes:
        begun.set()
        go_on.wait(PATIENCE_S)
        return b"%PDF"

    held = package.Part(first.format, first.what, make)
    monkeypatch.setattr(package, "PARTS", (held, *others))
    return begun, go_on


def test_everything_is_chosen_at_first(page: ExportPage) -> None:
    """All formats, both languages, and the names tell what will be written."""
    assert page.choices.read_formats() == FORMATS
    assert page.choices.read_languages() == LANGUAGES
    assert len(page.choices.list_names()) == 2 * len(package.PARTS)
    assert page.choices.names.text().splitlines() == page.choices.list_names()
    assert page.export.isEnabled()
    assert page.export.isDefault()


def test_files_are_written_and_listed(page: ExportPage, qtbot: QtBot, tmp_path: Path) -> None:
    """What was promised is written, whole, and listed with what can be done."""
    promised = page.choices.list_names()
    _export(page, qtbot)
    assert _list_out(tmp_path) == sorted(promised)
    assert [path.name for path in page.written.paths] == promised
    assert page.written.isVisible()
    assert "8" in page.notice.text.text()
    assert not page.cancel.isVisible()
    with_pdf = next(path for path in page.written.paths if path.suffix == ".pdf")
    document = PdfDocument(with_pdf)
    assert len(document) > 5
    document.close()


def test_keyboard_alone_exports(page: ExportPage, frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    """The space bar on the button is enough."""
    frame.activateWindow()
    qtbot.keyClick(page.export, Qt.Key.Key_Space)
    qtbot.waitUntil(is_idle(page.session))
    assert len(_list_out(tmp_path)) == 8


def test_choices_are_remembered(page: ExportPage, frame: Frame, tmp_path: Path) -> None:
    """The next run begins with the same formats, language and folder."""
    page.choices.formats["json"].setChecked(False)
    page.choices.languages["en",].setChecked(True)
    frame.settings.sync()
    assert page.session is not None
    again = ExportPage(page.session)
    again.show_plan()
    assert again.choices.read_formats() == ("pdf", "csv")
    assert again.choices.read_languages() == ("en",)
    assert again.choices.read_folder() == tmp_path / "out"
    again.deleteLater()


def test_folder_is_the_plan_s_unless_another_was_named(frame: Frame, tmp_path: Path) -> None:
    """A plan that was saved is exported beside its file."""
    assert frame.session is not None
    frame.show_step("export")
    page = frame.pages["export"]
    assert isinstance(page, ExportPage)
    frame.session.save(tmp_path / "a.twsplan")
    assert page.choices.read_folder() == tmp_path


def test_nothing_chosen_is_told_before_the_click(page: ExportPage) -> None:
    """Without a format or a folder the button waits, and the reason stands beside it."""
    for box in page.choices.formats.values():
        box.setChecked(False)
    assert not page.export.isEnabled()
    assert page.choices.names.text() == "Choose one format at least."
    page.choices.formats["csv"].setChecked(True)
    page.choices.folder.clear()
    page.choices.folder.textEdited.emit("")
    assert not page.export.isEnabled()
    assert page.choices.names.text() == "Choose a folder."


@pytest.mark.skipif(sys.platform == "win32", reason="every user's home is a folder beside one's own there")
def test_home_folder_of_nobody_is_told(page: ExportPage) -> None:
    """A user whom this machine does not know: said before the click, and no bug."""
    for text, told in (("~no-such-user-here/x", "No user of this machine has this home folder."), ("~/x", None)):
        page.choices.folder.setText(text)
        page.choices.folder.textEdited.emit(text)
        assert page.export.isEnabled() == (told is None)
        assert (page.choices.names.text() == told) == (told is not None)


def test_nothing_is_replaced(page: ExportPage, qtbot: QtBot, tmp_path: Path) -> None:
    """A second export with other answers leaves the first one's files."""
    page.choices.languages["en",].setChecked(True)
    page.choices.formats["pdf"].setChecked(False)
    _export(page, qtbot)
    first = {path: path.read_bytes() for path in page.written.paths}
    page.session.write("licences.users", 77)
    _export(page, qtbot)
    assert {path: path.read_bytes() for path in first} == first
    assert any("-2." in name for name in _list_out(tmp_path))


def test_cancel_writes_nothing(page: ExportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is shown; cancelling ends it, nothing is written, and the page can be used again."""
    begun, go_on = _hold(monkeypatch)
    page.export.click()
    assert begun.wait(PATIENCE_S)
    qtbot.waitUntil(lambda: page.progress.maximum() == 8)
    assert page.cancel.isVisible()
    assert not page.export.isEnabled()
    page.cancel.click()
    go_on.set()
    qtbot.waitUntil(is_idle(page.session))
    assert _list_out(tmp_path) == []
    assert page.notice.text.text() == "Cancelled; nothing was written."
    assert page.export.isEnabled()
    assert not page.progress.isVisible()


def test_closing_while_files_are_made_leaves_nothing(
    page: ExportPage, frame: Frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window goes, the work ends, no file is half there."""
    begun, go_on = _hold(monkeypatch)
    page.export.click()
    assert begun.wait(PATIENCE_S)
    threading.Timer(0.1, go_on.set).start()
    frame.close()
    assert _list_out(tmp_path) == []
    assert count_left_threads() == 0


def test_export_is_of_the_plan_as_it_was_at_the_click(
    page: ExportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers given meanwhile do not mix in."""
    begun, go_on = _hold(monkeypatch)
    page.export.click()
    assert begun.wait(PATIENCE_S)
    page.session.write("project.reference", "LATER")
    go_on.set()
    qtbot.waitUntil(is_idle(page.session))
    assert not any(name.startswith("LATER") for name in _list_out(tmp_path))
    assert len(_list_out(tmp_path)) == 8


def test_fault_is_one_message_in_the_page(page: ExportPage, qtbot: QtBot, tmp_path: Path) -> None:
    """A folder that cannot be made: said once, on the page; nothing is left behind."""
    (tmp_path / "out").write_bytes(b"in the way")
    _export(page, qtbot)
    assert str(tmp_path / "out") in page.notice.text.text()
    assert page.notice.isVisible()
    assert not page.written.isVisible()
    assert page.export.isEnabled()


def test_bug_does_not_leave_the_page_waiting(page: ExportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says so and can be used again; the handler of bugs hears of it."""

    def make(_: object) -> bytes:
        raise KeyError

    broken = package.Part("pdf", package.PARTS[0].what, make)
    monkeypatch.setattr(package, "PARTS", (broken,))
    with qtbot.capture_exceptions() as caught:
        _export(page, qtbot)
    assert [kind for kind, *_ in caught] == [KeyError]
    assert page.notice.isVisible()
    assert page.export.isEnabled()


def test_files_and_folder_open_in_other_programs(
    page: ExportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system is asked for the chosen file and its folder; where nothing opens it, the page says so."""
    asked: list[QUrl] = []

    def refuse(url: QUrl) -> bool:
        asked.append(url)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", refuse)
    _export(page, qtbot)
    page.written.open_folder.click()
    page.written.list.setCurrentRow(1)
    page.written.open_file.click()
    assert [Path(url.toLocalFile()) for url in asked] == [tmp_path / "out", page.written.paths[1]]
    assert str(page.written.paths[1]) in page.notice.text.text()


def test_only_a_pdf_is_printed(page: ExportPage, qtbot: QtBot, tmp_path: Path) -> None:
    """Every page reaches the printer, drawn in the background; what is no PDF has no such button."""
    _export(page, qtbot)
    page.written.list.setCurrentRow(1)
    assert not page.written.print.isEnabled()
    page.written.list.setCurrentRow(0)
    assert page.written.print.isEnabled()
    printed = tmp_path / "printed.pdf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "_choose_printer", _print_to(printed))
        page.written.print.click()
        qtbot.waitUntil(is_idle(page.session))
    source, copy = PdfDocument(page.written.paths[0]), PdfDocument(printed)
    assert len(copy) == len(source)
    assert copy[0].get_size() == pytest.approx(source[0].get_size(), abs=2)
    # The page is filled, not a stamp in its corner: its mean grey is that of the source.
    grey = [_measure_grey(document) for document in (source, copy)]
    assert grey[0] == pytest.approx(grey[1], abs=4)
    source.close()
    copy.close()


def _print_to(file: Path) -> Callable[[QPrinter], bool]:
    def choose(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        printer.setResolution(96)
        return True

    return choose


def _measure_grey(document: PdfDocument) -> float:
    bitmap = document[0].render(scale=0.5, grayscale=True)
    pixels = bytes(bitmap.buffer)
    return sum(pixels) / len(pixels)


def test_pages_asked_for_are_printed(qtbot: QtBot) -> None:  # noqa: ARG001 - there must be an application
    """A range of pages, cut to those there are; without one, all."""
    printer = QPrinter()
    assert choose_pages(printer, 9) == range(9)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    assert choose_pages(printer, 9) == range(1, 4)
    assert choose_pages(printer, 3) == range(1, 3)
