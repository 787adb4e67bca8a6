"""Texts that are no answers, in a plan's content: they go where the fields go that they were typed in (no Qt here)."""

from collections.abc import Callable, Iterable

from wizard.gui import editing
from wizard.gui.editing import Content, write_field

UNREAD = "unread"
Places = Callable[[int], Iterable[int]]


def read_unread(content: Content, field: str) -> str | None:
    """Return the text that was typed into a field and is no answer; None where there is none."""
    text: str | None = (content.get(UNREAD) or {}).get(field)
    return text


def keep_unread(content: Content, field: str, text: str) -> Content:
    """Return the content with a text in the place of a field's answer, which is not known then."""
    return _replace(write_field(content, field, None), {**_list(content), field: text})


def drop_unread(content: Content, field: str) -> Content:
    """Return the content without the text of a field, and of those below it."""
    texts = _list(content)
    left = {each: text for each, text in texts.items() if each != field and not each.startswith(f"{field}.")}
    return content if len(left) == len(texts) else _replace(content, left)


def remove_item(content: Content, field: str, position: int) -> Content:
    """Return the content without one item of a list, and without what was typed in its fields."""
    removed = editing.remove_item(content, field, position)
    return _place(removed, field, lambda at: () if at == position else (at - (at > position),))


def copy_item(content: Content, field: str, position: int) -> Content:
    """Return the content with a copy of an item at the end of its list, what was typed in its fields included."""
    copied = editing.copy_item(content, field, position)
    last = len(editing.read_field(copied, field)) - 1
    return _place(copied, field, lambda at: (at, last) if at == position else (at,))


def move_item(content: Content, field: str, position: int, to: int) -> Content:
    """Return the content with one item of a list at another place, and what was typed in the fields of all."""
    order = [at for at in range(len(editing.read_field(content, field))) if at != position]
    order.insert(to, position)
    return _place(editing.move_item(content, field, position, to), field, lambda at: (order.index(at),))


def _place(content: Content, field: str, find_places: Places) -> Content:
    """Return the content after the items of a list have moved; ``find_places``: where one of a position stands now."""
    texts = _list(content)
    placed: dict[str, str] = {}
    for each, text in texts.items():
        position, _, rest = each.removeprefix(f"{field}.").partition(".")
        if not each.startswith(f"{field}.") or not position.isdigit():
            placed[each] = text
            continue
        placed.update({f"{field}.{place}.{rest}": text for place in find_places(int(position))})
    return content if placed == texts else _replace(content, placed)


def _replace(content: Content, texts: dict[str, str]) -> Content:
    rest = {name: part for name, part in content.items() if name != UNREAD}
    return {**rest, UNREAD: texts} if texts else rest


def _list(content: Content) -> dict[str, str]:
    return dict(content.get(UNREAD) or {})
