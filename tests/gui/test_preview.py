"""The preview of the dossier: made when it is looked at, its pages drawn as they come into sight."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.exporting import LARGEST, close_export, show_export
from tests.gui.waiting import PATIENCE_S, is_idle
from wizard.dossier.content.report import Report
from wizard.dossier.package import make_pdf
from wizard.gui.frame import Frame
from wizard.gui.pages.export import ExportPage
from wizard.gui.widgets import preview


@pytest.fixture
def page(frame: Frame, tmp_path: Path) -> Iterator[ExportPage]:
    """Return the step on a sample, which writes to a folder of its own."""
    yield show_export(frame, tmp_path / "out")
    close_export(frame)


def _show_preview(page: ExportPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.preview)
    qtbot.waitUntil(is_idle(page.session))


def test_preview_shows_the_pages_lazily(page: ExportPage, qtbot: QtBot) -> None:
    """Nothing is made before it is looked at; then only the pages in sight are drawn."""
    page.session.open(LARGEST, as_sample=True)
    assert page.preview.thumbnails.count() == 0
    _show_preview(page, qtbot)
    count = page.preview.thumbnails.count()
    assert count == len(page.preview.store.sizes) > 20
    drawn = [number for number in range(count) if page.preview.store.find_any(number) is not None]
    assert drawn[0] == 0
    assert len(drawn) < 10
    assert page.preview.place.text() == f"Page 1 of {count}"
    assert not page.preview.view.page.pixmap().isNull()


def test_preview_turns_and_zooms(page: ExportPage, qtbot: QtBot) -> None:
    """By the list and its keys, by the buttons; a page that was drawn is not drawn again."""
    _show_preview(page, qtbot)
    shown = page.preview
    qtbot.keyClick(shown.thumbnails, Qt.Key.Key_Down)
    assert shown.place.text().startswith("Page 2 of ")
    fitting = shown.view.zoom
    shown.larger.click()
    assert shown.view.zoom > fitting
    qtbot.waitUntil(is_idle(page.session))
    width = shown.view.page.pixmap().width()
    shown.larger.click()
    qtbot.waitUntil(is_idle(page.session))
    assert shown.view.page.pixmap().width() > width
    shown.smaller.click()
    assert not page.session.background.is_busy
    assert shown.view.page.pixmap().width() == width
    shown.fit.click()
    assert shown.view.zoom == fitting


def test_preview_follows_the_plan_when_it_is_shown_again(page: ExportPage, qtbot: QtBot) -> None:
    """Changed while shown: said, and made anew on demand; changed while away: made anew by itself."""
    _show_preview(page, qtbot)
    shown = page.preview
    assert shown.is_fresh
    page.session.write("project.customer", "Somebody else")
    assert not shown.is_fresh
    assert shown.state.text() == "The plan has changed since."
    shown.refresh.click()
    qtbot.waitUntil(is_idle(page.session))
    assert shown.is_fresh
    page.tabs.setCurrentIndex(0)
    page.session.write("project.customer", "A third one")
    _show_preview(page, qtbot)
    assert shown.is_fresh
    assert shown.state.text() == ""


def test_preview_in_the_other_language(page: ExportPage, qtbot: QtBot) -> None:
    """Choosing the language makes the preview anew; the page shown stays."""
    _show_preview(page, qtbot)
    page.preview.thumbnails.setCurrentRow(2)
    before = page.preview.store.sizes
    page.preview.choose_language("en")
    qtbot.waitUntil(is_idle(page.session))
    assert page.preview.is_fresh
    assert page.preview.store.sizes is not before
    assert page.preview.place.text().startswith("Page 3 of ")


def test_page_follows_the_window_s_language(page: ExportPage, frame: Frame, qtbot: QtBot) -> None:
    """A switch of the language reaches every word, and makes no file."""
    _show_preview(page, qtbot)
    frame.speak("fr")
    frame.speak("en")
    assert page.export.text() == "E&xport"
    assert page.preview.refresh.text() == "Refresh preview"
    assert page.preview.is_fresh


def test_preview_that_comes_too_late_is_not_shown(
    page: ExportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one takes longer than the second: what is asked for last stays."""
    begun, go_on = threading.Event(), threading.Event()

    def make(report: Report) -> bytes:
        if report.say.language == "fr":
            begun.set()
            go_on.wait(PATIENCE_S)
        return make_pdf(report)

    monkeypatch.setattr(preview, "make_pdf", make)
    page.tabs.setCurrentWidget(page.preview)
    assert begun.wait(PATIENCE_S)
    page.preview.choose_language("en")
    qtbot.waitUntil(lambda: page.preview.is_fresh)
    sizes = page.preview.store.sizes
    go_on.set()
    qtbot.waitUntil(is_idle(page.session))
    assert page.preview.store.sizes is sizes
    assert page.preview.is_fresh
