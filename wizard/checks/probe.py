"""What a probe is: what it bears on, everything it will touch, its deadline, and how it measures."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from wizard.domain.evidence.record import FlowEnd, State
from wizard.i18n import Message


class TouchKind(StrEnum):
    """What a probe can touch; all but packets stay on this machine."""

    PACKET = "packet"
    FILE = "file"
    REGISTRY = "registry"
    SYSTEM = "system"


class Touch(NamedTuple):
    """One line of the manifest: what will be touched, and what for. For a packet ``what`` is "tcp 10.20.0.15:443"."""

    kind: TouchKind
    what: str
    purpose: Message


Value = bool | int | float | str


class Measurement(NamedTuple):
    """What a probe found; the runner adds who measured, when and how long (see ``domain.evidence.record``).

    What is left None is taken from the probe.
    """

    state: State
    reason: str | None = None
    detail: str | None = None
    values: Mapping[str, Value] | None = None
    answers: Mapping[str, Value | tuple[str, ...]] | None = None
    basis: Mapping[str, Value] | None = None
    facts: tuple[str, ...] | None = None
    subject: str | None = None
    target: str | None = None
    flow: FlowEnd | None = None
    source: str | None = None
    destination: str | None = None


Measure = Callable[[], Awaitable[Sequence[Measurement]]]


@dataclass(frozen=True, slots=True)
class Probe:
    """Something to measure, read-only and without administrator rights.

    ``measure`` is called once, by the runner, under ``seconds`` as one overall deadline: it is cancelled there, so it
    must wait in nothing but awaits, close what it opened, and read no more than a bounded number of bytes from anybody.
    It answers what it could not measure with ``unknown`` and a reason; whatever it raises becomes that too.
    """

    id: str
    facts: tuple[str, ...]
    touches: tuple[Touch, ...]
    measure: Measure
    seconds: float
    subject: str | None = None
    target: str | None = None
    basis: Mapping[str, Value] | None = None
    """The plan's answers that it goes by (an address, a name): another answer there makes its evidence outdated."""
    only_waits: bool = False
    """It costs nothing but sockets, which it bounds itself: any number of them may run at once."""

    @property
    def is_local(self) -> bool:
        """Say whether nothing leaves this machine."""
        return all(touch.kind is not TouchKind.PACKET for touch in self.touches)
