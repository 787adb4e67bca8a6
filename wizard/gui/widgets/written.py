"""The files that were written, and what can be done with them."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from wizard.dossier.hidden import spell_hidden
from wizard.gui.plain_text import Label
from wizard.i18n import Message, Translator

WRITTEN = Message("Files written to {folder}")
OPEN_FILE, OPEN_FOLDER, PRINT = Message("Open f&ile"), Message("Open fol&der"), Message("Prin&t…")
LIST_NAME = Message("Files written")
CANNOT_OPEN = Message("{file}: no program on this computer opens it.")
_LIST_HEIGHT = 124


class WrittenFiles(QWidget):
    """A list of files; ``print_wanted`` carries a PDF, ``refused`` what could not be done."""

    print_wanted = Signal(Path)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.title, self.list = Label(), QListWidget()
        self.title.setWordWrap(True)
        self.list.setMaximumHeight(_LIST_HEIGHT)
        self.open_file, self.open_folder, self.print = QPushButton(), QPushButton(), QPushButton()
        self.paths: list[Path] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        buttons = QHBoxLayout()
        for button in (self.open_file, self.open_folder, self.print):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        layout.addWidget(self.title)
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        self.list.currentRowChanged.connect(self._show_possible)
        self.list.itemActivated.connect(lambda _: self._open(self.find_chosen()))
        self.open_file.clicked.connect(lambda: self._open(self.find_chosen()))
        self.open_folder.clicked.connect(lambda: self._open(self.paths[0].parent if self.paths else None))
        self.print.clicked.connect(self._print)
        self.hide()

    def speak(self, say: Translator) -> None:
        """Show all words in a language."""
        self.title.setText(say(WRITTEN.fill(folder=str(self.paths[0].parent))) if self.paths else "")
        self.list.setAccessibleName(say(LIST_NAME))
        for button, text in ((self.open_file, OPEN_FILE), (self.open_folder, OPEN_FOLDER), (self.print, PRINT)):
            button.setText(say(text))

    def show_files(self, paths: list[Path], say: Translator) -> None:
        """Show files, the first one chosen."""
        self.paths = paths
        self.list.clear()
        for path in paths:
            self.list.addItem(QListWidgetItem(spell_hidden(path.name)))
        self.list.setCurrentRow(0)
        self.speak(say)
        self._show_possible()
        self.setVisible(bool(paths))

    def find_chosen(self) -> Path | None:
        """Return the chosen file."""
        row = self.list.currentRow()
        return self.paths[row] if 0 <= row < len(self.paths) else None

    def _show_possible(self) -> None:
        chosen = self.find_chosen()
        self.open_file.setEnabled(chosen is not None)
        self.print.setEnabled(chosen is not None and chosen.suffix == ".pdf")

    def _print(self) -> None:
        chosen = self.find_chosen()
        if chosen is not None:
            self.print_wanted.emit(chosen)

    def _open(self, path: Path | None) -> None:
        if path is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.refused.emit(CANNOT_OPEN.fill(file=str(path)))
