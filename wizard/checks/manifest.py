"""Everything that a run will touch, before it runs: for whoever answers for the customer's security."""

from collections.abc import Iterable
from typing import NamedTuple

from wizard.checks.probe import Probe, TouchKind
from wizard.i18n import Message

KIND_WORDS = {
    TouchKind.PACKET: Message("packet"),
    TouchKind.FILE: Message("file"),
    TouchKind.REGISTRY: Message("registry"),
    TouchKind.SYSTEM: Message("system"),
}


class Line(NamedTuple):
    """One thing that will be touched, what for, and the ids of the probes that do."""

    kind: TouchKind
    what: str
    purpose: Message
    probes: tuple[str, ...]


def list_touches(probes: Iterable[Probe]) -> tuple[Line, ...]:
    """Return what some probes will touch, each thing once, in the order in which it is first touched."""
    lines: dict[tuple[TouchKind, str], Line] = {}
    for probe in probes:
        for touch in probe.touches:
            key = (touch.kind, touch.what)
            line = lines.get(key) or Line(touch.kind, touch.what, touch.purpose, ())
            if probe.id not in line.probes:
                line = line._replace(probes=(*line.probes, probe.id))
            lines[key] = line
    return tuple(lines.values())
