"""A reader that reads what was announced and nothing else: the manifest is true because it cannot be otherwise."""

from collections.abc import Collection
from typing import Any

from wizard.checks.machine.reading import MachineReader, Reading, ReadingError, System, T


class UnannouncedReadError(Exception):
    """A probe tried to read what its manifest does not list: a fault of ours."""


class AnnouncedReader:
    """Reads through another reader; what was not announced raises, what a system lacks is never asked for."""

    def __init__(self, reader: MachineReader, announced: Collection[Reading[Any]]) -> None:
        self._reader = reader
        self._announced = frozenset(announced)

    @property
    def system(self) -> System:
        """Which system the machine runs."""
        return self._reader.system

    def read(self, reading: Reading[T]) -> T:
        """Return what is read.

        Raises:
            UnannouncedReadError: the reading is not among those announced.
            ReadingError: it is not there, not readable, or not on this system.

        """
        if reading not in self._announced:
            raise UnannouncedReadError(f"{reading.name} {reading.argument}")
        if self.system not in reading.places:
            raise ReadingError("not_on_this_system")
        return self._reader.read(reading)
