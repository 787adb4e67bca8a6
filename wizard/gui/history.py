"""Undo and redo over answers: whole contents, which share what did not change (no Qt here)."""

from typing import NamedTuple

from wizard.gui.editing import Content

MOST_STEPS = 500


class Entry(NamedTuple):
    """A content and the field whose change led to it; typing on in one field makes one entry."""

    content: Content
    field: str


class History:
    """The contents that a plan has had, and which of them is the present one."""

    def __init__(self, content: Content) -> None:
        self._entries = [Entry(content, "")]
        self._at = 0
        self._saved: Content | None = content

    @property
    def content(self) -> Content:
        """Return the present content."""
        return self._entries[self._at].content

    @property
    def is_changed(self) -> bool:
        """Say whether the present content differs from the one saved last."""
        return self._saved is None or self.content != self._saved

    @property
    def can_undo(self) -> bool:
        """Say whether there is a change to take back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Say whether there is a change that was taken back."""
        return self._at + 1 < len(self._entries)

    def record(self, content: Content, field: str, *, joined: bool = False) -> None:
        """Make a content the present one; ``joined`` to the last entry where that changed the same field."""
        if content == self.content:
            return
        del self._entries[self._at + 1 :]
        if joined and self._at > 0 and self._entries[self._at].field == field:
            self._entries[self._at] = Entry(content, field)
            return
        self._entries.append(Entry(content, field))
        del self._entries[: max(0, len(self._entries) - MOST_STEPS)]
        self._at = len(self._entries) - 1

    def undo(self) -> str:
        """Take back the last change and return its field."""
        field = self._entries[self._at].field
        self._at = max(0, self._at - 1)
        return field

    def redo(self) -> str:
        """Make a change that was taken back again and return its field."""
        self._at = min(len(self._entries) - 1, self._at + 1)
        return self._entries[self._at].field

    def mark_saved(self, *, saved: bool = True, content: Content | None = None) -> None:
        """Remember that the present content is the one on disk, or another one; or that none is (after a recovery)."""
        self._saved = (self.content if content is None else content) if saved else None
