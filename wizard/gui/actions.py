"""Menu and toolbar: what can be done, its keys, and its words in both languages."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from wizard.gui.widgets.signs import fit_sign, make_tool_icon
from wizard.i18n import Message, Translator

Key = QKeySequence.StandardKey | str | tuple[str, ...] | None


class Command(NamedTuple):
    """An action: its name, text with a mnemonic and key; ``tool``: on the toolbar too, with its name's icon."""

    name: str
    text: Message
    key: Key = None
    tool: bool = False


class Submenu(NamedTuple):
    """A menu inside a menu; what it holds is filled in by others."""

    name: str
    text: Message


_KEYS = QKeySequence.StandardKey
_ICON_SIDE = 20
MENUS: tuple[tuple[Message, tuple[Command | Submenu | None, ...]], ...] = (
    (
        Message("&File"),
        (
            Command("new", Message("&New"), _KEYS.New, tool=True),
            Submenu("samples", Message("New from sa&mple")),
            Command("open", Message("&Open…"), _KEYS.Open, tool=True),
            Submenu("recent", Message("Open &recent")),
            None,
            Command("save", Message("&Save"), _KEYS.Save, tool=True),
            Command("save_as", Message("Save &as…"), "Ctrl+Shift+S"),
            Command("export", Message("&Export…"), "Ctrl+E", tool=True),
            None,
            Command("quit", Message("&Quit"), _KEYS.Quit),
        ),
    ),
    (
        Message("&Edit"),
        (
            Command("undo", Message("&Undo"), _KEYS.Undo, tool=True),
            # Both on every system: people come from programs that know one of them.
            Command("redo", Message("&Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), tool=True),
        ),
    ),
    (
        Message("&View"),
        (
            Command("larger", Message("&Larger text"), _KEYS.ZoomIn),
            Command("smaller", Message("&Smaller text"), _KEYS.ZoomOut),
            Command("usual", Message("&Usual text size"), "Ctrl+0"),
            None,
            Command("panel", Message("Assessment &panel"), "F9"),
            Command("back", Message("Step &back"), "Alt+Left"),
            Command("next", Message("&Next step"), "Alt+Right"),
        ),
    ),
    (Message("&Language"), (Command("fr", Message("&French")), Command("en", Message("&English")))),
    (Message("&Help"), (Command("about", Message("&About this program")),)),
)


class ActionBook:
    """All actions of the window by name, with their menus."""

    def __init__(self, window: QMainWindow, do: dict[str, Callable[[], object]]) -> None:
        self.by_name: dict[str, QAction] = {}
        self.menus: list[tuple[Message, QMenu]] = []
        self.submenus: dict[str, QMenu] = {}
        self.toolbar = QToolBar(window)
        self.toolbar.setObjectName("toolbar")
        self.toolbar.setMovable(False)
        self.toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fit()
        window.addToolBar(self.toolbar)
        for title, commands in MENUS:
            menu = window.menuBar().addMenu("")
            self.menus.append((title, menu))
            for command in commands:
                if command is None:
                    menu.addSeparator()
                elif isinstance(command, Submenu):
                    self.submenus[command.name] = menu.addMenu("")
                    self.menus.append((command.text, self.submenus[command.name]))
                else:
                    self._add(window, menu, command, do[command.name])

    def _add(self, window: QMainWindow, menu: QMenu, command: Command, do: Callable[[], object]) -> None:
        action = QAction(window)
        action.triggered.connect(lambda _=False: do())
        if command.key is not None:
            keys = command.key if isinstance(command.key, tuple) else (command.key,)
            action.setShortcuts([QKeySequence(key) for key in keys])
        menu.addAction(action)
        if command.tool:
            action.setIcon(make_tool_icon(command.name))
            self.toolbar.addAction(action)
        self.by_name[command.name] = action

    def fit(self) -> None:
        """Make the tools as large as their words."""
        side = fit_sign(self.toolbar.fontMetrics(), _ICON_SIDE)
        self.toolbar.setIconSize(QSize(side, side))

    def speak(self, say: Translator) -> None:
        """Write all texts in a language."""
        for title, menu in self.menus:
            menu.setTitle(say(title))
        for _, commands in MENUS:
            for command in commands:
                if isinstance(command, Command):
                    self.by_name[command.name].setText(say(command.text))
