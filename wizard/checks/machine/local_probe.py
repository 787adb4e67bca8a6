"""A probe of this machine: what it announces, its parts, and how one part that fails leaves the others standing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from wizard.checks.blocking import read_aside
from wizard.checks.machine.announced import AnnouncedReader
from wizard.checks.machine.reading import MachineReader, Reading, ReadingError
from wizard.checks.probe import Measurement, Probe, Value
from wizard.i18n import Message

LOCAL_SECONDS = 10.0


class Part(NamedTuple):
    """One thing a probe finds out, and the facts it bears on."""

    facts: tuple[str, ...]
    measure: Callable[[MachineReader], Sequence[Measurement]]


@dataclass(frozen=True, slots=True)
class LocalProbe:
    """A probe before it is given a machine. ``readings`` are all that its parts may read."""

    id: str
    purpose: Message
    readings: tuple[Reading[Any], ...]
    parts: tuple[Part, ...]

    def prepare(self, reader: MachineReader, subject: str) -> Probe:
        """Return the probe of a machine."""
        announced = AnnouncedReader(reader, self.readings)

        async def measure() -> Sequence[Measurement]:
            return await read_aside(lambda: measure_parts(self.parts, announced))

        touches = [reading.announce(reader.system, self.purpose) for reading in self.readings]
        facts = tuple(dict.fromkeys(fact for part in self.parts for fact in part.facts))
        # The manifest names a place once, whatever is read there.
        told = {(touch.kind, touch.what): touch for touch in touches if touch is not None}
        return Probe(self.id, facts, tuple(told.values()), measure, LOCAL_SECONDS, subject=subject)


def report(values: Mapping[str, Value], answers: Mapping[str, Value] | None = None) -> tuple[Measurement, ...]:
    """Return a reading that decides nothing by itself."""
    return (Measurement("ok", values=values or None, answers=answers),)


def measure_parts(parts: Sequence[Part], reader: MachineReader) -> tuple[Measurement, ...]:
    """Return what the parts measure, those that bear on the same facts and end alike joined into one."""
    found: list[Measurement] = []
    for part in parts:
        for each in _measure_part(part, reader):
            _join(found, each._replace(facts=part.facts if each.facts is None else each.facts))
    return tuple(found)


def _measure_part(part: Part, reader: MachineReader) -> Sequence[Measurement]:
    try:
        return part.measure(reader)
    except ReadingError as error:
        return (Measurement("unknown", error.reason, detail=error.detail),)


def _join(found: list[Measurement], new: Measurement) -> None:
    for at, old in enumerate(found):
        if _can_join(old, new):
            details = tuple(dict.fromkeys(detail for detail in (old.detail, new.detail) if detail))
            found[at] = old._replace(
                values={**(old.values or {}), **(new.values or {})} or None,
                answers={**(old.answers or {}), **(new.answers or {})} or None,
                detail=", ".join(details) or None,
            )
            return
    found.append(new)


def _can_join(old: Measurement, new: Measurement) -> bool:
    return _tell_apart(old) == _tell_apart(new) and old.flow is None


def _tell_apart(each: Measurement) -> tuple[object, ...]:
    return each.state, each.reason, each.facts, each.subject, each.target, each.flow
