"""The two menus that are filled when they are opened: plans opened last, and sample plans."""

import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from wizard.domain.plan.writing import LARGEST_FILE
from wizard.foreign_files import read_foreign
from wizard.gui.files import FileKeeper
from wizard.gui.plain_text import explain_in_bar, write_in_menu
from wizard.gui.recent import list_recent
from wizard.i18n import Message
from wizard.paths import list_samples

NUMBERED = Message("&{number} {name} – {folder}")
NO_RECENT = Message("No plan was opened yet")
SAMPLE = Message("{name} – {kind}")
SAMPLE_KINDS = {
    "factory-blocked": Message("factory, blockers of every kind"),
    "first-meeting-incomplete": Message("first meeting, answers missing"),
    "hospital-smartattendant-conference": Message("hospital, SmartAttendant and Conference"),
    "multi-site-group": Message("group with many sites"),
    "small-office-mivoice-5000": Message("small office, MiVoice 5000"),
    "snom-only": Message("Snom phones only"),
    "town-hall-oxe-rds": Message("town hall, OXE and RDS"),
}


@cache
def name_sample(path: Path) -> str:
    """Return what a sample is called: its customer, else its file's name made readable."""
    try:
        customer = json.loads(read_foreign(path, LARGEST_FILE))["project"]["customer"]
    except (OSError, ValueError, LookupError, TypeError):
        customer = None
    return str(customer or path.stem.replace("-", " ").capitalize())


class FileMenus(QObject):
    """Fills both menus."""

    def __init__(self, keeper: FileKeeper, recent: QMenu, samples: QMenu) -> None:
        super().__init__(keeper.window)
        self.keeper, self.recent, self.samples = keeper, recent, samples
        recent.aboutToShow.connect(self.fill_recent)
        samples.aboutToShow.connect(self.fill_samples)
        # A menu that holds nothing cannot be opened everywhere.
        for menu in (recent, samples):
            menu.addAction("…").setEnabled(False)

    def fill_recent(self) -> None:
        """List the plans opened last; those that are gone turn grey as soon as that is known."""
        self.recent.clear()
        say, entries = self.keeper.session.say, []
        for number, path in enumerate(list_recent(self.keeper.settings), start=1):
            name, folder = write_in_menu(path.name), write_in_menu(str(path.parent))
            action = self.recent.addAction(say(NUMBERED.fill(number=number, name=name, folder=folder)))
            action.triggered.connect(lambda _=False, path=path: self.keeper.open_recent(path))
            entries.append((path, action))
        if not entries:
            self.recent.addAction(say(NO_RECENT)).setEnabled(False)
            return
        # A drive that is gone may take long to say so.
        paths = [path for path, _ in entries]
        self.keeper.session.background.start(lambda _: {path for path in paths if not path.is_file()}, self._grey_out)

    def _grey_out(self, missing: set[Path]) -> None:
        for path, action in zip(list_recent(self.keeper.settings), self.recent.actions(), strict=False):
            action.setEnabled(path not in missing)

    def _describe(self, sample: Path) -> str:
        name, kind = name_sample(sample), SAMPLE_KINDS.get(sample.stem)
        return name if kind is None else self.keeper.session.say(SAMPLE.fill(name=name, kind=kind))

    def fill_samples(self) -> None:
        """List the samples."""
        self.samples.clear()
        for path in list_samples():
            action: QAction = self.samples.addAction(write_in_menu(self._describe(path)))
            explain_in_bar(action, path.name)
            action.triggered.connect(lambda _=False, path=path: self.keeper.new_from_sample(path))
