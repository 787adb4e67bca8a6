"""What slows a start down without being of use then: Python's collector, and PySide6's look into every module."""

import builtins
import gc
import sys
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from wizard.gui.postponing import make_postponing, postpone

# pydantic imports them for what this program does not do before the checks, OpenSSL with them.
_ONLY_FOR_PLUGINS_AND_KEYS = ("importlib.metadata", "secrets")


@contextmanager
def import_plainly() -> Iterator[None]:
    """Import, inside this block, without what others do at every import.

    PySide6's own ``__import__`` reads the source of every module for ``PySide6``, so as to know where ``__feature__``
    counts, which this program does not use: the interpreter's, which PySide6 keeps as ``__orig_import__``, takes its
    place. Where PySide6 comes in inside the block, what it loads for explanations alone is postponed. ``typing``
    compiles every annotation that pydantic gives it as text, the same ones over and over: once will do.
    """
    present = builtins.__import__
    plain = getattr(builtins, "__orig_import__", present)
    own = plain if "PySide6" in sys.modules else make_postponing(plain)
    builtins.__import__ = own
    vars(typing)["compile"] = cache(compile)
    for each in _ONLY_FOR_PLUGINS_AND_KEYS:
        postpone(each)
    try:
        yield
    finally:
        # An inner block has taken it out already.
        vars(typing).pop("compile", None)
        # Where PySide6 was imported meanwhile, its own has come in and stays.
        if builtins.__import__ is own:
            builtins.__import__ = present


@contextmanager
def load_undisturbed() -> Iterator[None]:
    """Import plainly, and make, inside this block, what stays until the program ends.

    The collector would walk it again and again while it grows, to find nothing; it never looks at it afterwards
    either, which spares the window pauses later on.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        with import_plainly():
            yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()
