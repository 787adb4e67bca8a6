"""A listener on a thread of its own, and provers against it."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from wizard.checks.probe import Measurement, Probe
from wizard.checks.proof.events import Closed, Event, Opened
from wizard.checks.proof.listener import Listener
from wizard.checks.proof.places import Found, Places
from wizard.checks.proof.probes import make_proof_probe
from wizard.checks.proof.prover import Proof
from wizard.checks.runner import Origin, Run
from wizard.domain.evidence.record import Evidence, FlowEnd

HERE = Origin("station", "PC01")
LOOPBACK = "127.0.0.1"


@dataclass
class Session:
    """A running listener and what it tells."""

    listener: Listener
    code: str
    events: list[Event] = field(default_factory=list)
    closed: Closed | None = None


def find_free_ports(count: int) -> list[int]:
    """Return ports that nothing holds, for TCP and UDP alike."""
    found: list[int] = []
    while len(found) < count:
        with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
            stream.bind((LOOPBACK, 0))
            port = stream.getsockname()[1]
            try:
                datagrams.bind((LOOPBACK, port))
            except OSError:
                continue
            if port not in found:
                found.append(port)
    return found


def make_end(protocol: str, port: int, fact: str = "NET-7") -> FlowEnd:
    """Return a flow's port."""
    return FlowEnd(fact=fact, subject="server", protocol="tcp" if protocol == "tcp" else "udp", port=port)


@contextmanager
def listen(
    ends: Sequence[FlowEnd], code: str, address: str | None = LOOPBACK, seconds: float = 120
) -> Iterator[Session]:
    """Listen on these ports until the block ends."""
    up = threading.Event()

    def tell(event: Event) -> None:
        session.events.append(event)
        if isinstance(event, Opened):
            up.set()

    def work() -> None:
        session.closed = session.listener.carry_out()

    session = Session(Listener(ends, code, address=address, seconds=seconds, tell=tell), code)
    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert up.wait(120), "the listener did not open"
        yield session
    finally:
        session.listener.stop()
        thread.join(120)
        assert not thread.is_alive(), "the listener did not stop"


class Anywhere(Places):
    """Both ends may be one machine: what passes between two sockets is looked at, whatever it says of a plan."""

    def place(self, found: Sequence[Measurement], proof: Proof, planned: Found) -> list[Measurement]:
        """Return the measurements as they are."""
        del proof, planned
        return list(found)


def make_local_probe(ends: Sequence[FlowEnd], server: str, code: str, seconds: float | None = None) -> Probe:
    """Return the probe of the proof for both ends on this machine."""
    return make_proof_probe(ends, server, code, seconds, places=Anywhere())


def run_probe(probe: Probe) -> list[Evidence]:
    """Run one probe as the program does."""
    return list(Run([probe], HERE).carry_out())
