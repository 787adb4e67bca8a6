"""Answers read and written by their field in a plan's content, without changing what others hold (no Qt here)."""

from collections.abc import Callable
from typing import Any

Content = dict[str, Any]
_KEYED = "ports."


def _split(field: str) -> list[int | str]:
    # A flow's id is one key, dots or not.
    parts = ["ports", field.removeprefix(_KEYED)] if field.startswith(_KEYED) else field.split(".")
    return [int(part) if part.isdigit() else part for part in parts]


def read_field(content: Content, field: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return the answer at a field such as ``telephony.links.0.port``; None where it is not given."""
    value: Any = content
    for part in _split(field):
        if isinstance(part, int):
            value = value[part] if isinstance(value, list) and part < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
        if value is None:
            return None
    return value


def change_field(content: Content, field: str, change: Callable[[Any], Any]) -> Content:
    """Return the content with one value changed by a function; everything else is shared with the old content."""
    changed: Content = _change(content, _split(field), change)
    return changed


def _change(value: Any, parts: list[int | str], change: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - any JSON value
    if not parts:
        return change(value)
    first, *rest = parts
    if isinstance(first, int):
        items = list(value or [])
        items[first] = _change(items[first], rest, change)
        return items
    # A conference that was "none" (false) becomes an object as soon as a figure is given.
    held = dict(value) if isinstance(value, dict) else {}
    held[first] = _change(held.get(first), rest, change)
    return held


def write_field(content: Content, field: str, value: Any) -> Content:  # noqa: ANN401 - any JSON value
    """Return the content with one answer set; None takes it back to not known."""
    return change_field(content, field, lambda _: value)


def add_item(content: Content, field: str, item: Content) -> Content:
    """Return the content with an item at the end of a list."""
    return change_field(content, field, lambda items: [*(items or []), item])


def copy_item(content: Content, field: str, position: int) -> Content:
    """Return the content with a copy of an item of a list at its end."""
    return change_field(content, field, lambda items: [*items, items[position]])


def remove_item(content: Content, field: str, position: int) -> Content:
    """Return the content without one item of a list."""
    return change_field(content, field, lambda items: [*items[:position], *items[position + 1 :]])


def move_item(content: Content, field: str, position: int, to: int) -> Content:
    """Return the content with one item of a list at another place."""

    def move(items: list[Any]) -> list[Any]:
        rest = [*items[:position], *items[position + 1 :]]
        return [*rest[:to], items[position], *rest[to:]]

    return change_field(content, field, move)
