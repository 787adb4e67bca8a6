"""What a listener tells while it runs, and what it has to say in the end."""

from dataclasses import dataclass
from datetime import datetime

from wizard.checks.proof.challenge import Port, PortState
from wizard.domain.evidence.record import FlowEnd


@dataclass(frozen=True, slots=True)
class Opened:
    """The listener is up: how each port stands, and until when."""

    states: tuple[tuple[Port, PortState], ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """A prover's challenge came in on a port and was answered; only the prover knows whether the answer arrived."""

    at: datetime
    source: str
    port: Port
    flows: tuple[FlowEnd, ...]


@dataclass(frozen=True, slots=True)
class VoiceGranted:
    """A prover may send calls at once through a port."""

    at: datetime
    source: str
    port: Port
    calls: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Closed:
    """All ports are closed again. ``refused`` counts what got no answer; ``stopped`` says whether time was left."""

    states: tuple[tuple[Port, PortState], ...]
    heard: tuple[Heard, ...]
    refused: int
    stopped: bool


Event = Opened | Heard | VoiceGranted | Closed
