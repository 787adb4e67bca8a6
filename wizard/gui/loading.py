"""What slows a start down without being of use then: Python's collector, and PySide6's look into every module."""

import builtins
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def load_undisturbed() -> Iterator[None]:
    """Import and make, inside this block, what stays until the program ends.

    The collector would walk it again and again while it grows, to find nothing; it never looks at it afterwards
    either, which spares the window pauses later on. PySide6's own ``__import__`` reads the source of every module
    for ``PySide6``, so as to know where ``__feature__`` counts, which this program does not use: the interpreter's,
    which PySide6 keeps as ``__orig_import__``, takes its place.
    """
    collects, present = gc.isenabled(), builtins.__import__
    plain = getattr(builtins, "__orig_import__", present)
    gc.disable()
    builtins.__import__ = plain
    try:
        yield
    finally:
        # Where PySide6 was imported meanwhile, its own has come in and stays.
        if builtins.__import__ is plain:
            builtins.__import__ = present
        gc.freeze()
        if collects:
            gc.enable()
