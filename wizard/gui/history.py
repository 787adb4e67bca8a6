"""Undo and redo over answers: whole contents, which share what did not change (no Qt here)."""

from typing import NamedTuple

from wizard.gui.editing import Content, read_field
from wizard.gui.unread import read_unread

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
        self._goes_on = False

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
        """Make a content the present one; ``joined`` to the last entry where that changed the same field just now."""
        if content == self.content:
            return
        del self._entries[self._at + 1 :]
        is_joined = joined and self._goes_on and self._at > 0 and self._entries[self._at].field == field
        self._goes_on = True
        if is_joined:
            self._join(content, field)
            return
        self._entries.append(Entry(content, field))
        del self._entries[: max(0, len(self._entries) - MOST_STEPS)]
        self._at = len(self._entries) - 1

    def _join(self, content: Content, field: str) -> None:
        before = self._entries[self._at - 1].content
        self._entries[self._at] = Entry(content, field)
        # Typed and deleted again: a step that changes nothing would be taken back in vain.
        if all(read(before, field) == read(content, field) for read in (read_field, read_unread)):
            del self._entries[self._at]
            self._at -= 1
            self._goes_on = False

    def separate(self) -> None:
        """Have the next change be a step of its own: typing has ended, whatever is typed next."""
        self._goes_on = False

    def undo(self) -> str:
        """Take back the last change and return its field."""
        self.separate()
        field = self._entries[self._at].field
        self._at = max(0, self._at - 1)
        return field

    def redo(self) -> str:
        """Make a change that was taken back again and return its field."""
        self.separate()
        self._at = min(len(self._entries) - 1, self._at + 1)
        return self._entries[self._at].field

    def mark_saved(self, *, saved: bool = True, content: Content | None = None) -> None:
        """Remember that the present content is the one on disk, or another one; or that none is (after a recovery)."""
        self.separate()
        self._saved = (self.content if content is None else content) if saved else None
