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
class Reached:
    """The ports that a prover has reached within a moment, together: each has been told as heard before."""

    source: str
    ports: tuple[Port, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something without this session's code came in, and got no answer; ``is_ours``: from this program.

    ``count`` is how often that happened until now; not each time is told.
    """

    at: datetime
    source: str
    port: Port
    count: int
    is_ours: bool


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
    """All ports are closed again. ``reached`` are the ports that any prover came in on, ``heard`` who did, the first.

    ``refused`` counts what got no answer; ``stopped`` says whether time was left.
    """

    states: tuple[tuple[Port, PortState], ...]
    heard: tuple[Heard, ...]
    reached: frozenset[Port]
    refused: int
    stopped: bool


Event = Opened | Heard | Reached | Refused | VoiceGranted | Closed
