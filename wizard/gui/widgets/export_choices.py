"""What to export and where to: formats, languages, folder, and the names the files will have."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QWidget,
)

from wizard.dossier.package import FORMATS, list_parts, name_project
from wizard.gui.plain_text import Label
from wizard.gui.session import Session
from wizard.gui.settings import read_list, read_text
from wizard.gui.widgets.text_lines import TextLine
from wizard.gui.widgets.wrap_layout import WrapLayout
from wizard.i18n import LANGUAGES, Message, get_translator

FORMATS_TITLE, LANGUAGES_TITLE = Message("Formats"), Message("Languages")
FOLDER_TITLE, NAMES_TITLE = Message("Folder"), Message("Files")
_TITLES = (FORMATS_TITLE, LANGUAGES_TITLE, FOLDER_TITLE, NAMES_TITLE)
FORMAT_NAMES = {
    "pdf": Message("&PDF: the dossier to print and to sign"),
    "csv": Message("&CSV: findings and flows as tables"),
    "json": Message("&JSON: the assessment for other programs"),
}
LANGUAGE_NAMES = {
    LANGUAGES: Message("Both lang&uages"),
    ("fr",): Message("F&rench"),
    ("en",): Message("En&glish"),
}
CHOOSE = Message("Ch&oose…")
CHOOSE_TITLE = Message("Folder of the files")
FOLDER_HELP = Message("A file that is there already is never replaced: the new one gets a number.")
NO_FORMAT = Message("Choose one format at least.")
NO_FOLDER = Message("Choose a folder.")
NO_HOME = Message("No user of this machine has this home folder.")
_UNNAMED = "plan"


class ExportChoices(QWidget):
    """The choices, remembered between two runs. ``changed`` follows each."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.formats = {name: QCheckBox() for name in FORMATS}
        self.languages = {each: QRadioButton() for each in LANGUAGE_NAMES}
        self.folder, self.choose = TextLine(), QPushButton()
        self.names, self.help = Label(), Label()
        self.titles = tuple(Label() for _ in _TITLES)
        self._group = QButtonGroup(self)
        # Once the user has named a folder, it is no longer the plan's.
        self._is_chosen = False
        self._lay_out()
        self._restore()
        for box in self.formats.values():
            box.toggled.connect(self._take)
        self._group.buttonToggled.connect(self._take)
        self.folder.textEdited.connect(self._take_folder)
        self.choose.clicked.connect(self._ask_folder)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        folder = QHBoxLayout()
        folder.setSpacing(8)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.choose)
        self.choose.setAutoDefault(False)
        languages = WrapLayout()
        for button in self.languages.values():
            self._group.addButton(button)
            languages.addWidget(button)
        for label in (self.names, self.help):
            label.setWordWrap(True)
        self.titles[_TITLES.index(FOLDER_TITLE)].setBuddy(self.folder)
        for row, box in enumerate(self.formats.values()):
            grid.addWidget(box, row, 1)
        rows = len(self.formats)
        grid.addLayout(languages, rows, 1)
        grid.addLayout(folder, rows + 1, 1)
        grid.addWidget(self.help, rows + 2, 1)
        grid.addWidget(self.names, rows + 3, 1)
        for label, row in zip(self.titles, (0, rows, rows + 1, rows + 3), strict=True):
            side = Qt.AlignmentFlag.AlignTop if row == rows + 3 else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(label, row, 0, side)

    def _restore(self) -> None:
        settings = self.session.settings
        formats = [name for name in read_list(settings, "export/formats") if name in FORMATS] or FORMATS
        for name, box in self.formats.items():
            box.setChecked(name in formats)
        languages = tuple(read_list(settings, "export/languages"))
        self.languages[languages if languages in self.languages else LANGUAGES].setChecked(True)
        self.folder.setText(read_text(settings, "export/folder"))
        self._is_chosen = bool(self.folder.text())

    def read_formats(self) -> tuple[str, ...]:
        """Return the formats chosen."""
        return tuple(name for name, box in self.formats.items() if box.isChecked())

    def read_languages(self) -> tuple[str, ...]:
        """Return the languages chosen."""
        return next(each for each, button in self.languages.items() if button.isChecked())

    def read_folder(self) -> Path | None:
        """Return the folder; None where none is named."""
        text = self.folder.text().strip()
        try:
            return Path(text).expanduser() if text else None
        # The home folder of a user whom this machine does not know.
        except RuntimeError:
            return None

    def make_slug(self) -> str:
        """Return what the names of the files begin with."""
        path = self.session.path
        return name_project(self.session.plan, path.stem if path else _UNNAMED)

    def list_names(self) -> list[str]:
        """Return the names that the files will have."""
        slug, parts = self.make_slug(), list_parts(self.read_formats())
        return [part.name(slug, get_translator(each)) for each in self.read_languages() for part in parts]

    def find_fault(self) -> Message | None:
        """Return what is missing before files can be made."""
        if not self.read_formats():
            return NO_FORMAT
        if self.read_folder() is None:
            return NO_HOME if self.folder.text().strip() else NO_FOLDER
        return None

    def show_choices(self) -> None:
        """Show everything in the session's language, for the plan as it is now."""
        say = self.session.say
        for title, label in zip(_TITLES, self.titles, strict=True):
            label.setText(say(title))
        for name, box in self.formats.items():
            box.setText(say(FORMAT_NAMES.get(name, Message(name.upper()))))
        for languages, button in self.languages.items():
            button.setText(say(LANGUAGE_NAMES[languages]))
        self.choose.setText(say(CHOOSE))
        self.help.setText(say(FOLDER_HELP))
        self.folder.setAccessibleName(say(FOLDER_TITLE))
        self.folder.setAccessibleDescription(say(FOLDER_HELP))
        if not self._is_chosen:
            self.folder.setText(str(self._find_usual_folder()))
        self._show_names()

    def _find_usual_folder(self) -> Path:
        if self.session.path is not None:
            return self.session.path.parent
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents else Path.home()

    def _show_names(self) -> None:
        fault = self.find_fault()
        self.names.setText(self.session.say(fault) if fault else "\n".join(self.list_names()))

    def _take(self) -> None:
        settings = self.session.settings
        settings.setValue("export/formats", list(self.read_formats()))
        settings.setValue("export/languages", list(self.read_languages()))
        self._show_names()
        self.changed.emit()

    def _take_folder(self) -> None:
        self._is_chosen = bool(self.folder.text().strip())
        self.session.settings.setValue("export/folder", self.folder.text().strip())
        self._show_names()
        self.changed.emit()

    def _ask_folder(self) -> None:
        title = self.session.say(CHOOSE_TITLE)
        name = QFileDialog.getExistingDirectory(self, title, self.folder.text())
        if name:
            self.folder.setText(name)
            self._take_folder()
