"""One thing that can be read on a machine: what it is called in the manifest, and where each system keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, NoReturn, Protocol, TypeVar

from wizard.checks.probe import Touch, TouchKind
from wizard.i18n import Message

System = Literal["windows", "linux", "darwin", "other"]
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class ReadingError(Exception):
    """Something could not be read, or made no sense: ``reason`` as in ``words.local``, ``detail`` names the place."""

    def __init__(self, reason: str, detail: str | None = None) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Reading(Generic[T_co]):
    r"""What to read. ``name`` tells how, ``argument`` what of it; ``places`` has no entry where a system lacks it.

    A place is a registry path (HKLM\…), a file (/…, %…) or a call of the system.
    """

    name: str
    places: Mapping[System, str] = field(compare=False)
    argument: str = ""

    def announce(self, system: System, purpose: Message) -> Touch | None:
        """Return the manifest's line on a system; None where nothing is touched there."""
        place = self.places.get(system)
        if place is None:
            return None
        return Touch(_tell_kind(place), place, purpose)

    def fail(self, system: System, reason: str) -> NoReturn:
        """Say that this reading gave nothing that can be used."""
        raise ReadingError(reason, self.places.get(system, self.argument or self.name))


class MachineReader(Protocol):
    """Reads a machine: this one, or one that was recorded."""

    @property
    def system(self) -> System:
        """Which system the machine runs."""

    def read(self, reading: Reading[T]) -> T:
        """Return what is read.

        Raises:
            ReadingError: it is not there, not readable, or not on this system.

        """


def _tell_kind(place: str) -> TouchKind:
    if place.startswith(("HKLM\\", "HKCU\\")):
        return TouchKind.REGISTRY
    return TouchKind.FILE if place.startswith(("/", "%")) else TouchKind.SYSTEM
