"""Modules that a start would read and not use: they are loaded when something is first asked of them.

PySide6 carries what explains signatures and mistakes, and even what writes its stubs, as Python source that it compiles
anew at every start: a third of its whole import. pydantic looks up installed plugins, which this program has none of.
"""

import sys
from collections.abc import Callable
from functools import wraps
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

Import = Callable[..., Any]
# Package → its modules, as PySide6's loader asks for them; a name that it no longer asks for is never met.
_OF_PYSIDE = {
    "shibokensupport.signature": frozenset({"errorhandler", "layout", "mapping", "parser"}),
    "shibokensupport.signature.lib": frozenset({"enum_sig", "pyi_generator", "tool"}),
}
# Taken out of their module before it is needed: by pydantic, and by PySide6's C++, which looks without asking.
_TAKEN_EARLY = {
    "importlib.metadata": ("entry_points",),
    "shibokensupport.signature.mapping": ("update_mapping",),
}
_loading = RLock()
_waiting: dict[str, ModuleSpec] = {}


class _Postponed(ModuleType):
    """A module that is not loaded yet; as soon as it is, an ordinary one."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module holds
        # Whoever walks through all modules asks for these, and means none of ours.
        if name.startswith("__"):
            raise AttributeError(name)
        _load(self)
        # Not super(): the class may just have become another.
        return ModuleType.__getattribute__(self, name)


def _load(module: ModuleType) -> None:
    with _loading:
        spec = _waiting.pop(module.__name__, None)
        if spec is not None and spec.loader is not None:
            # Its own again: PySide6 gives the module another name meanwhile.
            module.__spec__ = spec
            spec.loader.exec_module(module)
            module.__class__ = ModuleType


def _stand_in(module: ModuleType, name: str) -> Callable[..., Any]:
    def call(*words: Any, **named: Any) -> Any:  # noqa: ANN401 - as the function itself
        _load(module)
        return vars(module)[name](*words, **named)

    return call


def postpone(name: str) -> None:
    """Have a module loaded when something is first asked of it; nothing happens if it is there, or nowhere."""
    spec = None if name in sys.modules else find_spec(name)
    if spec is None or spec.loader is None:
        return
    module = sys.modules[name] = _Postponed(name)
    vars(module).update(vars(module_from_spec(spec)))
    module.__spec__ = ModuleSpec(name, spec.loader, origin=spec.origin)
    vars(module).update({each: _stand_in(module, each) for each in _TAKEN_EARLY.get(name, ())})
    _waiting[name] = spec
    package, _, last = name.rpartition(".")
    if package:
        setattr(sys.modules[package], last, module)


def make_postponing(plain: Import) -> Import:
    """Return an ``__import__`` in the place of ``plain`` that postpones what PySide6's start asks for in vain.

    All else is passed on, for good: PySide6 keeps whichever it finds at its start.
    """

    # PySide6 copies its words as well.
    @wraps(plain)
    def import_postponing(
        name: str,
        globals: object = None,  # noqa: A002 - as __import__ names them
        locals: object = None,  # noqa: A002 - as above
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> Any:  # noqa: ANN401 - as __import__
        package = sys.modules.get(name)
        if package is not None and fromlist and name in _OF_PYSIDE and _OF_PYSIDE[name].issuperset(fromlist):
            for each in fromlist:
                postpone(f"{name}.{each}")
            return package
        return plain(name, globals, locals, fromlist, level)

    return import_postponing
