"""Every field of the window that text is typed in: what it takes in, and what it leaves to the window.

Files dragged over it are the window's. What is pasted or dropped comes in whole or not at all. Where the text is an
answer, undo and redo are the plan's; elsewhere they are the window's as soon as the field has none of its own.
"""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from wizard.domain.section import LONGEST_TEXT
from wizard.gui.dropped_files import holds_text, list_files
from wizard.gui.pasting import clean_line, clean_lines, count_units, trim
from wizard.i18n import Message

TOO_LONG = Message("At most {most} characters fit in here: nothing was taken in.")
_KEYS = QKeySequence.StandardKey
# Both on every system.
_AGAIN = (QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z"))
_OWN = ("edit-undo", "edit-redo")
# A menu or another program has the keys for a moment; the field is not done with.
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)


def is_undo(event: QKeyEvent) -> bool:
    """Say whether a key takes a change back or makes it again."""
    keys = QKeySequence(event.keyCombination())
    return keys in _AGAIN or event.matches(_KEYS.Undo) or event.matches(_KEYS.Redo)


def drop_own_undo(menu: QMenu) -> QMenu:
    """Take undo and redo out of a field's menu: they are the window's."""
    for action in menu.actions():
        if action.objectName() in _OWN:
            menu.removeAction(action)
    first = next(iter(menu.actions()), None)
    if first is not None and first.isSeparator():
        menu.removeAction(first)
    return menu


class TextLine(QLineEdit):
    """One line. ``overflowed`` says why something was not taken in, ``finished`` that the keyboard has left it.

    ``longest`` is in characters; ``is_answer``: its undo is the plan's; ``is_compact``: spaces around are never meant.
    """

    overflowed = Signal(object)
    finished = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        longest: int = LONGEST_TEXT,
        is_answer: bool = False,
        is_compact: bool = False,
    ) -> None:
        super().__init__(parent)
        self._is_answer, self._is_compact = is_answer, is_compact
        self.setMaxLength(longest)
        self.inputRejected.connect(self._refuse)
        self.returnPressed.connect(self.finished)

    def _refuse(self) -> None:
        self.overflowed.emit(TOO_LONG.fill(most=self.maxLength()))

    def take_in(self, text: str) -> None:
        """Put a text from elsewhere in the place of what is selected: all of it, on one line, or nothing."""
        # Before Qt sees it: laying out one huge line takes longer than anybody waits.
        room = self.maxLength() - count_units(self.text()) + count_units(self.selectedText())
        clean = trim if self._is_compact else clean_line
        line = clean(text) if len(text) <= 2 * self.maxLength() else text
        if count_units(line) > room:
            self._refuse()
        elif line:
            self.insert(line)

    def paste(self) -> None:
        """Take in what was copied."""
        self._paste(QClipboard.Mode.Clipboard)

    def _paste(self, mode: QClipboard.Mode) -> None:
        copied = QGuiApplication.clipboard().mimeData(mode)
        if copied is not None and holds_text(copied) and not self.isReadOnly():
            self.take_in(copied.text())

    def _leaves(self, event: QKeyEvent) -> bool:
        """Say whether a key is the window's undo or redo."""
        return is_undo(event) and (self._is_answer or not (self.isUndoAvailable() or self.isRedoAvailable()))

    def event(self, event: QEvent) -> bool:
        """Leave the window's own keys to it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._leaves(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Paste in the field's own way; undo nothing that is the plan's."""
        if event.matches(_KEYS.Paste):
            self.paste()
            event.accept()
        elif self._leaves(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Show a menu that pastes in the field's own way."""
        menu = self.make_menu()
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def make_menu(self) -> QMenu | None:
        """Return the field's menu."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                own = menu.addAction(action.icon(), action.text(), self.paste)
                own.setEnabled(action.isEnabled())
                menu.insertAction(action, own)
                menu.removeAction(action)
        return drop_own_undo(menu) if self._is_answer else menu

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take in what is selected elsewhere, where the system pastes by the middle button."""
        if event.button() == Qt.MouseButton.MiddleButton and QGuiApplication.clipboard().supportsSelection():
            self.deselect()
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self._paste(QClipboard.Mode.Selection)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that typing is done, unless a menu or another window has the keys for a while only."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.finished.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Leave files to the window."""
        if list_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Leave files to the window."""
        if list_files(event.mimeData()):
            event.ignore()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take in a text that is dropped; leave files to the window."""
        dragged = event.mimeData()
        if list_files(dragged):
            event.ignore()
        elif event.source() is self or not dragged.hasText() or self.isReadOnly():
            super().dropEvent(event)
        else:
            self.deselect()
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self.take_in(dragged.text())
            event.acceptProposedAction()


class TextArea(QPlainTextEdit):
    """Several lines, which are an answer. ``overflowed`` says why something was not taken in."""

    overflowed = Signal(object)

    def __init__(self, longest: int = LONGEST_TEXT) -> None:
        super().__init__()
        self._longest = longest
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)

    def _has_room(self, units: int) -> bool:
        selected = count_units(self.textCursor().selectedText())
        # Qt counts the end of the last paragraph too.
        if self.document().characterCount() - 1 - selected + units <= self._longest:
            return True
        self.overflowed.emit(TOO_LONG.fill(most=self._longest))
        return False

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Leave files to the window."""
        return not list_files(source) and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Take in what is pasted or dropped: all of it, or nothing where there is no room for it."""
        text = source.text() if holds_text(source) else ""
        # Before Qt sees it: laying out one huge line takes longer than anybody waits.
        if text and self._has_room(count_units(text)):
            self.textCursor().insertText(clean_lines(text))
            self.ensureCursorVisible()

    def event(self, event: QEvent) -> bool:
        """Leave the window's own keys to it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take a key that there is room for; undo nothing, that is the plan's."""
        if is_undo(event):
            event.ignore()
            return
        text = event.text()
        writes = (text.isprintable() and bool(text)) or text in ("\r", "\n")
        if not writes or event.modifiers() & Qt.KeyboardModifier.ControlModifier or self._has_room(count_units(text)):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Take what an input method writes, where there is room for it."""
        written = event.commitString()
        if not written or self._has_room(count_units(written)):
            super().inputMethodEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Show a menu without an undo of its own."""
        menu = drop_own_undo(self.createStandardContextMenu())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
