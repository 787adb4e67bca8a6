"""What the tests of the export step share."""

from pathlib import Path

from tests.gui.waiting import count_left_threads, find_left_timers
from wizard.gui.frame import Frame
from wizard.gui.pages.export import ExportPage
from wizard.paths import list_samples

SMALL = next(path for path in list_samples() if path.stem.startswith("small"))
LARGEST = next(path for path in list_samples() if path.stem.startswith("multi"))


def show_export(frame: Frame, folder: Path) -> ExportPage:
    """Return the step, on a sample, exporting to a folder."""
    assert frame.session is not None
    frame.session.open(SMALL, as_sample=True)
    frame.settings.setValue("export/folder", str(folder))
    frame.show_step("export")
    page = frame.pages["export"]
    assert isinstance(page, ExportPage)
    return page


def close_export(frame: Frame) -> None:
    """Close the window; nothing is left running."""
    assert frame.session is not None
    frame.session.history.mark_saved()
    frame.close()
    assert (count_left_threads(), find_left_timers()) == (0, [])
