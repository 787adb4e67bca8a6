"""Text in the window, shown as it is: every label, tooltip, message box and menu entry gets its text here.

Qt takes a text that looks like markup for markup, and opens the pictures that it names, those on other machines too.
What plans, peers and files say is therefore never left to Qt's guess, and what it hides is spelled out.
"""

import html
import re
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMainWindow, QMessageBox, QProgressDialog, QWidget

from wizard.dossier.hidden import spell_hidden

_LONGEST_TIP = 2_000
# Qt breaks lines between words only: a longer one would make a tooltip wider than the screen.
_LONG_WORD = re.compile(r"\S{60}(?=\S)")
_BREAK = "\u200b"


class Label(QLabel):
    """A label of plain text, or of a picture."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show a text."""
        super().setText(spell_hidden(text))


class MessageBox(QMessageBox):
    """A message box of plain text; ``title`` stands above it, ``told`` below its text."""

    def __init__(self, parent: QWidget, icon: QMessageBox.Icon, text: str, *, title: str = "", told: str = "") -> None:
        super().__init__(parent)
        self.setIcon(icon)
        # Before any text: the format counts for what is set after it.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(title)
        self.setText(spell_hidden(text))
        self.setInformativeText(spell_hidden(told))


def warn(parent: QWidget, title: str, text: str) -> None:
    """Say what cannot be done, and wait until it is read."""
    _show(MessageBox(parent, MessageBox.Icon.Warning, text, title=title))


def inform(parent: QWidget, title: str, text: str) -> None:
    """Say something, and wait until it is read."""
    _show(MessageBox(parent, MessageBox.Icon.Information, text, title=title))


def _show(box: MessageBox) -> None:
    box.exec()
    box.deleteLater()


class ProgressBox(QProgressDialog):
    """A box that says in plain text what goes on, with a button that ends it; nobody knows how far it is."""

    def __init__(self, parent: QWidget, text: str, cancel: str) -> None:
        super().__init__(parent)
        self.setLabel(Label(text))
        self.setCancelButtonText(cancel)
        self.setRange(0, 1)


def show_in_bar(window: QMainWindow, text: str, for_ms: int) -> None:
    """Show a text in a window's status bar for some milliseconds."""
    window.statusBar().showMessage(spell_hidden(text), for_ms)


class _Explained(Protocol):
    """What has a tooltip: a widget, an item of a list."""

    def setToolTip(self, toolTip: str, /) -> None:  # noqa: N802, N803 - Qt's names
        """Take a tooltip."""


def make_tooltip(text: str) -> str:
    """Return a text as the markup of a tooltip, which Qt breaks into lines of readable width; empty without a text."""
    if not text:
        return ""
    shown = spell_hidden(text[: _LONGEST_TIP + 1])
    cut = shown if len(shown) <= _LONGEST_TIP else f"{shown[: _LONGEST_TIP - 1]}…"
    broken = _LONG_WORD.sub(rf"\g<0>{_BREAK}", cut)
    return f'<p style="white-space:pre-wrap">{html.escape(broken)}</p>'


def explain(target: _Explained, text: str) -> None:
    """Give a widget or an item a tooltip; screen readers hear a widget's as its description."""
    target.setToolTip(make_tooltip(text))
    if isinstance(target, QWidget):
        # Else Qt would have them read the tooltip's markup.
        target.setAccessibleDescription(text)


def explain_in_bar(action: QAction, text: str) -> None:
    """Have the status bar say more of an action that is pointed at."""
    action.setStatusTip(spell_hidden(text))


def write_in_menu(text: str) -> str:
    """Return a text as an entry of a menu: an ampersand would underline the letter behind it."""
    return spell_hidden(text).replace("&", "&&")


def write_in_title(text: str) -> str:
    """Return a text as part of a window's title: ``[*]`` would be taken for the place of the sign of changes."""
    return spell_hidden(text).replace("[*]", "[*][*]")
