"""In which order the Tab key goes through the window: as it is laid out, whatever was made first."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QTabWidget, QWidget

_HOLDERS = QScrollArea | QSplitter | QStackedWidget | QTabWidget


def list_tab_stops(within: QWidget) -> Iterator[QWidget]:
    """Yield what the Tab key stops at in a widget, itself first, in the order in which it was laid out."""
    # A field that passes the keys on to a part of its own is moved whole by Qt, and so are the parts of a list.
    is_stop = bool(within.focusPolicy() & Qt.FocusPolicy.TabFocus) or within.focusProxy() is not None
    if is_stop:
        yield within
    if not is_stop or isinstance(within, _HOLDERS):
        for child in _list_children(within):
            yield from list_tab_stops(child)


def _list_children(within: QWidget) -> Iterator[QWidget]:
    if isinstance(within, QScrollArea):
        yield from filter(None, [within.widget()])
    elif isinstance(within, QTabWidget | QSplitter | QStackedWidget):
        yield from filter(None, (within.widget(place) for place in range(within.count())))
    else:
        # Layouts add to it in their own order. They themselves must not be asked: PySide6 keeps what it hands out of
        # a layout's items when Qt has deleted them, and takes whatever comes to lie there for one of them.
        yield from (child for child in within.children() if isinstance(child, QWidget) and not child.isWindow())


def put_in_order(places: Iterable[QWidget]) -> None:
    """Have the Tab key go through these widgets one after the other, each with all that lies in it."""
    before: QWidget | None = None
    for place in places:
        for stop in list_tab_stops(place):
            if before is not None and before.nextInFocusChain() is not stop:
                QWidget.setTabOrder(before, stop)
            # What lies in the views comes after their titles, not after the last view.
            before = stop.tabBar() if isinstance(stop, QTabWidget) else stop
